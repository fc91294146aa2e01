"""Pure functions on HTML: from a page's source to its article."""
