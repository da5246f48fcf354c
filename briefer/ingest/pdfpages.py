"""The text of a PDF's pages: run as a process, a PDF on standard input, JSON on standard output.

{"pages": [{"height": 842, "top": 842, "lines": [["...", x, y, size, bold], ...]}], "title": "..." | null, "author": ... | null, "created": "2021-06-01" | null}
{"reason": "why it can't be read"}
"""

import io
import json
import logging
import sys
from typing import Any

from briefer.ingest.pdflines import lines_of
from briefer.installation import adding

_MEMORY = 1_500_000_000  # bytes of address space
_MAX_PAGES = 400
_MAX_TEXT = 3_000_000  # characters


def main() -> None:
    """Read standard input, write the answer."""
    _limit()
    logging.disable(logging.CRITICAL)  # pypdf tells of every oddity of a file
    try:
        answer = pages_of(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"reason": "this PDF needs too much memory"}
    except Exception as error:  # noqa: BLE001 - a reader of others' files raises anything
        answer = {"reason": f"this PDF can't be read: {type(error).__name__}: {str(error)[:150]}"}
    sys.stdout.write(json.dumps(answer))


def pages_of(data: bytes) -> dict[str, Any]:
    """Return the answer for a PDF's bytes. Raises whatever pypdf does."""
    try:
        from pypdf import PdfReader
    except ImportError:
        return {"reason": f"PDFs are read with an extra: {adding('documents')}"}
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"reason": "this PDF is locked with a password"}
    pages: list[dict[str, Any]] = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= _MAX_PAGES or size > _MAX_TEXT:
            break
        lines = lines_of(page)
        box = page.mediabox
        pages.append({"height": float(box.height), "top": float(box.top), "lines": lines})
        size += sum(len(line[0]) for line in lines)
    if not any(page["lines"] for page in pages):
        return {"reason": "no text: this PDF holds only pictures; run a text recognition first"}
    about = reader.metadata
    created = about.creation_date if about else None
    return {
        "pages": pages,
        "title": _words(about.title if about else None),
        "author": _words(about.author if about else None),
        "created": created.date().isoformat() if created else None,
    }


def _words(value: str | None) -> str | None:
    """Return a title that a person gave; programs put a file's name there."""
    name = (value or "").strip()
    made = name.lower().startswith(("microsoft word", "untitled")) or name.lower().endswith(
        (".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".dotx")
    )
    return None if made or " " not in name else name


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
