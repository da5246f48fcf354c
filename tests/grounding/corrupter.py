"""Makes false claims out of true ones, one kind of fault at a time.

Independent of the checker: it knows nothing of its tables, only of a claim's words, the names of
the article, and a few lists of its own. Every function returns the corrupted text, or None where
the claim offers nothing to corrupt in that way. All of it is deterministic.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Truth(NamedTuple):
    """A true claim and what stands around it."""

    text: str
    article: str
    others: tuple[str, ...] = ()  # other true claims about the same article


class Lie(NamedTuple):
    """A corrupted claim."""

    fault: str
    text: str


_TITLE = (
    "President|Prime Minister|Foreign Minister|Finance Minister|Defence Minister|Interior Minister|"
    "Trade Minister|Transport Minister|Water Minister|Commerce Minister|Colonel|Judge|Ambassador|"
    "foreign minister|finance minister|prime minister|defence minister|commerce minister|"
    "water minister|transport minister|interior minister|ambassador|governor|spokesman|spokeswoman|"
    "chairman|lawmaker|lawyer"
)
_PERSON = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-zé]+)\b")
_SAY = r"(?:said|says|announced|told [a-z ]+|warned|alleged)"
_TOLD = r"\b(?:is|are|was|were|will|would|had|has|have|could|may|did|rose|fell|\w+ed)\b"
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_PAST = {
    "buy": "bought", "send": "sent", "shut": "shut", "meet": "met", "cut": "cut", "open": "opened",
    "form": "formed", "leave": "left", "expel": "expelled", "fly": "flew", "shrink": "shrank",
    "enter": "entered", "appeal": "appealed", "resume": "resumed", "continue": "continued",
    "host": "hosted", "hand": "handed", "close": "closed", "ruin": "ruined", "purchase": "purchased",
    "reduce": "reduced", "respond": "responded", "slow": "slowed", "approve": "approved",
}  # fmt: skip


def _swap_first(text: str, pattern: str, pick: Callable[[re.Match[str]], str]) -> str | None:
    found = re.search(pattern, text)
    if not found:
        return None
    return text[: found.start()] + pick(found) + text[found.end() :]


def people(article: str) -> list[tuple[str, str]]:
    """Return (first, last) names of the article's people, roughly: two capitalised words."""
    skip = set(_TITLE.replace("|", " ").split()) | {
        "The", "New", "United", "African", "European", "Red", "Human", "Progress", "Southern",
        "Foreign", "Fjord", "Blue", "Consumer", "Prime", "Chamber", "Moldavia", "Nordhavn", "Citizens",
        "White", "House", "Morning", "Letter", "Wire", "Energy", "Agency", "Atomic", "International",
        "Security", "Council", "Press", "Pearl", "Express", "Union", "Party", "Peace", "Central",
        "Command", "State", "Department", "Grand", "Hotel", "Jewish", "Western", "Bay", "Open",
        "Nuclear", "World", "Coast", "East", "Black", "Secretary", "General", "Deputy", "National",
        "Health", "Commission", "Euro", "Colonial", "Pipeline", "Marine", "Environment", "Sri", "Lanka",
        "Journal", "Yesh", "Yisrael", "Tel", "South", "North", "West", "Saudi", "Middle",
        "Authority", "Ports", "Lieutenant", "Commander", "In", "Mr", "Mrs", "Until", "On", "After", "At",
        *_MONTHS.split(), *_DAYS.split(),
    }  # fmt: skip
    return [(a, b) for a, b in _PERSON.findall(article) if a not in skip and b not in skip]


def quotation_altered(truth: Truth) -> str | None:
    """Change one word inside a quotation."""
    found = re.search(r"[\"“]([^\"”]{8,})[\"”]", truth.text)
    if not found:
        return None
    inner = found.group(1).split()
    inner[len(inner) // 2] = "absolutely" if inner[len(inner) // 2] != "absolutely" else "hardly"
    return truth.text[: found.start(1)] + " ".join(inner) + truth.text[found.end(1) :]


def quotation_speaker(truth: Truth) -> str | None:
    """Give a quotation to another person of the article."""
    if not re.search(r"[\"“][^\"”]{8,}[\"”]", truth.text):
        return None
    return _other_person(truth)


def _other_person(truth: Truth) -> str | None:
    for _, last in people(truth.article):
        if last in truth.text:
            continue
        for first, mine in people(truth.article):
            if mine in truth.text and mine != last:
                text = truth.text.replace(f"{first} {mine}", mine)
                return text.replace(mine, last)
    return None


def number(truth: Truth) -> str | None:
    """Change a number, in digits or in words."""
    words = {"three": "seven", "two": "six", "five": "eight", "four": "nine", "six": "eleven",
             "nine": "four", "seven": "two", "eleven": "thirteen", "twelve": "twenty",
             "fifteen": "fifty", "hundreds": "thousands"}  # fmt: skip
    digits = _swap_first(
        truth.text,
        r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?!\d| [A-Z])",
        lambda m: _other_number(m.group()),
    )
    if digits:
        return digits
    return _swap_first(
        truth.text,
        r"\b(?:" + "|".join(words) + r")\b",
        lambda m: words[m.group().lower()],
    )


