"""Subscribers as their authors would write them: each in its own way, each with a set of the ids that it was told."""
