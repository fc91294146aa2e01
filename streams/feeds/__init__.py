"""What feeds, sitemaps, lists and front pages say: pure functions of their bytes, which never raise."""
