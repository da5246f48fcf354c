"""What is told already: a key point that others tell, in other words or another language.

Three outlets' first sentences on one event are three key points that tell its main fact, and
their paragraphs on who denied it are three more. Each fact is kept once, in the wording that says
most; the others are its evidence.
"""

import re
from collections.abc import Iterable, Sequence

from briefer.models import Evidence, NumberMention
from briefer.stories.contents import Anchors, PointContent, ReportHead, has, stems_in, united
from briefer.stories.facts import covered, names_in
from briefer.stories.keys import name_keys
from briefer.stories.lexicon import opposites
from briefer.text.claim_language import same_language
from briefer.text.countries import find_countries
from briefer.text.numbers import find_numbers
from briefer.text.words import fold

TOLD = 0.5  # of a point's words, that one or two others have where they tell it already
LEAD_TOLD = 0.45  # the same, of the first sentence of an article on the same event
SAME_EVENT = 0.3  # of such a sentence's words, that the main fact has
# the same, where a telling figure, the day ahead, the speaker agree
FIGURE_TOLD, DAY_TOLD, SAID_TOLD = 0.25, 0.45, 0.45
PLAINLY = 0.5  # of its words that are no names, in any case
SUPPORTS = 0.4  # of its words, that a point must have to be another's further evidence
FOREIGN = 2  # points in other languages beside some in the reader's own
SHARED = 0.4  # of a headline, that the main fact tells where it is the headline of both
HEADLINED, AGAIN = 0.4, 0.2  # of a headline, that a lead tells; of a lead, that the main fact has
MANY, MUCH = 6, 0.35  # words in common, and their share, that make two long sentences one fact
CLAUSE = 0.65  # of the words of its first clause, that another has

_COMMON = 12  # a figure up to it may be any
_DAY = 24  # hours: a figure up to it that counts nothing may be one of them
_LARGE = 1_000
_NEAR = 0.025  # relative difference of two figures that are one, the larger ones rounded
_OPENING = 30  # characters in which a sentence names who acts
_CLAUSE = re.compile(r"^.{25,}?(?:,\s|\s[–—-]\s|;\s)")
_LEADS = 2  # sentences at the start of an article that may be its lead
_LATER = 0.1  # more of the headline, that the second must tell
_PLAIN = 3  # of the words in common, that are no names
_FEW = 4  # stems of a clause that says something


def once(
    listed: Sequence[PointContent], heads: Sequence[ReportHead], old: frozenset[str]
) -> tuple[list[PointContent], dict[str, tuple[Evidence, ...]]]:
    """Leave out what others tell, what is most like the main fact first.

    `old` are the articles whose tolls have been overtaken: what only they say, and in a language
    that the reader can't read, is left out too.
    """
    lead = listed[0]
    kept = list(listed)
    support: dict[str, tuple[Evidence, ...]] = {}
    for one in sorted(listed[1:], key=lambda one: (one.own, -_likeness(one, lead))):
        others = [other for other in kept if other is not one]
        teller = _teller(one, others, lead, heads) if one in kept else None
        if teller is None:
            continue
        fuller = teller is not lead and _tells_more(one, teller)
        stays, goes = (one, teller) if fuller else (teller, one)
        kept = [other for other in kept if other is not goes]
        if _supports(goes, stays):
            support[stays.point.id] = (*support.get(stays.point.id, ()), *goes.point.evidence)
    kept = [one for one in kept if one is lead or not _is_colour(one)]
    foreign = [one for one in kept if not one.own]
    if len(foreign) < len(kept):
        few = [one for one in foreign if not one.articles <= old][:FOREIGN]
        kept = [one for one in kept if one.own or one in few]
    return kept, support


def _is_colour(one: PointContent) -> bool:
    """Whether a point has nothing of the story's matter, and no fact of its own.

    A fact is a figure, a day, or what somebody says.
    """
    said = one.quote or one.point.speaker
    return one.point.importance <= 0 and not (said or one.anchors.values or one.anchors.dates)


def _tells_more(one: PointContent, other: PointContent) -> bool:
    """Whether one wording has nearly all of another, and more besides."""
    if one.own != other.own or _adds(other, (one,)):
        return False
    return covered(other.stems, one.stems) > max(TOLD, covered(one.stems, other.stems))


def _likeness(one: PointContent, lead: PointContent) -> float:
    return covered(one.stems, lead.stems)


