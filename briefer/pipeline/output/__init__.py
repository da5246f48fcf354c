"""An edition as others get it: files on disk, and the letter that is mailed.

    options      how an audience wants its edition to look
    letters      the mail, rendered once, with each recipient's own lines beside it
    files        each written whole, or not at all
    publication  the edition in each of its formats

What is shown is made once and shared by all formats.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.output.files import write_files, write_whole
    from briefer.pipeline.output.letters import (
        How,
        Job,
        attached_to,
        blank,
        letter_of,
        own_of,
        sender_of,
        shared_of,
        write_letters,
    )
    from briefer.pipeline.output.options import render_options
    from briefer.pipeline.output.publication import Published, make_files, publish
else:
    __getattr__ = door(
        __name__,
        {
            "files": ("write_files", "write_whole"),
            "letters": (
                "How",
                "Job",
                "attached_to",
                "blank",
                "letter_of",
                "own_of",
                "sender_of",
                "shared_of",
                "write_letters",
            ),
            "options": ("render_options",),
            "publication": ("Published", "make_files", "publish"),
        },
    )

__all__ = [
    "How",
    "Job",
    "Published",
    "attached_to",
    "blank",
    "letter_of",
    "make_files",
    "own_of",
    "publish",
    "render_options",
    "sender_of",
    "shared_of",
    "write_files",
    "write_letters",
    "write_whole",
]
