"""What the pages of the reading room show, put together from the archive."""
