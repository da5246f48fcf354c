"""What the pages of the reading room have most of: links to what a sentence rests on, and marks.

Written out here and not in a template, for a page has two hundred of them.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup, escape

NAMED = 6  # sentences that a link names


class Citation(Protocol):
    """Sentences of one article; `outlet` is "" where it is not known."""

    @property
    def article(self) -> str: ...  # noqa: D102 - its id
    @property
    def sentences(self) -> Sequence[int]: ...  # noqa: D102 - their numbers
    @property
    def outlet(self) -> str: ...  # noqa: D102 - its name


def link(cited: Citation) -> Markup:
    """Return the address of an article at its cited sentences, for an attribute."""
    numbers = cited.sentences
    at = f"?s={','.join(map(str, numbers))}#s{numbers[0]}" if numbers else ""
    return Markup(f"/article/{_quoted(cited.article)}{at}")  # noqa: S704 - quoted, and numbers


def links(cited: Iterable[Citation], harmless: Callable[[str], str]) -> Markup:
    """Return a link to each article's cited sentences; `harmless` cleans an outlet's name."""
    parts = [
        f'<a href="{link(one)}"><bdi>{escape(harmless(one.outlet) or "Source")}</bdi>'
        f"{_named(one.sentences)}</a>"
        for one in cited
    ]
    return Markup(f'<span class="from">{"".join(parts)}</span>' if parts else "")  # noqa: S704 - escaped above


class Highlight(Protocol):
    """A part of a text; `hit` where it is what was looked for."""

    @property
    def text(self) -> str: ...  # noqa: D102 - as it stands
    @property
    def hit(self) -> bool: ...  # noqa: D102 - see above


def pieces(parts: Iterable[Highlight], harmless: Callable[[str], str]) -> Markup:
    """Return a text with what was looked for marked; `harmless` cleans it."""
    said = [(escape(harmless(one.text)), one.hit) for one in parts]
    marked = "".join(f"<mark>{text}</mark>" if hit else str(text) for text, hit in said)
    return Markup(marked)  # noqa: S704 - escaped above


@lru_cache(maxsize=1024)
def _quoted(article: str) -> str:
    return quote(article, safe="", errors="replace")


def _named(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    word = "sentence" if len(numbers) == 1 else "sentences"
    more = "…" if len(numbers) > NAMED else ""
    return f'<span class="num"> {word} {", ".join(map(str, numbers[:NAMED]))}{more}</span>'
