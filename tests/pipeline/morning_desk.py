"""A workspace with real articles, built as a user builds it, for reviews and morning runs."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from briefer.deliver.smtp import Pace
from briefer.models import Edition
from briefer.pipeline.mail.dispatch import SendReport, send
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from briefer.pipeline.review.actions import open_draft
from briefer.pipeline.review.drafts import By, Draft
from briefer.pipeline.run.requests import Request, Result, build_briefings
from briefer.settings import Workspace, load

NOW = dt.datetime(2021, 6, 2, 5, 0, tzinfo=dt.UTC)
DATE = dt.date(2021, 6, 1)
REF = Edition("default", DATE)
QUICK = Pace(attempts=1, first_wait=0, longest_wait=0, jitter=0)
READERS = ("a@example.org", "b@example.org")
ARTICLES = {
    "harbour.txt": (
        "date 2021-06-01 The foreign minister of Arvendal, Anna Berger, said on Tuesday that ten "
        "diplomats would leave Calinor by June 16. Calinor closed its consulate in the harbour "
        "town of Velm on Monday. The two countries have argued over fishing rights for 14 years."
    ),
    "dam.txt": (
        "date 2021-06-01 Engineers opened the gates of the Ostrava dam on Tuesday after three "
        "days of rain. About 2,300 people were taken to schools in the valley, the mayor said. "
        "The river stood 40 centimetres below the record of 2002 in the evening."
    ),
    "grain.txt": (
        "date 2021-06-01 Grain traders in Port Lumen asked the government on Tuesday for a second "
        "railway line to the coast. The first line carries 4 million tonnes a year, the traders' "
        "union said. Parliament will vote on the plan on June 24."
    ),
}


class Desk:
    """A folder with settings, audiences, articles and, once built, briefings."""

    def __init__(self, root: Path, port: int = 1) -> None:
        self.root = root
        for name, text in ARTICLES.items():
            self.article(name, text)
        self.settings(port)
        self.audience()

    @property
    def space(self) -> Workspace:
        """The workspace as its files stand now."""
        return load(self.root)

    def article(self, name: str, text: str) -> None:
        """Write an article."""
        (self.root / "articles").mkdir(parents=True, exist_ok=True)
        (self.root / "articles" / name).write_text(text + "\n", encoding="utf-8")

    def settings(self, port: int, more: str = "") -> None:
        """Write briefer.toml."""
        (self.root / "briefer.toml").write_text(
            f'sources = ["articles/"]\n{more}\n[smtp]\nhost = "127.0.0.1"\nport = {port}\n'
            'security = "none"\nfrom = "Morning desk <desk@example.org>"\n',
            encoding="utf-8",
        )

    def audience(
        self, name: str = "default", more: str = "approval = true\n", to: Sequence[str] = READERS
    ) -> None:
        """Write an audience file."""
        (self.root / "audiences").mkdir(exist_ok=True)
        (self.root / "audiences" / f"{name}.toml").write_text(
            f"recipients = {json.dumps(list(to))}\n{more}", encoding="utf-8"
        )

    def build(
        self,
        *audiences: str,
        formats: tuple[str, ...] | None = None,
        date: str = DATE.isoformat(),
    ) -> Result:
        """Build as the command does, when the day is over."""
        request = Request((), date, audiences or ("default",), formats)
        now = dt.datetime.combine(dt.date.fromisoformat(date), NOW.timetz()) + dt.timedelta(days=1)
        with Path("/dev/null").open("rb") as nothing:
            return build_briefings(self.space, request, now, Silent(), nothing)

    def send(self, how: How | None = None) -> SendReport:
        """Send as the command does, without waiting."""
        quick = (how or How())._replace(pace=QUICK)
        return send(self.space, DATE.isoformat(), ["default"], NOW, Silent(), quick)

    def draft(self) -> Draft:
        """Open the draft."""
        return open_draft(self.space, REF)

    def file(self, kind: str, audience: str = "default") -> Path:
        """Return where a briefing was written."""
        return self.root / "briefings" / DATE.isoformat() / f"{audience}.{kind}"


def by(who: str = "anna", revision: int | None = None) -> By:
    """Return who acts."""
    return By(who, NOW, revision)


def item(draft: Draft, kind: str, words: str = "", *, told: bool = False) -> str:
    """Return the id of the first item of a kind that holds `words`."""
    return next(
        one.item.id
        for one in draft.items
        if one.item.kind == kind and words in one.item.text and one.item.told == told
    )
