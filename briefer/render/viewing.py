"""Turns a briefing into what templates see."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from briefer.models import (
    Briefing,
    CalendarItem,
    Change,
    Check,
    Conflict,
    ConflictSide,
    KeyPoint,
    Line,
    Quoted,
    Rejected,
    Story,
    ToneItem,
)
from briefer.render import charts
from briefer.render.citing import Citations
from briefer.render.colours import DARK_GROUND, LIGHT_GROUND, readable
from briefer.render.dates import Dates, season
from briefer.render.escaping import clean, direction
from briefer.render.explaining import focus, reasons_of, silence, stubs_of
from briefer.render.options import RenderOptions
from briefer.render.stating import Claim, reasons, statement
from briefer.render.views import (
    ChangeView,
    Contest,
    Event,
    Failed,
    Figures,
    GapsView,
    Page,
    Refusal,
    Side,
    Statement,
    StoryView,
    Text,
    View,
)
from briefer.render.voices import tone_view, voices
from briefer.render.words import Words

GROUPS = {
    "happened": {"event", "action"},
    "says": {"statement", "reaction"},
    "figures": {"figure"},
    "background": {"background"},
}
LEAD = 2  # sentences of a story's lead

_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-Z]{3})\.$")  # a headline has no full stop; "U.S." does


class Viewer:
    """Builds the view of one briefing. Quotes are numbered in the order they are met."""

    def __init__(self, briefing: Briefing, options: RenderOptions) -> None:
        self._briefing = briefing
        self._options = options
        self.dates = Dates(briefing.language, options.timezone)
        self.words = Words(briefing.language, self.dates, options.template_dirs)
        self._citations = Citations(briefing, self.words, self.dates, options.outlet_notes)
        self._scores: dict[float, str] = {}
        self._numbers = {story.id: n for n, story in enumerate(briefing.stories, start=1)}

    def view(self) -> View:
        """Return everything a template is given."""
        briefing = self._briefing
        bottom_line = tuple(self._line(line) for line in briefing.bottom_line)
        changes = tuple(self._change(change) for change in briefing.changes)
        stories = tuple(self._story(story) for story in briefing.stories)
        contested = tuple(self._contest(c, self._owner(c)) for c in briefing.contested)
        calendar = tuple(self._event(item) for item in briefing.calendar)
        rejected = tuple(self._refusal(claim) for claim in briefing.gaps.rejected)
        # What is quoted is numbered before the sources ask what was.
        quotations = voices(briefing.quotations, self._quoted, self._citations)
        tone = tone_view(briefing.tone, self._quoted, self._citations, self.dates)
        return View(
            page=self._page(bottom_line, stories, calendar),
            bottom_line=bottom_line,
            changes=changes,
            stories=stories,
            contested=contested,
            calendar=calendar,
            gaps=self._gaps(),
            rejected=rejected,
            sources=self._citations.sources(),
            quotes=self._citations.quotes(),
            notes=self._notes(None),
            stats=self._stats(),
            coverage=charts.coverage(briefing.stories, self.dates, self.words),
            quotations=quotations,
            tone=tone,
        )

    def _owner(self, conflict: Conflict) -> Story | None:
        """Return the story that has an equal conflict, or the key point of one of its sides."""
        points = {side.key_point for side in conflict.sides}
        for story in self._briefing.stories:
            if conflict in story.conflicts or any(p.id in points for p in story.key_points):
                return story
        return None

    def _page(
        self,
        bottom_line: Sequence[Statement],
        stories: Sequence[StoryView],
        calendar: Sequence[Event],
    ) -> Page:
        briefing, options = self._briefing, self._options
        window = briefing.window
        texts = [s.text for s in bottom_line] + [e.statement.text for e in calendar]
        texts += [story.title.text for story in stories]
        texts += [statement.text for story in stories for statement in story.lead]
        return Page(
            title=clean(briefing.title),
            lang=briefing.language,
            dir=direction(briefing.language),
            words_lang=self.words.language,
            date=self.dates.full(briefing.date),
            iso=briefing.date.isoformat(),
            audience=clean(briefing.audience),
            window=self.words.say(
                "window",
                start=self.dates.moment(window.start),
                end=self.dates.moment(window.end),
                zone=options.timezone,
            ),
            sections=options.sections,
            accent=readable(options.accent, LIGHT_GROUND),
            accent_dark=readable(options.accent, DARK_GROUND),
            logo=options.logo,
            marking=self._marking(),
            volume=sum(len(text) for text in texts),
            focus=focus(options, self.words, self.dates),
            evidence=options.evidence,
            public=options.public,
        )

    def _marking(self) -> str:
        """Return the handling marking; a draft says that it is one, before anything else."""
        draft = self.words.say("draft_marking") if self._briefing.approval == "draft" else ""
        return " · ".join(filter(None, (draft, clean(self._options.marking or ""))))

    def _notes(self, story: str | None) -> tuple[Text, ...]:
        """Return the analyst's notes on a story, or on the whole; none for the public."""
        notes = () if self._options.public else self._briefing.notes
        return tuple(self._citations.text(note.text) for note in notes if note.story == story)

    def _statement(self, claim: Claim) -> Statement:
        number = self._numbers.get(claim.story or "", 0)
        inline = self._options.evidence == "inline" and claim.check is not None
        score = self._score(claim.check.score) if inline and claim.check else ""
        return statement(claim, self._citations, number, score)

    def _score(self, score: float) -> str:
        if score not in self._scores:
            self._scores[score] = self.dates.decimal(score)
        return self._scores[score]

    def _quoted(self, item: Quoted | ToneItem) -> Statement:
        return self._statement(
            Claim(item.text, item.evidence, item.check, "statement", item.speaker, item.story)
        )

    def _line(self, line: Line) -> Statement:
        return self._statement(
            Claim(line.text, line.evidence, line.check, story=line.story, edited=line.edited)
        )

    def _point(self, point: KeyPoint) -> Statement:
        return self._statement(
            Claim(
                point.text,
                point.evidence,
                point.check,
                point.kind,
                point.speaker,
                edited=point.edited,
            )
        )

    def _story(self, story: Story) -> StoryView:
        number = self._numbers[story.id]
        supported = Check(status="supported", score=1) if story.title_evidence else None
        headline = self._statement(
            Claim(story.title, story.title_evidence, supported, edited=story.title_edited)
        )
        summary = tuple(self._line(line) for line in story.summary)
        told = {clean(line.text) for line in story.summary} | {clean(story.title)}
        covered = {i for line in story.summary for i in line.key_points}
        groups = {
            name: tuple(
                self._point(point)
                for point in story.key_points
                if point.kind in kinds
                and clean(point.text) not in told
                and (name == "says" or point.id not in covered)
            )
            for name, kinds in GROUPS.items()
        }
        return StoryView(
            number=number,
            anchor=f"story-{number}",
            title=self._title(story),
            headline=headline,
            status=story.status,
            articles=len(story.articles),
            independent=story.independent_sources,
            outlets=tuple(self._citations.outlet(name) for name in story.outlets),
            reprints=tuple(
                self._carriers(group, wire)
                for group, wire in zip_longest(story.reprints, story.wires, fillvalue="")
                if len(group) > 1
            ),
            countries=tuple(self.dates.country(code) for code in story.countries),
            reasons=() if self._options.public else reasons_of(story, self.words, self.dates),
            summary=summary,
            contests=tuple(self._contest(c, story) for c in story.conflicts),
            lead=self._lead(story, summary),
            days=charts.days(story, self.dates, self.words),
            points=self._points(story, told),
            notes=self._notes(story.id),
            **groups,
        )

    def _points(self, story: Story, told: Collection[str]) -> tuple[Statement, ...]:
        """Return every key point that is not told word for word already, for who wants all."""
        if self._options.evidence != "inline":
            return ()
        return tuple(self._point(p) for p in story.key_points if clean(p.text) not in told)

    def _lead(self, story: Story, summary: Sequence[Statement]) -> tuple[Statement, ...]:
        """Return what says most beyond the title and the bottom line: composed, or key points.

        Key points in the page's own language go before others.
        """
        said = {clean(line.text) for line in self._briefing.bottom_line} | {clean(story.title)}
        if summary:
            return tuple(line for line in summary if line.text not in said)[:LEAD]
        points = sorted(story.key_points, key=lambda p: (self._is_foreign(p), -p.importance))
        fresh = [point for point in points if clean(point.text) not in said]
        return tuple(self._point(point) for point in fresh[:LEAD])

    def _is_foreign(self, point: KeyPoint) -> bool:
        return self._citations.text(point.text, point.evidence).lang is not None

    def _title(self, story: Story) -> Text:
        source = self._citations.source(story.title_article) if story.title_article else None
        if source and source.number and source.title.text == clean(story.title):
            return source.title
        title = self._citations.text(story.title, story.title_evidence)
        return title._replace(text=_SENTENCE_END.sub("", title.text))

    def _carriers(self, group: Iterable[str], wire: str) -> str:
        """Return who carries one text: "AFP, carried by 2 outlets: Lakeside Post, Harbour Daily"."""
        outlets: dict[str, None] = {}
        for article_id in group:
            source = self._citations.source(article_id)
            if source.number:
                outlets.update(dict.fromkeys((source.outlet, *source.also_in)))
        agency = clean(wire)
        others = [outlet for outlet in outlets if outlet != agency]
        if agency and others:
            return self.words.say(
                "wire_carried_by", n=len(others), agency=agency, outlets=", ".join(others)
            )
        return self.words.say("carried_by", outlets=", ".join(outlets)) if outlets else ""

    def _contest(self, conflict: Conflict, story: Story | None) -> Contest:
        number = self._numbers.get(story.id, 0) if story else 0
        evidence = [item for side in conflict.sides for item in side.evidence]
        return Contest(
            subject=self._citations.text(conflict.subject, evidence),
            kind=conflict.kind,
            story=number,
            anchor=f"story-{number}" if number else "",
            sides=tuple(self._side(side) for side in conflict.sides),
        )

    def _side(self, side: ConflictSide) -> Side:
        checked = Check(status="supported", score=1)
        return Side(
            value=self._citations.text(side.value, side.evidence),
            outlets=tuple(self._citations.outlet(name) for name in side.outlets),
            statement=self._statement(Claim(side.value, side.evidence, checked)),
        )

    def _change(self, change: Change) -> ChangeView:
        told = change.evidence or change.kind == "withdrawn"  # a notice, not a claim
        checked = Check(status="supported", score=1) if told else None
        claim = Claim(
            change.text,
            change.evidence,
            checked,
            change.kind,
            story=change.story,
            edited=change.edited,
        )
        return ChangeView(
            kind=change.kind,
            before=self._citations.text(change.before, change.evidence),
            statement=self._statement(claim),
        )

    def _event(self, item: CalendarItem) -> Event:
        claim = Claim(item.text, item.evidence, item.check, story=item.story, edited=item.edited)
        return Event(
            date=self._period(item.date, item.precision),
            iso=item.date.isoformat(),
            place=clean(item.place or ""),
            statement=self._statement(claim),
        )

    def _period(self, date: dt.date, precision: str) -> str:
        if precision == "season":
            return self.words.say(season(date), year=date.year)
        if precision == "week":
            return self.words.say("week_of", date=self.dates.day(date))
        if precision in {"day", "minute"} and date.year != self._briefing.date.year:
            return self.dates.long(date)
        return self.dates.period(date, precision)

    def _gaps(self) -> GapsView:
        gaps, stats = self._briefing.gaps, self._briefing.stats
        outlets = {source.outlet for source in self._briefing.sources if source.outlet}
        return GapsView(
            read=gaps.read or stats.articles,
            outlets=len(outlets),
            failed=tuple(Failed(clean(f.location), clean(f.reason)) for f in gaps.failed),
            duplicates=tuple(tuple(clean(place) for place in group) for group in gaps.duplicates),
            without_points=self._citations.named(gaps.without_points),
            undated=self._citations.named(gaps.undated),
            not_shown=tuple(self._citations.text(title) for title in gaps.not_shown),
            fallback=self._citations.named(gaps.fallback),
            notes=tuple(clean(note) for note in gaps.notes),
            late=stats.late_articles,
            stubbed=len(gaps.stubs),
            stubs=stubs_of(gaps.stubs, self.words),
            silent=tuple(silence(item, self.words, self.dates) for item in gaps.silent),
        )

    def _refusal(self, claim: Rejected) -> Refusal:
        return Refusal(
            text=self._citations.text(claim.text, claim.evidence),
            stage=self.words.say(f"stage_{claim.stage}"),
            reasons=reasons(claim.check),
            quotes=self._citations.quote(claim.evidence),
        )

    def _stats(self) -> Figures:
        stats = self._briefing.stats
        engine = " · ".join(filter(None, (stats.engine, stats.model)))
        return Figures(
            engine=clean(engine),
            checks=clean(stats.checks_version),
            printed=stats.claims_printed,
            repaired=stats.claims_repaired,
            edited=stats.claims_edited,
            dropped=stats.claims_dropped,
            rejected=max(stats.claims_rejected, len(self._briefing.gaps.rejected)),
        )
