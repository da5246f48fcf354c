"""Which kinds of source there are, and which one given bytes are.

A new kind of content is a module with `read(raw: Raw) -> Iterator[Found]` and a line in `KINDS`:
it then serves files and addresses alike. A new scheme of address is a module with
`look(source: Source, desk: Desk) -> Iterator[Batch]` and a line in `SCHEMES`. Other packages add
theirs through entry points of the group "briefer.sources", each of whose values is a `Kind` or a
`Scheme`. Modules are imported when the first source of their kind is read.
"""

import re
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import NamedTuple

from briefer.ingest.decode import decode
from briefer.ingest.raw import Look, Reader

GROUP = "briefer.sources"  # of entry points
_MB = 1_000_000


class Kind(NamedTuple):
    """A kind of content: its extensions, the module that reads it, the size it may have in bytes.

    `codes` are its names in the `kind` of a source; `magic` what the bytes of a binary kind begin
    with; `media` the media types that servers give it.
    """

    name: str
    extensions: tuple[str, ...]
    module: str
    limit: int = 20 * _MB
    codes: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    media: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What `kind` a source of this kind is said to be."""
        return self.codes[0] if self.codes else self.name.casefold()

    def reader(self) -> Reader:
        """Return the function that reads this kind."""
        reader: Reader = import_module(self.module).read
        return reader


class Scheme(NamedTuple):
    """A kind of address that is no web page: its schemes ("imaps"), the module that looks there."""

    name: str
    schemes: tuple[str, ...]
    module: str

    def look(self) -> Look:
        """Return the function that looks at a source of this scheme."""
        look: Look = import_module(self.module).look
        return look


class Plugins(NamedTuple):
    """What other packages add; `broken` says which of them could not be loaded, and why."""

    kinds: tuple[Kind, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    broken: tuple[str, ...] = ()


KINDS: tuple[Kind, ...] = (
    Kind("text", (".txt", ".text"), "briefer.ingest.text"),
    Kind("Markdown", (".md", ".markdown"), "briefer.ingest.markup"),
    Kind("HTML", (".html", ".htm", ".xhtml"), "briefer.ingest.html", codes=("page",)),
    Kind("JSON", (".json",), "briefer.ingest.jsonfile", 200 * _MB),
    Kind("JSON lines", (".jsonl", ".ndjson"), "briefer.ingest.jsonl", 500 * _MB),
    Kind("mail", (".eml",), "briefer.ingest.mail"),
    Kind("mailbox", (".mbox",), "briefer.ingest.mbox", 500 * _MB, codes=("mbox",)),
    Kind(
        "PDF",
        (".pdf",),
        "briefer.ingest.pdf",
        50 * _MB,
        magic=(b"%PDF-",),
        media=("application/pdf",),
    ),
    Kind(
        "Word document",
        (".docx",),
        "briefer.ingest.docx",
        50 * _MB,
        codes=("docx",),
        magic=(b"PK\x03\x04",),
        media=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Kind("feed", (".rss", ".atom", ".rdf"), "briefer.ingest.feed", codes=("rss", "atom")),
    Kind("JSON feed", (".jsonfeed",), "briefer.ingest.jsonfeed", codes=("json-feed",)),
    Kind("OPML", (".opml",), "briefer.ingest.opml"),
    Kind("sitemap", (), "briefer.ingest.sitemap"),
)
SCHEMES: tuple[Scheme, ...] = (Scheme("mailbox folder", ("imaps", "imap"), "briefer.ingest.imap"),)

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
_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]")
_JSON_FEED = re.compile(r'"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/1')
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def by_name(name: str) -> Kind | None:
    """Return the kind that a file's extension names, or None."""
    extension = extension_of(name)
    found = next((kind for kind in KINDS if extension in kind.extensions), None)
    if found or extension in _SNIFFED | _BESIDE:
        return found
    return next((kind for kind in plugins().kinds if extension in kind.extensions), None)


def by_code(code: str) -> Kind | None:
    """Return the kind that a source's `kind` setting names, or None."""
    wanted = code.casefold()
    return next((k for k in kinds() if wanted in {k.name.casefold(), *k.codes}), None)


def by_magic(data: bytes) -> Kind | None:
    """Return the binary kind that `data` begins like, or None."""
    return next((kind for kind in kinds() if kind.magic and data.startswith(kind.magic)), None)


def by_media(media: str) -> Kind | None:
    """Return the kind of a media type, or None: most servers' are too vague to go by."""
    return next((kind for kind in kinds() if media in kind.media), None)


def codes() -> str:
    """Return what a source's `kind` can be, for messages."""
    return ", ".join(kind.code for kind in kinds())


def kinds() -> tuple[Kind, ...]:
    """Return our own kinds and those of other packages."""
    return KINDS + plugins().kinds


@cache
def plugins() -> Plugins:
    """Return what the entry points of other packages add; ours come first where names clash."""
    added: list[Kind] = []
    schemes: list[Scheme] = []
    broken: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            value = point.load()
        except Exception as error:  # noqa: BLE001 - another package's import raises anything
            broken.append(f"{point.name} ({point.value}): {type(error).__name__}: {error}")
            continue
        if isinstance(value, Kind):
            added.append(value)
        elif isinstance(value, Scheme):
            schemes.append(value)
        else:
            broken.append(f"{point.name} ({point.value}): neither a Kind nor a Scheme")
    return Plugins(tuple(added), tuple(schemes), tuple(broken))


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
    return " ".join(extension for kind in kinds() for extension in kind.extensions)


def sniff(data: bytes) -> Kind:
    """Return the kind that the beginning of `data` shows; text where nothing does."""
    head = decode(data[:8192]).lstrip("\ufeff \t\r\n")
    return _named(_sniffed(head))


def scheme_of(scheme: str) -> Scheme | None:
    """Return what looks at addresses of `scheme`, or None."""
    wanted = scheme.lower()
    return next((s for s in (*SCHEMES, *plugins().schemes) if wanted in s.schemes), None)


def _sniffed(head: str) -> str:
    if head.startswith(("{", "[")):
        return "JSON feed" if _JSON_FEED.search(head) else "JSON"
    if head.startswith("<"):
        if _PAGE.match(head):
            return "HTML"
        for pattern, name in ((_OPML, "OPML"), (_SITEMAP, "sitemap"), (_FEED, "feed")):
            if pattern.search(head):
                return name
        return "HTML" if re.match(r"<[a-zA-Z!]", head) else "text"
    fields = [line for line in head.split("\n", 12)[:12] if _MAIL_FIELD.match(line)]
    if head.startswith("From ") or (len(fields) >= 2 and _MAIL_FIELD.match(head)):
        return "mail"
    return "text"


def _named(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)
