"""What newsletters write around their items, in any language: the lines that are no news."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from briefer.ingest._forms import any_of, any_word
from briefer.lang import Language, every

_I = re.IGNORECASE
_FOOTER_MAX = 700  # characters
_PLAIN_MAX = 160  # characters of a footer that need not say to whom it speaks
_LABEL_MAX = 80
_KEPT = 2_000  # answers: each form of a newsletter asks about the same lines again


class _Words(NamedTuple):
    footer: re.Pattern[str]
    online: re.Pattern[str]
    addressed: re.Pattern[str]
    sponsor: re.Pattern[str]
    greeting: re.Pattern[str]
    closing: re.Pattern[str]
    more: re.Pattern[str]
    office: re.Pattern[str]
    issuer: re.Pattern[str]
    release: re.Pattern[str]
    behalf: re.Pattern[str]
    replied: re.Pattern[str]
    forwarded: re.Pattern[str]


@cache
def words() -> _Words:
    """Return the expressions for all languages."""
    prefix = rf"(?:{_any(lambda each: each.letters.replies)}|{_any(lambda each: each.letters.forwards)}|re|fwd?)"
    forwards = rf"(?:{_any(lambda each: each.letters.forwards)}|fwd?)"
    return _Words(
        footer=re.compile(_word(lambda each: (*each.letters.leaving, *each.letters.browser)), _I),
        online=re.compile(rf"\W*{_any(lambda each: each.letters.browser)}\W*$", _I),
        addressed=re.compile(any_of(lambda each: each.mails.addressed), _I),
        sponsor=re.compile(rf"\W*{_any(lambda each: each.letters.sponsors)}\W{{0,4}}", _I),
        greeting=re.compile(rf"\W*{_any(lambda each: each.letters.greetings)}(?!\w)", _I),
        closing=re.compile(rf"\W*{_any(lambda each: each.letters.closings)}(?!\w)", _I),
        more=re.compile(rf"\W*{_any(lambda each: each.letters.more)}(?!\w).{{0,60}}$", _I),
        office=re.compile(_any(lambda each: each.letters.offices), _I),
        issuer=re.compile(
            rf"\W*{_any(lambda each: each.letters.issuers)}\s?:\s?(?P<name>\S.{{1,80}})$", _I
        ),
        release=re.compile(
            rf"\W*{_any(lambda each: each.letters.releases)}\s?(?:[:|–—-]+\s|$)", _I
        ),
        behalf=re.compile(rf"\s{_any(lambda each: each.letters.behalf)}\s", _I),
        replied=re.compile(rf"(?:{prefix}\s?(?:\[\d+\])?\s?[:：]\s*){{1,10}}", _I),
        forwarded=re.compile(
            rf"(?:{prefix}\s?[:：]\s*){{0,5}}{forwards}\s?(?:\[\d+\])?\s?[:：]", _I
        ),
    )


@lru_cache(maxsize=_KEPT)
def is_footer(text: str) -> bool:
    """Whether `text` speaks to a newsletter's subscriber, of the newsletter."""
    if len(text) > _FOOTER_MAX:
        return False
    low = text.casefold().replace("’", "'")
    if not any(phrase in low for phrase in _footers()):  # which is much faster than the expression
        return False
    known = words()
    if not known.footer.search(text):
        return False
    return len(text) <= _PLAIN_MAX or bool(known.addressed.search(text))


def is_online(text: str) -> bool:
    """Whether `text` is but a link to what can be read in a browser: the letter, or one item."""
    return len(text) <= _LABEL_MAX and bool(words().online.match(text))


@cache
def _footers() -> tuple[str, ...]:
    """Return the phrases of footers, without those that hold a shorter one."""
    phrases = every(lambda each: (*each.letters.leaving, *each.letters.browser))
    return tuple(p for p in phrases if not any(other in p for other in phrases if other != p))


@lru_cache(maxsize=_KEPT)
def is_sponsor(text: str) -> bool:
    """Whether `text` is, or opens with, a label of advertising."""
    found = words().sponsor.match(text[:300])
    if found is None:
        return False
    rest = text[found.end() :]
    label = found[0].strip()
    if not rest or label[-1:] in ":：|–—-)]】":
        return True
    return " " in label and len(text) <= _LABEL_MAX and rest[:1].isupper()


@lru_cache(maxsize=_KEPT)
def is_greeting(text: str) -> bool:
    """Whether `text` opens as a letter does."""
    return len(text) <= _FOOTER_MAX and bool(words().greeting.match(text))


@lru_cache(maxsize=_KEPT)
def is_closing(text: str) -> bool:
    """Whether `text` ends a letter."""
    return len(text) <= 250 and bool(words().closing.match(text))


@lru_cache(maxsize=_KEPT)
def is_more(text: str) -> bool:
    """Whether `text` is but a link to the whole article."""
    return len(text) <= 100 and bool(words().more.match(text))


def _any(phrases: Callable[[Language], Iterable[str]]) -> str:
    return any_word(phrases)


def _word(phrases: Callable[[Language], Iterable[str]]) -> str:
    return rf"(?<!\w){any_word(phrases)}(?![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
