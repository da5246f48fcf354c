"""A draft goes through the reading room: read, changed, noted upon, approved; without script."""

import datetime as dt
import re

import pytest

from briefer.models import Edition
from briefer.pipeline.review import actions
from briefer.settings import Workspace
from tests.web.conftest import Client

DRAFT = "/review/2021-06-02/desk"
REF = Edition("desk", dt.date(2021, 6, 2))


def fields(page: str, **more: str) -> dict[str, str]:
    """Return what every form of a draft's page brings back."""
    hidden = dict(re.findall(r'type="hidden" name="(csrf|revision)" value="([^"]*)"', page))
    return {**hidden, **more}


def item(space: Workspace, kind: str) -> str:
    """Return the id of the first item of a kind."""
    draft = actions.open_draft(space, REF)
    return next(one.item.id for one in draft.items if one.item.kind == kind and not one.gone)


def act(client: Client, **more: str) -> int:
    """Fill in a form of the draft's page and return the answer's status."""
    page = client.get(DRAFT).text
    return client.post(DRAFT, fields(page, **more)).status


def test_a_draft_goes_from_the_queue_to_approval(space: Workspace, desk: Client) -> None:
    """Drop, move, note, undo, approve: each by one form, each in the trail under one's name."""
    assert DRAFT in desk.get("/review").text
    assert act(desk, act="name", who="A. Bergér <b>") == 303
    assert 'value="A. Bergér &lt;b&gt;"' in desk.get(DRAFT).text
    first = item(space, "bottom_line")
    assert act(desk, act="down", item=first) == 303
    assert item(space, "bottom_line") != first
    assert act(desk, act="up", item=first) == 303
    assert item(space, "bottom_line") == first
    assert act(desk, act="drop", item=first) == 303
    assert item(space, "bottom_line") != first
    assert act(desk, act="restore", item=first) == 303
    story = item(space, "story")
    assert act(desk, act="note", item=story, text="Our view <script>x</script>") == 303
    page = desk.get(DRAFT).text
    assert "Our view &lt;script&gt;" in page
    assert "not checked" in page
    assert act(desk, act="approve") == 303
    page = desk.get(DRAFT).text
    assert "Approved by <bdi>A. Bergér &lt;b&gt;</bdi>" in page
    assert 'value="drop"' not in page
    trail = actions.trail(space, REF)
    assert {e.who for e in trail[1:]} == {"A. Bergér <b>"}
    assert [e.action for e in trail[1:]] == [
        "moved", "moved", "dropped", "restored", "noted", "approved",
    ]  # fmt: skip
    assert act(desk, act="reopen") == 303
    assert 'value="approve"' in desk.get(DRAFT).text


def test_an_edit_is_checked_and_a_false_one_is_refused(space: Workspace, desk: Client) -> None:
    """What the evidence does not bear out stays in the form, with the reasons."""
    point = item(space, "bottom_line")
    page = desk.get(DRAFT).text
    text = "On Friday 4,711 ministers resigned in Reykjavik."
    refused = desk.post(DRAFT, fields(page, act="edit", item=point, text=text))
    assert refused.status == 422
    assert "does not bear out" in refused.text
    assert text in refused.text
    draft = actions.open_draft(space, REF)
    assert not any(one.edited for one in draft.items)
    told = next(
        one.item
        for one in draft.items
        if one.item.kind != "story" and not one.gone and " on Wednesday" in one.item.text
    )
    shorter = told.text.replace(" on Wednesday", "", 1)
    assert act(desk, act="edit", item=told.id, text=shorter) == 303
    assert "edited by hand" in desk.get(DRAFT).text


def test_the_second_of_two_reviewers_is_told(space: Workspace, desk: Client) -> None:
    """A form that was read before somebody else's change changes nothing."""
    page = desk.get(DRAFT).text
    old = fields(page, act="drop", item=item(space, "bottom_line"))
    assert act(desk, act="note", text="first") == 303
    late = desk.post(DRAFT, old)
    assert late.status == 409
    assert "changed" in late.text
    assert not any(e.action == "dropped" for e in actions.trail(space, REF))


@pytest.mark.parametrize(
    "more",
    [
        {"act": "drop", "item": "nope"},
        {"act": "explode"},
        {},
        {"act": "up", "item": "../../etc"},
        {"act": "note", "text": ""},
        {"act": "edit", "item": "", "text": "x"},
        {"act": "unnote", "item": "n0"},
    ],
)
def test_a_senseless_form_changes_nothing(
    space: Workspace, desk: Client, more: dict[str, str]
) -> None:
    """It is answered with a reason, not with a fault."""
    assert act(desk, **more) in {400, 404, 422}
    assert len(actions.trail(space, REF)) == 1


def test_a_form_from_elsewhere_changes_nothing(space: Workspace, desk: Client) -> None:
    """Another site's page, or a form without its token, drops no story."""
    sent = fields(desk.get(DRAFT).text, act="drop", item=item(space, "story"))
    assert desk.post(DRAFT, sent, {"Origin": "http://evil.example"}).status == 403
    assert desk.post(DRAFT, {**sent, "csrf": "x"}).status == 403
    assert len(actions.trail(space, REF)) == 1
    assert desk.post(DRAFT, sent).status == 303


def test_stories_are_made_up_by_forms(space: Workspace, desk: Client) -> None:
    """Points are ticked and split off, moved, merged back; an outlet is left out and used again."""
    draft = actions.open_draft(space, REF)
    first, second = [o.item.id for o in draft.items if o.item.kind == "story"][:2]
    point = next(
        o.item.id for o in draft.items if o.item.kind == "key_point" and o.item.story == first
    )
    page = desk.get(DRAFT).text
    assert f'name="points" value="{point}" form="m-{first}"' in page
    assert act(desk, act="split", item=first) == 400  # nothing was ticked
    assert act(desk, act="split", item=first, points=point) == 303
    assert act(desk, act="undo") == 303
    assert act(desk, act="transfer", item=first, points=point, into=second) == 303
    assert act(desk, act="merge", item=first, into=second) == 303
    outlet = f"outlet:{draft.briefing.sources[0].outlet}"
    assert act(desk, act="exclude", name=outlet) == 303
    assert f"<bdi>{outlet}</bdi>" in desk.get(DRAFT).text
    assert act(desk, act="include", name=outlet) == 303
    listed = desk.get(f"{DRAFT}?choose={point}").text
    (sentence, *_) = re.findall(r'name="sentence" value="([^"]+:1)"', listed)
    assert act(desk, act="choose", item=point, sentence=sentence) in {303, 400, 422}
    assert desk.get(f"{DRAFT}?choose=k0").status == 404
    assert act(desk, act="choose", item=point, sentence="nowhere") == 400
    assert act(desk, act="mute", item=second) == 303
    assert "story:" in (space.root / "audiences" / "desk.toml").read_text(encoding="utf-8")
    done = [one.action for one in actions.trail(space, REF)]
    for action in ("split", "undone", "transferred", "merged", "excluded", "included", "muted"):
        assert action in done
