"""`withdraw`: an article is taken back, and its claims with it."""

import datetime as dt
from collections.abc import Sequence
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


def withdrawals(space: Workspace) -> list[tuple[Withdrawal, Article]]:
    """Return the withdrawals that hold, with their articles, in order."""
    if not space.state.exists():
        return []
    with Store(space.state) as store:
        held = Withdrawals(store).holding()
        articles = store.articles([w.article for w in held])
        return [(w, articles[w.article]) for w in held if w.article in articles]


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


def as_text(effects: Sequence[Effect]) -> str:
    """Return what `withdraw` prints."""
    return "\n".join(line for effect in effects for line in _lines(effect))


def _lines(effect: Effect) -> list[str]:
    done = "Restored" if effect.undone else "Withdrawn"
    already = "" if effect.changed else " (it was already)"
    lines = [f"{done}{already}: {named(effect.article, effect.location)}  {effect.article.id}"]
    if effect.why:
        lines.append(f"  Why: {effect.why}")
    if effect.elsewhere and not effect.undone:
        lines.append(f"  The very text still stands, carried by: {', '.join(effect.elsewhere)}")
    left = [copy.article for copy in effect.copies if not copy.withdrawn]
    if left and not effect.undone:
        lines.append("  Copies of it, edited or cut, stay (--copies withdraws them too):")
        lines += [f"    {copy.id}  {named(copy)}" for copy in left]
    return [*lines, *_briefings(effect)]


def _briefings(effect: Effect) -> list[str]:
    if not effect.used:
        return ["  No briefing rests on it."]
    lines = ["  Briefings that rest on it:"]
    for used in effect.used:
        claims = "1 claim" if used.claims == 1 else f"{used.claims} claims"
        mailed = f"mailed to {used.mailed}" if used.mailed else "not mailed"
        again = "" if used.stands else ", built again since"
        lines.append(f"    {used.edition.date}  {used.edition.audience}: {claims}, {mailed}{again}")
    audiences = ", ".join(sorted({used.edition.audience for used in effect.used}))
    return [*lines, f"  The next briefing says so to: {audiences}"]
