"""Turns a briefing into what templates see."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from briefer.models import (
    Briefing,
    CalendarItem,
    Change,
    Check,
    Conflict,
    ConflictSide,
    CorrectedFigure,
    KeyPoint,
    Line,
    OpinionPiece,
    Quoted,
    Story,
    ToneItem,
)
from briefer.render import charts
from briefer.render.citing import Citations
from briefer.render.dates import DateWriter, season
from briefer.render.escaping import clean
from briefer.render.explaining import reasons_of
from briefer.render.framing import Frame
from briefer.render.options import RenderOptions
from briefer.render.stating import StatedClaim, statement
from briefer.render.views import (
    ChangeView,
    Contest,
    Event,
    OpinionView,
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


def grouped(story: Story) -> dict[str, list[KeyPoint]]:
    """Return the key points that a page prints, by group; the main fact is what happened.

    A story's first point is the main fact whoever says it ("..., the ministry said"), unless it is
    somebody's own words.
    """
    told = story.told()
    groups: dict[str, list[KeyPoint]] = {name: [] for name in GROUPS}
    for place, point in enumerate(story.key_points):
        more = len(story.key_points) > 1
        leads = more and place == 0 and point.kind == "statement" and not point.quote
        kind = "event" if leads else point.kind
        if point.id not in told:
            groups[next(name for name, kinds in GROUPS.items() if kind in kinds)].append(point)
    return groups


class Viewer:
    """Builds the view of one briefing. Quotes are numbered in the order they are met."""

    def __init__(self, briefing: Briefing, options: RenderOptions) -> None:
        self._briefing = briefing
        self._options = options
        written = DateWriter(briefing.language, options.timezone)
        self.words = Words(briefing.language, written, options.template_dirs)
        self.dates = self.words.dates
        self._citations = Citations(briefing, self.words, self.dates, options.outlet_notes)
        self._scores: dict[float, str] = {}
        self._numbers = {story.id: n for n, story in enumerate(briefing.stories, start=1)}

    def view(self) -> View:
        """Return everything a template is given."""
        briefing = self._briefing
        frame = Frame(briefing, self._options, self.words, self.dates, self._citations)
        bottom_line = tuple(self._line(line) for line in briefing.bottom_line)
        changes = tuple(self._change(change) for change in briefing.changes)
        stories = tuple(self._story(story) for story in briefing.stories)
        contested = tuple(self._contest(c, self._owner(c)) for c in briefing.contested)
        calendar = tuple(self._event(item) for item in briefing.calendar)
        rejected = tuple(frame.refusal(claim) for claim in briefing.gaps.rejected)
        # What is quoted is numbered before the sources ask what was.
        quotations = voices(briefing.quotations, self._quoted, self._citations)
        tone = tone_view(briefing.tone, self._quoted, self._citations, self.dates)
        texts = [s.text for s in bottom_line] + [e.statement.text for e in calendar]
        texts += [story.title.text for story in stories]
        texts += [statement.text for story in stories for statement in story.lead]
        return View(
            page=frame.page(texts),
            bottom_line=bottom_line,
            changes=changes,
            stories=stories,
            contested=contested,
            calendar=calendar,
            gaps=frame.gaps(),
            rejected=rejected,
            sources=self._citations.sources(),
            quotes=self._citations.quotes(),
            notes=self._notes(None),
            opinions=tuple(self._opinion(piece) for piece in briefing.opinions),
            stats=frame.figures(),
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

    def _notes(self, story: str | None) -> tuple[Text, ...]:
        """Return the analyst's notes on a story, or on the whole; none for the public."""
        notes = () if self._options.public else self._briefing.notes
        return tuple(self._citations.text(note.text) for note in notes if note.story == story)

    def _statement(self, claim: StatedClaim) -> Statement:
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
            StatedClaim(item.text, item.evidence, item.check, "statement", item.speaker, item.story)
        )

    def _line(self, line: Line) -> Statement:
        return self._statement(
            StatedClaim(line.text, line.evidence, line.check, story=line.story, edited=line.edited)
        )

    def _point(self, point: KeyPoint) -> Statement:
        return self._statement(
            StatedClaim(
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
            StatedClaim(story.title, story.title_evidence, supported, edited=story.title_edited)
        )
        summary = tuple(self._line(line) for line in story.summary)
        story = story.model_copy(
            update={"key_points": tuple(sorted(story.key_points, key=self._is_foreign))}
        )
        groups = {
            name: tuple(self._point(point) for point in points)
            for name, points in grouped(story).items()
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
            points=self._points(story),
            notes=self._notes(story.id),
            **groups,
        )

    def _points(self, story: Story) -> tuple[Statement, ...]:
        """Return every key point that is not told word for word already, for who wants all."""
        if self._options.evidence != "inline":
            return ()
        said = story.repeated()
        return tuple(self._point(p) for p in story.key_points if p.id not in said)

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
        return bool(self._citations.text(point.text, point.evidence).foreign)

    def _title(self, story: Story) -> Text:
        source = self._citations.source(story.title_article) if story.title_article else None
        if source and source.number and source.title.text == clean(story.title):
            return self._citations.written(source.title.text, source.lang)
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
                "wire_carried_by",
                n=len(others),
                agency=agency,
                outlets=self.words.say("comma").join(others),
            )
        return (
            self.words.say("carried_by", outlets=self.words.say("comma").join(outlets))
            if outlets
            else ""
        )

    def _contest(self, conflict: Conflict, story: Story | None) -> Contest:
        number = self._numbers.get(story.id, 0) if story else 0
        evidence = [item for side in conflict.sides for item in side.evidence]
        return Contest(
            subject=self._citations.text(conflict.subject, evidence),
            kind=conflict.kind,
            story=number,
            anchor=f"story-{number}" if number else "",
            sides=tuple(self._side(side, conflict.kind) for side in conflict.sides),
        )

    def _side(self, side: ConflictSide, kind: str) -> Side:
        checked = Check(status="supported", score=1)
        value = self._dated(side.value) if kind == "date" else side.value
        return Side(
            value=self._citations.text(value, side.evidence),
            outlets=tuple(self._citations.outlet(name) for name in side.outlets),
            statement=self._statement(StatedClaim(side.value, side.evidence, checked)),
        )

    def _dated(self, value: str) -> str:
        """Return an ISO date as a reader writes it, anything else as it stands."""
        try:
            return self._period(dt.date.fromisoformat(value), "day")
        except ValueError:
            return value

    def _change(self, change: Change) -> ChangeView:
        told = change.evidence or change.kind == "withdrawn"  # a notice, not a claim
        checked = Check(status="supported", score=1) if told else None
        claim = StatedClaim(
            change.text,
            change.evidence,
            checked,
            change.kind,
            story=change.story,
            edited=change.edited,
        )
        before = None if change.figure else change.before  # the figure says it in short
        return ChangeView(
            kind=change.kind,
            before=self._citations.text(before, change.evidence),
            statement=self._statement(claim),
            figure=self._figure(change.figure),
        )

    def _figure(self, figure: CorrectedFigure | None) -> str:
        if figure is None:
            return ""
        return self.words.say("corrected_figure", new=clean(figure.new), old=clean(figure.old))

    def _opinion(self, piece: OpinionPiece) -> OpinionView:
        source = self._citations.source(piece.article_id)
        title = clean(piece.title)
        written = self._citations.written(title, source.lang) if source.number else None
        return OpinionView(
            title=written or self._citations.text(title),
            author=clean(piece.author or ""),
            outlet=self._citations.outlet(piece.outlet) if piece.outlet else source.outlet,
            url=source.url,
            source=source,
        )

    def _event(self, item: CalendarItem) -> Event:
        claim = StatedClaim(
            item.text, item.evidence, item.check, story=item.story, edited=item.edited
        )
        return Event(
            date=self._days(item),
            iso=item.date.isoformat(),
            place=clean(item.place or ""),
            statement=self._statement(claim),
        )

    def _days(self, item: CalendarItem) -> str:
        """Return when an event is: "Fri 5 June", "Fri 5 June – Sun 7 June"."""
        first = self._period(item.date, item.precision)
        if item.end is None or item.end <= item.date:
            return first
        return f"{first} – {self._period(item.end, 'day')}"

    def _period(self, date: dt.date, precision: str) -> str:
        if precision == "season":
            return self.words.say(season(date), year=date.year)
        if precision == "week":
            return self.words.say("week_of", date=self.dates.day(date))
        if precision in {"day", "minute"} and date.year != self._briefing.date.year:
            return self.dates.long(date)
        return self.dates.period(date, precision)
