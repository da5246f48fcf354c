"""What a reviewer does with whole stories and articles: merge, split, transfer, exclude, choose.

    merge      two stories are one, under the title of the one that stays
    split      points leave their story and are one of their own, right below it
    transfer   points go over to another story
    exclude    an article, or an outlet's articles, are not used (`include`: they are again)
    choose     another sentence of the source is told in a point's place
    undo       takes back the last merge, split or transfer

Like all acts (see `actions`) each takes the workspace, the edition and `By`, and returns the draft.
No sentence is worded by any of them: each keeps the evidence and the check that it has, or is
checked again on what is left, and approval checks all of it once more.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefer.editions.decisions import Decisions, Edit
from briefer.editions.items import Item, items_of
from briefer.editions.makeup import MakeUp
from briefer.engines.extractive import in_own_words
from briefer.errors import EditRefusedError, UsageError
from briefer.grounding import Grounder
from briefer.models import Document, Edition
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.review.desk import Act, ReviewDesk, acting
from briefer.pipeline.review.drafts import By, Draft
from briefer.pipeline.review.exclusion import excluding
from briefer.pipeline.review.rewrites import text_now
from briefer.pipeline.review.wording import explained
from briefer.settings import Workspace
from briefer.store import Store

CHOSEN = ("key_point",)  # kinds of item in whose place another sentence may be told


class SourceSentence(NamedTuple):
    """A sentence of an article that an item rests on; `cited`: the item rests on it now."""

    article: str
    outlet: str
    number: int
    text: str
    cited: bool


def merge(space: Workspace, edition: Edition, item: str, into: str, by: By) -> Draft:
    """Put a story into another one, which keeps its title and place."""
    with acting(space, edition, by) as desk:
        one, other = _story(desk, item), _story(desk, into)
        if one.id == other.id:
            raise UsageError("a story can't be merged with itself")
        act = MakeUp(act="merge", items=(one.id,), into=other.id)
        return _made_up(desk, by, act, Act("merged", one.id, was=one.text, became=other.text))


def split(space: Workspace, edition: Edition, items: Sequence[str], by: By) -> Draft:
    """Make a story of its own of points of one story; its title is the first point.

    Raises:
        UsageError: they are not points of one story, or all that it has.
    """
    with acting(space, edition, by) as desk:
        points = _points(desk, items)
        story = desk.item(points[0].story or "")
        act = MakeUp(act="split", items=tuple(point.id for point in points))
        told = Act("split", story.id, was=story.text, became=points[0].text)
        return _made_up(desk, by, act, told)


def transfer(space: Workspace, edition: Edition, items: Sequence[str], into: str, by: By) -> Draft:
    """Put points of one story into another.

    Raises:
        UsageError: they are not points of one story, all that it has, or there already.
    """
    with acting(space, edition, by) as desk:
        points, story = _points(desk, items), _story(desk, into)
        if points[0].story == story.id:
            raise UsageError(f"{points[0].id} is in {story.id} already; `move` changes the order")
        act = MakeUp(act="transfer", items=tuple(point.id for point in points), into=story.id)
        told = [Act("transferred", p.id, was=p.text, became=story.text) for p in points]
        return _made_up(desk, by, act, *told)


def undo(space: Workspace, edition: Edition, by: By) -> Draft:
    """Take back the last merge, split or transfer.

    Raises:
        UsageError: there was none.
    """
    with acting(space, edition, by) as desk:
        if not desk.decisions.makeup:
            raise UsageError("no story was merged or split, and no point moved to another story")
        last = desk.decisions.makeup[-1]
        update = {"makeup": desk.decisions.makeup[:-1]}
        decisions = desk.decisions.model_copy(update=update)
        desk.decide(decisions, by, [Act("undone", last.items[0], was=last.act)])
        return desk.draft()


def exclude(space: Workspace, edition: Edition, name: str, by: By) -> Draft:
    """Use an article (its id, or a beginning) or an outlet ("outlet:NAME") no more.

    What rests on it alone goes; what others bear out as well is checked again without it.

    Raises:
        UsageError: the edition rests on nothing of that name, or it is left out already, or
            nothing would be left.
    """
    with acting(space, edition, by) as desk:
        found = excluding(desk.store, desk.raw, name)
        if any(one.name == found.name for one in desk.decisions.excluded):
            raise UsageError(f"{found.name} is left out already")
        update = {"excluded": (*desk.decisions.excluded, found)}
        decisions = desk.decisions.model_copy(update=update)
        if not desk.made_up(decisions).stories:
            raise UsageError(f"without {found.name} nothing is left: drop the stories instead")
        count = f"{len(found.articles)} {'article' if len(found.articles) == 1 else 'articles'}"
        desk.decide(decisions, by, [Act("excluded", "", was=found.name, became=count)])
        return desk.draft()


def include(space: Workspace, edition: Edition, name: str, by: By) -> Draft:
    """Use again what was excluded."""
    with acting(space, edition, by) as desk:
        excluded = desk.decisions.excluded
        found = [
            one for one in excluded if name and one.name.casefold().startswith(name.casefold())
        ]
        if len(found) != 1:
            names = ", ".join(one.name for one in excluded) or "nothing"
            raise UsageError(f"{name!r} is not what is left out: {names}")
        kept = tuple(one for one in excluded if one != found[0])
        decisions = desk.decisions.model_copy(update={"excluded": kept})
        desk.decide(decisions, by, [Act("included", "", became=found[0].name)])
        return desk.draft()


def sentences(space: Workspace, edition: Edition, item: str) -> tuple[SourceSentence, ...]:
    """Return the sentences of the articles that a point rests on, in the articles' order.

    Raises:
        UsageError: there is no such item, or its sentence is not to be chosen.
    """
    with Store(space.state) as store:
        desk = ReviewDesk(store, space, edition)
        found = _choosable(desk, item)
        documents = Documents(store.library, store)
        outlets = {source.article_id: source.outlet for source in desk.raw.sources}
        cited = {(e.article_id, n) for e in found.evidence for n in e.sentences}
        return tuple(
            SourceSentence(
                article,
                outlets.get(article) or "",
                sentence.number,
                documents[article].sentence_text(sentence.number),
                (article, sentence.number) in cited,
            )
            for article in dict.fromkeys(e.article_id for e in found.evidence)
            for sentence in documents[article].sentences
        )


def choose(space: Workspace, edition: Edition, item: str, place: tuple[str, int], by: By) -> Draft:
    """Tell another sentence of the source, (article id, sentence number), in a point's place.

    It is told in the source's own words, freed of what does not stand alone, and checked.

    Raises:
        UsageError: there is no such sentence.
        EditRefusedError: it can't be told by itself.
    """
    article, number = place
    with acting(space, edition, by) as desk:
        found = _choosable(desk, item)
        known = dict.fromkeys(e.article_id for e in found.evidence)
        chosen = [one for one in known if one.startswith(article)]
        documents = Documents(desk.store.library, desk.store)
        if len(chosen) != 1 or not 1 <= number <= len(documents[chosen[0]].sentences):
            raise UsageError(f"{found.id} rests on no article {article!r} with a sentence {number}")
        chosen_edit = _told(found, documents[chosen[0]], number)
        was = text_now(desk, found)
        if chosen_edit.text == was:
            raise UsageError(f"{found.id} says that already")
        others = tuple(one for one in desk.decisions.edits if one.item != found.id)
        decisions = desk.decisions.model_copy(update={"edits": (*others, chosen_edit)})
        desk.decide(decisions, by, [Act("edited", found.id, was=was, became=chosen_edit.text)])
        return desk.draft()


def _told(item: Item, document: Document, number: int) -> Edit:
    """Return the edit that tells a sentence of a document in an item's place.

    Raises:
        EditRefusedError: it can't be told by itself, or not so.
    """
    told = in_own_words(document, [number], 0.5)
    words = document.sentence_text(number)
    if told is None:
        raise EditRefusedError(words, ("it does not stand alone: it leans on another sentence",))
    grounded = Grounder({document.article.id: document}).ground(told)
    if grounded.check is None or not grounded.passed:
        raise EditRefusedError(words, explained(grounded.check))
    return Edit(
        item=item.id,
        text=grounded.text,
        evidence=grounded.evidence,
        check=grounded.check,
        quote=grounded.quote,
        point=grounded,
    )


def _choosable(desk: ReviewDesk, item: str) -> Item:
    found = desk.item(item)
    if found.kind not in CHOSEN:
        raise UsageError(f"{found.id} is no key point: another sentence can't be chosen for it")
    return found


def _story(desk: ReviewDesk, item: str) -> Item:
    found = desk.item(item)
    if found.kind != "story":
        raise UsageError(f"{found.id} is no story; `briefer review show` lists them")
    if desk.decisions.gone(found.id):
        raise UsageError(f"{found.id} was dropped: take it back in first")
    return found


def _points(desk: ReviewDesk, items: Sequence[str]) -> list[Item]:
    """Return the points of some ids, all of one story that has others too."""
    points = list({found.id: found for found in map(desk.item, items)}.values())
    strangers = [one.id for one in points if one.kind != "key_point"]
    if not points or strangers:
        raise UsageError(f"{', '.join(strangers) or 'nothing'}: say key points of a story")
    story = points[0].story
    if any(point.story != story for point in points):
        raise UsageError("the points are of several stories: take those of one at a time")
    ours = [i for i in items_of(desk.built) if i.kind == "key_point" and i.story == story]
    if len(points) == len(ours):
        raise UsageError("these are all the points of the story: merge the story instead")
    return points


def _made_up(desk: ReviewDesk, by: By, act: MakeUp, *told: Act) -> Draft:
    decisions: Decisions = desk.decisions.model_copy(
        update={"makeup": (*desk.decisions.makeup, act)}
    )
    desk.decide(decisions, by, told)
    return desk.draft()
