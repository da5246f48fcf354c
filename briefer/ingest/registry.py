"""Which kinds of source there are, and which one given bytes are.

A new kind is a module with `read(raw: Raw) -> Iterator[Article | Failure]` and a line in `KINDS`;
a new scheme of address is a module with `read_url(url, now)` and a line in `URL_READERS`.
Modules are imported when the first source of their kind is read.
"""

import re
from importlib import import_module
from typing import NamedTuple

from briefer.ingest.decode import decode
from briefer.ingest.raw import Reader, UrlReader

_MB = 1_000_000


class Kind(NamedTuple):
    """A kind of file: its extensions, the module that reads it, the size it may have in bytes."""

    name: str
    extensions: tuple[str, ...]
    module: str
    limit: int = 20 * _MB

    def reader(self) -> Reader:
        """Return the function that reads this kind."""
        reader: Reader = import_module(self.module).read
        return reader


KINDS: tuple[Kind, ...] = (
    Kind("text", (".txt", ".text"), "briefer.ingest.text"),
    Kind("Markdown", (".md", ".markdown"), "briefer.ingest.markup"),
    Kind("HTML", (".html", ".htm", ".xhtml"), "briefer.ingest.html"),
    Kind("JSON", (".json",), "briefer.ingest.jsonfile", 200 * _MB),
    Kind("JSON lines", (".jsonl", ".ndjson"), "briefer.ingest.jsonl", 500 * _MB),
    Kind("mail", (".eml",), "briefer.ingest.mail"),
    Kind("feed", (".rss", ".atom", ".rdf"), "briefer.ingest.feed"),
)
URL_READERS: dict[str, str] = {}  # scheme -> module with read_url(url, now)

# What lies beside articles and is none: passed over in folders, without a word.
_BESIDE_WORDS = (
    ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .avif .heic .css .js .map "
    ".woff .woff2 .ttf .otf .mp3 .mp4 .m4a .wav .ogg .webm .mov .avi .toml .ini .cfg "
    ".lock .log .bak .tmp .swp .db .sqlite .sqlite3 .py .sh"
)
_BESIDE = frozenset(_BESIDE_WORDS.split())
_BESIDE_NAMES = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|authors|contributing|changelog|makefile|thumbs|desktop)"
    r"(?:\.(?:md|txt|rst|db|ini))?$",
    re.IGNORECASE,
)
_SNIFFED = frozenset({"", ".xml"})  # extensions that do not tell
_MAIL_FIELD = re.compile(
    r"(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|"
    r"Content-Type|DKIM-Signature|Reply-To|Sender|List-[\w-]{1,30}|X-[\w-]{1,60}):\s?\S",
    re.IGNORECASE,
)
_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF|channel)[\s>]")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def by_name(name: str) -> Kind | None:
    """Return the kind that a file's extension names, or None."""
    extension = extension_of(name)
    return next((kind for kind in KINDS if extension in kind.extensions), None)


def needs_sniffing(name: str) -> bool:
    """Whether a file's name leaves its kind open."""
    return extension_of(name) in _SNIFFED


def is_beside(name: str) -> bool:
    """Whether a file in a folder is plainly no article: an image, a licence, a read-me."""
    return extension_of(name) in _BESIDE or bool(_BESIDE_NAMES.match(name))


def extension_of(name: str) -> str:
    """Return the extension in lower case; "" where there is none or it is a mere number."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or extension.isdigit():
        return ""
    return f".{extension.lower()}"


def extensions() -> str:
    """Return all extensions that are read, for messages."""
    return " ".join(extension for kind in KINDS for extension in kind.extensions)


def sniff(data: bytes) -> Kind:
    """Return the kind that the beginning of `data` shows; text where nothing does."""
    head = decode(data[:8192]).lstrip("\ufeff \t\r\n")
    return _named(_sniffed(head))


def url_reader(scheme: str) -> UrlReader | None:
    """Return the function that reads addresses of `scheme`, or None."""
    module = URL_READERS.get(scheme.lower())
    if module is None:
        return None
    reader: UrlReader = import_module(module).read_url
    return reader


def _sniffed(head: str) -> str:
    if head.startswith(("{", "[")):
        return "JSON"
    if head.startswith("<"):
        if _PAGE.match(head):
            return "HTML"
        if _FEED.search(head):
            return "feed"
        return "HTML" if re.match(r"<[a-zA-Z!]", head) else "text"
    fields = [line for line in head.split("\n", 12)[:12] if _MAIL_FIELD.match(line)]
    if head.startswith("From ") or (len(fields) >= 2 and _MAIL_FIELD.match(head)):
        return "mail"
    return "text"


def _named(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)
