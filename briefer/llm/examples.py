"""Worked examples of the prompts: shown as a model sees them, held to the rules they teach."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefer.llm.lines import compact, heading, numbered, sentence_line

KINDS = ("event", "statement", "action", "reaction", "figure", "background")
_WORD = re.compile(r"\w+")
_GLUE = frozenset(
    [
        "a",
        "an",
        "and",
        "but",
        "by",
        "for",
        "he",
        "in",
        "it",
        "its",
        "of",
        "on",
        "or",
        "said",
        "says",
        "she",
        "that",
        "the",
        "they",
        "to",
    ]
)


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
        yield heading([article["title"]])
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
    if "points" in example:
        yield from (numbered(number, text) for number, text in enumerate(example["points"], 1))
        return
    number = 0
    for story in example["stories"]:
        yield heading([story["title"]])
        for text in story["points"]:
            number += 1
            yield numbered(number, text)


def _extract_rules(example: Mapping[str, Any]) -> Iterator[str]:
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


def _composed_rules(example: Mapping[str, Any]) -> Iterator[str]:
    stories = example.get("stories") or [{"points": example["points"]}]
    points = [text for story in stories for text in story["points"]]
    answer = example["answer"]
    if len(answer["lines"]) > example["limit"]:
        yield f"gives more than {example['limit']} lines"
    for line in [*answer["lines"], *([answer["title"]] if "title" in answer else [])]:
        yield from _cited(line["t"], line["p"], points)


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
    there = {word.casefold() for word in _WORD.findall(source)} | _GLUE
    for word in _WORD.findall(text):
        if word.casefold() not in there:
            yield f"{text!r} holds {word!r}, which what it cites does not"


_LINES = {"extract": _extract_lines, "compose": _point_lines, "bottom_line": _point_lines}
_RULES = {"extract": _extract_rules, "compose": _composed_rules, "bottom_line": _composed_rules}
