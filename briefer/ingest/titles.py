"""A title as it was meant: markup taken out of it, what only looks like markup kept.

RSS does not say whether a title is text or HTML (https://www.rssboard.org/rss-profile,
"Character Data"); Atom does (RFC 4287, section 3.1.1).
"""

import re

from briefer.errors import SourceError
from briefer.ingest.clean import one_line

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]{0,2000})?/?)>")
_REFERENCE = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_VOID = frozenset({"br", "wbr", "img"})
_KNOWN_WORDS = (
    "a abbr acronym applet area audio b bdi bdo big blink blockquote body button canvas center cite "
    "code data del dfn div dl dt em embed figure font form frame frameset h1 h2 h3 h4 h5 h6 head hr "
    "html i iframe img input ins kbd li link map mark marquee meta nobr noframes noscript object ol "
    "option p param picture pre q s samp script section select small source span strike strong "
    "style sub sup svg table tbody td textarea th time title tr tt u ul var video"
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
_OTHER = re.compile(r"<!--.{0,2000}?-->|<!DOCTYPE[^<>]{0,500}>", re.DOTALL | re.IGNORECASE)


def title_of(written: str | None, *, html: bool = False) -> str | None:
    """Return a title that may hold markup, on one line and without it, or None.

    A tag is markup where it is one of HTML's and, unless the title is known to be `html`, where
    it is closed as well or has attributes. Any other "<" is a character like others.
    """
    if not written or not ("<" in written or "&" in written):
        return one_line(written)
    from briefer.ingest.fragments import plain  # noqa: PLC0415 - loads lxml

    try:
        return one_line(plain(_escaped(_OTHER.sub("", written[:4000]), html=html)).text)
    except SourceError:
        return one_line(written)


def _escaped(written: str, *, html: bool) -> str:
    """Return HTML in which only known markup and whole character references are left."""
    parts: list[str] = []
    at = 0
    for tag in _markup(written, html=html):
        parts += [_text(written[at : tag.start()]), tag[0]]
        at = tag.end()
    return "".join([*parts, _text(written[at:])])


def _text(written: str) -> str:
    return _REFERENCE.sub("&amp;", written).replace("<", "&lt;").replace(">", "&gt;")


def _markup(written: str, *, html: bool) -> list[re.Match[str]]:
    """Return the tags of `written` that are markup, in order."""
    found: list[re.Match[str]] = []
    waiting: list[re.Match[str]] = []
    for tag in _TAG.finditer(written):
        name = tag[2].lower()
        if name in _VOID or (html and name in _KNOWN):
            found.append(tag)
        elif name in _KNOWN and not tag[1]:
            waiting.append(tag)
            if "=" in tag[3]:
                found.append(tag)
        elif name in _KNOWN:
            opening = next((o for o in reversed(waiting) if o[2].lower() == name), None)
            if opening is not None:
                waiting.remove(opening)
                found += [opening, tag]
    return sorted(set(found), key=lambda tag: tag.start())