def _teller(
    one: PointContent,
    others: Sequence[PointContent],
    lead: PointContent,
    heads: Sequence[ReportHead],
) -> PointContent | None:
    """Return which of `others` tells what `one` tells, alone or with another, if they do."""
    if not one.own:
        return _teller_across(one, others, heads)
    if _is_main_again(one, lead, heads):
        return lead
    alike = [other for other in others if other.own and _may_be_same(one, other)]
    if not alike:
        return None
    first = max(alike, key=lambda o: (_share_figure(one, o), covered(one.stems, o.stems)))
    rest = one.stems - first.stems
    second = max(alike, key=lambda other: len(rest & other.stems))
    if _is_much_alike(one, first):
        return first
    told = covered(one.stems, first.stems | second.stems)
    plainly = covered(one.plain, first.stems | second.stems)
    needed = _needed(one, first, lead)
    enough = told >= needed and plainly >= min(PLAINLY, needed)
    if enough and not _adds(one, (first, second)):
        return first
    return next((other for other in alike if _begins_as(one, other)), None)


def _is_main_again(one: PointContent, lead: PointContent, heads: Sequence[ReportHead]) -> bool:
    """Whether a point opens another article of the story, telling a headline and the main fact.

    What its outlet adds in the same sentence stays out; a telling figure keeps it.
    """
    if one.place > _LEADS or covered(one.stems, lead.stems) < AGAIN or one.quote:
        return False
    if one.point.kind == "reaction" and _names_another(one, lead.anchors):
        return False
    needed = HEADLINED + _LATER * (one.place - 1)
    main = [head for head in heads if head.told_by(lead) >= SHARED]
    if not any(head.told_by(one) >= needed for head in main):
        return False
    if one.place > 1:
        return not any(not has(value, lead.anchors.values) for value in one.anchors.values)
    return not _new_figure(one, lead)


def _is_much_alike(one: PointContent, other: PointContent) -> bool:
    """Whether two long sentences have so many words in common that they tell one fact."""
    shared = one.stems & other.stems
    alike = len(shared) >= MANY and covered(one.stems, other.stems) >= MUCH
    plain = len(shared & one.plain) >= _PLAIN
    return alike and plain and not one.quote and not _new_figure(one, other)


def _new_figure(one: PointContent, other: PointContent) -> bool:
    """Whether a point has a figure that another has not, and that is no round one."""
    new = (v for v in one.anchors.values if not has(v, other.anchors.values))
    return any(value % 10 != 0 for value in new)


def _begins_as(one: PointContent, other: PointContent) -> bool:
    """Whether the first clause of a point is told by another, and the rest adds no figure or day."""
    clause = _CLAUSE.match(one.point.text)
    if clause is None or _adds(one, (other,)):
        return False
    stems = stems_in(clause.group(), one.language) & one.stems
    return len(stems) >= _FEW and covered(stems, other.stems) >= CLAUSE


def _needed(one: PointContent, teller: PointContent, lead: PointContent) -> float:
    """Return how many of a point's words another must have to tell it: fewer the more else agrees."""
    if _share_figure(one, teller):
        return FIGURE_TOLD
    if one.point.speaker and one.point.speaker == teller.point.speaker:
        return SAID_TOLD
    if one.anchors.dates & teller.anchors.dates:
        return DAY_TOLD
    return LEAD_TOLD if one.place == 1 and _likeness(one, lead) >= SAME_EVENT else TOLD


def _share_figure(one: PointContent, other: PointContent) -> bool:
    """Whether both give one telling figure, rounded perhaps where it is large."""
    return any(
        (_is_telling(mine) or _is_telling(theirs))
        and (mine == theirs or (mine >= _LARGE and abs(mine - theirs) <= _NEAR * mine))
        for mine in one.anchors.values
        for theirs in other.anchors.values
    )


def _is_telling(value: float) -> bool:
    """Whether few figures are like this one: 412, 2.9, 58, 15,300; not 3, 40 or 2021."""
    if value != int(value) or value >= _LARGE:
        return value % _LARGE != 0 and not 1900 <= value <= 2100
    return value > _COMMON and value % 10 != 0


def _may_be_same(one: PointContent, other: PointContent) -> bool:
    """Whether neither denies what the other says, nor puts in doubt what the other says is so.

    The same telling figure is that of the same fact: "remain unaccounted for" is "not verified".
    """
    if _share_figure(one, other):
        return not opposites(one.stems, other.stems)
    return one.denies[0] == other.denies[0] and (one.denies[1] <= other.denies[1] or one.place > 1)


