"""Who is at the keyboard, for the audit trail."""

import getpass
from collections.abc import Mapping

from briefer.pipeline.review.wording import written

LONGEST = 100  # characters of a name


def person(named: str | None, environ: Mapping[str, str]) -> str:
    """Return who acts: the one named, else `BRIEFER_USER`, else the login name.

    Raises:
        UsageError: a name is too long.
    """
    for name in (named, environ.get("BRIEFER_USER")):
        if name and name.strip():
            return written(name, LONGEST)
    try:
        return written(getpass.getuser(), LONGEST)
    except (OSError, KeyError):  # no login name and no entry for this user
        return "unknown"
