"""Pure functions on text: folding, sentences, noise by wording, differences, fingerprints."""
