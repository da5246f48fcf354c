"""What `briefer run` does for each edition that is due."""

import datetime as dt
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefer.deliver.smtp import Pace, Server
from briefer.editions.audiences import Audience
from briefer.errors import BrieferError, NothingToBriefError
from briefer.models import Briefing
from briefer.pipeline.build.account import total
from briefer.pipeline.build.engines import models_for, price_in
from briefer.pipeline.intake.sources import Intake
from briefer.pipeline.mail.alerts import PATIENCE, Alert, alert, ask_reviewers
from briefer.pipeline.mail.dispatch import Sent, send
from briefer.pipeline.output.letters import How
from briefer.pipeline.output.publication import Publication
from briefer.pipeline.progress import Progress
from briefer.pipeline.review.approval import held
from briefer.pipeline.review.desk import ITSELF
from briefer.pipeline.run.due import Due
from briefer.pipeline.run.report import Outcome
from briefer.pipeline.run.requests import Assignment, build_edition, take_in_all
from briefer.settings import Workspace, load_audience
from briefer.store import Store

if TYPE_CHECKING:
    from briefer.llm.budget import Budget


class MorningWork:
    """Reads, builds, sends and tells. `how` replaces the mail server and its patience.

    A limit of cost or tokens is one for the whole morning: what one audience's edition took is
    no longer the next one's to spend.
    """

    def __init__(
        self,
        space: Workspace,
        clock: Callable[[], dt.datetime],
        progress: Progress,
        how: tuple[Server | None, Pace | None] = (None, None),
    ) -> None:
        self._space = space
        self._clock = clock
        self._progress = progress
        self._server, self._pace = how
        self._limit: Budget | None = None  # with what was spent of it

    def take_in(self, day: dt.date | None = None) -> Intake:
        """Read the workspace's sources into the store, for the edition of `day`.

        Without any source there is nothing to do.
        """
        if not self._space.settings.sources:
            return Intake(0, 0, (), ())
        with Store(self._space.state) as store:
            nothing = io.BytesIO()
            now = self._clock()
            return take_in_all(store, self._space, (), now, self._progress, nothing, day=day)

    def make(self, edition: Due) -> Outcome:
        """Build an edition, then send it or tell its reviewers.

        Raises:
            BrieferError: it could not be built, sent, or told of.
        """
        audience = load_audience(self._space, edition.audience)
        with Store(self._space.state) as store:
            try:
                built = self._built(store, audience, edition.date)
            except NothingToBriefError as error:
                return _outcome(self._space, edition, None, "nothing", problem=str(error))
            approved = held(store, edition.edition) is not None
        if audience.approval and not approved:
            return _outcome(
                self._space,
                edition,
                built,
                "waiting",
                **self._tell_reviewers(audience, built.briefing),
            )
        if not audience.recipients:
            return _outcome(self._space, edition, built, "built")
        return self._sent(edition, built)

    def alarm(self, told: Alert) -> tuple[str, ...]:
        """Tell the operator, if there is one.

        Raises:
            ConfigError, MailError: see `alert`.
        """
        operator = self._space.settings.operator
        return self._alert((operator,) if operator else (), told)

    def _built(self, store: Store, audience: Audience, date: dt.date) -> Publication:
        what = Assignment(store, self._space, audience, date)
        with models_for(self._space, store, self._limit) as models:
            try:
                formats, now = audience.formats, self._clock()
                return build_edition(what, formats, now, self._progress, models)
            finally:
                self._limit = models.limit

    def _sent(self, edition: Due, built: Publication) -> Outcome:
        date = edition.date.isoformat()
        how = How(by=ITSELF, server=self._server, pace=self._pace or Pace())
        names = [edition.audience]
        report = send(self._space, date, names, self._clock(), self._progress, how)
        (sent,) = report.editions
        if report.complete:
            return _outcome(self._space, edition, built, "sent", **_served(sent))
        bad = [row for row in sent.rows if row.status not in {"sent", "dropped"}]
        problem = "not everyone was served; `briefer outbox list` says who: " + "; ".join(
            f"{row.recipient} {row.status} {row.error}".strip() for row in bad[:5]
        )
        # What is unsure or refused waits for a person: another try would change nothing.
        failed = any(row.status in {"failed", "queued"} for row in bad)
        fate = "failed" if failed else "sent"
        return _outcome(self._space, edition, built, fate, problem=problem, code=4, **_served(sent))

    def _tell_reviewers(self, audience: Audience, draft: Briefing) -> dict[str, object]:
        """Mail the draft to who is to approve it; return who was told, or why nobody was."""
        operator = self._space.settings.operator
        to = audience.reviewers or ((operator,) if operator else ())
        if not to:
            return {"told": ()}
        how = (self._server, self._pace or PATIENCE)
        try:
            ask_reviewers(self._space, audience, draft, to, self._clock(), how)
        except BrieferError as error:
            problem = f"the draft waits, and nobody could be told: {error}"
            return {"problem": problem, "code": error.exit_code}
        return {"told": to}

    def _alert(self, to: tuple[str, ...], told: Alert) -> tuple[str, ...]:
        if to:
            how = (self._server, self._pace or PATIENCE)
            alert(self._space, to, told, self._clock(), how)
        return to


def _served(sent: Sent) -> dict[str, object]:
    """Return the recipients by what became of their mail, and who was left alone."""
    found: dict[str, tuple[str, ...]] = {}
    for row in sorted(sent.rows, key=lambda row: (row.status, row.recipient)):
        found[row.status] = (*found.get(row.status, ()), row.recipient)
    if sent.held_back:
        found["have an earlier edition"] = sent.held_back
    return {"counts": sent.counts, "recipients": found}


def _outcome(
    space: Workspace, edition: Due, built: Publication | None, fate: str, **more: object
) -> Outcome:
    made = _figures(built, space) if built else {}
    if built and built.missing and "code" not in more:
        lacking = "; ".join(f"{name}: {why}" for name, why in built.missing.items())
        more |= {"problem": f"not written: {lacking}", "code": 2}
    told = {"audience": edition.audience, "date": edition.date, "fate": fate}
    return Outcome.model_validate({**told, **made, **more})


def _figures(built: Publication, space: Workspace) -> dict[str, object]:
    """Return an edition's files and figures, as the report has them."""
    stats = built.briefing.stats
    used = total(stats.usage.values())
    price = price_in(space, stats.model) if stats.model else None
    return {
        "files": tuple(str(path) for path in built.files.values()),
        "stories": len(built.briefing.stories),
        "printed": stats.claims_printed,
        "refused": stats.claims_rejected,
        "calls": used.calls,
        "tokens": used.prompt_tokens + used.completion_tokens,
        "cost": price.of(used) if price else 0.0,
    }