def _other_number(old: str) -> str:
    if "." in old:
        whole, part = old.split(".")
        return f"{int(whole) + 3}.{part}"
    value = int(old.replace(",", ""))
    return f"{value + max(2, value // 4):,}"


def unit(truth: Truth) -> str | None:
    """Change a unit, a currency or an order of magnitude."""
    pairs = [("€", "$"), ("$", "€"), ("euros", "dollars"), ("million", "billion"),
             ("billion", "million"), ("percentage point", "per mille"), ("%", " million"),
             (" percent", " thousand"), ("kilometre", "mile"), ("cubic metres", "litres"),
             ("euro", "pound")]  # fmt: skip
    for old, new in pairs:
        if old in truth.text and any(c.isdigit() for c in truth.text):
            return truth.text.replace(old, new, 1)
    return None


def date(truth: Truth) -> str | None:
    """Move a date or a weekday."""
    for names in (_MONTHS.split(), _DAYS.split()):
        for at, name in enumerate(names):
            if re.search(rf"\b{name}\b", truth.text):
                return re.sub(rf"\b{name}\b", names[(at + 3) % len(names)], truth.text, count=1)
    return _swap_first(truth.text, r"\b(?:19|20)\d\d\b", lambda m: str(int(m.group()) - 3))


def name(truth: Truth) -> str | None:
    """Put somebody who is not in the article in a person's place."""
    for first, last in people(truth.article):
        if f"{first} {last}" in truth.text:
            return truth.text.replace(f"{first} {last}", "Marcus Thornbury")
        if last in truth.text:
            return truth.text.replace(last, "Thornbury")
    return None


def first_name(truth: Truth) -> str | None:
    """Name another person of the same surname."""
    for first, last in people(truth.article):
        if f"{first} {last}" in truth.text:
            return truth.text.replace(f"{first} {last}", f"Gregory {last}")
    return None


def title(truth: Truth) -> str | None:
    """Give a person another title or office."""
    wrong = {"President": "Prime Minister", "Prime Minister": "President", "Judge": "Senator",
             "Colonel": "General", "prime minister": "president", "ambassador": "consul",
             "Ambassador": "Consul", "governor": "chairman", "chairman": "treasurer",
             "spokesman": "commander", "spokeswoman": "director", "lawyer": "doctor",
             "lawmaker": "mayor"}  # fmt: skip

    def pick(match: re.Match[str]) -> str:
        old = match.group()
        if old in wrong:
            return wrong[old]
        return "health minister" if old[0].islower() else "Health Minister"

    return _swap_first(truth.text, rf"\b(?:{_TITLE})\b", pick)


def swapped(truth: Truth) -> str | None:
    """Exchange who did it and to whom."""
    verbs = (
        r"expelled|summoned|accused|criticised|praised|hailed|condemned|urged|thanked|attacked|"
        r"called on|acquitted|sentenced|arrested|protested against|demanded talks with"
    )
    name = r"(?:the |The |A |a )?(?:[A-Z][\w']+(?: (?:of |de )?[A-Z][\w']+){0,3}|minister|army|parties|military)"
    found = re.search(
        rf"^(?P<a>{name})(?P<mid>,[^,]+,)? (?P<verb>{verbs}) (?P<n>(?:\w+ )??)(?P<b>{name}(?: \w+s\b)?)",
        truth.text,
    )
    if not found:
        return None
    rest = truth.text[found.end() :]
    one, other = found.group("a"), found.group("n") + found.group("b")
    return f"{other[0].upper()}{other[1:]} {found.group('verb')} {one}{rest}"


