"""The make-up of a draft: stories merged and split, points moved over, articles left out."""

import shutil
from pathlib import Path

import pytest

from briefer.errors import ConflictError, EditRefusedError, UsageError
from briefer.models import Briefing, rests_on
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import Draft
from briefer.pipeline.workspace.certificate import verify_briefing
from tests.pipeline.morning_desk import DATE, REF, Desk, by, item

SECOND = (
    "date 2021-06-01 Source: Velm Courier\n\nThe foreign minister of Arvendal, Anna Berger, said on "
    "Tuesday that ten diplomats would leave Calinor by June 16. Fishermen in Velm welcomed the news."
)


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """Return a copy of the built workspace."""
    shutil.copytree(built, tmp_path / "desk")
    return Desk(tmp_path / "desk")


def stories(draft: Draft) -> dict[str, int]:
    """Return how many key points each printed story has, by title."""
    return {story.title: len(story.key_points) for story in draft.briefing.stories}


def points(draft: Draft, story: str) -> list[str]:
    """Return the ids of a story's key points."""
    return [o.item.id for o in draft.items if o.item.kind == "key_point" and o.item.story == story]


def sound(desk: Desk) -> Briefing:
    """Return the draft as it is approved: every claim is checked once more first."""
    final = actions.approve(desk.space, REF, by("chief")).briefing
    assert not verify_briefing(desk.space, desk.file("json")).failed
    return final


def test_a_story_is_merged_into_another(desk: Desk) -> None:
    """Its points and articles go along, the other's title stays; taken back, all is as before."""
    before = desk.draft()
    dam, grain = item(before, "story", "dam"), item(before, "story", "rain traders")
    draft = actions.merge(desk.space, REF, dam, grain, by())
    assert len(draft.briefing.stories) == len(before.briefing.stories) - 1
    merged = next(s for s in draft.briefing.stories if "rain" in s.title)
    assert any("2,300" in point.text for point in merged.key_points)
    assert len(merged.articles) == 2
    owners = {line.story for line in draft.briefing.bottom_line}
    assert owners <= {story.id for story in draft.briefing.stories}
    assert (draft.trail[-1].action, draft.trail[-1].item) == ("merged", dam)
    with pytest.raises(UsageError, match="no item"):
        actions.merge(desk.space, REF, dam, grain, by())
    assert actions.undo(desk.space, REF, by()).briefing == before.briefing
    with pytest.raises(UsageError, match="no story was merged"):
        actions.undo(desk.space, REF, by())


def test_points_are_split_off_and_keep_what_was_decided_on_them(desk: Desk) -> None:
    """The new story stands below the old one, under its first point; an edit goes along."""
    before = desk.draft()
    story = item(before, "story", "diplomats")
    consulate = item(before, "key_point", "consulate")
    actions.edit(
        desk.space, REF, consulate, "Calinor closed its consulate in Velm on Monday.", by()
    )
    draft = actions.split(desk.space, REF, [consulate], by())
    titles = list(stories(draft))
    at = next(n for n, title in enumerate(titles) if "diplomats" in title)
    assert "consulate" in titles[at + 1]
    (point,) = draft.briefing.stories[at + 1].key_points
    assert (point.text, point.edited) == ("Calinor closed its consulate in Velm on Monday.", True)
    assert "consulate" not in " ".join(p.text for p in draft.briefing.stories[at].key_points)
    with pytest.raises(UsageError, match="all the points"):
        actions.split(desk.space, REF, points(draft, story), by())
    assert len(sound(desk).stories) == len(before.briefing.stories) + 1


def test_a_point_goes_over_to_another_story(desk: Desk) -> None:
    """With its evidence; the order there is the reviewer's too."""
    before = desk.draft()
    consulate, dam = item(before, "key_point", "consulate"), item(before, "story", "dam")
    draft = actions.transfer(desk.space, REF, [consulate], dam, by())
    found = draft.find(consulate)
    assert found is not None
    assert found.item.story == dam
    first = points(draft, dam)[0]
    actions.move(desk.space, REF, consulate, actions.Position(first), by())
    assert points(desk.draft(), dam)[0] == consulate
    with pytest.raises(UsageError, match="already"):
        actions.transfer(desk.space, REF, [consulate], dam, by())
    sound(desk)


def test_what_two_reviewers_make_up_at_once_is_not_lost(desk: Desk) -> None:
    """The second, on the older revision, is told what the first did, and nothing is changed."""
    seen = desk.draft()
    dam, grain = item(seen, "story", "dam"), item(seen, "story", "rain traders")
    actions.merge(desk.space, REF, dam, grain, by("anna", seen.revision))
    with pytest.raises(ConflictError, match="merged"):
        actions.split(
            desk.space, REF, [item(seen, "key_point", "consulate")], by("boris", seen.revision)
        )


