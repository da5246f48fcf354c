"""Articles and outlets that a reviewer takes out of an edition, and what stands without them.

A sentence that rests on others too is checked again on what is left of its evidence: it stays
where that bears it out, and leaves where it does not.
"""

from collections.abc import Iterator

from briefer.editions.decisions import Decisions
from briefer.editions.exclusions import of_outlets
from briefer.editions.items import items_of, point_id
from briefer.editions.makeup import Excluded, Rechecked
from briefer.errors import UsageError
from briefer.grounding import Grounder
from briefer.models import Briefing, KeyPoint
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.review.wording import claim_for
from briefer.store import Store

OUTLET = "outlet:"


def excluding(store: Store, built: Briefing, name: str) -> Excluded:
    """Return what leaving out an article (its id or a beginning of it) or "outlet:NAME" means.

    Raises:
        UsageError: the edition rests on nothing of that name.
    """
    known = [source.article_id for source in built.sources]
    if name.startswith(OUTLET):
        articles = store.articles(known).values()
        named = next(
            (n for n in _outlets(built) if n.casefold() == name[7:].strip().casefold()), ""
        )
        found = tuple(of_outlets((f"{OUTLET}{named or name[7:].strip()}",), articles))
        full = f"{OUTLET}{named or name[7:].strip()}"
    else:
        found = tuple(article for article in known if name and article.startswith(name))
        full = found[0] if found else name
        if len(found) > 1 and name not in found:
            raise UsageError(f"{name!r} names several articles: {', '.join(found[:5])}")
    if not found:
        outlets = ", ".join(_outlets(built)[:8])
        raise UsageError(
            f"the edition rests on no article {name!r}; say an article's id, or outlet:NAME, "
            f"such as one of: {outlets}"
        )
    return Excluded(name=full, articles=found, kept=tuple(_rechecked(store, built, found)))


def renewed(store: Store, built: Briefing, decisions: Decisions) -> Decisions:
    """Return decisions whose exclusions are those of the briefing as it is built now."""
    if not decisions.excluded:
        return decisions
    excluded = []
    for one in decisions.excluded:
        try:
            excluded.append(excluding(store, built, one.name))
        except UsageError:  # it rests on nothing of that name any more
            excluded.append(one.model_copy(update={"kept": ()}))
    return decisions.model_copy(update={"excluded": tuple(excluded)})


def _outlets(built: Briefing) -> list[str]:
    return list(dict.fromkeys(source.outlet for source in built.sources if source.outlet))


def _rechecked(store: Store, built: Briefing, gone: tuple[str, ...]) -> Iterator[Rechecked]:
    """Yield the items that what is left of their evidence bears out."""
    documents = Documents(store.library, store)
    grounder = Grounder(documents)
    points: dict[str, KeyPoint] = {
        point_id(point): point for story in built.stories for point in story.key_points
    }
    for item in items_of(built):
        left = tuple(proof for proof in item.evidence if proof.article_id not in gone)
        if not left or len(left) == len(item.evidence) or item.kind == "conflict":
            continue
        claim = claim_for(item, item.text, points.get(item.id))
        check = grounder.check(claim.model_copy(update={"evidence": left}))
        if check.status == "supported":
            yield Rechecked(item=item.id, evidence=left, check=check)