def speaker(truth: Truth) -> str | None:
    """Give what somebody said to another person of the article."""
    if not re.search(_SAY, truth.text) or '"' in truth.text:
        return None
    return _other_person(truth)


def negation_dropped(truth: Truth) -> str | None:
    """Assert what is denied."""
    changes = [
        (r"does not (\w+)", r"\1s"), (r"did not (\w+)", r"\1ed"), (r"would not", "would"),
        (r"will not", "will"), (r"was not", "was"), (r"had not been", "had been"),
        (r"[Rr]efused to", "agreed to"), (r"denied", "admitted"), (r"denies", "admits"),
        (r"has yet to", "has decided to"), (r"[Nn]o (\w+)", r"The \1"), (r"[Nn]obody", "Everybody"),
        (r"have not", "have"), (r"are not", "are"), (r"ruled out", "announced"),
        (r"[Rr]ejected", "accepted"), (r"without saying", "and said"),
    ]  # fmt: skip
    for old, new in changes:
        if re.search(rf"\b{old}\b", truth.text):
            return re.sub(rf"\b{old}\b", new, truth.text, count=1)
    return None


def negation_added(truth: Truth) -> str | None:
    """Deny what is asserted."""
    auxiliary = r"\b(will|would|may|could|were|was|are|is|has|have|had|can)\b(?! not\b)"
    verb = (
        r"\b(killed|hit|struck|raised|signed|expelled|summoned|released|freed|offered|declared|"
        r"criticised|condemned|demanded|protested|arrested|share|won|sentenced|accepted)\b"
    )
    bases = {"hit": "hit", "struck": "strike", "share": "share", "won": "win", "freed": "free",
             "raised": "raise", "released": "release", "declared": "declare",
             "criticised": "criticise", "expelled": "expel"}  # fmt: skip
    if re.search(r"\bnot\b|n't|\b[Nn]o\b|[Nn]obody|[Nn]othing|without|yet to", truth.text):
        return None
    if re.search(auxiliary, truth.text):
        return re.sub(auxiliary, r"\1 not", truth.text, count=1)
    found = re.search(verb, truth.text)
    if not found:
        return None
    old = found.group()
    return truth.text.replace(old, f"did not {bases.get(old, old.removesuffix('ed'))}", 1)


def modality(truth: Truth) -> str | None:
    """Tell what may happen, or is planned, as done."""
    pattern = (
        r"(?:is|are) (?:due|expected|scheduled|set) to (\w+)|(?:plans|intends|has offered|hopes|"
        r"have offered|offered|agreed|vowed|fear that .{1,30} would|forecast that .{1,30} will) to (\w+)|"
        r"(?:may|might|could|will|would|have to) (\w+)"
    )
    found = re.search(pattern, truth.text)
    if not found:
        return None
    verb = next(group for group in found.groups() if group)
    past = _PAST.get(verb)
    if past is None:
        return None
    return truth.text[: found.start()] + past + truth.text[found.end() :]


def allegation(truth: Truth) -> str | None:
    """Tell an accusation as a fact."""
    changes = [
        (r"Rights groups say the army allegedly", "The army"), (r"allegedly ", ""),
        (r"alleged that ", "proved that "), (r"[Ss]uspected of spying", "caught spying"),
        (r"accused the minister of favouring", "showed that the minister favoured"),
    ]  # fmt: skip
    for old, new in changes:
        if re.search(old, truth.text):
            return re.sub(old, new, truth.text, count=1)
    return None


def agreed(truth: Truth) -> str | None:
    """Turn a call or a demand into its fulfilment."""
    call = r"^(.+?) (?:called on|urged|asked) (.+?) to (.+)$"
    found = re.match(call, truth.text)
    if found:
        other = found.group(2)
        return f"{other[0].upper()}{other[1:]} agreed to {found.group(3)}"
    for old, new in (("demanded", "secured"), ("requested", "received"), ("sought", "won")):
        if old in truth.text:
            return truth.text.replace(old, new, 1)
    return None


def comparison(truth: Truth) -> str | None:
    """Turn a direction round."""
    pairs = [("rose", "fell"), ("fell", "rose"), ("raised", "lowered"), ("reduce", "increase"),
             ("gained", "weakened"), ("higher", "lower"), ("shrink", "grow"), ("lower tariffs",
             "raise tariffs"), ("increased", "dropped"), ("largest", "smallest"), ("worst", "mildest"),
             ("rise", "cut"), ("before", "after"), ("optimistic", "pessimistic"),
             ("hailed", "denounced"), ("criticised", "welcomed"), ("condemned", "applauded"),
             ("open", "close"), ("acquitted", "convicted"), ("freed", "seized"),
             ("at least", "at most"), ("won", "lost")]  # fmt: skip
    for old, new in pairs:
        if re.search(rf"\b{old}\b", truth.text):
            return re.sub(rf"\b{old}\b", new, truth.text, count=1)
    return None


