"""Token counts: tiktoken's where its vocabulary is on this machine, else a stated estimate."""

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import tiktoken
from tiktoken.model import encoding_name_for_model

from briefer.text import _vocabularies as vocabularies
from briefer.text._vocabularies import CL100K, ENCODINGS, O200K, Encoding, TokenVocabulary

# tiktoken's regular expression overflows its stack on runs of about a million characters, so a
# longer run than this (no prose has one) is counted in pieces.
_LONGEST_RUN = 2_000
_RUN = re.compile(rf"\S{{{_LONGEST_RUN}}}|\s{{{_LONGEST_RUN}}}")
_PIECE = re.compile(rf"\S{{1,{_LONGEST_RUN}}}|\s{{1,{_LONGEST_RUN}}}")


class TokenCounter(Protocol):
    """Counts tokens. `exact` is whether the model itself would count the same."""

    @property
    def name(self) -> str:
        """What counts, and how well: "o200k_base", "estimate of o200k_base"."""
        ...

    @property
    def exact(self) -> bool:
        """Whether counts are those of the model's own tokenizer."""
        ...

    def count(self, text: str) -> int:
        """Return how many tokens `text` is."""
        ...


def counter(
    model: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
) -> TokenCounter:
    """Return a counter for `model`. Never fails, and never touches the network.

    A vocabulary is looked for in the file that `BRIEFER_TIKTOKEN_FILE` names, in tiktoken's cache
    (`TIKTOKEN_CACHE_DIR`, `DATA_GYM_CACHE_DIR`, or its default), and in installed packages that
    carry one. Counts are exact if it is that of the model's own encoding; `None` stands for the
    encoding of today's OpenAI models, o200k_base.
    """
    env = os.environ if environment is None else environment
    names = (vocabularies.FILE_VARIABLE, "TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
    return _counter(model, tuple((name, env[name]) for name in names if name in env))


@lru_cache(maxsize=16)
def _counter(model: str | None, settings: tuple[tuple[str, str], ...]) -> TokenCounter:
    environment = dict(settings)
    wanted = O200K if model is None else _encoding_of(model)
    if wanted is None:  # a model that is not OpenAI's: only a file named by the user is its own
        own = vocabularies.named(environment)
        return _from_file(own) if own else _nearest(O200K, environment, exact=False)
    return _nearest(wanted, environment, exact=True)


def _encoding_of(model: str) -> Encoding | None:
    try:
        name = encoding_name_for_model(model.rpartition("/")[2])  # "openai/gpt-4o" as well
    except KeyError:
        return None
    return O200K if name == "o200k_harmony" else ENCODINGS.get(name)


def _from_file(vocabulary: TokenVocabulary) -> TokenCounter:
    encoding = vocabulary.encoding or CL100K  # most open models cut their pieces as cl100k does
    name = vocabulary.encoding.name if vocabulary.encoding else vocabulary.path.name
    counts: TokenCounter | None = _loaded(vocabulary, encoding.pattern, name, exact=False)
    return counts or TokenEstimator(O200K.name)


def _nearest(wanted: Encoding, environment: Mapping[str, str], *, exact: bool) -> TokenCounter:
    """Return a counter by the wanted vocabulary, else by another known one, else an estimate."""
    for encoding in (wanted, *(other for other in ENCODINGS.values() if other != wanted)):
        found = vocabularies.find(encoding, environment)
        if found:
            own = exact and encoding == wanted
            name = encoding.name if own else f"{encoding.name}, in place of the model's own"
            loaded = _loaded(found, encoding.pattern, name, exact=own)
            if loaded:
                return loaded
    return TokenEstimator(wanted.name)


def _loaded(
    vocabulary: TokenVocabulary, pattern: str, name: str, *, exact: bool
) -> TokenCounter | None:
    try:
        encoding = tiktoken.Encoding(
            name,
            pat_str=pattern,
            mergeable_ranks=vocabulary.ranks,
            special_tokens={},
        )
    except (ValueError, KeyError, OverflowError):
        return None
    return Tiktoken(name, exact, encoding)


class Tiktoken(NamedTuple):
    """Counts with a vocabulary. Text that looks like a special token is plain text."""

    name: str
    exact: bool
    encoding: Any

    def count(self, text: str) -> int:
        """Return how many tokens `text` is; unpaired surrogates count as one character."""
        encode = self.encoding.encode_ordinary
        if not _RUN.search(text):
            return len(encode(text))
        return sum(len(encode(piece)) for piece in _PIECE.findall(text))


# --- an estimate without a vocabulary ---------------------------------------------------------

# Fitted by non-negative least squares on the counts of the real vocabularies, over English news
# and over running text in 28 other languages. On news in English the mean error is below 3% (95%
# of 1,500-character pieces are within 8%); in other languages it is 3 to 13%.
_WORDS = re.compile(r"[A-Za-z]+")
_LONG_WORDS = re.compile(r"[A-Za-z]{10,}")
_DIGITS = re.compile(r"[0-9]{1,3}")
_MARKS = re.compile(r"[!-/:-@\[-`{-~]+")
_LINES = re.compile(r"[\n\r]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_ACCENTED = re.compile(r"[\u00aa-\u02af\u1e00-\u1eff]+")


class _Rates(NamedTuple):
    """Tokens for each word, and for each letter, of a script."""

    word: float
    letter: float


_SCRIPTS: tuple[tuple[re.Pattern[str], _Rates, _Rates], ...] = tuple(
    (re.compile(f"[{ranges}]+"), _Rates(*o200k), _Rates(*cl100k))
    for ranges, o200k, cl100k in (
        ("\u0400-\u052f", (0.53, 0.205), (0.85, 0.34)),  # Cyrillic
        ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe", (0.26, 0.295), (1.24, 0.56)),
        ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", (0.7, 0.65), (0.3, 0.98)),  # Han
        ("\u3040-\u30ff", (0.11, 0.6), (0.3, 0.91)),  # kana
        ("\uac00-\ud7a3\u1100-\u11ff", (0.0, 0.71), (0.0, 1.12)),  # Hangul
        ("\u0370-\u03ff\u1f00-\u1fff", (0.35, 0.337), (0.93, 0.885)),  # Greek
        ("\u0590-\u05ff", (1.05, 0.23), (0.95, 0.99)),  # Hebrew
        ("\u0900-\u0dff", (0.12, 0.355), (0.0, 1.3)),  # Indic
        ("\u0e00-\u0eff", (0.0, 0.41), (0.0, 0.96)),  # Thai, Lao
        ("\u0530-\u058f\u1000-\u139f\u1780-\u17ff", (0.11, 0.34), (0.33, 2.08)),
        ("\u00a1-\u00a9\u2000-\u2bff\u3000-\u303f\uff00-\uff65", (0.5, 0.5), (0.5, 0.7)),  # marks
        ("\U00010000-\U0010ffff", (0.0, 2.0), (0.0, 2.7)),  # emoji and the like
    )
)


class TokenEstimator:
    """Estimates counts from the words, letters, digits and marks of a text, by script."""

    exact = False

    def __init__(self, encoding: str) -> None:
        self.name = f"estimate of {encoding}"
        self._cl100k = encoding == CL100K.name

    def count(self, text: str) -> int:
        """Return about how many tokens `text` is; 0 only for the empty text."""
        if not text:
            return 0
        words = _WORDS.findall(text)
        rest = "" if text.isascii() else _ASCII.sub(" ", text)
        accented = len(_ACCENTED.findall(rest)) if rest else 0
        marks, digits = len(_MARKS.findall(text)), len(_DIGITS.findall(text))
        if accented * 40 > len(words):  # not English: words are cut finer
            letters = sum(map(len, words)) + sum(map(len, _ACCENTED.findall(rest)))
            total = 0.235 * letters + (1.5 if self._cl100k else 0.62) * accented
            total += 1.4 * marks + 1.7 * digits
        else:
            total = 1.046 * len(words) + 0.38 * len(_LONG_WORDS.findall(text)) + 2.4 * accented
            total += 0.87 * marks + 1.7 * digits
        total += 0.5 * len(_LINES.findall(text)) + self._others(rest)
        return max(1, round(total))

    def _others(self, rest: str) -> float:
        """Return the tokens of what is neither ASCII nor an accented Latin letter."""
        total = 0.0
        if rest.strip():
            for pattern, o200k, cl100k in _SCRIPTS:
                runs = pattern.findall(rest)
                rates = cl100k if self._cl100k else o200k
                total += len(runs) * rates.word + sum(map(len, runs)) * rates.letter
        return total
