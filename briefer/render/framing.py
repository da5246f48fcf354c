"""What stands around the stories: the page's head, what the edition lacks, and its figures."""

from collections.abc import Iterable
from typing import NamedTuple

from briefer.models import Assumed, Briefing, Doubt, Gaps, Rejected
from briefer.render.citing import Citations
from briefer.render.colours import DARK_GROUND, LIGHT_GROUND, readable
from briefer.render.dates import DateWriter
from briefer.render.escaping import clean, direction
from briefer.render.explaining import focus, silence, stubs_of
from briefer.render.options import RenderOptions
from briefer.render.stating import reasons
from briefer.render.views import Failed, Figures, GapsView, Page, Refusal
from briefer.render.words import Words


class Frame(NamedTuple):
    """A briefing, how it is to look, and who says it."""

    briefing: Briefing
    options: RenderOptions
    words: Words
    dates: DateWriter
    citations: Citations

    def page(self, texts: Iterable[str]) -> Page:
        """Return the page as a whole; `texts` are what a short edition prints."""
        briefing, options = self.briefing, self.options
        window = briefing.window
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
        draft = self.words.say("draft_marking") if self.briefing.approval == "draft" else ""
        return " · ".join(filter(None, (draft, clean(self.options.marking or ""))))

    def gaps(self) -> GapsView:
        """Return what the briefing does not show, and why."""
        gaps, stats = self.briefing.gaps, self.briefing.stats
        outlets = {source.outlet for source in self.briefing.sources if source.outlet}
        return GapsView(
            read=gaps.read or stats.articles,
            outlets=len(outlets),
            failed=tuple(Failed(clean(f.location), clean(f.reason)) for f in gaps.failed),
            duplicates=tuple(tuple(clean(place) for place in group) for group in gaps.duplicates),
            without_points=self.citations.named(gaps.without_points),
            undated=self._undated(gaps),
            not_shown=tuple(self.citations.text(title) for title in gaps.not_shown),
            fallback=self.citations.named(gaps.fallback),
            notes=(*self._kinds(gaps), *map(clean, gaps.notes), *map(self._doubt, gaps.doubts)),
            late=stats.late_articles,
            stubbed=len(gaps.stubs),
            stubs=stubs_of(gaps.stubs, self.words),
            silent=tuple(silence(item, self.words, self.dates) for item in gaps.silent),
        )

    def _undated(self, gaps: Gaps) -> tuple[str, ...]:
        """Return the articles whose date is assumed, each with the date and why."""
        known = {item.article_id: item for item in gaps.assumed}
        return tuple(
            self._assumed(known[i]) if i in known else self.citations.named([i])[0]
            for i in gaps.undated
        )

    def _assumed(self, item: Assumed) -> str:
        said = self.words.say(f"assumed_{item.by}", date=self.dates.long(item.date))
        return f"{clean(item.name)} ({said})"

    def _doubt(self, item: Doubt) -> str:
        """Return a date that something speaks against."""
        against = clean(item.against)
        if item.by and item.other:
            against = self.words.say(f"against_{item.by}", date=self.dates.long(item.other))
        date = self.dates.long(item.date)
        return self.words.say("doubted_date", name=clean(item.name), date=date, against=against)

    def _kinds(self, gaps: Gaps) -> tuple[str, ...]:
        """Return what was read besides plain reports, in one note."""
        told = [self.words.say(f"kind_{each.kind}", n=each.count) for each in gaps.kinds]
        return (
            (self.words.say("kinds_read", kinds=self.words.say("comma").join(told)),)
            if told
            else ()
        )

    def refusal(self, claim: Rejected) -> Refusal:
        """Return a claim that is not printed, and why."""
        return Refusal(
            text=self.citations.text(claim.text, claim.evidence),
            stage=self.words.say(f"stage_{claim.stage}"),
            reasons=reasons(claim.check),
            quotes=self.citations.quote(claim.evidence),
        )

    def figures(self) -> Figures:
        """Return the counts of the build."""
        stats = self.briefing.stats
        engine = " · ".join(filter(None, (stats.engine, stats.model)))
        return Figures(
            engine=clean(engine),
            checks=clean(stats.checks_version),
            printed=stats.claims_printed,
            repaired=stats.claims_repaired,
            edited=stats.claims_edited,
            dropped=stats.claims_dropped,
            rejected=max(stats.claims_rejected, len(self.briefing.gaps.rejected)),
        )
