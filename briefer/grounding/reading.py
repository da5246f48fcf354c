"""A text as the checks see it: parallel lists of tokens with what is asserted about each.

The claim and the passage it cites are both read this way, so that a check compares like with
like. Everything here is linear in the text.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from briefer.grounding.cues import CLAUSE, Cue, scanner
from briefer.grounding.lexicon import key
from briefer.grounding.wordlists import word_set
from briefer.text.countries import find_countries
from briefer.text.words import stop_words

_TOKEN: Final = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|(?:[A-Z]\.){2,}"
    r"|[\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W\d_]+)*"
)
# Text that went through a tokeniser sets marks apart: "36, 000", "ten - year - old", "( iea )".
_SPACED_TOKEN: Final = re.compile(
    r"\d+(?:[.,] \d{3}(?!\d)|[.,:]\d+|\. \d{1,2}(?!\d))*|" + _TOKEN.pattern
)
_SPACED: Final = re.compile(r"[a-z] - [a-z]|[a-z] \( [a-z]|\w ``? ")
_SPACED_BREAK: Final = re.compile(r"[,;:()\[\]…!?]|\.(?:\s|$)|--|- -")
_BREAK: Final = re.compile(r"[,;:—–()\[\]…!?]|\.(?:\s|$)|\s-\s")
# What a modal verb and "not" are together: it stays open what would have been.
_OPEN: Final = word_set("couldn't wouldn't shouldn't mightn't mustn't can't won't needn't")
_MORE_THAN: Final = (["just"], ["only"], ["merely"])  # "didn't just doom his record"
_TELLING: Final = word_set("is are was were has have had did said says")
_THAT: Final = frozenset({"that", "if", "whether", "que", "dass", "что", "أن"})
_ELIDED: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|all|dell|nell|un)'")
_NEGATION_AHEAD, _NEGATION_BACK = 8, 3  # tokens within the clause
_MODE_AHEAD: Final = 10
# Function words that carry a direction, so that they count as content.
KEPT: Final = frozenset(
    {"more", "most", "less", "few", "above", "below", "over", "under", "before", "after", "against"}
)


UNCASED: Final = frozenset({"ar", "fa", "ur", "he", "zh", "ja", "ko", "th", "hi", "bn", "ka"})


class _Word(NamedTuple):
    low: str
    key: str
    cap: bool
    content: bool


class Reading:
    """One analysed text. All lists run parallel, one entry a token.

    `low` is the word in lower case, `key` its lemma key, `start`/`end` its offsets, `cap` whether
    it opens with a capital, `content` whether it carries meaning, `clause` a running clause
    number, `sentence` a sentence number (0 in a claim). `negated`, `unrealised` and `alleged` say
    in whose scope the token stands; `reporting` lists the token ranges of reporting cues.
    """

    __slots__ = (
        "alleged",
        "cap",
        "clause",
        "content",
        "cues",
        "end",
        "found_countries",
        "gap",
        "index",
        "key",
        "language",
        "low",
        "negated",
        "reporting",
        "sentence",
        "spaced",
        "start",
        "text",
        "unrealised",
        "verbs",
    )

    def __init__(self, text: str, language: str = "en", breaks: Sequence[int] = ()) -> None:
        """Read `text`; no clause reaches over an offset of `breaks` (ascending)."""
        self.text = text
        self.language = language
        self.low: list[str] = []
        self.key: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.cap: list[bool] = []
        self.gap: list[str] = []  # what stands before the token
        self.content: list[bool] = []
        self.clause: list[int] = []
        self.sentence: list[int] = []
        self.negated: list[bool] = []
        self.unrealised: list[bool] = []
        self.alleged: list[bool] = []
        self.cues: dict[str, list[tuple[int, int]]] = {}  # kind -> half-open token ranges
        self.reporting: list[tuple[int, int]] = []
        self.index: dict[str, list[int]] = {}
        self.verbs: frozenset[int] | None = None  # filled in by `grammar`
        self.found_countries: list[tuple[int, int, str]] | None = None
        self.spaced = bool(_SPACED.search(text))
        self._tokens()
        self._clauses(breaks)
        self._scopes()

    def __len__(self) -> int:
        return len(self.low)

    def countries(self) -> list[tuple[int, int, str]]:
        """Return (start, end, ISO code) of every country named, found when first asked for."""
        if self.found_countries is None:
            self.found_countries = (
                list(find_countries(self.text, self.language))
                if self.language in UNCASED or any(self.cap)
                else []
            )
        return self.found_countries

    def tokens_in(self, start: int, end: int) -> list[int]:
        """Return the tokens that lie, at least in part, between two offsets of the text."""
        return [i for i in range(len(self)) if self.start[i] < end and start < self.end[i]]

    def words(self, first: int, last: int) -> str:
        """Return the text from token `first` to token `last`, inclusive."""
        return self.text[self.start[first] : self.end[last]]

    def _tokens(self) -> None:
        language, text = self.language, self.text
        said: list[str] = (_SPACED_TOKEN if self.spaced else _TOKEN).findall(text)
        read = [_word(word, language) for word in said]
        self.low = [word.low for word in read]
        self.key = [word.key for word in read]
        self.cap = [word.cap for word in read]
        self.content = [word.content for word in read]
        end = 0
        for word in said:  # between two tokens stands no letter and no digit
            start = text.index(word, end)
            self.gap.append(text[end:start])
            self.start.append(start)
            end = start + len(word)
            self.end.append(end)
        for number, name in enumerate(self.key):
            self.index.setdefault(name, []).append(number)

    def _clauses(self, breaks: Sequence[int]) -> None:
        joints = CLAUSE.get(self.language, frozenset())
        clause = at = 0
        mark = _SPACED_BREAK if self.spaced else _BREAK
        for low, gap, start in zip(self.low, self.gap, self.start, strict=True):
            if low in joints or (gap != " " and mark.search(gap)):
                clause += 1
            while at < len(breaks) and start >= breaks[at]:
                clause += 1
                at += 1
            self.clause.append(clause)

    def _scopes(self) -> None:
        size = len(self.low)
        self.sentence = [0] * size
        self.negated = [False] * size
        self.unrealised = [False] * size
        self.alleged = [False] * size
        self.cues = _find_cues(self)
        self.reporting = self.cues.get("reporting", [])
        for first, last in self.cues.get("negation", ()):
            self._mark(self.negated, (first - _NEGATION_BACK, last + _NEGATION_AHEAD), last)
        for first, last in self.cues.get("unrealised", ()):
            self._mark(self.unrealised, (first + 1, last + _MODE_AHEAD), last)
        for first, last in self.cues.get("alleged", ()):
            self._mark(self.alleged, (first + 1, last + _MODE_AHEAD), last)

    def _scope_end(self, after: int, last: int) -> int:
        """Return where a cue's scope ends: at an "and" that opens a statement of its own."""
        low = self.low
        for i in range(after, min(len(low), last)):
            if low[i] not in ("and", "but"):
                continue
            ahead = low[i + 1 : i + 5]
            told = next((n for n, w in enumerate(ahead) if w in _TELLING or w.endswith("ed")), None)
            if (
                told is not None
                and "to" not in ahead[: told + 1]
                and (ahead[told] in _TELLING or told == 0)
            ):
                return i
        return last

    def _mark(self, flags: list[bool], span: tuple[int, int], after: int) -> None:
        """Set flags over `span`, as far as it lies in the clause of the cue that ends at `after`.

        What the cue opens ("demanded that …") belongs to it.
        """
        own = {self.clause[after - 1]}
        last = self._scope_end(after, span[1])
        if after < len(self) and self.low[after] in _THAT and self.gap[after] == " ":
            own.add(self.clause[after])
        for i in range(max(0, span[0]), min(len(flags), last)):
            if self.clause[i] in own:
                flags[i] = True


