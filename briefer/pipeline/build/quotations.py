"""What the press wants beside the stories: checked quotations, and the tone of coverage."""

from collections.abc import Iterable

from briefer.editions.audiences import Audience
from briefer.editions.quotations import Spoken, in_order, spoken
from briefer.editions.tone import tone
from briefer.models import Article, Quoted, Story, Tone
from briefer.pipeline.build.writer import Writer


def quotations(audience: Audience, writer: Writer, shown: Iterable[Story]) -> tuple[Quoted, ...]:
    """Return what is quoted in the stories shown and passes its check, for who asks for it."""
    if not {"quotations", "tone"} & set(audience.sections):
        return ()
    stories = tuple(shown)
    documents = {i: writer.documents[i] for story in stories for i in story.articles}
    listed = in_order(spoken(stories, documents), documents, audience.home)
    found = (_checked(item, writer) for item in listed)
    return tuple(item for item in found if item)[: audience.limits.quotations]


def tone_of(
    audience: Audience,
    stories: Iterable[Story],
    quoted: Iterable[Quoted],
    articles: Iterable[Article],
    shown: Iterable[Story],
) -> Tone | None:
    """Return the tone of the day's coverage of an audience's home country, if it asks for it."""
    if audience.home is None or "tone" not in audience.sections:
        return None
    languages = {article.id: article.language for article in articles}
    found = tone(audience.home, stories, quoted, languages, audience.limits.tone)
    known = {story.id for story in shown}
    items = (i if i.story in known else i.model_copy(update={"story": None}) for i in found.items)
    return found.model_copy(update={"items": tuple(items)})


def _checked(item: Spoken, writer: Writer) -> Quoted | None:
    """Return the quotation if it passes; else its first sentence, if that does."""
    check = writer.quotation(item.text, item.speaker, item.quote, item.evidence)
    if check.status == "rejected" and item.shorter is not None:
        return _checked(item.shorter._replace(outlets=item.outlets), writer)
    if check.status == "rejected":
        writer.reject(item.text, "quotation", check, item.evidence)
        return None
    if {problem.code for problem in check.problems} == {"quotation_typography"}:
        check = check.model_copy(update={"status": "supported", "problems": ()})  # not our marks
    return Quoted(
        text=item.text,
        speaker=item.speaker,
        quote=item.quote,
        outlets=item.outlets,
        evidence=item.evidence,
        check=check,
        story=item.story,
    )
