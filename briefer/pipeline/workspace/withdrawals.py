"""`withdraw`: an article is taken back, and its claims with it."""

import datetime as dt
from typing import Any, NamedTuple

from briefer.errors import UsageError
from briefer.models import Article
from briefer.pipeline.build.retractions import named
from briefer.settings import Workspace
from briefer.store import Store
from briefer.store.editions import Editions, Used
from briefer.store.withdrawals import WHOLE, Withdrawal, Withdrawals

MOST_WORDS = 500  # characters of a reason


class Copy(NamedTuple):
    """Another article with the same copy, lightly edited or cut: it stays unless asked for."""

    article: Article
    withdrawn: bool


class Effect(NamedTuple):
    """What a withdrawal, or its undoing, did to one article."""

    article: Article
    location: str  # the place taken back; "" for the whole text
    why: str
    changed: bool  # False: it was so already
    undone: bool
    elsewhere: tuple[str, ...]  # other places that carry the very text and still do
    copies: tuple[Copy, ...]
    used: tuple[Used, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `withdraw --json` prints, a line an article."""
        return {
            "article": self.article.id,
            "title": self.article.title,
            "outlet": self.article.source,
            "published": self.article.published and self.article.published.isoformat(),
            "location": self.location or None,
            "action": "restored" if self.undone else "withdrawn",
            "why": self.why,
            "changed": self.changed,
            "carried_elsewhere": list(self.elsewhere),
            "copies": [
                {"article": c.article.id, "outlet": c.article.source, "withdrawn": c.withdrawn}
                for c in self.copies
            ],
            "briefings": [_as_json(used) for used in self.used],
        }


def _as_json(used: Used) -> dict[str, Any]:
    return {
        "audience": used.edition.audience,
        "date": used.edition.date.isoformat(),
        "claims": used.claims,
        "mailed": used.mailed,
        "stands": used.stands,
    }


class WithdrawnArticle(NamedTuple):
    """A withdrawal that holds, and its article."""

    withdrawal: Withdrawal
    article: Article

    def as_json(self) -> dict[str, Any]:
        """Return what `withdraw --list --json` prints, a line a withdrawal."""
        return {
            "article": self.article.id,
            "title": self.article.title,
            "location": self.withdrawal.location or None,
            "why": self.withdrawal.why,
            "at": self.withdrawal.at.isoformat(),
        }


class Word(NamedTuple):
    """What to do: to which articles, why, and whether to their copies too."""

    names: tuple[str, ...]
    why: str
    undo: bool = False
    copies: bool = False


def withdraw(space: Workspace, word: Word, now: dt.datetime) -> list[Effect]:
    """Take articles back, or in again, and return what each stood in.

    A name is an article's id or its beginning, or an address, location or file's own id of it.
    By an address or a location only the text there is taken back: others may still carry it.

    Raises:
        UsageError: a name fits no article, or several; there is no reason; there is no state.
    """
    if not word.undo and not word.why.strip():
        raise UsageError('say why: --why "the outlet has retracted it"')
    if len(word.why) > MOST_WORDS:
        raise UsageError(f"--why is longer than {MOST_WORDS} characters; say it shortly")
    if not space.state.exists():
        raise UsageError(f"{space.state} is not there: nothing was read into this workspace yet")
    why = " ".join(word.why.split())
    with Store(space.state) as store:
        found = [_found(store, name) for name in word.names]
        if word.copies:
            found += [(c.id, WHOLE) for i, _ in found for c in _copies(store, i)]
        with store.transaction():
            done = [_done(store, *one, word._replace(why=why), now) for one in dict.fromkeys(found)]
        return [_effect(store, *one, word._replace(why=why), changed=c) for one, c in done]


def withdrawals(space: Workspace) -> list[WithdrawnArticle]:
    """Return the withdrawals that hold, in order."""
    if not space.state.exists():
        return []
    with Store(space.state) as store:
        held = Withdrawals(store).holding()
        articles = store.articles([w.article for w in held])
        return [WithdrawnArticle(w, articles[w.article]) for w in held if w.article in articles]


def _found(store: Store, name: str) -> tuple[str, str]:
    """Return (article id, location) that `name` means.

    Raises:
        UsageError: it means none, or several.
    """
    found = Withdrawals(store).named(name)
    if not found:
        raise UsageError(
            f"{name!r} is no article here: give an id (`briefer articles --json`), its beginning, "
            "an address or a file"
        )
    ids = {article for article, _ in found}
    if len(ids) > 1:
        listed = "\n".join(f"  {a.id}  {named(a)}" for a in store.articles(sorted(ids)).values())
        raise UsageError(f"{name!r} fits several articles; give the id of one:\n{listed}")
    article, location = found[0]
    whole = store.articles([article])[article]
    return (article, location if len(whole.origins) > 1 else WHOLE)


def _done(
    store: Store, article: str, location: str, word: Word, now: dt.datetime
) -> tuple[tuple[str, str], bool]:
    book = Withdrawals(store)
    if word.undo:
        return (article, location), bool(book.restore(article, location, word.why, now))
    return (article, location), book.withdraw(article, location, word.why, now)


def _effect(store: Store, article_id: str, location: str, word: Word, *, changed: bool) -> Effect:
    book = Withdrawals(store)
    gone = book.gone()
    (article,) = store.articles([article_id]).values()
    standing = () if article.id in gone.whole else gone.standing(article).origins
    return Effect(
        article=article,
        location=location,
        why=word.why,
        changed=changed,
        undone=word.undo,
        elsewhere=tuple(
            origin.source or origin.location for origin in standing if len(article.origins) > 1
        ),
        copies=tuple(Copy(c, c.id in gone.whole) for c in _copies(store, article_id)),
        used=tuple(Editions(store).using(article_id)),
    )


def _copies(store: Store, article_id: str) -> list[Article]:
    """Return the other articles that carry the same copy."""
    return list(store.articles(Withdrawals(store).copies(article_id)).values())
