"""Pure functions on addresses and encodings: canonical URLs, sites, pages, charsets."""