@lru_cache(maxsize=200_000)
def _word(text: str, language: str) -> _Word:
    """Read one word, and keep it: a language has few of them, used over and over."""
    word = text.replace(" ", "")
    low = _plain(word, language)
    content = _carries(low, stop_words(language))
    return _Word(low, key(low, language), word[0].isupper(), content)


def _carries(low: str, stops: frozenset[str]) -> bool:
    """Tell whether a word carries meaning of its own."""
    if low in KEPT:
        return True
    return low not in stops and (len(low) > 1 or low.isdigit()) and not low.endswith("n't")


def _plain(word: str, language: str) -> str:
    """Return `word` in lower case, without its possessive ending or elided article."""
    low = word.lower()
    if "’" in low:
        low = low.replace("’", "'")
    if language == "en":
        if low.endswith("'s"):
            return low[:-2]
    elif "'" in low:
        low = _ELIDED.sub("", low) or low
    return low.replace(".", "") if low[0].isalpha() and "." in low else low


def _find_cues(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    cues = scanner(reading.language)
    found: dict[str, list[tuple[int, int]]] = {}
    skipped = -1
    english = reading.language == "en"
    for i, low in enumerate(reading.low):
        if english and low.endswith("n't") and reading.low[i + 1 : i + 2] not in _MORE_THAN:
            found.setdefault("negation", []).append((i, i + 1))
        if english and low in _OPEN:
            found.setdefault("unrealised", []).append((i, i + 1))
        for cue in cues.get(low, ()):
            last = i + 1 + len(cue.rest)
            if not _fits(reading, i, cue):
                continue
            if cue.kind == "skip":
                skipped = last
            elif cue.kind != "negation" or i >= skipped:
                known = found.setdefault(cue.kind, [])
                if not known or known[-1][0] != i:
                    known.append((i, last))
    return found


def _fits(reading: Reading, at: int, cue: Cue) -> bool:
    if reading.cap[at] and at and reading.low[at] in ("may", "will", "mark", "states"):
        return False  # a month or a name
    if not cue.rest:
        return True
    last = at + len(cue.rest)
    if last >= len(reading) or reading.clause[last] - reading.clause[at] > 1:
        return False
    return tuple(reading.low[at + 1 : at + 1 + len(cue.rest)]) == cue.rest


def tokens(text: str, language: str = "en") -> list[str]:
    """Return the lower-case words of `text`, cut as in a `Reading`."""
    return [_plain(match.group(), language) for match in _TOKEN.finditer(text)]


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Return `numbers` (ascending) as inclusive runs of neighbours."""
    if not numbers:
        return []
    cuts = [i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1]
    starts = [0, *cuts]
    ends = [*cuts, len(numbers)]
    return [(numbers[s], numbers[e - 1]) for s, e in zip(starts, ends, strict=True)]
