"""The dossier of an edition, loaded from the store: after it nothing is read any more."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.editions.audiences import Audience
from briefer.editions.public import is_published
from briefer.grounding import Verified
from briefer.models import Article, Extraction, KeyPoint, rests_on
from briefer.pipeline.build.account import stubbed
from briefer.pipeline.build.corrections import (
    with_corrected_headlines,
    without_corrected_figures,
)
from briefer.pipeline.build.dossier import Background, Dossier, Past, Retraction
from briefer.pipeline.build.opinions import OPINION
from briefer.pipeline.build.past import without
from briefer.pipeline.build.repairs import settled
from briefer.pipeline.build.retractions import named
from briefer.pipeline.build.selection import Selection, at_home
from briefer.pipeline.intake.health import silences
from briefer.settings import Settings
from briefer.store import Store
from briefer.store.editions import Editions
from briefer.store.storylines import articles_of
from briefer.store.withdrawals import Withdrawal, Withdrawals
from briefer.stories import Placement

MEMORY = 7  # earlier briefings whose facts are no news
PER_STORY = 12  # earlier articles of a story that are read again, the latest
COMPETING = dt.timedelta(days=1)  # reports further apart don't contradict one another


class EditionOrder(NamedTuple):
    """Whose edition of which day is made. `extractions`: keys of drafts, the best step first."""

    audience: Audience
    date: dt.date
    now: dt.datetime
    extractions: tuple[str, ...]


def load(store: Store, settings: Settings, order: EditionOrder, selection: Selection) -> Dossier:
    """Return all that the edition is made of, once what it reads is drafted and placed."""
    articles = _of_window(store, order.audience, selection)
    places = {
        i: Placement(story=story, reprint_of=original)
        for i, (story, original) in store.story_of(articles).items()
    }
    articles = {i: a for i, a in articles.items() if i in places}  # else it was set aside: a gap
    background = _background(store, order, selection, articles, places)
    past = _past(store, order, selection)
    reread = chain(*background.read.values(), _cited_before(past), _replaced(selection, articles))
    library = store.articles(i for i in dict.fromkeys(reread) if i not in articles)
    stubs = store.articles(i for i, _ in selection.stubs)
    pieces = {i: stubs[i] for i, why in selection.stubs if why == OPINION and i in stubs}
    zone = ZoneInfo(settings.timezone)
    return Dossier(
        date=order.date,
        audience=at_home(order.audience, settings),
        window=selection.window,
        articles=with_corrected_headlines(articles, places),
        extractions=without_corrected_figures(_extractions(store, order, articles), articles),
        places=places,
        late=selection.late,
        library={i: selection.gone.standing(article) for i, article in library.items()},
        past=past,
        background=background,
        replaced=selection.gone.newer,
        withdrawn=selection.gone.whole,
        last_withdrawal=last_withdrawal(store),
        failures=(*store.failures(), *store.damage),
        opinions={i: a for i, a in pieces.items() if not order.audience.public or is_published(a)},
        stubs=stubbed(selection.stubs, stubs),
        silent=silences(store, settings.sources, zone, order.now),
    )


def last_withdrawal(store: Store) -> int:
    """Return the number of the last withdrawal or restoration, 0 where there is none."""
    return max((word.id for word in Withdrawals(store).all()), default=0)


def withdrawn_behind(store: Store, results: Iterable[Verified]) -> dict[str, str]:
    """Return the withdrawn articles that the claims of a proof rest on, and what is said of each."""
    book = Withdrawals(store)
    whole = book.gone().whole
    why = {w.article: w.why for w in book.holding()}
    used = sorted({i for result in results for i in rests_on(result.evidence)} & whole)
    return {i: f"{named(a)}: {why.get(i, '')}" for i, a in store.articles(used).items()}


# --- today ----------------------------------------------------------------------------------


def _of_window(store: Store, audience: Audience, selection: Selection) -> dict[str, Article]:
    """Return the window's articles, each as the outlets have it that still stand by it."""
    found = store.articles(selection.articles).items()
    articles = {i: selection.gone.standing(article) for i, article in found}
    if not audience.public:
        return articles
    return {i: article for i, article in articles.items() if is_published(article)}


def _extractions(store: Store, order: EditionOrder, ids: Iterable[str]) -> dict[str, Extraction]:
    """Return the best extraction of each article: the engine's own, else the built-in engine's."""
    found = ((i, settled(store, order.extractions, i)) for i in ids)
    return {i: extraction for i, extraction in found if extraction is not None}


