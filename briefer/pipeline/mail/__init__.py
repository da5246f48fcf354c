"""Editions sent to their readers, and short mails to the operator.

    dispatch   renders an edition once and sends it to each recipient once, however often it is run
    alerts     one mail to people who run or review: a failure, a draft that waits

Who has been sent what is in the store's outbox, written down before and after every message.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.mail.alerts import PATIENCE, Alert, alert, ask_reviewers
    from briefer.pipeline.mail.dispatch import (
        SendReport,
        Sent,
        check_addresses,
        decide,
        outbox_rows,
        send,
        send_built,
        server_of,
    )
else:
    __getattr__ = door(
        __name__,
        {
            "alerts": ("Alert", "PATIENCE", "alert", "ask_reviewers"),
            "dispatch": (
                "SendReport",
                "Sent",
                "check_addresses",
                "decide",
                "outbox_rows",
                "send",
                "send_built",
                "server_of",
            ),
        },
    )

__all__ = [
    "PATIENCE",
    "Alert",
    "SendReport",
    "Sent",
    "alert",
    "ask_reviewers",
    "check_addresses",
    "decide",
    "outbox_rows",
    "send",
    "send_built",
    "server_of",
]
