"""Where the bundled templates, prompts and documents are, installed or in a checkout."""

from functools import cache
from pathlib import Path
from typing import Literal

from briefer.errors import BrieferError


@cache
def bundled(kind: Literal["templates", "prompts", "docs"]) -> Path:
    """Return the folder of bundled `kind`.

    In a wheel it lies inside the package; in a checkout (an editable install) beside it.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / kind, package.parent / kind):
        if candidate.is_dir():
            return candidate
    msg = f"the bundled {kind} are missing beside {package}: reinstall briefer"
    raise BrieferError(msg)
