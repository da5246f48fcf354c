"""What each stage makes of a text: `articles`, `extract`, `check` and `stories`."""

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefer import ingest
from briefer.errors import SourceError, UsageError
from briefer.grounding import Claim, Grounder
from briefer.models import Article, Check, Document, Failure, KeyPoint, Problem, Rejected, Sentence
from briefer.pipeline.build.account import Drafts
from briefer.pipeline.build.engines import models_for
from briefer.pipeline.build.extractions import ground
from briefer.pipeline.build.selection import date_of, timezone_of
from briefer.pipeline.build.steps import Steps, refined
from briefer.pipeline.build.subjects import of_article
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from briefer.stories import group
from briefer.text import analyse
from briefer.text.evidence import evidence


class Stored(NamedTuple):
    """An article of the store, and the offsets of its sentences."""

    article: Article
    sentences: tuple[Sentence, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `articles --json` prints."""
        sentences = [sentence.model_dump() for sentence in self.sentences]
        subject = of_article(self.article)
        return {**self.article.model_dump(mode="json"), "subject": subject, "sentences": sentences}


class Checked(NamedTuple):
    """A claim that was put to an article, the sentences that bear it out, and its check."""

    text: str
    sentences: tuple[int, ...]
    check: Check

    def as_json(self) -> dict[str, Any]:
        """Return what `check --json` prints."""
        told = {"text": self.text, "evidence": list(self.sentences)}
        return {**told, **self.check.model_dump(mode="json")}


class Grouped(NamedTuple):
    """A story of files given, its articles and reprints by the files' own ids where they have one."""

    id: str
    title: str
    articles: tuple[str, ...]
    reprints: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `stories --json` prints."""
        return self._asdict()


def article_line(article: Article) -> str:
    """Return an article on one line: id, date and how it is known, kind, outlet, title, file, subject."""
    day = article.published.isoformat() if article.published else "undated"
    date = f"({day})" if article.undated else day
    files = dict.fromkeys(origin.location for origin in article.origins)
    kind = f"{article.kind} ({article.stub})" if article.kind == "stub" else article.kind
    parts = (
        article.id,
        f"{date} by {article.dated_by or 'nobody'}",
        kind,
        article.source or "-",
        article.title or "-",
        ", ".join(files),
        of_article(article) or "-",
    )
    doubt = f"  [{article.doubt}]" if article.doubt else ""
    return "  ".join(parts) + doubt


class Extracted(NamedTuple):
    """What an engine made of one document, checked."""

    article: Article
    engine: str
    key_points: tuple[KeyPoint, ...]
    rejected: tuple[Rejected, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `extract --json` prints."""
        return {
            "article_id": self.article.id,
            "title": self.article.title,
            "published": self.article.published.isoformat() if self.article.published else None,
            "language": self.article.language,
            "engine": self.engine,
            "key_points": [point.model_dump(mode="json") for point in self.key_points],
            "rejected": [item.model_dump(mode="json") for item in self.rejected],
        }


def list_articles(space: Workspace, date: str | None, now: dt.datetime) -> Iterator[Stored]:
    """Yield each stored article and its sentences' offsets, by moment."""
    audience = load_audience(space, space.settings.audiences[0])
    zone = timezone_of(audience, space.settings)
    wanted = date_of(date, zone, now) if date else None
    with Store(space.state) as store:
        timeline = store.timeline(zone)
        copies = {i for i, (_, of) in store.story_of(i for _, i, _ in timeline).items() if of}
        for at, article_id, _ in timeline:
            if wanted and at.astimezone(zone).date() != wanted:
                continue
            for stored in store.articles([article_id]).values():
                copied = stored.kind == "news" and stored.id in copies
                article = stored.model_copy(update={"kind": "reprint"}) if copied else stored
                yield Stored(article, tuple(analyse(article).sentences))


def extract_file(space: Workspace, file: str, now: dt.datetime) -> Iterator[Extracted]:
    """Yield what the engine makes of each document in `file`; the store is not touched.

    Raises:
        SourceError: the file can't be read.
    """
    audience = load_audience(space, space.settings.audiences[0])
    with models_for(space, None) as models:
        panel = models.panel(audience)
        steps = Steps(models.engine(audience), space.settings.engine.repair, panel)
        for article in _articles([file], now):
            yield _extracted(steps, analyse(article))


def _extracted(steps: Steps, document: Document) -> Extracted:
    (draft,) = steps.engine.extract([document])
    if draft.failed:
        msg = f"{document.article.origins[0].location}: {draft.failed}"
        raise SourceError(msg)
    made = refined(steps, document, ground(document, draft))
    drafts = Drafts({document.article.id: document.article}, {document.article.id: made})
    return Extracted(
        document.article,
        draft.engine,
        drafts.accepted()[document.article.id],
        drafts.rejected(),
    )


def _articles(
    sources: Sequence[str], now: dt.datetime, on_failure: Callable[[Failure], None] | None = None
) -> Iterator[Article]:
    """Yield the articles of `sources`; without `on_failure` the first failure raises.

    Raises:
        SourceError: a source can't be read, and nobody wants to hear of it.
    """
    for item in ingest.read(sources, now, stdin=sys.stdin.buffer):
        if isinstance(item, Article):
            yield item
        elif on_failure is not None:
            on_failure(item)
        else:
            msg = f"{item.location}: {item.reason}"
            raise SourceError(msg)


def check_claims(article: Path, claims: Path, now: dt.datetime) -> Iterator[Checked]:
    """Yield each claim as it was checked, in the file's order.

    Raises:
        SourceError: the article can't be read.
        UsageError: a line of `claims` is no claim; the message gives file and line.
    """
    document = analyse(next(_articles([str(article)], now)))
    grounder = Grounder({document.article.id: document})
    for text, numbers in _claims(claims):
        unknown = [n for n in numbers if not 1 <= n <= len(document.sentences)]
        if unknown:
            yield Checked(text, tuple(numbers), _no_such_sentence(unknown))
        elif numbers:
            claim = Claim(text=text, evidence=evidence(document, numbers))
            yield Checked(text, tuple(numbers), grounder.check(claim))
        else:
            found = grounder.examine(Claim(text=text))
            cited = tuple(n for item in found.evidence for n in item.sentences)
            yield Checked(text, cited, found.check)


def _no_such_sentence(numbers: Sequence[int]) -> Check:
    listed = ", ".join(map(str, numbers))
    problem = Problem(
        code="no_such_sentence",
        explanation=f"the article has no sentence {listed}",
        words=listed,
    )
    return Check(status="rejected", score=0, problems=(problem,))


def _claims(file: Path) -> Iterator[tuple[str, list[int]]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            yield str(item["text"]), [int(n) for n in item.get("evidence") or []]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            msg = f'{file}:{number}: no claim ({error}); write {{"text": "…"}} a line'
            raise UsageError(msg) from error


def group_sources(
    sources: Sequence[str], now: dt.datetime, on_failure: Callable[[Failure], None]
) -> Iterator[Grouped]:
    """Yield each story of `sources`.

    An article's id is the file's own, where it gave one; a text that stood in several places
    has all their ids, and is a reprint of itself.
    """
    merged: dict[str, Article] = {}
    for article in _articles(sources, now, on_failure):
        stored = merged.get(article.id)
        merged[article.id] = ingest.merge_origins(stored, article) if stored else article
    names = {article.id: _names(article) for article in merged.values()}
    for story in group([analyse(article) for article in merged.values()]):
        grouped = {i for reprints in story.reprints for i in reprints}
        reprints = [[name for i in r for name in names[i]] for r in story.reprints]
        reprints += [names[i] for i in story.articles if i not in grouped and len(names[i]) > 1]
        articles = tuple(name for i in story.articles for name in names[i])
        yield Grouped(story.id, story.title, articles, tuple(map(tuple, reprints)))


def _names(article: Article) -> list[str]:
    own = [origin.external_id for origin in article.origins if origin.external_id]
    return list(dict.fromkeys(own)) or [article.id]
