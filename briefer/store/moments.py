"""Moments as the store writes them: UTC text, so that they sort."""

import datetime as dt

LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # stands for a moment that can't be read


def utc(moment: dt.datetime) -> str:
    """Return `moment`, which is aware, as it is stored."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def moment(text: str) -> dt.datetime:
    """Return the moment that was stored as `text`."""
    return dt.datetime.fromisoformat(text)


def utc_or_none(moment: dt.datetime | None) -> str | None:
    """Return `moment` as it is stored; None stays None."""
    return utc(moment) if moment else None


def moment_or_none(text: str | None) -> dt.datetime | None:
    """Return the moment that was stored; None where there is none, or what stands there is none."""
    try:
        return moment(text) if text else None
    except ValueError:
        return None


def day_of(text: str | None) -> dt.date | None:
    """Return a stored day; None where there is none, or what stands there is none."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
