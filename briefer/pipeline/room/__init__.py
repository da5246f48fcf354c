"""What the pages of the reading room show, put together from the archive.

    archive    the shelf of briefings, and one of them
    layout     a briefing as its page lays it out
    stories    a story over its days
    articles   an article and what was made of it
    search     what was asked for, and what was found

Read-only: the archive is opened so that nothing can be written.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.room.archive import MissingError
    from briefer.pipeline.room.layout import lay_out
else:
    __getattr__ = door(
        __name__,
        {
            "archive": ("MissingError",),
            "layout": ("lay_out",),
        },
    )

__all__ = ["MissingError", "archive", "articles", "lay_out", "search", "stories"]
