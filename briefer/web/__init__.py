"""The reading room: server-rendered pages over the store."""
