"""The state of a workspace: one SQLite file in WAL mode."""

from briefer.store.database import Store

__all__ = ["Store"]
