"""An edition in the hands of people: read, changed, noted upon, approved, and all of it kept."""
