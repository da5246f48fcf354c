"""A mailbox file (.mbox): each of its mails is read as a saved one is.

The mails are parted as RFC 4155 says, by a line "From ADDRESS DATE" after an empty one; what
writers of the mboxrd dialect escaped (">From ") is undone.
"""

import re
from collections.abc import Iterator

from briefer.ingest import mail
from briefer.ingest.raw import Item, Raw
from briefer.models import Failure

_MAX_MAILS = 20_000
_MAX_MAIL = 20_000_000  # bytes
# The day of the week is what tells the line apart from prose: "From Monday on, ..."
_START = re.compile(
    rb"(?:\A|\r?\n\r?\n|(?<=\n)\r?\n)From [^\r\n]{0,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\r\n]{0,100}\r?\n"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(raw: Raw) -> Iterator[Item]:
    """Yield the articles of each mail, and a failure for each that holds none."""
    starts = list(_START.finditer(raw.data))
    ends = [match.start() for match in starts[1:]] + [len(raw.data)]
    for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1):
        location = f"{raw.location}#{number}"
        if number > _MAX_MAILS:
            reason = f"only the first {_MAX_MAILS:,} mails were read; split the file"
            yield Failure(location=location, reason=reason)
            return
        if end - match.end() > _MAX_MAIL:
            yield Failure(location=location, reason="a mail larger than 20 MB")
            continue
        data = _QUOTED.sub(rb"\1", raw.data[match.end() : end])
        yield from mail.read(raw._replace(location=location, data=data))
    if not starts:
        yield Failure(location=raw.location, reason='no mailbox: no line begins with "From "')
