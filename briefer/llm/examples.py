"""Worked examples of the prompts: shown as a model sees them, held to the rules they teach."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from briefer.lang import language
from briefer.llm.lines import STORY, compact, numbered, sentence_line, source
from briefer.text.mediatopics import subjects

KINDS = ("event", "statement", "action", "reaction", "figure", "background")
VERDICTS = ("supported", "unsupported", "unsure")
_WORD = re.compile(r"\w+")


@cache
def _glue() -> frozenset[str]:
    """Return the function words that an example may add to its source."""
    return frozenset(language("en").briefing.glue)


def show(name: str, examples: Any) -> str:
    """Return the examples of prompt `name` as the text that goes into its system part.

    Raises:
        ValueError, KeyError, TypeError: the examples are not of the form they must have.
    """
    shown = []
    for example in examples:
        lines = "\n".join(_LINES[name](example))
        shown.append(f"Example:\n{lines}\nAnswer: {compact(example['answer'])}")
    return "\n".join(shown)


def problems(name: str, text: str) -> list[str]:
    """Return what is wrong with the examples file of prompt `name`; none is good."""
    try:
        examples = json.loads(text)
        show(name, examples)
        return [
            f"example {number}: {problem}"
            for number, example in enumerate(examples, 1)
            for problem in _RULES[name](example)
        ]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        return [f"not of the form the bundled file has ({type(error).__name__}: {error})"]


def _extract_lines(example: Mapping[str, Any]) -> Iterator[str]:
    sentences = [s for article in example["articles"] for s in article["sentences"]]
    number = 0
    for article in example["articles"]:
        yield STORY
        for sentence in article["sentences"]:
            number += 1
            yield sentence_line(number, sentence, _marks(example, number, sentences[number - 1]))


def _marks(example: Mapping[str, Any], number: int, sentence: str) -> list[tuple[int, int]]:
    return [
        (sentence.index(quotation["words"]), index)
        for index, quotation in enumerate(example["quotations"], 1)
        if quotation["sentence"] == number
    ]


def _point_lines(example: Mapping[str, Any]) -> Iterator[str]:
    number = 0
    for story in example["stories"]:
        yield STORY
        for text in story["points"]:
            number += 1
            yield numbered(number, text)


def _extract_rules(example: Mapping[str, Any]) -> Iterator[str]:
    about = example["answer"].get("about", [])
    if about and len(about) != len(example["articles"]):
        yield "does not name one subject for each article"
    yield from (f"names the unknown subject {name!r}" for name in about if name not in subjects())
    sentences = [s for article in example["articles"] for s in article["sentences"]]
    quotations = [quotation["words"] for quotation in example["quotations"]]
    for point in example["answer"]["points"]:
        text = point["t"]
        yield from _cited(text, point["s"], sentences)
        if point["k"] not in KINDS:
            yield f"{text!r} has the unknown kind {point['k']!r}"
        if point["i"] not in range(1, 6):
            yield f"{text!r} has an importance outside 1 to 5"
        if "q" in point and point["q"] not in range(1, len(quotations) + 1):
            yield f"{text!r} carries a quotation that is not there"
        if point["k"] == "statement" and not point.get("by"):
            yield f"{text!r} is a statement without its speaker"
        for name in ("by", "at"):
            yield from _words(point.get(name, ""), " ".join(sentences))


def _summary_rules(example: Mapping[str, Any]) -> Iterator[str]:
    owners = _owners(example)
    for number, made in enumerate(example["answer"]["stories"]):
        if len(made["lines"]) > -(-owners.count(number) // 2):
            yield f"story {number + 1} has more lines than half its points"
        if len(made["title"]["t"].split()) > 10:
            yield f"{made['title']['t']!r} is longer than 10 words"
        yield from _lines_rules(example, [made["title"], *made["lines"]])


def _bottom_line_rules(example: Mapping[str, Any]) -> Iterator[str]:
    lines = example["answer"]["lines"]
    if len(lines) > example["limit"]:
        yield f"gives more than {example['limit']} lines"
    if len({owner for line in lines for owner in _told(example, line)}) < len(lines):
        yield "tells a story twice"
    yield from _lines_rules(example, lines)


def _lines_rules(example: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    points = [text for story in example["stories"] for text in story["points"]]
    for line in lines:
        yield from _cited(line["t"], line["p"], points)
        if len(_told(example, line)) > 1:
            yield f"{line['t']!r} mixes two stories"


def _owners(example: Mapping[str, Any]) -> list[int]:
    """Return the story that each point belongs to."""
    return [number for number, story in enumerate(example["stories"]) for _ in story["points"]]


def _told(example: Mapping[str, Any], line: Mapping[str, Any]) -> set[int]:
    owners = _owners(example)
    return {owners[n - 1] for n in line["p"] if n in range(1, len(owners) + 1)}


def _cited(text: str, numbers: Sequence[int], sources: Sequence[str]) -> Iterator[str]:
    if not 1 <= len(numbers) <= 3:
        yield f"{text!r} must cite one to three numbers"
    known = [number for number in numbers if number in range(1, len(sources) + 1)]
    if known != list(numbers):
        yield f"{text!r} cites a number that is not there"
    if len(text.split()) > 28:
        yield f"{text!r} is longer than 28 words"
    yield from _words(text, " ".join(sources[number - 1] for number in known))


def _words(text: str, source: str) -> Iterator[str]:
    there = {word.casefold() for word in _WORD.findall(source)} | _glue()
    for word in _WORD.findall(text):
        if word.casefold() not in there:
            yield f"{text!r} holds {word!r}, which what it cites does not"


def _judge_lines(example: Mapping[str, Any]) -> Iterator[str]:
    for number, claim in enumerate(example["claims"], 1):
        yield numbered(number, claim["text"])
        yield source(claim["source"])


def _judge_rules(example: Mapping[str, Any]) -> Iterator[str]:
    claims, verdicts = example["claims"], example["answer"]["verdicts"]
    if [verdict["n"] for verdict in verdicts] != list(range(1, len(claims) + 1)):
        yield "does not give one verdict for each claim, in their order"
    for claim, verdict in zip(claims, verdicts, strict=False):
        if verdict["v"] not in VERDICTS:
            yield f"has the unknown verdict {verdict['v']!r}"
        if len(verdict["why"].split()) > 12:
            yield f"{verdict['why']!r} is longer than 12 words"
        beyond = list(_words(claim["text"], claim["source"]))
        if verdict["v"] == "supported" and beyond:
            yield f"calls supported what is not: {beyond[0]}"


_LINES = {
    "extract": _extract_lines,
    "compose": _point_lines,
    "bottom_line": _point_lines,
    "judge": _judge_lines,
}
_RULES = {
    "extract": _extract_rules,
    "compose": _summary_rules,
    "bottom_line": _bottom_line_rules,
    "judge": _judge_rules,
}
