"""What comes in: files, feeds, pages and mailboxes into the store, each kept as it is read."""
