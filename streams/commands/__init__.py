"""The rowback command: one file a command."""
