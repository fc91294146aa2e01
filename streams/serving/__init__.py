"""What the archive holds, over HTTP: the API, the live stream, and whatever else is served to people and programs."""
