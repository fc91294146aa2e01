"""rowback: watches a river of article captures and says what is new, what is a copy and what was quietly changed."""

__version__ = "0.1.0"
