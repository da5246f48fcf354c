"""The day's opinion pieces: who writes where, and under which headline.

An opinion piece is never drafted from, placed in a story or cited: only that it was written is
told, in a section of its own. One that the audience's limits or exclusions leave out stays among
what sources gave that is no report.
"""

from collections.abc import Iterable

from briefer.editions.exclusions import excluded_piece
from briefer.ingest.labels import label_in
from briefer.models import Article, OpinionPiece, Stubbed
from briefer.pipeline.build.dossier import Dossier
from briefer.text.mediatopics import subject_of

OPINION = "opinion"


def opinions_of(dossier: Dossier) -> tuple[OpinionPiece, ...]:
    """Return the opinion pieces that the audience is shown, the weightiest subjects first."""
    audience = dossier.audience
    if OPINION not in audience.sections:
        return ()
    weighed = [
        (audience.weights.of_subject(subject), article)
        for article in dossier.opinions.values()
        if not excluded_piece(article, subject := subject_of(article), audience.exclude)
    ]
    weighed.sort(key=lambda item: -item[0])
    return tuple(_piece(article) for _, article in weighed[: audience.limits.opinion])


def besides(
    stubs: Iterable[Stubbed], pieces: Iterable[OpinionPiece], dossier: Dossier
) -> tuple[Stubbed, ...]:
    """Return the stubs that are no opinion piece shown or excluded."""
    told = {piece.article_id for piece in pieces} | _excluded(dossier.opinions.values(), dossier)
    return tuple(stub for stub in stubs if stub.article_id not in told)


def _excluded(articles: Iterable[Article], dossier: Dossier) -> set[str]:
    exclude = dossier.audience.exclude
    return {a.id for a in articles if excluded_piece(a, subject_of(a), exclude)}


def _piece(article: Article) -> OpinionPiece:
    title = article.title or article.name
    return OpinionPiece(
        article_id=article.id,
        title=label_in(title)[1] or title,
        author=article.author,
        outlet=article.source,
    )
