"""Every proper name of a claim must stand in the passage, or be implied by it."""

from collections.abc import Iterable, Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.likeness import one_name
from briefer.grounding.mentions import abbreviates, alike, same_country
from briefer.grounding.names import Run, common
from briefer.grounding.offices import OFFICE_WORDS
from briefer.grounding.reading import UNCASED, runs
from briefer.grounding.wordlists import word_set

CODES: Final = {
    "name_absent": "a name is not in the cited sentences",
    "person_changed": "the source names another person of that surname",
    "place_absent": "a place is not in the cited sentences",
}
CROSS_LANGUAGE: Final = True
UNCHECKED: Final = ""
_SYLLABLES: Final = frozenset({"zh", "ja", "ko", "th"})
_LOCATIVE: Final = word_set("in at near from to outside into en à dans au em aus nach из в на")


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each name that the passage lacks, or gives to somebody else."""
    for run in case.names:
        missing = [i for i in run.tokens if not _there(case, i)]
        if missing and _dated(case, run):
            continue
        if missing and not _otherwise(case, run, missing):
            place = run.first and case.reading.low[run.first - 1] in _LOCATIVE
            code = "place_absent" if place else "name_absent"
            if not case.same and _untold(case, run, missing):
                words = case.reading.words(run.first, run.last)
                yield Fault("name_unchecked", f"name ({words})", words, "unchecked")
                continue
            namesake = next(_person(case, run), None) if run.last not in missing else None
            words = case.reading.words(run.first, run.last)
            yield namesake or Fault(code, "the cited sentences do not name it", words)
        elif not missing and len(run.tokens) > 1:
            yield from _person(case, run)
    if not case.same or case.reading.language in UNCASED:
        yield from _countries(case)


def _countries(case: Case) -> Iterator[Fault]:
    """Yield a fault for each country that no name check saw, and that the passage lacks."""
    reading = case.reading
    seen = {i for run in case.names for i in run.tokens}
    for start, end, code in reading.countries():
        if not seen.isdisjoint(reading.tokens_in(start, end)) or code in case.passage.countries:
            continue
        yield Fault("name_absent", "the cited sentences do not name it", reading.text[start:end])
    if case.same:
        yield Fault("name_unchecked", "names other than countries", "", "unchecked")


def _dated(case: Case, run: Run) -> bool:
    """Tell whether the run is a month in a date, which is looked at as a date.

    In the claim's own language all of it must be.
    """
    first, last = case.reading.start[run.first], case.reading.end[run.last]
    dates = [(d.start, d.end) for d in case.dates if d.when is not None]
    if case.same:
        return any(start <= first and last <= end for start, end in dates)
    return any(start < last and first < end for start, end in dates)


def _untold(case: Case, run: Run, missing: list[int]) -> bool:
    """Tell whether nothing shows the name to be another one: it may be a word, or a translation.

    German writes every noun with a capital, Chinese spells names in syllables of its own, and
    cities have names of their own in many languages.
    """
    reading, passage = case.reading, case.passage
    if any(i in case.countries for i in missing):
        return False
    if passage.language in _SYLLABLES or any(common(reading, i) for i in missing):
        return True
    if reading.language == "de" and len(run.tokens) == 1:
        return True
    return run.first > 0 and reading.low[run.first - 1] in _LOCATIVE


def _there(case: Case, i: int) -> bool:
    if case.hits[i].support > 0:
        return True
    if i in case.countries:
        return case.countries[i] in case.passage.countries
    return alike(case.reading.low[i], case.passage, case.reading.language)


def _otherwise(case: Case, run: Run, missing: list[int]) -> bool:
    """Tell whether the passage names it in other letters: initials, a country, a translation."""
    if abbreviates(case.reading.words(run.first, run.last), case.passage):
        return True
    if all(case.countries.get(i) in case.passage.topics for i in missing):
        return True
    located = run.first > 0 and case.reading.low[run.first - 1] in ("in", "at", "near")
    return all(
        same_country(case.reading.words(i, i), case.passage, strict=located)
        or abbreviates(case.reading.words(i, i), case.passage)
        for i in missing
    )


def _person(case: Case, run: Run) -> Iterator[Fault]:
    """Yield a fault if the source joins the run's last word to other first names only."""
    person = [
        i for i in run.tokens if case.reading.low[i] not in OFFICE_WORDS and i not in case.countries
    ]
    person = _last_stretch(person)
    if len(person) < 2 or case.echoed(person[0], person[-1] + 1):
        return
    first, last = case.reading.key[person[0]], case.reading.key[person[-1]]
    full = [names for names in case.passage.name_runs if names[-1] == last]
    if not full:
        return
    if any(first in names for names in full):
        yield from _initials(case, person, [names for names in full if names[0] == first])
        return
    mine = case.reading.low[person[0]]
    if not case.same and any(
        one_name(mine, word, inflected=True) for word in case.passage.name_words
    ):
        return
    if any(len(names) > 1 for names in full) and first not in case.passage.around(last):
        words = case.reading.words(run.first, run.last)
        yield Fault("person_changed", f"the source has {_shown(full)}", words)


def _initials(case: Case, person: list[int], full: list[tuple[str, ...]]) -> Iterator[Fault]:
    """Yield a fault if the person's initials are other ones: "George W.", "George H. W."."""
    mine = _letters(case.reading.key[i] for i in person[1:-1])
    theirs = [_letters(names[1:-1]) for names in full]
    if mine and theirs and all(its and its != mine for its in theirs):
        words = case.reading.words(person[0], person[-1])
        yield Fault("person_changed", f"the source has {_shown(full)}", words)


def _letters(names: Iterable[str]) -> str:
    return "".join(name for name in names if len(name) == 1)


def _last_stretch(tokens: list[int]) -> list[int]:
    """Return the tokens at the end that stand side by side: no "of the" between them."""
    ranges = runs(tokens)
    return list(range(ranges[-1][0], ranges[-1][1] + 1)) if ranges else []


def _shown(full: list[tuple[str, ...]]) -> str:
    return ", ".join(dict.fromkeys(" ".join(names).title() for names in full if len(names) > 1))
