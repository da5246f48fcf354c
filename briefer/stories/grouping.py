"""A batch of documents grouped into stories at once, as the command line does."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from briefer.models import Document, Frozen
from briefer.stories.clusters import Placement, StoryConfig, StoryIndex, chronology
from briefer.stories.signatures import Signature, signature


class StoryGroup(Frozen):
    """A story of a batch: article ids in order of time, and groups of reprints among them."""

    id: str
    title: str
    articles: tuple[str, ...]
    reprints: tuple[tuple[str, ...], ...] = ()


def group(
    documents: Sequence[Document], config: StoryConfig | None = None
) -> tuple[StoryGroup, ...]:
    """Cluster a batch of documents, in order of publication and id; stories in that order too."""
    chosen = config or StoryConfig(window_days=None)
    texts = {document.article.id: document.article.text for document in documents}
    signatures = sorted((signature(document) for document in documents), key=chronology)
    index = StoryIndex(chosen)
    placements = index.add_all(signatures, texts.__getitem__)
    stories: dict[str, list[tuple[Signature, Placement]]] = defaultdict(list)
    for added, placed in zip(signatures, placements, strict=True):
        stories[placed.story].append((added, placed))
    return tuple(_group(story, members) for story, members in stories.items())


def reprint_groups(
    placements: Iterable[tuple[str, Placement]], without: Container[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """Return the article ids that carry the same copy, grouped, the earliest first.

    Originals in `without`, which were withdrawn or replaced, are left out.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for article_id, placed in placements:
        if placed.reprint_of is not None:
            groups[placed.reprint_of].append(article_id)
    found = ((*(() if root in without else (root,)), *ids) for root, ids in groups.items())
    return tuple(ids for ids in found if len(ids) > 1)


def _group(story: str, members: list[tuple[Signature, Placement]]) -> StoryGroup:
    return StoryGroup(
        id=story,
        title=central_title([added for added, _ in members]),
        articles=tuple(added.article_id for added, _ in members),
        reprints=reprint_groups((added.article_id, placed) for added, placed in members),
    )


def central_title(members: Sequence[Signature]) -> str:
    """Return the headline whose words the other headlines share most; the earliest of equals."""
    headed = [added for added in members if added.title]
    if not headed:
        return ""
    return max(headed, key=lambda added: _centrality(added, headed)).title


def _centrality(added: Signature, others: Iterable[Signature]) -> float:
    own = set(added.title_terms)
    return sum(_dice(own, set(other.title_terms)) for other in others)


def _dice(left: set[str], right: set[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0
