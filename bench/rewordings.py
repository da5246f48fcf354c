"""True claims by rule: a source's own sentences, shortened at a clause or reworded lightly.

Each rule keeps what a sentence says, so that a check that refuses what comes of it is wrong. No rule
looks at more than the form of the words; where a form may mean two things the rule stays silent.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# One sense each in news prose, either way round.
PAIRS = (
    ("injured", "hurt"), ("began", "started"), ("attorney", "lawyer"), ("almost", "nearly"),
    ("around", "about"), ("purchased", "bought"), ("assist", "help"), ("roughly", "about"),
    ("lawmakers", "legislators"), ("blaze", "fire"), ("automobile", "car"), ("largest", "biggest"),
    ("prior to", "before"), ("permitted", "allowed"), ("physician", "doctor"), ("film", "movie"),
    ("organisation", "organization"), ("requested", "asked for"), ("concluded", "ended"),
)  # fmt: skip
NUMBERS = dict(
    enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
)
WORDS = {word: number for number, word in NUMBERS.items() if number > 1}
FEWEST = 7  # words of what is left of a sentence


class Reworded(NamedTuple):
    """A claim, and the rule that made it."""

    rule: str
    text: str


def rewordings(sentence: str) -> Iterator[Reworded]:
    """Yield every rewording that a rule makes of a sentence."""
    for rule in RULES:
        text = rule(sentence)
        if text and text != sentence and len(text.split()) >= FEWEST:
            yield Reworded(rule.__name__, text[0].upper() + text[1:])


def whole(sentence: str) -> bool:
    """Tell whether this is a sentence of prose: a beginning, an end, no quotation, no heading."""
    words = sentence.split()
    if not FEWEST <= len(words) <= 45 or sentence[-1:] != "." or not sentence[:1].isupper():
        return False
    return not re.search(r"[\"“”«»‘|…]|\.\.\.|\s'|''|``|\d{1,2}:\d\d", sentence)


# --- shortened at a clause ----------------------------------------------------------------------


def relative_cut(sentence: str) -> str:
    """Leave out ", which …" or ", who …" at the end."""
    head, mark, _ = sentence.partition(", which ")
    if not mark:
        head, mark, _ = sentence.partition(", who ")
    return f"{head}." if mark and _balanced(head) else ""


def apposition_cut(sentence: str) -> str:
    """Leave out ", 45," after a name: an age."""
    return re.sub(r", \d\d,(?= )", "", sentence, count=1)


def including_cut(sentence: str) -> str:
    """Leave out ", including …" at the end."""
    head, mark, tail = sentence.partition(", including ")
    return f"{head}." if mark and "," not in tail and _balanced(head) else ""


def bracket_cut(sentence: str) -> str:
    """Leave out what stands in brackets, unless it is the other half of an "or"."""
    if re.search(r"\((?:or |\d)", sentence):
        return ""
    return re.sub(r" \([^()]*\)(?=[ ,.])", "", sentence, count=1)


def while_cut(sentence: str) -> str:
    """Leave out ", while …" at the end."""
    head, mark, _ = sentence.partition(", while ")
    return f"{head}." if mark and _balanced(head) else ""


def opening_cut(sentence: str) -> str:
    """Leave out "However, " and the like at the beginning."""
    return re.sub(r"^(?:However|Meanwhile|Moreover|Still|Also|In addition), ", "", sentence)


def _balanced(head: str) -> bool:
    return head.count("(") == head.count(")") and len(head.split()) >= FEWEST


# --- other forms of dates and numbers -----------------------------------------------------------


def day_first(sentence: str) -> str:
    """Write "May 24" as "24 May"."""
    return re.sub(rf"\b({MONTHS}) (\d{{1,2}})(?!\d|,? \d{{4}})\b", r"\2 \1", sentence)


def month_first(sentence: str) -> str:
    """Write "24 May" as "May 24"."""
    return re.sub(rf"\b(\d{{1,2}}) ({MONTHS})\b(?! \d{{4}})", r"\2 \1", sentence)


def percent_sign(sentence: str) -> str:
    """Write "5 percent" as "5%"."""
    return re.sub(r"(\d) per ?cent\b", r"\1%", sentence)


def percent_word(sentence: str) -> str:
    """Write "5%" as "5 percent"."""
    return re.sub(r"(\d)%", r"\1 percent", sentence)


def digits(sentence: str) -> str:
    """Write "three" as "3" before a plural."""
    found = "|".join(WORDS)
    if re.search(rf"(?:ty|hundred|thousand|million) (?:{found})\b", sentence):
        return ""  # "twenty four"
    return re.sub(
        rf"(?<= )({found})(?= [a-z]+s\b)", lambda match: str(WORDS[match[1]]), sentence, count=1
    )


def spelled(sentence: str) -> str:
    """Write "3" as "three" before a plural."""
    return re.sub(
        r"(?<= )([2-9]|1[0-2])(?= [a-z]+s\b)",
        lambda match: NUMBERS[int(match[1])],
        sentence,
        count=1,
    )


def ungrouped(sentence: str) -> str:
    """Write "4,200" as "4200"."""
    return re.sub(r"(?<![\d,])(\d{1,3}),(\d{3})\b(?!,\d)", r"\1\2", sentence)


def short_scale(sentence: str) -> str:
    """Write "$1.2 billion" as "$1.2bn"."""
    return re.sub(
        r"([$€£]\d[\d.]*) (b|m)illion\b", lambda m: f"{m[1]}{m[2]}{'n' * (m[2] == 'b')}", sentence
    )


# --- the same in other words --------------------------------------------------------------------


def synonym(sentence: str) -> str:
    """Exchange the first word that has another of one sense."""
    for one, other in PAIRS:
        for word, new in ((one, other), (other, one)):
            if word in ("about", "around", "fire", "before", "help", "asked for", "film"):
                continue  # of many senses, this way round
            if re.search(rf" {word} ", sentence):
                return sentence.replace(f" {word} ", f" {new} ", 1)
    return ""


def contraction(sentence: str) -> str:
    """Write "did not" as "didn't"."""
    return re.sub(r"\b(did|does|do|is|was|were|has|have|had|would|could) not\b", r"\1n't", sentence)


def expansion(sentence: str) -> str:
    """Write "didn't" as "did not"."""
    return re.sub(r"\b(did|does|is|was|were|has|have|had|would|could)n['’]t\b", r"\1 not", sentence)


def country_short(sentence: str) -> str:
    """Write "the United States" as "the US"."""
    for full, short in (
        ("United States", "US"),
        ("United Kingdom", "UK"),
        ("European Union", "EU"),
    ):
        if f"the {full} " in sentence:
            return sentence.replace(f"the {full} ", f"the {short} ", 1)
    return ""


def clauses_turned(sentence: str) -> str:
    """Write "After x, y." as "Y after x."."""
    match = re.fullmatch(r"(After|When|Because|Although|While) ([^,]+), ([^,;:]+)\.", sentence)
    if not match or len(match[2].split()) < 3 or _pronoun(match[2]):
        return ""
    return f"{match[3]} {match[1].lower()} {match[2]}."


def _pronoun(words: str) -> bool:
    return bool(re.search(r"\b(he|she|it|they|his|her|its|their)\b", words))


def passive(sentence: str) -> str:
    """Write "Police arrested two men on Monday." as "Two men were arrested by police on Monday."."""
    match = re.fullmatch(
        r"(Police|Officers|Prosecutors|Firefighters|Officials|Troops|The \w+) "
        r"(arrested|charged|rescued|detained|evacuated|searched|closed|released|approved|rejected) "
        r"((?:the|a|an|two|three|four|five|\d+) \w+(?: \w+)?) ((?:on|in|at|after|near|for) .+)\.",
        sentence,
    )
    if not match:
        return ""
    many = match[3].endswith("s")
    doer = match[1][0].lower() + match[1][1:]
    return f"{match[3]} {'were' if many else 'was'} {match[2]} by {doer} {match[4]}."


def active(sentence: str) -> str:
    """Write "Two men were arrested by police on Monday." as "Police arrested two men on Monday."."""
    match = re.fullmatch(
        r"((?:The|A|An|Two|Three|Four|Five) \w+(?: \w+)?) (?:was|were) "
        r"(arrested|charged|rescued|detained|evacuated|searched|closed|released|approved|rejected) "
        r"by ((?:the )?[a-z]+) ((?:on|in|at|after|near|for) .+)\.",
        sentence,
    )
    if not match:
        return ""
    return f"{match[3]} {match[2]} {match[1][0].lower()}{match[1][1:]} {match[4]}."


def day_moved(sentence: str) -> str:
    """Write "On Monday, x." as "X on Monday."."""
    match = re.fullmatch(
        r"On (Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), ([^,;:]+)\.", sentence
    )
    return f"{match[2]} on {match[1]}." if match else ""


def attribution_moved(sentence: str) -> str:
    """Write "X, the ministry said." as "The ministry said x."."""
    match = re.fullmatch(r"([^,;:]+), ((?:the |[A-Z])[\w ]{2,30}) (said|says)\.", sentence)
    if not match or _pronoun(match[2]):
        return ""
    head = match[1]
    first = head.split(maxsplit=1)[0]
    if first in {"The", "A", "An", "Two", "Three", "Police", "At", "More", "About", "It", "They"}:
        head = head[0].lower() + head[1:]
    return f"{match[2]} {match[3]} {head}."


CUTS: tuple[Callable[[str], str], ...] = (
    relative_cut,
    apposition_cut,
    including_cut,
    bracket_cut,
    while_cut,
    opening_cut,
)
RULES: tuple[Callable[[str], str], ...] = (
    *CUTS, day_first, month_first, percent_sign, percent_word, digits, spelled, ungrouped,
    short_scale, synonym, contraction, expansion, country_short, clauses_turned, passive, active,
    day_moved, attribution_moved,
)  # fmt: skip
