"""What an edit by hand decides: on the sentence itself, and on those that stood for the old one."""

from briefer.editions.decisions import Decisions, Edit
from briefer.editions.items import Item
from briefer.errors import EditRefusedError, UsageError
from briefer.models import Edition
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.review.desk import Act, ReviewDesk
from briefer.pipeline.review.drafts import By
from briefer.pipeline.review.items import told_items
from briefer.pipeline.review.opinions import Hearing
from briefer.pipeline.review.wording import checked
from briefer.settings import Workspace
from briefer.store import Store


def heard(space: Workspace, edition: Edition, item: str, line: str, by: By) -> tuple[Hearing, By]:
    """Ask the judges about an edit, with the draft free meanwhile; return what they said.

    The edit then holds for the draft as it was read for them: who changes it meanwhile is first.
    """
    hearing = Hearing()
    with Store(space.state) as store:
        desk = ReviewDesk(store, space, edition, by.now)
        desk.expect(by)
        rewritten(desk, item, line, hearing)
        hearing.decide(store, space, desk.audience, Documents(store.library, store))
        return hearing, by._replace(revision=desk.kept.revision)


def rewritten(
    desk: ReviewDesk, item: str, line: str, hearing: Hearing
) -> tuple[Decisions, list[Act]]:
    """Return what an edit decides, and what the trail says of it.

    Raises:
        EditRefusedError: the evidence does not bear it out, or a judge is against it.
    """
    found = desk.item(item)
    was = text_now(desk, found)
    if line in {was, found.text}:
        raise UsageError(f"{found.id} says that {'already' if line == was else 'as built'}")
    documents = Documents(desk.store.library, desk.store)
    decisions = _edited(desk.decisions, checked(desk.built, found, line, documents, hearing))
    acts = [Act("edited", found.id, was=was, became=line)]
    for one in bared(desk, decisions):
        try:
            alike = checked(desk.built, one, line, documents, hearing)
            decisions = _edited(decisions, alike)
            acts.append(Act("edited", one.id, was=text_now(desk, one), became=line))
        except EditRefusedError:
            dropped = (*decisions.dropped, one.id)
            decisions = decisions.model_copy(update={"dropped": dropped})
            acts.append(Act("dropped", one.id, was=text_now(desk, one)))
    if hearing.unasked:
        acts.append(Act("unjudged", found.id, became=hearing.unasked))
    return decisions, acts


def bared(desk: ReviewDesk, after: Decisions) -> tuple[Item, ...]:
    """Return the key points that would be printed only because of what was decided last."""
    before = told_items(desk.built, desk.printed())
    still = told_items(desk.built, desk.printed(after))
    return tuple(
        item
        for item in (desk.item(name) for name in sorted(before - still))
        if not after.gone(item.id, item.story)
    )


def text_now(desk: ReviewDesk, item: Item) -> str:
    """Return what an item says now."""
    edit = desk.decisions.edit_of(item.id)
    return edit.text if edit else item.text


def _edited(decisions: Decisions, edit: Edit) -> Decisions:
    others = tuple(one for one in decisions.edits if one.item != edit.item)
    return decisions.model_copy(update={"edits": (*others, edit)})
