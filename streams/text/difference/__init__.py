"""The difference between two versions of a text: edits, word spans, signals, judgement. Pure functions."""
