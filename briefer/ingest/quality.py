"""Whether a text is a whole article: the gate between what came in and the key points.

What it knows is the forms that publishers give to pages that hold no article: the stub in front
of a paywall, the wall of a consent dialogue, the page that only says that something went wrong,
the teaser, the list of headlines, the live blog, the gallery. A phrase alone never decides: an
article may well write about cookies or subscriptions.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from briefer.ingest._forms import any_of
from briefer.ingest.clean import word_count
from briefer.lang import every
from briefer.models import Article

Stub: TypeAlias = Literal[
    "paywall",
    "consent",
    "error_page",
    "teaser",
    "listing",
    "live_blog",
    "gallery",
    "other_language",
]

_I = re.IGNORECASE
_SHORT = 150  # words: most stubs are shorter, most articles longer
_HEAD = 20_000  # characters that are looked at; a text of more is judged by its beginning

_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\)|\[\+\d+ chars\])\s*$")
_CLOCK = re.compile(
    r"^\W{0,3}(?:\d{1,2}[:.h]\d{2}\s?(?:[ap]\.?m\.?|uhr|[A-Z]{2,4})?|\d{1,2}\s?[ap]\.?m\.?"
    r"|\d{1,3} (?:min(?:ute)?s?|hours?|hrs?) ago)\b",
    _I,
)
_ENDS = tuple('.!?…:;"”»’)]。！？؟۔')


class _Forms(NamedTuple):
    """What pages that hold no article say, in any language."""

    paywall: re.Pattern[str]
    consent: re.Pattern[str]
    consent_stems: tuple[str, ...]
    error: re.Pattern[str]
    more: re.Pattern[str]
    live: re.Pattern[str]
    gallery: re.Pattern[str]


@cache
def _forms() -> _Forms:
    return _Forms(
        paywall=re.compile(any_of(lambda each: each.pages.paywall), _I),
        consent=re.compile(any_of(lambda each: each.pages.consent), _I),
        consent_stems=every(lambda each: each.pages.consent_stems),
        error=re.compile(any_of(lambda each: each.pages.error), _I),
        more=re.compile(rf"{any_of(lambda each: each.pages.more)}[\s.…»>→:]{{0,6}}$", _I),
        live=re.compile(any_of(lambda each: each.pages.live), _I),
        gallery=re.compile(any_of(lambda each: each.pages.gallery), _I),
    )


class _Look(NamedTuple):
    """What the rules look at. `words` counts no further than twice what makes a text long."""

    article: Article
    text: str
    paragraphs: list[str]
    words: int
    name: str  # title and address
    around: str  # boilerplate that was set apart


def stub_of(article: Article, declared: str | None = None) -> Stub | None:
    """Return why the text is no whole article; None where nothing speaks against it.

    `declared` is the language that the page claims, ISO 639-1.
    """
    text = article.text[:_HEAD]
    kept = [aside.text for aside in article.asides if aside.kind in {"boilerplate", "link"}]
    look = _Look(
        article=article,
        text=text,
        paragraphs=[line for line in text.split("\n") if line.strip()],
        words=word_count(text, 4 * _SHORT),
        name=f"{article.title or ''} {article.url or ''}"[:3000],
        around="\n".join(kept)[:5000],
    )
    for reason, holds in _RULES:
        if holds(look):
            return reason
    if declared and article.language not in {declared, "und"} and look.words < 80:
        return "other_language"
    return None


def _is_error(look: _Look) -> bool:
    return (
        look.words < 120
        and bool(_forms().error.search(look.text))
        and _share(look, _forms().error) >= 0.3
    )


def _is_consent(look: _Look) -> bool:
    low = look.text.lower()
    if not any(stem in low for stem in _forms().consent_stems):
        return False
    kinds = {match[0].casefold() for match in _forms().consent.finditer(look.text)}
    return len(kinds) >= 2 and (
        _share(look, _forms().consent) >= 0.5 or look.words < 2 * _SHORT <= 100 * len(kinds)
    )


def _is_paywall(look: _Look) -> bool:
    """A short text that ends, or is surrounded, by an offer to read on for money."""
    if look.words >= 2 * _SHORT:
        return False
    last = "\n".join(look.paragraphs[-3:])
    if _forms().paywall.search(last):
        return True
    return look.words < _SHORT and bool(_forms().paywall.search(look.around))


def _is_live_blog(look: _Look) -> bool:
    stamped = sum(bool(_CLOCK.match(line)) for line in look.paragraphs)
    named = bool(_forms().live.search(look.name))
    return stamped >= (3 if named else 8) and stamped >= len(look.paragraphs) / 12


def _is_gallery(look: _Look) -> bool:
    captions = [aside.text for aside in look.article.asides if aside.kind == "caption"]
    shown = sum(word_count(text, 100) for text in captions)
    if _forms().gallery.search(look.name) and look.words < 2 * _SHORT:
        return True
    return len(captions) >= 5 and shown > 1.5 * look.words


def _is_listing(look: _Look) -> bool:
    """Many short lines that are no sentences: headlines, scores, programmes."""
    if len(look.paragraphs) < 8:
        return False
    loose = [
        line
        for line in look.paragraphs
        if not line.rstrip().endswith(_ENDS) and word_count(line, 26) <= 25
    ]
    return len(loose) >= 0.7 * len(look.paragraphs)


def _is_teaser(look: _Look) -> bool:
    if look.words >= 100 or not look.paragraphs:
        return False
    last = look.paragraphs[-1]
    return bool(_CUT.search(last) or _forms().more.search(last) or _more_around(look))


def _more_around(look: _Look) -> bool:
    return look.words < 80 and any(_forms().more.search(line) for line in look.around.split("\n"))


def _share(look: _Look, words: re.Pattern[str]) -> float:
    """Return the share of the text's words that stand in paragraphs which hold `words`."""
    held = sum(word_count(line, 500) for line in look.paragraphs if words.search(line))
    return held / max(1, sum(word_count(line, 500) for line in look.paragraphs))


# In this order: the first that holds is the reason.
_RULES: tuple[tuple[Stub, Callable[[_Look], bool]], ...] = (
    ("error_page", _is_error),
    ("consent", _is_consent),
    ("paywall", _is_paywall),
    ("live_blog", _is_live_blog),
    ("gallery", _is_gallery),
    ("listing", _is_listing),
    ("teaser", _is_teaser),
)
