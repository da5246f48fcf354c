"""What documents (PDF, .docx) have in common: no metadata worth trusting, but a head that tells."""

from briefer.text.dates import find_dates

_HEAD = 1_500  # characters: where a communiqué or a report gives its date
_TITLE_MAX = 160  # characters


def dated(text: str) -> str | None:
    """Return the first whole date (day, month and year) of a document's head, ISO, or None."""
    head = text[:_HEAD]
    for mention in find_dates(head, None):
        when = mention.when
        if (
            when
            and when.precision == "day"
            and str(when.date.year) in head[mention.start : mention.end]
        ):
            return when.date.isoformat()
    return None


def headline(text: str) -> str | None:
    """Return the first line that can be a title: a few words that end no sentence."""
    lines = [line.strip() for line in text[:_HEAD].splitlines()]
    for line in lines[:12]:
        words = line.split()
        if (
            len(words) >= 3
            and len(line) <= _TITLE_MAX
            and line[-1] not in ".,;:"
            and not dated(line)
        ):
            return line
    return None
