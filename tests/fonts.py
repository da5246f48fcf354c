"""Sets of fonts that a test lays a page out with, whatever else the machine has.

Fontconfig reads the file that `FONTCONFIG_FILE` names in place of the system's: Chromium and
WeasyPrint (by Pango) then know the fonts of one family of typefaces, and no other.
"""

from functools import cache
from pathlib import Path

SETS = ("DejaVu", "Liberation")  # as wide as common fonts are, and as narrow
PACKAGES = {"DejaVu": "fonts-dejavu-core", "Liberation": "fonts-liberation"}  # Debian's
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
OTHER_CUTS = ("Narrow", "Condensed", "Math")
GENERIC = {"serif": "Serif", "sans-serif": "Sans", "system-ui": "Sans", "monospace": "Sans Mono"}


@cache
def files(name: str) -> tuple[Path, ...]:
    """Return the machine's font files of a set; the narrow and the condensed cuts are left out."""
    found = (file for folder in FOLDERS for file in sorted(Path(folder).rglob(f"{name}*.ttf")))
    return tuple(f for f in found if not any(cut in f.stem for cut in OTHER_CUTS))


def missing(name: str) -> str:
    """Return why a test with that set is skipped, "" where the set is there."""
    return "" if files(name) else f"no {name} fonts found: install {PACKAGES[name]}"


def configuration(folder: Path, name: str) -> Path:
    """Write a `fonts.conf` in `folder` that knows the fonts of that set alone; return it."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for file in files(name):
        (fonts / file.name).symlink_to(file)
    generic = {family: f"{name} {kind}" for family, kind in GENERIC.items()}
    if name == "Liberation":
        generic["monospace"] = "Liberation Mono"
    aliases = "".join(
        f'<match><test name="family"><string>{family}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match>'
        for family, font in generic.items()
    )
    written = folder / "fonts.conf"
    written.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return written
