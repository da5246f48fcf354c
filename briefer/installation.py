"""How this copy of briefer was installed, and the command that adds an extra to it.

On package indexes the name `briefer` belongs to another program; the distribution is called
`briefer-desk`. PEP 610's `direct_url.json` says whether a copy came from a checkout or a wheel.
"""

import json
import re
import shlex
import sys
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

DISTRIBUTION = "briefer-desk"
_EXTRA = re.compile(r"""extra\s*==\s*["'](?P<extra>[^"']+)["']""")


def adding(extra: str, *, prefix: Path | None = None) -> str:
    """Return the shell command that adds the libraries of `extra` to this copy.

    `prefix`: the environment it runs in (sys.prefix by default).
    """
    prefix = prefix or Path(sys.prefix)
    copy = _installed()
    if copy is not None and (prefix / "pipx_metadata.json").is_file():
        return shlex.join(["pipx", "inject", DISTRIBUTION, *_libraries(copy, extra)])
    return shlex.join([sys.executable, "-m", "pip", "install", *_requirement(copy, extra)])


def _installed() -> metadata.Distribution | None:
    try:
        return metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None


def _libraries(copy: metadata.Distribution, extra: str) -> list[str]:
    """Return the requirements of `extra`, without their markers."""
    found = []
    for line in copy.requires or ():
        requirement, _, marker = line.partition(";")
        told = _EXTRA.search(marker)
        if told and told["extra"] == extra:
            found.append(requirement.strip())
    return found


def _requirement(copy: metadata.Distribution | None, extra: str) -> list[str]:
    """Return what pip is to install, from where this copy came from."""
    if copy is None:  # run from a source tree that was never installed
        return [f"{Path(__file__).resolve().parent.parent}[{extra}]"]
    origin = json.loads(copy.read_text("direct_url.json") or "{}")
    url = str(origin.get("url", ""))
    if "dir_info" in origin:
        where = f"{unquote(urlsplit(url).path)}[{extra}]"
        return ["-e", where] if origin["dir_info"].get("editable") else [where]
    if url:
        return [f"{DISTRIBUTION}[{extra}] @ {url}"]
    return [f"{DISTRIBUTION}[{extra}]"]
