"""Fetching from strangers: safe, polite, bounded."""
