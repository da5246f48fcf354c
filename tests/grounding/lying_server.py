"""A model that lies, behind a real server: what the pipeline makes of a known share of lies.

`Liar` answers the prompts for key points with claims about the samples: true ones in words of our
own, and the same corrupted, one fault each. `run` builds briefings with it until everything has
been told, and counts what the checks let through. Nothing is sent back to the model, so that the
checks alone are measured.
"""

import datetime as dt
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefer import ingest
from briefer.grounding import CHECKS_VERSION, Claim, Grounder
from briefer.models import Article, Check, Document, KeyPoint
from briefer.pipeline.build.engines import models_for
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Workspace, load, load_audience
from briefer.store import Store
from briefer.text import analyse
from briefer.text.evidence import evidence
from tests.fake_llm.server import Act, FakeServer, good, says
from tests.grounding.corrupter import lies, truths
from tests.grounding.lying_harness import Missed, Report

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples" / "articles"
CLAIMS = Path(__file__).with_name("sample_claims.toml")
DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")
NOW = dt.datetime(2021, 6, 3, 6, tzinfo=dt.UTC)
_ROUNDS = 40  # no more builds of each day; what is untold then was never asked for
_LINE = re.compile(r"(\d+) (.*)")
_MARK = re.compile(r"\{q\d+\}")


class Statement(NamedTuple):
    """Something the liar may say, and the text of the sentences that it will cite for it."""

    fault: str  # "" for the truth
    text: str
    cites: tuple[str, ...]


def statements(claims: Path = CLAIMS, samples: Path = SAMPLES) -> list[Statement]:
    """Return every claim of the file and its lies: those written beside it, and the corrupter's."""
    records = tomllib.loads(claims.read_text(encoding="utf-8"))["claim"]
    found: list[Statement] = []
    articles = _articles(samples)
    for name, own in _by_article(records).items():
        text, sentences = articles[name]
        for record, truth in zip(own, truths([r["text"] for r in own], text), strict=True):
            cites = tuple(sentences[number - 1] for number in record["cites"])
            # a fusion rests on two claims' sentences, of which one claim cites only its own
            told = [(lie.fault, lie.text) for lie in lies(truth) if lie.fault != "sources merged"]
            told += [(fault, lie) for fault, lie in record["lies"]]
            found.append(Statement("", truth.text, cites))
            found += [Statement(fault, lie, cites) for fault, lie in dict.fromkeys(told)]
    return found


def checked(*, searching: bool = False) -> Report:
    """Check the claims of the file and the lies beside them without a pipeline; count."""
    grounders: dict[str, Grounder] = {}
    documents = _documents(SAMPLES)
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: list[Missed] = []
    records = tomllib.loads(CLAIMS.read_text(encoding="utf-8"))["claim"]
    for record in records:
        document = documents[record["article"]]
        name = document.article.id
        grounder = grounders.setdefault(name, Grounder({name: document}))
        proof = () if searching else evidence(document, record["cites"])
        for fault, text in [("", record["text"]), *record["lies"]]:
            check = grounder.check(Claim(text=text, evidence=proof))
            made[fault] += 1
            caught[fault] += (
                check.status == "rejected" if not fault else check.status != "supported"
            )
            if check.status == ("supported" if fault else "rejected"):
                missed.append(Missed(fault, text, ", ".join(p.code for p in check.problems)))
    true, rejected = made.pop("", 0), caught.pop("", 0)
    return Report(true, rejected, made, caught, tuple(missed))