def place(truth: Truth) -> str | None:
    """Put what happened somewhere else."""
    return _swap_first(
        truth.text,
        r"\b(in|near|at) (?!January|February|March|April|May|June|July|August|September|October|"
        r"November|December)(?:the )?(?:southern |northern )?[A-Z][\wé]+(?: [A-Z]\w+)?",
        lambda m: f"{m.group(1)} Tallinn",
    )


def place_of_article(truth: Truth) -> str | None:
    """Put what happened in another place that the article names."""
    places = re.findall(r"\b(?:in|near) ([A-Z][\wé]+)\b", truth.article)
    months = _MONTHS.split()
    mine = re.search(r"\b(in|near|at) ([A-Z][\wé]+)\b", truth.text)
    if not mine or mine.group(2) in months:
        return None
    for other in places:
        if other not in truth.text and other not in months:
            return truth.text[: mine.start(2)] + str(other) + truth.text[mine.end(2) :]
    return None


def attribution(truth: Truth) -> str | None:
    """Tell what somebody says as a fact."""
    after = re.sub(rf", (?:according to [^,.]+|(?:the )?[^,.]* {_SAY})\.$", ".", truth.text)
    if after != truth.text:
        return after
    day = r"(?:on \w+day |in [A-Z]\w+ )?"
    before = re.match(rf"^[A-Z].{{3,60}}? {_SAY} {day}(?:that )?(.{{25,}})$", truth.text)
    told = before and re.search(_TOLD, before.group(1))
    if (
        before
        and told
        and '"' not in truth.text
        and not before.group(1).startswith(("to ", "they"))
    ):
        rest = before.group(1)
        return rest[0].upper() + rest[1:]
    return None


def merged(truth: Truth) -> str | None:
    """Give one claim's subject another claim's deed."""
    subject = re.match(r"^(?:[A-Z][\wé']+ ){1,3}(?=[a-z]+(?:ed|s|id)\b)", truth.text)
    if not subject:
        return None
    for other in truth.others:
        deed = re.match(
            r"^(?P<who>(?:The |A )?(?:[A-Z][\wé']+ ){1,3})(?P<deed>[a-z]+ed (?:a|an|the|on|his|its|\d+|[A-Z]).{20,})$",
            other,
        )
        who = str(deed.group("who")).split()[-1] if deed else ""
        if deed and who not in truth.text and subject.group().split()[-1] not in other:
            return f"{subject.group()}{deed.group('deed')}"
    return None


def invented(truth: Truth) -> str | None:
    """Add what no sentence says."""
    return truth.text.rstrip(".") + ", after weeks of secret lobbying by pension funds."


def outcome(truth: Truth) -> str | None:
    """Add a consequence that no sentence has."""
    return truth.text.rstrip(".") + " and markets reacted with panic."


FAULTS: dict[str, Callable[[Truth], str | None]] = {
    "quotation altered": quotation_altered,
    "quotation of another": quotation_speaker,
    "number": number,
    "unit or currency": unit,
    "date": date,
    "name absent": name,
    "same surname": first_name,
    "title": title,
    "roles swapped": swapped,
    "speaker": speaker,
    "negation dropped": negation_dropped,
    "negation added": negation_added,
    "modality hardened": modality,
    "allegation as fact": allegation,
    "call as agreement": agreed,
    "comparison turned": comparison,
    "place absent": place,
    "place of another": place_of_article,
    "attribution dropped": attribution,
    "sources merged": merged,
    "content invented": invented,
    "outcome invented": outcome,
}


def lies(truth: Truth) -> Iterator[Lie]:
    """Yield every corruption of a claim that applies, in the order of `FAULTS`."""
    for fault, corrupt in FAULTS.items():
        text = corrupt(truth)
        if text and text != truth.text:
            yield Lie(fault, text)


def truths(texts: Sequence[str], article: str) -> list[Truth]:
    """Return the claims of one article, each beside the others."""
    return [Truth(t, article, tuple(o for o in texts if o != t)) for t in texts]
