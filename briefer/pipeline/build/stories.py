"""The stories of a dossier: its articles merged by story, and compared with what was told."""

from collections import defaultdict
from collections.abc import Mapping

from briefer.engines.base import key_point_id
from briefer.engines.ordering import ordered
from briefer.models import Article, Change, Document, Story
from briefer.pipeline.build.account import Drafts
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.retractions import came_late
from briefer.stories import MergeOptions, compare, merge_story, reprint_groups
from briefer.stories.continuity import PastContext


def stories_of(
    dossier: Dossier, documents: Mapping[str, Document]
) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return the stories with their status, and what changed since the last edition."""
    stories = [_told_best(s, dossier) for s in _merged(dossier) if s.key_points]
    older: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in dossier.replaced.items():
        older[new].add(old)
    bases = dossier.past.bases
    context = PastContext(
        earlier=bases[1:],
        background={
            story: [documents[i] for i in ids] for story, ids in dossier.background.read.items()
        },
        articles=dossier.articles,
        older={new: frozenset(olds) for new, olds in older.items()},
    )
    compared, changes = compare(next(iter(bases), None), stories, context)
    return compared, tuple(came_late(changes, compared, dossier.late))


def _merged(dossier: Dossier) -> list[Story]:
    """Return the articles as merged stories, in the order of their first article."""
    accepted = Drafts(dossier.articles, dossier.extractions).accepted()
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in dossier.articles.values():
        groups[dossier.places[article.id].story].append(article)
    options = MergeOptions(
        language=dossier.audience.language,
        make_id=lambda point: key_point_id(point.text, point.evidence),
    )
    known = dossier.known
    stories = []
    for story, articles in groups.items():
        placed = ((a.id, dossier.places[a.id]) for a in articles)
        reported = dossier.background.reported.get(story, ())
        told = options._replace(earlier=[(known[i], point) for i, point in reported])
        points = {a.id: accepted.get(a.id, ()) for a in articles}
        copies = reprint_groups(placed, without=dossier.gone)
        stories.append(merge_story(story, articles, points, copies, told))
    return stories


def _told_best(story: Story, dossier: Dossier) -> Story:
    """Return the story with the points first that its outlets agree on and that tell it best."""
    lead = dossier.articles[story.title_article or story.articles[0]]
    points = ordered(story.key_points, story.title, lead.language)
    return story.model_copy(update={"key_points": points})