def _by_article(records: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        found.setdefault(record["article"], []).append(record)
    return found


def _articles(samples: Path) -> dict[str, tuple[str, list[str]]]:
    """Return path below the samples -> text and sentences, as a prompt shows them."""
    return {
        name: (
            document.article.text,
            [_plain(document.sentence_text(s.number)) for s in document.sentences],
        )
        for name, document in _documents(samples).items()
    }


def _documents(samples: Path) -> dict[str, Document]:
    """Return path below the samples -> the article there."""
    found: dict[str, Document] = {}
    for item in ingest.read([str(samples)], NOW, stdin=io.BytesIO()):
        if isinstance(item, Article):
            document = analyse(item)
            for origin in item.origins:
                found[origin.location.split(f"{samples}/")[-1]] = document
    return found


def _plain(text: str) -> str:
    return " ".join(_MARK.sub("", text).split())


class Liar:
    """A play for the fake server: tells each statement once, to whoever shows its sentences."""

    def __init__(self, known: Sequence[Statement]) -> None:
        self.untold = list(known)
        self.told: list[Statement] = []

    def __call__(self, body: dict[str, Any]) -> Act:
        """Answer a prompt for key points from the list; any other as a careful model would."""
        system, user = (each["content"] for each in body["messages"][:2])
        if '"points":[{' not in system:
            return good(body)
        lines = user.split("\n")
        numbers = {_plain(m[2]): int(m[1]) for line in lines if (m := _LINE.fullmatch(line))}
        limit = int(re.findall(r"At most (\d+)", lines[-1])[0])
        points = [self._point(each, numbers) for each in self._chosen(numbers, limit)]
        return says(json.dumps({"points": points}))(body)

    def _chosen(self, numbers: Mapping[str, int], limit: int) -> list[Statement]:
        """Return the next statements, of one sentence one at a time: the engine drops doubles."""
        able: dict[tuple[str, ...], Statement] = {}
        for each in self.untold:
            if all(text in numbers for text in each.cites):
                able.setdefault(each.cites, each)
        chosen = list(able.values())[:limit]
        self.told += chosen
        self.untold = [each for each in self.untold if each not in chosen]
        return chosen

    def _point(self, each: Statement, numbers: Mapping[str, int]) -> dict[str, Any]:
        return {"k": "event", "t": each.text, "s": [numbers[text] for text in each.cites], "i": 3}


def run(folder: Path, *, every: int = 1, days: Sequence[str] = DAYS) -> Report:
    """Build `days` in `folder` till all about them is told (or every n-th); return the counts."""
    liar = Liar(statements()[::every])
    points: list[KeyPoint] = []
    with FakeServer(liar, keep=False) as server:
        server.models = tuple(f"liar-{number}" for number in range(_ROUNDS))
        for model in server.models:
            before = len(liar.told)
            points += _build(folder, server.url, model, days)
            if not liar.untold or len(liar.told) == before:
                break
    return _count(liar.told, points)


def _build(folder: Path, url: str, model: str, days: Sequence[str]) -> Iterator[KeyPoint]:
    """Build every day with a model's name of its own; yield the key points it gave, checked."""
    flags = {"engine.model": model, "engine.base_url": url, "engine.repair": False}
    space = load(folder, flags)
    for day in days:
        request = BuildRequest((str(SAMPLES / day),), day, ("default",), ("json",))
        build_briefings(space, request, NOW, Silent(), io.BytesIO())
    yield from _stored(space)


def _stored(space: Workspace) -> Iterator[KeyPoint]:
    with Store(space.state) as store, models_for(space, store) as models:
        engine = models.engine(load_audience(space, "default"))
        for article_id in store.article_ids():
            found = store.extraction(f"{engine.fingerprint}+{CHECKS_VERSION}", article_id)
            yield from found.key_points if found else ()


def _count(told: Sequence[Statement], points: Sequence[KeyPoint]) -> Report:
    """Match what was told to what came of it: by its text, which a repair only adds to."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: list[Missed] = []
    true = rejected = 0
    for each in told:
        check = _verdict(each, points)
        status, codes = check.status, ", ".join(problem.code for problem in check.problems)
        if not each.fault:
            true += 1
            rejected += status == "rejected"
            if status == "rejected":
                missed.append(Missed("", each.text, codes))
            continue
        made[each.fault] += 1
        caught[each.fault] += status != "supported"
        if status == "supported":
            missed.append(Missed(each.fault, each.text, codes))
    return Report(true, rejected, made, caught, tuple(missed))


def _verdict(each: Statement, points: Sequence[KeyPoint]) -> Check:
    """Return what the pipeline said of a statement.

    Raises:
        LookupError: it got lost on the way.
    """
    bare = each.text.rstrip(" .!")
    same = [p.check for p in points if p.text == each.text and p.check]
    mended = [
        p.check
        for p in points
        if p.check and p.check.status == "repaired" and p.text.startswith(bare)
    ]
    found = [*same, *mended]
    if not found:
        raise LookupError(each.text)
    return found[0]
