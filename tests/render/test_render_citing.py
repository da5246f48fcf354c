"""What a source list shows of each source."""

from briefer.models import Briefing, Evidence
from briefer.render import RenderOptions
from briefer.render.viewing import Viewer


def test_a_source_shows_each_cited_sentence_once(small: Briefing) -> None:
    """A sentence that is cited alone and within a longer run is listed with the run only."""
    story = small.stories[0]
    proof = story.key_points[0].evidence[0]
    wider = proof.model_copy(
        update={
            "sentences": (*proof.sentences, proof.sentences[-1] + 1),
            "end": proof.end + 20,
            "quote": f"{proof.quote} And this as well.",
        }
    )
    apart = Evidence(
        article_id=proof.article_id, sentences=(9,), start=9_000, end=9_005, quote="Late."
    )
    points = (
        story.key_points[0].model_copy(update={"evidence": (proof,)}),
        story.key_points[1].model_copy(update={"evidence": (wider, apart)}),
    )
    told = story.model_copy(update={"key_points": points, "title_evidence": (), "conflicts": ()})
    day = Briefing(
        date=small.date,
        audience=small.audience,
        window=small.window,
        stories=(told,),
        sources=small.sources,
    )
    view = Viewer(day, RenderOptions()).view()
    source = next(s for s in view.sources if any(q.text == wider.quote for q in s.quotes))
    assert [quote.text for quote in source.quotes] == [wider.quote, apart.quote]
    assert proof.quote in {quote.text for quote in view.quotes}
