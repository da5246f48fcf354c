"""The stories of a dossier: its articles merged by story, and compared with what was told."""

from collections import defaultdict
from collections.abc import Mapping

from briefer.engines.base import key_point_id
from briefer.engines.ordering import ordered
from briefer.grounding import Grounder, claim_of
from briefer.models import Article, Change, Document, Evidence, KeyPoint, Story
from briefer.pipeline.build.account import Drafts
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.retractions import came_late
from briefer.stories import MergeOptions, compare, merge_story, reprint_groups
from briefer.stories.continuity import PastContext
from briefer.stories.telling import tell
from briefer.text.claim_language import reader_of

_SECOND = 0.99  # of the main fact's importance, that another may have


def stories_of(
    dossier: Dossier, documents: Mapping[str, Document]
) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return the stories with their status, and what changed since the last edition."""
    merged = [_told_best(s, dossier) for s in _merged(dossier) if s.key_points]
    selected = [_selected(story, dossier, documents) for story in merged]
    stories = [story for story, _ in selected]
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
    late = came_late(changes, compared, dossier.late)
    moved = [change for _, overtaken in selected for change in overtaken]
    return compared, (*late, *moved)


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


def _selected(
    story: Story, dossier: Dossier, documents: Mapping[str, Document]
) -> tuple[Story, list[Change]]:
    """Return the story with each fact once, the main one first, and the tolls it had before."""
    articles = [dossier.articles[i] for i in story.articles if i in dossier.articles]
    reader = reader_of(dossier.audience.language, dossier.articles)
    told = tell(story.key_points, articles, reader, dossier.window.start.date())
    grounder = Grounder(documents)
    points = [_supported(p, told.support.get(p.id, ()), grounder) for p in told.points]
    top = max(point.importance for point in story.key_points)
    points[0] = points[0].model_copy(update={"importance": top})
    further = [
        p.model_copy(update={"importance": min(p.importance, _SECOND * top)}) for p in points[1:]
    ]
    rest = sorted(further, key=lambda p: (not reader.reads(p), -p.importance))
    overtaken = (
        told.overtaken[:1] if dossier.past.bases else ()
    )  # before a first edition is nothing
    changes = [_before(story, points[0], old) for old in overtaken]
    return story.model_copy(update={"key_points": (points[0], *rest)}), changes


def _supported(point: KeyPoint, further: tuple[Evidence, ...], grounder: Grounder) -> KeyPoint:
    """Return the point with further evidence, where it bears the point out as well."""
    new = tuple(item for item in further if item not in point.evidence)
    if not new:
        return point
    evidence = (*point.evidence, *new)
    check = grounder.check(claim_of(point.model_copy(update={"evidence": evidence})))
    if check.status != "supported":
        return point
    told = point.model_copy(update={"evidence": evidence, "check": check})
    return told.model_copy(update={"id": key_point_id(told.text, evidence)})


def _before(story: Story, now: KeyPoint, old: KeyPoint) -> Change:
    return Change(
        story=story.id,
        kind="moved",
        text=now.text,
        before=old.text,
        key_point=now.id,
        evidence=(*now.evidence, *old.evidence),
    )
