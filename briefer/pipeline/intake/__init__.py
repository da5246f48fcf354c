"""What comes in: files, feeds, pages and mailboxes into the store, each kept as it is read.

    sources    a whole intake: files first, then the web
    round      one look at each source; web, pages and mailboxes are its kinds
    tally      what an intake counts while it goes on
    health     how the sources do: when each last gave something, and whether it went quiet

A source that fails is reported, and the rest goes on. What was read is never read again before
it changes.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.intake.health import Health, report, silences
    from briefer.pipeline.intake.sources import policy_of, take_in
    from briefer.pipeline.intake.tally import Intake
else:
    __getattr__ = door(
        __name__,
        {
            "health": ("Health", "report", "silences"),
            "sources": ("policy_of", "take_in"),
            "tally": ("Intake",),
        },
    )

__all__ = ["Health", "Intake", "policy_of", "report", "silences", "take_in"]