# --- what was told before -------------------------------------------------------------------


def _past(store: Store, order: EditionOrder, selection: Selection) -> Past:
    """Return what the audience was told; withdrawn articles' claims are taken out."""
    editions = tuple(Editions(store).known(order.audience.name, order.date, MEMORY))
    if not editions:
        return Past(read=selection.read)
    whole = [edition.whole() for edition in editions]
    known = whole[0].stats.withdrawals_known
    revoked = bool(selection.gone.newer) or last_withdrawal(store) > known
    return Past(
        bases=tuple(without(base, selection.gone.whole) for base in whole),
        # read back only where something may have to be said
        printed=tuple(edition.printed() for edition in editions) if revoked else (),
        read=selection.read,
        withdrawn=tuple(_withdrawn(store, known, selection)),
        restored=tuple(_restored(store, known, selection)),
    )


def _withdrawn(store: Store, known: int, selection: Selection) -> Iterator[Retraction]:
    """Yield what holds now and did not at the last edition, one an article."""
    book = Withdrawals(store)
    before = {(w.article, w.location) for w in book.holding(known)}
    fresh = [w for w in book.holding() if (w.article, w.location) not in before]
    latest_words = {w.article: w for w in fresh}
    yield from _retractions(store, latest_words, selection)


def _restored(store: Store, known: int, selection: Selection) -> Iterator[Retraction]:
    """Yield the words that the audience was told of and that were undone since."""
    book = Withdrawals(store)
    now = {(w.article, w.location) for w in book.holding()}
    back = [w for w in book.holding(known) if (w.article, w.location) not in now]
    told = {w.article: w for w in back if w.article not in selection.gone.articles}
    yield from _retractions(store, told, selection)


def _retractions(
    store: Store, words: Mapping[str, Withdrawal], selection: Selection
) -> Iterator[Retraction]:
    known = {i: word for i, word in words.items() if i in selection.read}
    stories = store.story_of(known)
    for article in store.articles(known).values():
        word = known[article.id]
        yield Retraction(
            article=article,
            location=word.location,
            why=word.why,
            story=stories.get(article.id, ("", None))[0],
            whole=article.id in selection.gone.whole,
        )


def _cited_before(past: Past) -> Iterator[str]:
    """Yield the articles that rest of an earlier edition may be told again: dates, what stands."""
    for item in past.bases[0].calendar if past.bases else ():
        yield from rests_on(item.evidence)
    for word in (*past.withdrawn, *past.restored):
        yield word.article.id


def _replaced(selection: Selection, today: Mapping[str, Article]) -> Iterator[str]:
    """Yield older versions, read before, of today's articles."""
    for old, new in selection.gone.newer.items():
        if old in selection.read and new in today:
            yield old


# --- stories that go on ---------------------------------------------------------------------


def _background(
    store: Store,
    order: EditionOrder,
    selection: Selection,
    articles: Mapping[str, Article],
    places: Mapping[str, Placement],
) -> Background:
    """Return what was read before of each of today's stories."""
    known = selection.read - selection.gone.whole - articles.keys()
    days: defaultdict[str, list[dt.date]] = defaultdict(list)
    for i, article in articles.items():
        days[places[i].story] += [article.published] if article.published else []
    read: dict[str, tuple[str, ...]] = {}
    reported: dict[str, tuple[tuple[str, KeyPoint], ...]] = {}
    for story, published in days.items():
        before = tuple([i for i in articles_of(store, story) if i in known][:PER_STORY])
        if before:
            read[story] = before
            first = min(published, default=dt.date.max)
            near = _near(store.articles(before), first, selection)
            reported[story] = tuple(
                (i, point) for i in near for point in _points(store, order.extractions, i)
            )
    return Background(read=read, reported=reported)


def _near(articles: Mapping[str, Article], first: dt.date, selection: Selection) -> Sequence[str]:
    """Return the articles near enough in time to a story's `first` of today to contradict it."""
    return [
        i
        for i, article in articles.items()
        if article.published
        and first - article.published <= COMPETING
        and i not in selection.gone.articles
    ]


def _points(store: Store, keys: Iterable[str], article_id: str) -> tuple[KeyPoint, ...]:
    """Return what passed its check of the first stored extraction."""
    extraction = settled(store, keys, article_id)
    return extraction.passed if extraction else ()
