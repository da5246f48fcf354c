"""Delivery: a rendered edition becomes messages, and a mail server takes them one by one.

    addresses  mail addresses as people write them, checked before anything is made of them
    message    what all recipients share, made once, and each recipient's own lines
    session    one connection to a mail server, and how a message goes through it
    smtp       one session for many recipients, and what became of each

Nothing here knows what a briefing is, and nothing is stored: who has been sent what is the
store's business.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.deliver.addresses import Mailbox, mailbox, mailboxes
    from briefer.deliver.message import (
        Attachment,
        Letter,
        off_the_wire,
        on_the_wire,
        own_lines,
        shared_part,
        unsubscribe_target,
    )
    from briefer.deliver.session import DroppedError, Parcel, Server, open_session
    from briefer.deliver.smtp import Outcome, Pace, deliver
else:
    __getattr__ = door(
        __name__,
        {
            "addresses": ("Mailbox", "mailbox", "mailboxes"),
            "message": (
                "Attachment",
                "Letter",
                "off_the_wire",
                "on_the_wire",
                "own_lines",
                "shared_part",
                "unsubscribe_target",
            ),
            "session": ("DroppedError", "Parcel", "Server", "open_session"),
            "smtp": ("Outcome", "Pace", "deliver"),
        },
    )

__all__ = [
    "Attachment",
    "DroppedError",
    "Letter",
    "Mailbox",
    "Outcome",
    "Pace",
    "Parcel",
    "Server",
    "deliver",
    "mailbox",
    "mailboxes",
    "off_the_wire",
    "on_the_wire",
    "open_session",
    "own_lines",
    "shared_part",
    "unsubscribe_target",
]