def _adds(one: PointContent, tellers: Sequence[PointContent]) -> bool:
    """Whether a point has a figure, a date, a quotation or somebody that those who tell it have not."""
    told = united(teller.anchors for teller in tellers)
    if any(not has(value, told.values) for value in one.anchors.values):
        return True
    if one.anchors.dates - told.dates or _another_acts(one, told):
        return True
    return bool(one.quote) and not any(one.quote in fold(t.point.text) for t in tellers)


def _another_acts(one: PointContent, told: Anchors) -> bool:
    """Whether somebody acts, or reacts, whom the others don't name: "Chile criticised Peru ...".

    The first sentence of an article names in its own way who did what all report, unless it tells
    of a reaction.
    """
    if one.place == 1 and one.point.kind != "reaction":
        return False
    return _names_another(one, told)


def _names_another(one: PointContent, told: Anchors) -> bool:
    """Whether a sentence opens with a person or a country that the others don't name."""
    opening = one.point.text[:_OPENING]
    named = [(opening.find(name), name) for name in one.point.actors if name in opening]
    places = find_countries(opening, one.language)
    named += ((start, opening[start:end]) for start, end, _ in places)
    first = min(named, default=(0, ""))[1]
    return bool(first) and names_in(first, one.language).isdisjoint(told.names)


def _teller_across(
    one: PointContent, others: Sequence[PointContent], heads: Sequence[ReportHead]
) -> PointContent | None:
    """Return which point in the reader's language tells what a foreign one tells, if one does.

    A foreign sentence is kept where it has a figure, a date or two people or countries that
    nothing in the reader's language has. The first of its article tells what the story is about:
    parties that are named otherwise there make no other fact.
    """
    own = [other for other in others if other.own]
    if not own:
        alike = [other for other in others if other.language == one.language]
        told_there = (
            o for o in alike if covered(one.stems, o.stems) >= TOLD and not _adds(one, (o,))
        )
        return next(told_there, None)
    told = united([*(other.anchors for other in own), *_in_language(own[0].language, heads)])
    if any(
        not has(value, told.values) and not _idle(value, one, own) for value in one.anchors.values
    ):
        return None
    if one.anchors.dates - told.dates or (one.place > 1 and _new_parties(one, own, told) > 1):
        return None
    return max(own, key=lambda other: _shared(one, other))


def _idle(value: float, one: PointContent, own: Iterable[PointContent]) -> bool:
    """Whether a foreign sentence is not kept for a figure: one that counts nothing may be an hour.

    A round one that the reader's own language gives roughly ("over ten years") is known as well.
    """
    if any(_figures_of(value, other) for other in own):
        return True
    return value <= _DAY and not any(n.noun or n.unit for n in _figures_of(value, one))


def _figures_of(value: float, one: PointContent) -> list[NumberMention]:
    """Return where a sentence gives a figure."""
    found = find_numbers(one.point.text, one.language)
    return [number for number in found if number.value == value]


def _new_parties(one: PointContent, own: Sequence[PointContent], told: Anchors) -> int:
    """Return how many people and countries a point names that those in the reader's language don't.

    Capitals don't tell names in every language.
    """
    people = sum(
        not frozenset(name_keys(name)) <= told.names
        for name in one.point.actors
        if name_keys(name) and name != one.point.speaker
    )
    return people + len(one.countries.difference(*(other.countries for other in own)))


def _in_language(code: str, heads: Sequence[ReportHead]) -> Iterable[Anchors]:
    """Yield the anchors of the whole articles in a language."""
    for head in heads:
        if same_language(head.article.language, code):
            yield head.whole


def _shared(one: PointContent, other: PointContent) -> int:
    values = sum(has(value, other.anchors.values) for value in one.anchors.values)
    return (
        2 * values
        + len(one.anchors.names & other.anchors.names)
        + len(one.anchors.dates & other.anchors.dates)
    )


def _supports(one: PointContent, teller: PointContent) -> bool:
    """Whether a point that is left out may stand as further evidence of the one that tells it."""
    if same_language(one.language, teller.language):
        return covered(one.stems, teller.stems) >= SUPPORTS
    return _shared(one, teller) >= 2 and one.countries & teller.countries != frozenset()
