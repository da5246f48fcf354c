"""The name of a site: what follows a headline in a page's title, what its address is made of.

A page's title is "Headline - Name" in every language; that the last part is a name is seen by the
headline before it, by its capitals, or by the address that it spells.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import combining
from urllib.parse import urlsplit

from briefer.ingest.headlines import ARTICLES, NAME_SMALL, is_masthead, is_name
from briefer.ingest.labels import is_section, label_in, label_of
from briefer.lang import every
from briefer.text.stamps import find_stamps

_SEPARATOR = re.compile(
    r"\s+[|–—―·•»«›:-]+\s+|\s*[|｜]\s*|(?<=[\u3040-\u9fff])[_-](?=[\u3040-\u9fff])"
)
_PARTS = re.compile(r"_+|\s[-–—]\s|\s?[|;]\s?")
_NAME_MAX = 48  # characters
_NAME_WORDS = 6
_TOLD = frozenset({"interview", "opinion", "press_release"})  # by the label before a page's title
_INITIALS = 3  # letters of a host that are the first letters of a name
_MARKS = re.compile("[ ’'&-]+")
_VOWEL = re.compile("[aeiou]")
_SHOWN = 100_000  # characters of a page in which its name is looked for
_SECOND = frozenset(["ac", "co", "com", "edu", "gob", "gov", "gouv", "net", "or", "org"])
_HOSTING = frozenset(["blogspot", "github", "medium", "substack", "tumblr", "wordpress"])


def without_site(title: str, site: str | None) -> str:
    """Return a headline without the site's name, and sections, after its last bars or dashes."""
    name = (site or "").casefold()
    parts = list(_SEPARATOR.finditer(title))
    last = title[parts[-1].end() :].strip() if parts else ""
    if not parts or not name or last.casefold() != name:
        return title
    cut = parts[-1].start()
    for part in reversed(parts[:-1]):
        section = title[part.end() : cut]
        if "|" not in part.group() or len(section.split()) > 3:
            break
        cut = part.start()
    return title[:cut].strip() or title


def site_after(title: str | None, heads: list[str]) -> str | None:
    """Return the name that follows the headline, one of `heads`, in a page's title."""
    parts = list(_SEPARATOR.finditer(title or ""))
    if title is None or not parts:
        return None
    last, before = title[parts[-1].end() :].strip(), title[: parts[-1].start()].casefold()
    known = any(head and head.casefold()[:40] in before for head in heads)
    barred = "|" in parts[-1].group()
    if not (known and _may_be_name(last)) and not (barred and is_name(last)):
        return None
    return None if find_stamps(last) else last


def sections_in(title: str | None, heads: list[str]) -> list[str]:
    """Return the sections between the headline and the site in a page's title: "… - Comment - The Times"."""
    parts = list(_SEPARATOR.finditer(title or ""))
    kind = label_in(title or "")[0]
    if title is not None and kind in _TOLD and not any(label_in(head)[0] for head in heads):
        return [kind.replace("_", " ")]
    if title is None or len(parts) < 2:
        return []
    pairs = pairwise(parts)
    found = [title[one.end() : two.start()].strip() for one, two in pairs]
    return [part for part in found if label_of(part) and not any(part in head for head in heads)]


def feed_name(title: str | None, url: str | None) -> str | None:
    """Return the outlet in a feed's title: "Top stories | Island Courier"."""
    parts = [part.strip() for part in _SEPARATOR.split(title or "") if part.strip()]
    if len(parts) < 2:
        return title
    spelled = _label(url).replace("-", "")
    for part in parts:
        letters = "".join(char for char in part.casefold() if char.isalnum())
        if letters and letters in {spelled, f"the{spelled}"}:
            return part
    named = [part for part in parts if not is_section(part) and not label_of(part)]
    papers = [part for part in named if is_masthead(part)]
    return (named if len(named) == 1 else papers if len(papers) == 1 else [title])[0]


def _may_be_name(words: str) -> bool:
    """Whether words behind the headline itself can be a name: a few, with a capital if there are any."""
    first = words[:1]
    plain = first.isupper() or first.isdigit() or first.upper() == first.lower()
    return plain and len(words) <= _NAME_MAX and len(words.split()) <= _NAME_WORDS


