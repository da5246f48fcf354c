"""Writes the excerpt in README.md and docs/briefing.png anew from briefings/ (`make briefing`).

The picture needs a Chromium on PATH.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY = ROOT / "briefings" / "2021-06-02"
PARTS = (("MORNING BRIEFING", "2. "), ("STORIES\n", "2. "), ("SOURCES\n", "[2] "))
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1000,1500",
)


def _part(text: str, first: str, following: str) -> str:
    """Return the text from one heading to the line that begins with `following`."""
    start = text.index(first)
    end = text.index(f"\n{following}", start)
    return text[start:end].rstrip() + "\n"


def main() -> None:
    """Put the first lines of the text edition into README.md, and the page into docs/."""
    text = (DAY / "default.txt").read_text(encoding="utf-8")
    shown = "\n[…]\n\n".join(_part(text, first, following) for first, following in PARTS)
    readme = ROOT / "README.md"
    block = f"<!-- excerpt -->\n```text\n{shown}\n[…]\n```\n<!-- /excerpt -->"
    old = readme.read_text(encoding="utf-8")
    new = re.sub(r"<!-- excerpt -->.*<!-- /excerpt -->", lambda _: block, old, flags=re.DOTALL)
    readme.write_text(new, encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("no Chromium on PATH: docs/briefing.png was not made")
    with tempfile.TemporaryDirectory() as profile:
        picture = ROOT / "docs" / "briefing.png"
        page = (DAY / "default.html").as_uri()
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", f"--screenshot={picture}", page]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
