"""What an audience does not want told: subjects, outlets, words, single stories.

`exclude = ["sport", "outlet:Example Gazette", "word:royal wedding", "story:s1f0c Port strike"]`: a
subject stands for those below it; a word is looked for in a story's headline and its first key
point, where what it is about is said; an outlet's articles are not used at all; a story is named by
its id, which it keeps over days (what follows the id is for people).
"""

from collections.abc import Iterable, Sequence

from briefer.editions.terms import hits, spaced
from briefer.models import Article, Story
from briefer.text.mediatopics import broader


def excluded_by(story: Story, exclude: Sequence[str]) -> str | None:
    """Return the first of `exclude` that a story falls under, None for one that is wanted."""
    first = [point.text for point in story.key_points[:1]]
    text = spaced([story.title, *first])
    about = {story.subject, broader(story.subject)} if story.subject else set()
    for each in exclude:
        kind, colon, term = each.partition(":")
        if (not colon and each in about) or (kind == "word" and colon and hits([term], [text])):
            return each
        if kind == "story" and term.split()[:1] == [story.id]:
            return each
    return None


def of_outlets(exclude: Sequence[str], articles: Iterable[Article]) -> dict[str, str]:
    """Return the articles that only excluded outlets carry: article id -> the entry of `exclude`."""
    named = {e.partition(":")[2]: e for e in exclude if e.startswith("outlet:")}
    found: dict[str, str] = {}
    for article in articles if named else ():
        carriers = {origin.source for origin in article.origins} | {article.source}
        each = [hits(tuple(named), [spaced([name])]) for name in carriers if name]
        if each and all(each):
            found[article.id] = named[each[0][0]]
    return found


def excluded_piece(article: Article, subject: str | None, exclude: Sequence[str]) -> bool:
    """Return whether an opinion piece, of that subject, falls under `exclude`."""
    text = spaced([article.title or ""])
    words = [e.partition(":")[2] for e in exclude if e.startswith("word:")]
    about = {subject, broader(subject)} if subject else set()
    return bool(about & set(exclude) or hits(words, [text]) or of_outlets(exclude, [article]))
