"""Made-up articles of about 500 words for the benchmarks: the same seed, the same articles."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

PLACES = "Arvendal Beskra Calinor Dremmen Eskova Farholt Grenada Hallin Istrev Jorvale Kesmer Lunara Morvane Nestrov Oskaya Perun Quillon Ravenna Sorrel Tarvos Ulmen Vasca Wendel Yarrow Zelen".split()
FIRST = "Anna Boris Clara Dmitri Elena Farid Greta Hamid Ines Jonas Karim Lena Marco Nadia Omar Petra Rosa Samir Tomas Vera".split()
LAST = "Abadi Berger Costa Dahl Eriksen Farouk Galli Haas Ivanov Jansen Keller Lindqvist Moreau Novak Okoye Petrov Quiroga Rossi Silva Tanaka Ullmann Vargas Weber Young Zimmer".split()
ROLES = "foreign minister|deputy prime minister|defence minister|spokesperson|ambassador|trade envoy|finance minister|president|chief negotiator|interior minister".split(
    "|"
)
VERBS = (
    "said|announced|warned|explained|added|told reporters|confirmed|noted|stressed|insisted".split(
        "|"
    )
)
TOPICS = "fisheries|gas transit|border crossings|visa rules|grain exports|water rights|air traffic|prisoner exchange|customs duties|rail freight|port access|power lines|data flows|steel quotas|election monitoring|refugee returns|satellite launches|vaccine deliveries|mining licences|bank sanctions".split(
    "|"
)
NOUNS = "agreement|talks|summit|protest|dispute|inspection|delay|ceasefire|tender|inquiry|vote|blockade|visit|decree|hearing".split(
    "|"
)
SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe ri so tu va we yo zu ar en il os un tra ble sto".split()
)
COMMON = "plan report group market region council deal offer concern result vote budget crisis supply demand price court border security transport energy export import harvest school hospital industry railway harbour airport pipeline reactor satellite fleet convoy village province coast valley river forest".split()
FILLER = (
    "Officials in {place} said the {own1} of the {own2} had been discussed with {who1}.",
    "{who1}, who leads the {own2}, {verb} that the {common1} and the {common2} were linked.",
    "The {own1} near {town1} was closed for {n2} days after the {common1} in {town2}.",
    "In {town1}, the {common2} has cost {money} million euros, {who2} {verb}.",
    "“The {own2} can't wait for the {common1},” {who2} {verb} in {town2}.",
    "The {common1} between {town1} and {town2} is to be finished by {month}.",
    "The {noun} over {topic} has occupied officials in {place} since {month}.",
    "Negotiators met for {n} hours in {place} and agreed to return on {day}.",
    "According to the ministry, {n} people took part in the {noun} near {place}.",
    "{role} {name} {verb} that the government does not expect a quick result on {topic}.",
    "“We have made progress on {topic}, but {n2} points remain open,” {name} {verb}.",
    "Trade in the sector fell by {pct} percent in {month}, figures from {place} show.",
    "The opposition in {place} called on the government to publish the {noun} in full.",
    "Observers in {place} said the {noun} could still fail over {topic}.",
    "The cost is put at {money} million euros, of which {place} would carry {pct} percent.",
    "Under the plan, {n} inspectors would be sent to {place} by {month}.",
    "{name} also denied reports that {place} had asked for a delay of {n2} weeks.",
    "Shops and schools in parts of {place} stayed closed while the {noun} went on.",
    "A previous {noun}, in {month}, ended without a joint statement.",
    "The two sides last discussed {topic} in {place} three years ago.",
)


def write(folder: Path, count: int, seed: int = 1) -> Path:
    """Write `count` articles into one .jsonl file and return it."""
    file = folder / f"wire-{count}.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for row in rows(count, seed):
            out.write(json.dumps(row) + "\n")
    return file


def rows(count: int, seed: int = 1, per_event: int = 5) -> Iterator[dict[str, str]]:
    """Yield articles as .jsonl rows; about `per_event` report the same event."""
    for number in range(count):
        event = random.Random(f"{seed}/{number // per_event}")  # noqa: S311 - made-up articles
        own = random.Random(f"{seed}:{number}")  # noqa: S311 - the same
        facts = _facts(event)
        sentences = [own.choice(FILLER).format(**(facts | _details(own, facts))) for _ in range(34)]
        lead = "{place} and {other} opened a {noun} on {topic} and the {own1} of {town1} on Tuesday, {name} said.".format(
            **facts
        )
        paragraphs = [lead] + [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
        yield {
            "id": f"g{number}",
            "title": "{place} {noun} on {topic}: {town1} responds to {who1}".format(**facts),
            "source": f"Outlet {own.randrange(40)}",
            "published": "2021-06-01",
            "language": "en",
            "text": "\n\n".join(paragraphs),
        }


def _facts(event: random.Random) -> dict[str, str]:
    place, other = event.sample(PLACES, 2)
    return {
        "place": place,
        "other": other,
        "topic": event.choice(TOPICS),
        "noun": event.choice(NOUNS),
        "name": f"{event.choice(FIRST)} {event.choice(LAST)}",
        "role": event.choice(ROLES).capitalize(),
        "own1": _word(event),
        "own2": f"{_word(event)} {event.choice(COMMON)}",
        "who1": f"{event.choice(FIRST)} {_word(event).capitalize()}",
        "who2": f"{event.choice(FIRST)} {_word(event).capitalize()}",
        "town1": _word(event).capitalize(),
        "town2": _word(event).capitalize(),
    }


def _word(source: random.Random) -> str:
    """Return a made-up word; with three syllables there are about twenty thousand."""
    return "".join(source.choice(SYLLABLES) for _ in range(3))


def _details(own: random.Random, facts: dict[str, str]) -> dict[str, str]:
    return {
        "place": own.choice([facts["place"], facts["other"], own.choice(PLACES)]),
        "verb": own.choice(VERBS),
        "month": own.choice("January February March April May".split()),
        "day": own.choice("Monday Wednesday Thursday Friday".split()),
        "common1": own.choice(COMMON),
        "common2": own.choice(COMMON),
        "n": str(own.randrange(3, 900)),
        "n2": own.choice("two three four five six seven".split()),
        "pct": f"{own.randrange(1, 60)}.{own.randrange(10)}",
        "money": str(own.randrange(2, 999)),
    }