def site_of(url: str | None, text: str = "") -> str | None:
    """Return a name made of an address: the last resort for an outlet.

    "www.kettle-valley-times.example" is "Kettle Valley Times", "news.abc.example" is "ABC". How a name
    that is written together is parted, `text` may show, or a word that newspapers end in.
    """
    label = _label(url)
    if len(label) <= _INITIALS:
        return label.upper() or None
    if "-" in label:
        first, *others = filter(None, label.split("-"))
        small = (word if word in NAME_SMALL else _capital(word) for word in others)
        return " ".join([_after_article(first) or _capital(first), *small])
    return _written(label, text[:_SHOWN]) or _parted(label)


def _written(label: str, text: str) -> str | None:
    """Return how a text writes the name: "The Fenland Argus" for "thefenlandargus"."""
    if not label.isalnum() or label not in _MARKS.sub("", text).casefold():
        return None
    letters = re.compile(r"(?<!\w)" + r"[ ’'&-]{0,2}".join(label) + r"(?!\w)", re.IGNORECASE)
    found = (match[0] for match in letters.finditer(text) if match[0][0].isupper())
    return next((words for words in found if " " in words or words[1:] != words[1:].lower()), None)


@lru_cache(maxsize=4096)
def _parted(label: str) -> str:
    """Return a name that was written together, parted before the word that it ends in."""
    with_article = _after_article(label)
    if with_article:
        return with_article
    for body, written in _papers():
        first = label.removesuffix(body)
        if first == label or not first or (len(first) < _INITIALS and _VOWEL.search(first)):
            continue
        article = first.startswith("the") and (len(first) == _INITIALS or len(first) > 5)
        name = first[_INITIALS:] if article else first
        short = name.upper() if len(name) <= _INITIALS else _capital(name)
        return " ".join(filter(None, ["The" if article else "", short, _capital(written)]))
    return _capital(label)


def _after_article(label: str) -> str | None:
    """Return a newspaper's word with its article: "Le Monde" for "lemonde"."""
    return _with_articles().get(label)


@cache
def _with_articles() -> dict[str, str]:
    return {
        f"{article}{body}": f"{_capital(article)} {_capital(written)}"
        for body, written in reversed(_papers())
        for article in ARTICLES
    }


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def spelled_by(url: str | None, title: str) -> str | None:
    """Return the name at a headline's end that its address spells, or None: "… - Le Littoral"."""
    parts = list(_SEPARATOR.finditer(title))
    last = title[parts[-1].end() :].strip() if parts else ""
    letters = "".join(char for char in last.casefold() if char.isalnum())
    label = _label(url).replace("-", "")
    return last if len(letters) > _INITIALS and label and letters == label else None


def named_by_file(location: str) -> str | None:
    """Return the outlet in a file's name of several parts: "2021-06-01_Kettle Valley Times_dam.txt"."""
    stem = location.partition("#")[0].rpartition("/")[2].rpartition(".")[0]
    parts = [part.strip() for part in _PARTS.split(stem) if part.strip()]
    worded = [part for part in parts if any(map(str.isalpha, part)) and not find_stamps(part)]
    names = [part for part in worded if len(part.split()) > 1 and is_name(part)]
    telling = [name for name in names if _bodies() & set(name.casefold().split())]
    if len(worded) < 2:
        return None
    return next(iter([*telling, *(names if len(names) == 1 else [])]), None)


@cache
def _papers() -> tuple[tuple[str, str], ...]:
    """Return the words that names of newspapers end in, as hosts spell them and as they are written."""
    words = {word for word in _bodies() if len(word) > _INITIALS}
    words |= set(every(lambda each: each.closing.papers))
    spelled = {_unaccented(word): word for word in sorted(words)}
    return tuple(sorted(spelled.items(), key=lambda pair: (-len(pair[0]), pair)))


def _unaccented(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not combining(char))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(every(lambda each: each.names.bodies))


def _label(url: str | None) -> str:
    """Return the part of a host that somebody chose: "times" of "www.times.co.example"."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return ""
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return host.partition(".")[0] if not labels[-1].isdigit() else host
    kept = labels[:-1]
    if len(kept) > 1 and (kept[-1] in _SECOND or kept[-1] in _HOSTING):
        kept = kept[:-1]
    return kept[-1]
