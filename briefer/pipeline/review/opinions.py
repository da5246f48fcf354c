"""The judges' opinion on sentences written by hand: asked before anything is changed.

An edit is worked out twice. The first time every sentence that passed the check is noted, and the
judges are then asked about all of them together, while the draft is free for others; the second
time, with the draft held, each sentence meets the opinion on it. A judge that can't be asked
leaves the check's word standing: the check then says so among what it did not look at.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefer.editions.audiences import Audience
from briefer.errors import BrieferError
from briefer.grounding import Claim
from briefer.models import Check, Document
from briefer.pipeline.build.engines import models_for
from briefer.settings import Workspace
from briefer.store import Store

if TYPE_CHECKING:
    from briefer.pipeline.build.panel import Opinion

UNASKED = "a judge’s second opinion"  # among a check's `unchecked`


class Hearing:
    """Opinions on sentences. `unasked` says why there is none where one was wanted, else ""."""

    def __init__(self) -> None:
        self.unasked = ""
        self._put: dict[str, tuple[Claim, Check]] = {}
        self._said: dict[str, Opinion] | None = None

    def check(self, claim: Claim, check: Check) -> Check:
        """Return a check that passed as the judges leave it; before `decide` it is noted only."""
        key = claim.model_dump_json()
        if self._said is None:
            self._put[key] = claim, check
            return check
        opinion = self._said.get(key)
        if opinion is not None and opinion.complete:
            return opinion.check
        left = opinion.check if opinion is not None else check
        return left.model_copy(update={"unchecked": (*left.unchecked, UNASKED)})

    def decide(
        self, store: Store, space: Workspace, audience: Audience, documents: Mapping[str, Document]
    ) -> None:
        """Ask the judges that the settings name about all that was noted."""
        self._said = {}
        try:
            with models_for(space, store) as models:
                panel = models.panel(audience)
                opinions, _ = panel.opinions(documents, list(self._put.values()))
        except BrieferError as error:
            self.unasked = f"the judge could not be asked: {error}"
            return
        self._said = dict(zip(self._put, opinions, strict=True))
        if not all(opinion.complete for opinion in opinions):
            self.unasked = f"the judge could not be asked: {'; '.join(panel.problems)}"


class Unheard(Hearing):
    """No judge is set: every check stands as it is."""

    def check(self, claim: Claim, check: Check) -> Check:  # noqa: ARG002 - nothing is asked
        """Return the check."""
        return check


def wanted(space: Workspace) -> bool:
    """Return whether the settings name a judge."""
    return bool(space.settings.judge.model or space.settings.judge.nli)