def test_an_article_is_left_out_with_all_that_rests_on_it_alone(desk: Desk) -> None:
    """Its stories, lines and dates go, the page says who is left out; included, they are back."""
    before = desk.draft()
    dam = next(s for s in before.briefing.stories if "dam" in s.title)
    (article,) = dam.articles
    draft = actions.exclude(desk.space, REF, article[:9], by())
    assert draft.excluded == (article,)
    assert not any(article in rests_on(c.evidence) for c in draft.briefing.claims())
    assert any("left out by the desk" in note for note in draft.briefing.gaps.notes)
    assert [one.action for one in draft.trail][-1] == "excluded"
    with pytest.raises(UsageError, match="already"):
        actions.exclude(desk.space, REF, article, by())
    assert actions.include(desk.space, REF, article, by()).briefing == before.briefing
    with pytest.raises(UsageError, match="no article"):
        actions.exclude(desk.space, REF, "outlet:Nobody's Gazette", by())


def test_what_others_bear_out_stays_without_an_outlet(desk: Desk) -> None:
    """It is checked again on what is left; after a new build the outlet is left out still."""
    desk.article("courier.txt", SECOND)
    desk.build()
    before = desk.draft()
    told = next(s for s in before.briefing.stories if "diplomats" in s.title)
    assert len(told.articles) == 2
    draft = actions.exclude(desk.space, REF, "outlet:velm courier", by())
    assert draft.excluded == ("outlet:Velm Courier",)
    left = next(s for s in draft.briefing.stories if "diplomats" in s.title)
    assert len(left.articles) == 1
    assert "Fishermen" not in " ".join(point.text for point in left.key_points)
    desk.article("late.txt", "date 2021-06-01 A ferry ran aground off Port Lumen on Tuesday night.")
    desk.build()
    again = desk.draft()
    assert again.excluded == ("outlet:Velm Courier",)
    assert "Fishermen" not in again.briefing.model_dump_json()
    sound(desk)


def test_another_sentence_of_the_source_is_chosen(desk: Desk) -> None:
    """In the source's words and with its citation; what leans on another sentence is refused."""
    before = desk.draft()
    name = item(before, "key_point", "consulate")
    there = actions.sentences(desk.space, REF, name)
    assert [one.number for one in there] == [1, 2, 3]
    assert [one.number for one in there if one.cited] == [2]
    draft = actions.choose(desk.space, REF, name, (there[2].article[:8], 3), by())
    point = next(p for s in draft.briefing.stories for p in s.key_points if "14 years" in p.text)
    assert point.evidence[0].sentences == (3,)
    assert draft.trail[-1].action == "edited"
    with pytest.raises(UsageError, match="sentence 9"):
        actions.choose(desk.space, REF, name, (there[0].article, 9), by())
    sound(desk)


def test_a_title_rests_on_any_sentence_of_its_story(desk: Desk) -> None:
    """One that the old title's sentence does not bear out passes on another's; a false one never."""
    before = desk.draft()
    story = item(before, "story", "diplomats")
    title = "Calinor closed its consulate in Velm on Monday"
    draft = actions.edit(desk.space, REF, story, title, by())
    told = next(s for s in draft.briefing.stories if s.title == title)
    assert told.title_edited
    assert len(told.title_evidence) == 1
    with pytest.raises(EditRefusedError):
        actions.edit(desk.space, REF, story, "Calinor opened its consulate in Velm on Monday", by())
    sound(desk)


def test_not_this_story_again(desk: Desk) -> None:
    """It leaves the draft, stands in the audience's file, and a later build names it, no more."""
    before = desk.draft()
    dam = next(s for s in before.briefing.stories if "dam" in s.title)
    desk.audience(more="approval = true\n# ours\n[limits]\nstories = 9\n")
    draft = actions.mute(desk.space, REF, item(before, "story", "dam"), by())
    assert not any("dam" in title for title in stories(draft))
    text = (desk.root / "audiences" / "default.toml").read_text(encoding="utf-8")
    assert f'exclude = ["story:{dam.id} ' in text
    assert "approval = true\n# ours\n" in text
    assert "[limits]\nstories = 9" in text
    desk.build()
    again = desk.draft().briefing
    assert not any("dam" in story.title for story in again.stories)
    assert any(note.startswith("not told, as the desk asked: ") for note in again.gaps.notes)
    (entry,) = actions.muted(desk.space, "default")
    assert actions.unmute(desk.space, "default", dam.id[:5]) == entry
    desk.build()
    assert actions.muted(desk.space, "default") == ()
    with pytest.raises(UsageError, match="muted: none"):
        actions.unmute(desk.space, "default", dam.id)


def test_decisions_hold_over_a_new_build(desk: Desk) -> None:
    """Stories that are still there stay merged; what is gone is set aside and said."""
    before = desk.draft()
    dam, grain = item(before, "story", "dam"), item(before, "story", "rain traders")
    actions.merge(desk.space, REF, dam, grain, by())
    desk.article("late.txt", "date 2021-06-01 A ferry ran aground off Port Lumen on Tuesday night.")
    desk.build()
    draft = desk.draft()
    assert any(
        "2,300" in p.text for s in draft.briefing.stories for p in s.key_points if "rain" in s.title
    )
    assert draft.set_aside == ()
    assert draft.briefing.date == DATE
