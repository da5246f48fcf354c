"""Articles to stories: each article is placed once, in the order of publication.

What came in by several intakes is placed as if it had come at once: as long as no edition of
another date has told of an article, its place is found anew with those that came after it.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefer.pipeline.build.extractions import study_all
from briefer.pipeline.progress import Progress
from briefer.store import Store
from briefer.store.database import Dated, Placed
from briefer.stories import Placement, Signature, StoryIndex

MEMORY = dt.timedelta(days=45)  # a story that was silent longer is not taken up again
OPEN = dt.timedelta(days=2)  # before the first new article: as far back places may still change


def place_all(
    store: Store, timeline: Sequence[Dated], progress: Progress, date: dt.date | None = None
) -> None:
    """Place every article of `timeline` that has no place yet, for the edition of `date`.

    The placements of one call are committed together: they depend on one another, and an
    interrupted call starts again from the same index.
    """
    moments = {entry.article: entry.at for entry in timeline}
    known = store.placed()
    missing = [article for article in moments if article not in known]
    if not missing:
        return
    study_all(store, missing, progress)
    progress.stage("Stories", len(missing))
    with store.database.turn("placing"):
        while True:
            known = store.placed()  # another process has placed some meanwhile
            missing = [article for article in missing if article not in known]
            if not missing or _placed(store, moments, missing, (progress, date)):
                return


def _placed(
    store: Store,
    moments: Mapping[str, dt.datetime],
    missing: Sequence[str],
    told: tuple[Progress, dt.date | None],
) -> bool:
    """Place articles; False: another process has placed some at the same time, nothing was done."""
    progress, date = told
    known = store.placed()
    first = min(moments[article] for article in missing)
    before = store.open_placements(first - OPEN, date) if date else {}
    before = {article: story for article, story in before.items() if article in moments}
    index = StoryIndex()
    index.restore(
        (signature, Placement(story=placed.story, reprint_of=placed.reprint_of))
        for placed, body in store.placements(since=first - MEMORY)
        if placed.article not in before
        and (signature := _parsed(store, placed.article, body)) is not None
    )
    studied = (_signature(store, article) for article in (*missing, *before))
    sound = [signature for signature in studied if signature is not None]
    places = index.add_all(sound, lambda article_id: _text(store, article_id))
    found = dict(zip((one.article_id for one in sound), places, strict=True))
    kept = _names_kept(before, {article: place.story for article, place in found.items()})
    with store.transaction():
        if store.placed() != known:
            return False
        store.forget_placements(article for article in before if article in found)
        for article in sorted(found, key=lambda one: (moments[one], one)):
            place = found[article]
            story = kept.get(place.story, place.story)
            store.save_placement(Placed(article, story, place.reprint_of, moments[article]))
    progress.advance(len(missing))
    return True


def _names_kept(before: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Return the id that a story keeps which had one: that of most of its articles.

    `before` and `found` are stories by article. No two stories get one id.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for article, story in found.items():
        if article in before:
            votes[story][before[article]] += 1
    taken = {story for story in found.values() if story not in votes}
    kept: dict[str, str] = {}
    for story, counted in sorted(votes.items(), key=_sureness):
        named = next((name for name, _ in counted.most_common() if name not in taken), story)
        taken.add(named)
        kept[story] = named
    return kept


def _sureness(item: tuple[str, Counter[str]]) -> tuple[int, str]:
    story, counted = item
    return (-max(counted.values()), story)


def _signature(store: Store, article_id: str) -> Signature | None:
    """Return an article's signature; None where it, or the article, can't be read."""
    body = store.signature(article_id)
    return None if body is None else _parsed(store, article_id, body)


def _parsed(store: Store, article_id: str, body: str) -> Signature | None:
    return store.database.parsed(Signature, body, f"what is known of article {article_id}")


def _text(store: Store, article_id: str) -> str:
    article = store.article(article_id)
    return article.text if article else ""
