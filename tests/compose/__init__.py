"""The compose file at work: ``python -m tests.compose``. Needs a Docker engine; pytest collects nothing here."""
