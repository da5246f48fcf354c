"""An edition as others get it: files on disk, and the letter that is mailed."""
