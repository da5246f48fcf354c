"""`verify`: the certificate of a finished briefing."""

from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from briefer.errors import UsageError
from briefer.grounding import CHECKS_VERSION, Verified, verify
from briefer.models import Briefing
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.build.records import withdrawn_behind
from briefer.pipeline.build.retractions import without_withdrawn
from briefer.settings import Workspace
from briefer.store import Store


class Certificate(NamedTuple):
    """What a fresh check says of every printed claim of a briefing."""

    file: Path
    checks_version: str
    results: tuple[Verified, ...]
    withdrawn: tuple[str, ...] = ()  # articles it rests on that were taken back since, and why

    @property
    def failed(self) -> tuple[Verified, ...]:
        """The claims that the store's articles do not bear out."""
        return tuple(r for r in self.results if r.check.status == "rejected")

    @property
    def good(self) -> bool:
        """Whether every claim passed."""
        return not self.failed

    def as_json(self) -> dict[str, Any]:
        """Return what `verify --json` prints."""
        return {
            "briefing": str(self.file),
            "checks_version": self.checks_version,
            "claims": len(self.results),
            "passed": len(self.results) - len(self.failed),
            "failed": [result.model_dump(mode="json") for result in self.failed],
            "withdrawn": list(self.withdrawn),
        }


def verify_briefing(space: Workspace, file: Path) -> Certificate:
    """Check every printed claim of a briefing's .json file against the store's articles.

    Raises:
        UsageError: the file is no briefing.
    """
    try:
        briefing = Briefing.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        msg = f"{file} is no briefing of this version of briefer: {place}: {first['msg']}"
        raise UsageError(msg) from error
    if not space.state.exists():
        msg = f"{space.state} is not there: verify needs the articles the briefing was made from"
        raise UsageError(msg)
    with Store(space.state) as store:
        proof = tuple(verify(briefing, Documents(store.library, store)))
        told = withdrawn_behind(store, proof)
    results = without_withdrawn(proof, told)
    return Certificate(file, CHECKS_VERSION, results, tuple(told.values()))
