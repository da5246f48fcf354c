"""The HTML edition on paper: a tagged PDF (PDF/UA-1), by WeasyPrint in a process of its own.

A process of its own, because a page comes from templates that nobody vouches for and laying it
out can take any time and memory: it is ended when it takes too much. It loads nothing, neither
from the network nor from the disk; pictures come as data: addresses. The same page gives the same
bytes.
"""

import datetime as dt
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from briefer.errors import TemplateError, UsageError
from briefer.installation import adding

if TYPE_CHECKING:
    from weasyprint import Document

MAX_HTML = 8_000_000  # bytes
MAX_SECONDS = 300.0
MAX_MEMORY = 4 << 30  # bytes
MISSING = 3  # exit code: WeasyPrint is not there, or what it needs of the system is not
VARIANT = "pdf/ua-1"
PANGO = "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"

# What a browser does by itself, or by rules that WeasyPrint does not know: evidence behind a mark
# stays behind it, what the print rules open is open, and columns run from the right where the
# writing does (its grids do not, its tables do).
SHEET = """
details:not([open]) > :not(summary) { display: none !important }
details.cites:not([open]) > :not(summary) { display: block !important }
details.refused:not([open]) > :not(summary) { display: block !important }
.ev > .proof { display: none !important }
.ev, .ev > summary { display: inline !important }
summary { list-style: none !important }
.vh, .skip { display: none !important }
.sides { display: flex !important; flex-wrap: wrap }
.sides > li { flex: 1 1 40% }
.sources > li { break-inside: avoid !important }
html[dir=rtl] :is(.bottom li, .brief li, .row, .dated li, .sources > li, .story > h3) {
  display: table !important; width: 100% }
html[dir=rtl] :is(.bottom li, .brief li, .row, .dated li, .sources > li, .story > h3) > * {
  display: table-cell !important; vertical-align: top }
html[dir=rtl] :is(.bottom li, .brief li, .sources > li, .story > h3) > :first-child {
  width: 1.9rem }
html[dir=rtl] :is(.row, .dated li) > :first-child { width: 7.4rem }
"""


def wanting() -> str:
    """Return what a PDF needs that is not there, and the command that brings it."""
    return f"a PDF needs WeasyPrint: {adding('pdf')} (and Pango, see {PANGO})"


def pdf_of(html: str, moment: dt.datetime, seconds: float = MAX_SECONDS) -> bytes:
    """Return a page as a PDF that says it was made at `moment`.

    Raises:
        UsageError: WeasyPrint is not installed.
        TemplateError: the page is too long, or laying it out takes too much or fails.
    """
    if importlib.util.find_spec("weasyprint") is None:
        raise UsageError(wanting())
    page = html.encode()
    if len(page) > MAX_HTML:
        raise TemplateError(
            f"the page has {len(page):,} bytes, too many for a PDF (at most {MAX_HTML:,}): lower "
            "the audience's limits"
        )
    head = json.dumps({"moment": moment.isoformat()}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "briefer.render.pdf"],
            input=head + page,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))},
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateError(
            f"laying the page out as a PDF takes more than {seconds:.0f} s: lower the audience's "
            "limits, or look at the template's print rules"
        ) from error
    return _checked(done)


def _checked(done: "subprocess.CompletedProcess[bytes]") -> bytes:
    """Return what the process wrote, if it is a PDF.

    Raises:
        UsageError, TemplateError: it is none.
    """
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = lines[-1][:300] if lines else f"exit code {done.returncode}"
    if done.returncode == MISSING:
        raise UsageError(f"{wanting()}; it said: {reason}")
    raise TemplateError(f"the page can't be laid out as a PDF: {reason}")


def main() -> int:
    """Read a line of JSON and a page from standard input, write the PDF; return the exit code."""
    _bounded()
    given = json.loads(sys.stdin.buffer.readline())
    page = sys.stdin.buffer.read().decode()
    try:
        import weasyprint  # noqa: F401 - heavy, and not always there
    except (ImportError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return MISSING
    sys.stdout.buffer.write(_laid_out(page, dt.datetime.fromisoformat(given["moment"])))
    return 0


def _bounded() -> None:
    """Let the system end this process when it takes too much memory or time."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, int(MAX_SECONDS)),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        fits = hard == resource.RLIM_INFINITY or most <= hard
        resource.setrlimit(kind, (most if fits else hard, hard))


def _laid_out(page: str, moment: dt.datetime) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc] # the library has no types
        """Fetches what an address holds in itself, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.lower().startswith("data:"):
                raise ValueError(f"nothing is loaded: {url[:100]}")
            return super().fetch(url, headers)

    fetcher = Nothing(allowed_protocols=("data",), allow_redirects=False)
    options = {
        "stylesheets": [CSS(string=SHEET, url_fetcher=fetcher)],
        "pdf_variant": VARIANT,
        "pdf_identifier": hashlib.sha256(page.encode()).digest()[:16],
    }
    document = HTML(string=page, url_fetcher=fetcher).render(**options)
    _dated(document, moment)
    return bytes(document.write_pdf(**options))


def _dated(document: "Document", moment: dt.datetime) -> None:
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata.created = document.metadata.modified = stamp
    document.metadata.authors = document.metadata.authors or ["briefer"]


if __name__ == "__main__":
    sys.exit(main())
