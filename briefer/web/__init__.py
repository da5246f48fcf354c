"""The reading room: server-rendered pages over the store.

    app        the routes, thin, over `pipeline.room`; review those of the review queue
    guard      hosts, methods, tokens and headers; access, forms and hosts are its parts
    server     uvicorn, and clients that send nothing
    indexing   keeps the search index in step while the room is open
    previewing the page of `briefer preview`

Nothing is decided here: pages show what the pipeline hands out.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.web.previewing import serve_preview
    from briefer.web.server import serve
else:
    __getattr__ = door(
        __name__,
        {
            "previewing": ("serve_preview",),
            "server": ("serve",),
        },
    )

__all__ = ["serve", "serve_preview"]
