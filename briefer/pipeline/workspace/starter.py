"""A new workspace."""

from pathlib import Path
from string import Template

from babel.localtime import get_localzone

from briefer.errors import UsageError
from briefer.pipeline.output.files import write_whole
from briefer.resources import bundled
from briefer.settings import CONFIG

CUTOFF = "07:00"  # of a new workspace
STARTER = Template("""\
# briefer.toml: what this desk reads, and how its briefings are made.
# Every setting can also come from the environment: BRIEFER_CUTOFF, BRIEFER_ENGINE__MODEL ...

timezone = $zone# IANA name, such as "Europe/Vienna"
cutoff = "$cutoff"                  # a day ends here: the edition of a day covers the 24 hours before
sources = ["articles/"]           # files, folders, globs, addresses: see `briefer sources add`
audiences = ["default"]           # built by default; see audiences/
# operator = "ops@example.org"    # told by mail when `briefer run` fails

[fetch]
# contact = "desk@example.org"    # tells the sites you read who asks; see docs/sources.md
# jobs = 32
# timeout = 30

[engine]
# Without a model, briefer picks the articles' own sentences: no key, no network.
# name = "openai"                 # any OpenAI-compatible server; key: OPENAI_API_KEY
# model = "gpt-5-mini"
# base_url = "http://127.0.0.1:8000/v1"
# jobs = 16

[smtp]
# host = "127.0.0.1"              # password: BRIEFER_SMTP__PASSWORD
# port = 587
# security = "starttls"           # starttls | tls | none
# from = "Morning desk <desk@example.org>"
# reply_to = "desk@example.org"
# unsubscribe = "https://example.org/leave?who={address}"
""")


def local_zone() -> str:
    """Return the IANA name of this machine's time zone, "UTC" where it has none."""
    try:
        zone = get_localzone()
    except (LookupError, OSError, ValueError):
        return "UTC"
    name = getattr(zone, "key", None) or getattr(zone, "zone", None) or ""  # zoneinfo's, or pytz's
    return name if "/" in name else "UTC"


def start_workspace(folder: Path) -> list[Path]:
    """Make a workspace in `folder`; return what was written.

    Raises:
        UsageError: there is a briefer.toml already, or the folder can't be written to.
    """
    if (folder / CONFIG).exists():
        msg = f"{folder / CONFIG} is there already: this is a workspace; nothing was changed"
        raise UsageError(msg)
    try:
        for name in ("articles", "audiences", "templates", "prompts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder} can't be made a workspace: {error}"
        raise UsageError(msg) from error
    written = []
    for source in sorted((bundled("templates") / "audiences").glob("*.toml")):
        target = folder / "audiences" / source.name
        if not target.exists():
            write_whole(target, source.read_text(encoding="utf-8"))
            written.append(target)
    zone = f'"{local_zone()}"'
    write_whole(folder / CONFIG, STARTER.substitute(zone=f"{zone:<22} ", cutoff=CUTOFF))
    return [folder / CONFIG, *written]
