"""Articles to stories, day by day: the same stories in however many intakes the articles came."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefer.pipeline.build.extractions import study_all
from briefer.pipeline.progress import Progress
from briefer.store import Store
from briefer.store.database import Dated, Placed
from briefer.stories import Placement, Signature, StoryConfig, StoryIndex, chronology, story_id

MEMORY = dt.timedelta(days=45)  # a story that was silent longer is not taken up again


class _Stored(NamedTuple):
    """An article that has a place, and what clustering kept of it."""

    placed: Placed
    signature: Signature


def place_all(store: Store, timeline: Sequence[Dated], progress: Progress) -> None:
    """Place every article of `timeline` that has no place yet, and its days anew.

    An article that comes late changes what its day looks like: from the earliest day of what is
    missing on, all articles are placed as if they had come together. Whoever stays together
    keeps the story's id. The placements of one call are committed together: they depend on one
    another, and an interrupted call starts again from the same index.
    """
    known = store.placed()
    missing = [(at, article_id) for at, article_id, _ in timeline if article_id not in known]
    if not missing:
        return
    study_all(store, [article_id for _, article_id in missing], progress)
    progress.stage("Stories", len(missing))
    signatures = [_signature(store, article_id) for _, article_id in missing]
    first = min(chronology(signature)[0] for signature in signatures)
    stored = _stored(store, missing[0][0])
    before = [one for one in stored if chronology(one.signature)[0] < first]
    again = [one for one in stored if chronology(one.signature)[0] >= first]
    index = StoryIndex(StoryConfig(window_days=MEMORY.days, archive=False))
    index.restore((one.signature, _place(one.placed)) for one in before)
    batch = [*(one.signature for one in again), *signatures]
    places = index.add_all(batch, lambda article_id: _text(store, article_id))
    found = {one.article_id: place for one, place in zip(batch, places, strict=True)}
    times = {one.placed.article: one.placed.at for one in again}
    times |= {article_id: at for at, article_id in missing}
    old = {one.placed.article: one.placed.story for one in again}
    names = _kept_ids(found, old, {one.placed.story for one in before})
    with store.transaction():
        for article_id, place in found.items():
            story = names.get(place.story, place.story)
            store.save_placement(Placed(article_id, story, place.reprint_of, times[article_id]))
            progress.advance(article_id not in old)


def _stored(store: Store, earliest: dt.datetime) -> list[_Stored]:
    """Return what is placed: what `earliest` can meet, and what made that as telling as it is."""
    return [
        _Stored(placed, Signature.model_validate_json(body))
        for placed, body in store.placements(since=earliest - 2 * MEMORY - dt.timedelta(days=2))
    ]


def _kept_ids(
    found: Mapping[str, Placement], old: Mapping[str, str], before: set[str]
) -> dict[str, str]:
    """Return the id that each story of `found` had, where another than its first article's.

    A story older than the days that are placed anew has its id; of the others, each takes the id
    that most of its articles had, unless a larger one has it; no two have one id.
    """
    votes: dict[tuple[str, str], int] = {}
    for article_id, place in found.items():
        if article_id in old and place.story not in before:
            pair = (place.story, old[article_id])
            votes[pair] = votes.get(pair, 0) + 1
    names: dict[str, str] = {}
    taken = set(before)
    for story, name in sorted(votes, key=lambda pair: (-votes[pair], pair)):
        if story not in names and name not in taken:
            names[story] = name
            taken.add(name)
    new = {place.story for place in found.values()} - names.keys() - before
    return names | {story: story_id(story) for story in new & taken}


def _place(placed: Placed) -> Placement:
    return Placement(story=placed.story, reprint_of=placed.reprint_of)


def _signature(store: Store, article_id: str) -> Signature:
    body = store.signature(article_id)
    if body is None:
        msg = f"article {article_id} was not studied before it was placed"
        raise LookupError(msg)
    return Signature.model_validate_json(body)


def _text(store: Store, article_id: str) -> str:
    article = store.article(article_id)
    return article.text if article else ""
