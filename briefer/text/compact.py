"""What was found in an article's text, packed small, so that it need not be found again.

    document --packed--> bytes --unpacked, with its article--> the same document

The bytes are JSON under zlib, and hold offsets, names and dates, never the text itself. They are
good for as long as the article reads the same and as the code and word lists that made them are
the same (`analysis_version`).
"""

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from briefer.models import (
    Article,
    Attribution,
    DateMention,
    Document,
    NameMention,
    Quotation,
    Sentence,
    When,
)

_FAST = 1  # of zlib's levels: a third of the size in a tenth of a millisecond


@cache
def analysis_version() -> str:
    """Return what decides an analysis: a digest of the text stage's code and of all word lists."""
    package = Path(__file__).parent.parent
    found = hashlib.blake2b(digest_size=8)
    for folder in ("text", "lang"):
        for path in sorted((package / folder).iterdir()):
            if path.suffix in {".py", ".toml", ".txt"}:
                found.update(path.read_bytes())
    return found.hexdigest()


def packed(document: Document) -> bytes:
    """Return what `document` holds beside its article, about 3 kB for 500 words."""
    found = [
        _stamp(document.article),
        document.article.language,
        [(s.number, s.start, s.end, s.paragraph) for s in document.sentences],
        document.names,
        [(start, end, when and _date(when)) for start, end, when in document.dates],
        document.quotations,
        document.attributions,
    ]
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(body.encode(), _FAST)


def unpacked(article: Article, body: bytes) -> Document | None:
    """Return `article` with what was found in it; None where it reads otherwise now, or is damaged."""
    try:
        stamp, language, *found = json.loads(zlib.decompress(body))
        if stamp != _stamp(article) or article.language not in {"und", language}:
            return None
        if article.language != language:
            article = article.model_copy(update={"language": language})
        return _document(article, found)
    except (ValueError, TypeError, zlib.error):
        return None


def _stamp(article: Article) -> str:
    """Return a digest of what an analysis reads, but for the language."""
    read = f"{article.published}\0{article.text}"
    return hashlib.blake2b(read.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _date(when: When) -> tuple[str, str, str, str | None]:
    end = None if when.end is None else when.end.isoformat()
    return when.date.isoformat(), when.precision, when.words, end


def _document(article: Article, found: Sequence[Any]) -> Document:
    sentences, names, dates, quotations, attributions = found
    return Document(
        article=article,
        sentences=tuple(
            Sentence.model_construct(number=number, start=start, end=end, paragraph=paragraph)
            for number, start, end, paragraph in sentences
        ),
        names=tuple(NameMention(*name) for name in names),
        dates=tuple(DateMention(start, end, _when(when)) for start, end, when in dates),
        quotations=tuple(
            Quotation(number, start, end, tuple(numbers))
            for number, start, end, numbers in quotations
        ),
        attributions=tuple(Attribution(*said) for said in attributions),
    )


def _when(found: tuple[str, Any, str, str | None] | None) -> When | None:
    if found is None:
        return None
    day, precision, words, end = found
    return When.model_construct(
        date=dt.date.fromisoformat(day),
        precision=precision,
        words=words,
        end=None if end is None else dt.date.fromisoformat(end),
    )
