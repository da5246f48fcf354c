"""A language is a file: its lists stand there, in order, once, and nowhere in code."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefer
from briefer.lang import NO_LANGUAGE, Table, language, languages

_PACKAGE = Path(briefer.__file__).parent
_MOST = 12  # words; what is longer is a list
# What may stand in code, and why. A folder stands for all that is in it.
_EXCEPTIONS = {
    "grounding/": "lists that only the check uses; they move when the check is redesigned",
    "cli/lazy.py": "names of commands",
    "credentials.py": "parameters of addresses: no language",
    "ingest/canonical.py": "parameters of addresses: no language",
    "ingest/codepages.py": "letters of code pages: no words",
    "ingest/raised.py": "symbols of units (BIPM) and formulas",
    "ingest/records.py": "elements of HTML",
    "ingest/registry.py": "names of files, and headers of mail (RFC 5322)",
    "render/filters.py": "names of filters",
    "render/pages.py": "names of what templates may call",
    "text/_adjuncts.py": "English grammar: where what is said begins after its verb",
    "text/_content.py": "grammar: where the clause of a speaker ends",
    "text/_country_words.py": "case endings",
    "text/_name_cases.py": "case endings",
    "text/_places.py": "endings of adjectives",
    "text/_number_phrases.py": "English grammar: what may follow a half",
    "text/_number_values.py": "codes of languages",
    "text/_said_other.py": "grammar: articles after a conjunction",
    "text/_subjects.py": "English grammar: determiners before a subject",
    "text/_vocabularies.py": "expressions of tokenisers",
    "text/names.py": "endings of words, and ministers with their complement in French and Spanish",
    "text/stamps.py": "expressions of clocks: what stands behind an hour",
    "text/words.py": "codes of languages, with their stemmers",
    "web/review.py": "names of acts of a review",
    "text/_said.py": "English grammar: what follows and precedes a verb of saying",
}
# Lists in which the order counts.
_ORDERED = {
    "numbers": {"units", "tens", "ordinals", "tens_ordinals"},
    "names": {"verbs"},  # in Chinese: what is tried first
}
_SORTED = ("names", "places", "sentences", "words", "clauses", "numbers")


def _is_word(text: str) -> bool:
    return text.replace("-", "").replace("'", "").isalpha() and text != text.upper()


def _strings(nodes: list[ast.expr | None]) -> list[str]:
    texts = (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [text for text in texts if _is_word(text)]


def _counted(node: ast.AST) -> int:
    """Return how many words a literal lists: a collection, a string to be split, alternatives."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        return len(_strings(list(node.elts)))
    if isinstance(node, ast.Dict):
        return len(_strings(list(node.keys)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of = node.func.value
        if node.func.attr == "split" and isinstance(of, ast.Constant) and isinstance(of.value, str):
            return sum(map(_is_word, of.value.split()))
    if isinstance(node, ast.Constant | ast.JoinedStr):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        return sum(any(map(str.isalpha, part)) for part in text.split("|")) if "|" in text else 0
    return 0


def _ignored(tree: ast.AST) -> Iterator[int]:
    """Yield what is no list of words: documentation, `Literal`, `__all__`, a package's door."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        names = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        literal = isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal"
        door = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "door"
        if names or literal or door:
            yield from (id(part) for part in ast.walk(node))


def _longest(file: Path) -> int:
    tree = ast.parse(file.read_text("utf-8"))
    ignored = set(_ignored(tree))
    return max((_counted(n) for n in ast.walk(tree) if id(n) not in ignored), default=0)


def _listing() -> set[str]:
    files = (f for f in _PACKAGE.rglob("*.py") if f.parent.name != "lang")
    return {f.relative_to(_PACKAGE).as_posix() for f in files if _longest(f) > _MOST}


def test_no_list_of_words_stands_in_code() -> None:
    """A list of words stands in a language's file, but for those that are named with a reason."""
    unnamed = {file for file in _listing() if not file.startswith(tuple(_EXCEPTIONS))}
    assert unnamed == set()


def test_every_exception_is_needed() -> None:
    """An exception goes when its list does."""
    listing = _listing()
    assert [e for e in _EXCEPTIONS if not any(file.startswith(e) for file in listing)] == []


def test_a_list_in_code_is_seen(tmp_path: Path) -> None:
    """The finder sees a collection, a string to be split and alternatives, and no documentation."""
    words = [f"word{chr(97 + n)}" for n in range(_MOST + 1)]
    for written in (repr(set(words)), f"'{' '.join(words)}'.split()", repr("|".join(words))):
        file = tmp_path / "code.py"
        file.write_text(f"'''{' '.join(words)}'''\nX = {written}\n", encoding="utf-8")
        assert _longest(file) == _MOST + 1, written
    file.write_text(f"'''{'|'.join(words)}'''\n", encoding="utf-8")
    assert _longest(file) == 0


def _lists(code: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name, table in vars(language(code)).items():
        for key, value in vars(table).items():
            if isinstance(value, tuple) and value and isinstance(value[0], str):
                yield name, key, value


@pytest.mark.parametrize("code", [*languages(), NO_LANGUAGE])
def test_a_list_has_no_word_twice(code: str) -> None:
    """Each list of a language names a word once."""
    twice = {
        f"{table}.{key}": [word for word, count in Counter(words).items() if count > 1]
        for table, key, words in _lists(code)
        if len(set(words)) < len(words)
    }
    assert twice == {}


@pytest.mark.parametrize("code", [*languages(), NO_LANGUAGE])
def test_lists_without_an_order_are_sorted(code: str) -> None:
    """Where the order has no meaning a list is sorted, so that a word is found, and added once."""
    unsorted = [
        f"{table}.{key}"
        for table, key, words in _lists(code)
        if table in _SORTED and key not in _ORDERED.get(table, ()) and list(words) != sorted(words)
    ]
    assert unsorted == []


# Tables that a language written in full has, and which of them each lacks. What is not here has a
# few abbreviations or ordinals at most.
_WHOLE = "asides clauses dates names numbers pages places sentences speech words"
_GAPS = {
    "ar": "clauses",
    "de": "",
    "en": "",
    "es": "",
    "fr": "",
    "it": "clauses",
    "nl": "asides clauses names pages speech",
    "pl": "asides clauses names pages speech",
    "pt": "clauses pages",
    "ru": "",
    "tr": "asides clauses names pages speech",
    "uk": "asides clauses pages",
}


def _has(code: str, table: str) -> bool:
    found = getattr(language(code), table)
    assert isinstance(found, Table)
    return bool(vars(found))


@pytest.mark.parametrize("code", sorted(_GAPS))
def test_the_gaps_of_a_language_are_known(code: str) -> None:
    """What a language lacks is written down here: a gap that opens or closes is seen."""
    gaps = [table for table in _WHOLE.split() if not _has(code, table)]
    assert " ".join(gaps) == _GAPS[code]


def test_the_other_languages_have_only_a_few_words() -> None:
    """A language with function words counts as written, and has its gaps listed."""
    assert {code for code in languages() if language(code).words.stop} == set(_GAPS)
