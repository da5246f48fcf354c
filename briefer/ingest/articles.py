"""A reader's draft becomes an article: cleaned, separated from its asides, dated, named."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.ingest.asides import Separated, separate, without_more
from briefer.ingest.canonical import canonical
from briefer.ingest.clean import normalise, one_line, paragraphs, word_count
from briefer.ingest.closing import Ending, read_ending
from briefer.ingest.corrigenda import CORRECTION, without_corrigenda
from briefer.ingest.dating import dated, of_name, of_url
from briefer.ingest.frontmatter import split_date
from briefer.ingest.headlines import is_name
from briefer.ingest.headmarks import is_lone_dateline
from briefer.ingest.identity import article_id
from briefer.ingest.issuers import issuer_in
from briefer.ingest.kinds import kind_of
from briefer.ingest.labels import byline_of, label_in, label_of
from briefer.ingest.language import language_of, plausible
from briefer.ingest.quality import stub_of
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.ingest.sitenames import named_by_file, site_of, without_site
from briefer.ingest.tails import tail_start
from briefer.models import Article, Aside, DatedBy, Failure, Origin
from briefer.text.datelines import DatelineReading, read_dateline
from briefer.text.stamps import Stamp, find_stamps, left_over, may_name_a_day

_BRIEF = 12  # words of captions that are an article, where nothing else is
MIN_WORDS = 3  # a text of fewer words reports nothing
_TITLE_MAX = 500  # characters
_WHOLE = 200  # words: an article of fewer that is not free is only its beginning
_SENTENCE = re.compile(r"\w[.!?…。][\"”»’)\]]*(?:\s|$)")
_OPENING = 70  # characters of a place and a day that open a text
_POINTS = 7  # paragraphs of which a dateline may be the last
_HEAD = 4  # paragraphs in which a date line is looked for
_DATE_WORDS = 10
_STAMP_MAX = 140  # characters of one
_LABELS = 12  # sections and tags that are kept
_URL_MAX = 2000
_TEXT_MAX = 2_000_000  # characters: a book of a thousand pages
_PARAGRAPHS_MAX = 150_000  # some two seconds of work; a live blog of a whole day has some 5,000


def build(raw: Raw, draft: ArticleDraft) -> Item:
    """Return the article that `draft` makes, or a failure where it holds no text."""
    if len(draft.text) > _TEXT_MAX:
        reason = f"a text of more than {_TEXT_MAX:,} characters is no article; split it"
        return Failure(location=draft.location, reason=reason)
    text, prefix = split_date(draft.text)
    title = one_line(draft.title, _TITLE_MAX)
    found_paragraphs = _joined(paragraphs(text))
    if len(found_paragraphs) > _PARAGRAPHS_MAX:
        reason = f"a text of more than {_PARAGRAPHS_MAX:,} paragraphs is no article; split it"
        return Failure(location=draft.location, reason=reason)
    found_paragraphs, corrigenda = without_corrigenda(_without_title(found_paragraphs, title))
    draft = _with_corrigenda(draft, corrigenda)
    body, stamps = _without_stamps(found_paragraphs)
    released = any(label_of(label) == "press_release" for label in draft.labels)
    body, ending = read_ending(body, released=released)
    found = _kept(separate(body))
    prose = "\n\n".join(found.prose)
    if word_count(prose, MIN_WORDS) < MIN_WORDS:
        return Failure(location=draft.location, reason=_no_text(found.asides + draft.asides))
    url = one_line(draft.url, _URL_MAX)
    url = canonical(url) if url else None
    language = language_of(prose, draft.language, hint=draft.hint)
    line = _dateline(found.prose, language)
    source = one_line(draft.source) or raw.outlet or _outlet(ending, line, url)
    issued = released or "press release" in ending.labels
    source = source or (issuer_in(found.prose[0][line.end if line else 0 :]) if issued else None)
    source = source or site_of(url) or named_by_file(draft.location)
    prose, tail = _without_tail(prose, language, title, source)
    title = without_site(title, source) if title else None
    draft = draft._replace(
        labels=(*draft.labels, *ending.labels), author=draft.author or ending.author
    )
    said = _Text(prefix, prose, line, (*stamps, *ending.stamps))
    when = dated(raw, _dates(draft, said, url), draft.language or language)
    origin = Origin(
        location=draft.location,
        source=source,
        title=title,
        url=url,
        external_id=one_line(draft.external_id),
    )
    article = Article(
        id=article_id(prose),
        text=prose,
        title=title,
        source=source,
        url=url,
        published=when.published.day,
        published_at=when.published.moment,
        language=language,
        asides=_tidy(
            _byline(draft) + _notes(draft) + draft.asides + found.asides + ending.asides + tail
        ),
        origins=(origin,),
        fetched_at=raw.now,
        dated_by=when.by,
        doubt=when.doubt,
        author=_author(draft),
        labels=_labels(draft),
    )
    judged = _judged(article, draft)
    if ending.reprinted and judged.kind == "news":
        return judged.model_copy(update={"kind": "reprint"})
    return judged


def _joined(found: list[str]) -> list[str]:
    """Return the paragraphs with a dateline on a line of its own put before the text that it opens."""
    for number, paragraph in enumerate(found[:_HEAD]):
        if number + 1 < len(found) and is_lone_dateline(paragraph):
            opened = f"{paragraph} {found[number + 1]}"
            return [*found[:number], opened, *found[number + 2 :]]
    return found


def _dateline(prose: Sequence[str], language: str) -> DatelineReading | None:
    """Return the dateline of a text, which may stand below points that sum it up."""
    for paragraph in prose[:_POINTS]:
        line = read_dateline(paragraph, language)
        if line is not None or len(paragraph) > _STAMP_MAX or paragraph[-1] in ".!?。":
            return line
    return None


def _kept(found: Separated) -> Separated:
    """Return what is prose; where there is but a caption or a teaser, with a sentence in it, that is."""
    if found.prose:
        return found
    for kind in ("caption", "link"):
        taken = [
            aside for aside in found.asides if aside.kind == kind and _SENTENCE.search(aside.text)
        ]
        if word_count(" ".join(aside.text for aside in taken), _BRIEF) >= _BRIEF:
            rest = tuple(aside for aside in found.asides if aside not in taken)
            parts = [without_more(aside.text) for aside in taken]
            links = (Aside(kind="link", text=link) for _, link in parts if link)
            return Separated(tuple(text for text, _ in parts), (*rest, *links))
    return found


def _outlet(ending: Ending, line: DatelineReading | None, url: str | None) -> str | None:
    """Return the outlet by a text's last lines, where it has no address, or its dateline's agency."""
    agency = line.agency if line else None
    if url:
        return agency
    return ending.outlet or ending.issuer or agency or ending.holder


def _judged(article: Article, draft: ArticleDraft) -> Article:
    """Return the article with what it is: a stub, an opinion, a correction ..."""
    declared = plausible(draft.language) if draft.hint else None
    stub = draft.stub or stub_of(article, declared)
    if stub is None and draft.paid and word_count(article.text, _WHOLE) < _WHOLE:
        stub = "paywall"
    kind = kind_of(draft, article.title, article.text, stub)
    title = article.title
    if kind in {"correction", "update"} and title:
        title = label_in(title)[1] or title
    if kind == "liveblog":
        stub = "live_blog"
    return article.model_copy(update={"stub": stub, "kind": kind, "title": title})


def _with_corrigenda(draft: ArticleDraft, notes: tuple[str, ...]) -> ArticleDraft:
    """Return the draft with the desk's notes on its errors, which make it a correction."""
    if not notes:
        return draft
    return draft._replace(notes=(*draft.notes, *notes), labels=(*draft.labels, CORRECTION))


class _Text(NamedTuple):
    """What the text itself says of its date."""

    prefix: str | None
    prose: str
    line: DatelineReading | None
    stamps: tuple[Stamp, ...] = ()  # of the date lines above the prose


def _dates(draft: ArticleDraft, text: _Text, url: str | None) -> Iterator[tuple[object, DatedBy]]:
    """Yield the dates that the source, the text, the address and the file's name give."""
    yield draft.published, draft.dated_by
    yield text.prefix, "text"
    yield from draft.dates
    yield from ((stamp, "text") for stamp in text.stamps)
    if text.line is not None and text.line.stamp is not None:
        yield text.line.stamp, "dateline"
    else:
        yield from ((stamp, "dateline") for stamp in _opening_day(text.prose))
    yield from of_url(url)
    yield from of_name(draft.location)


def _opening_day(prose: str) -> list[Stamp]:
    """Return the day of a place and a day that open a text as a sentence: "Lima, 1 de junio de 2021. El …"."""
    opening, stop, _ = prose[:_OPENING].partition(". ")
    stamps = find_stamps(opening) if stop and may_name_a_day(opening) else []
    place = left_over(opening, stamps)
    whole = len(stamps) == 1 and stamps[0].day.year and stamps[0].start > 0
    return stamps if whole and is_name(place) else []


def _author(draft: ArticleDraft) -> str | None:
    """Return the author's name without the word before it."""
    author = one_line(draft.author)
    return (byline_of(author) or author) if author else None


def _labels(draft: ArticleDraft) -> tuple[str, ...]:
    """Return sections, then tags, each once."""
    named = filter(None, map(one_line, (*draft.labels, *draft.tags)))
    return tuple(dict.fromkeys(named))[:_LABELS]


def _notes(draft: ArticleDraft) -> tuple[Aside, ...]:
    return tuple(Aside(kind="boilerplate", text=note) for note in draft.notes)


def _without_stamps(found: list[str]) -> tuple[list[str], list[Stamp]]:
    """Return the paragraphs without the date lines above them, and what those say."""
    kept: list[str] = []
    stamps: list[Stamp] = []
    for number, paragraph in enumerate(found):
        short = number < _HEAD and len(paragraph) <= _STAMP_MAX and not _is_sentence(paragraph)
        lines = find_stamps(paragraph) if short and may_name_a_day(paragraph) else []
        if lines and not left_over(paragraph, lines) and len(found) > 1:
            stamps += [stamp for stamp in lines if not stamp.updated]
        else:
            kept.append(paragraph)
    return (kept, stamps) if kept else (found, stamps)


def _is_sentence(paragraph: str) -> bool:
    """Whether a paragraph has more words than a date line, and ends like a sentence."""
    return paragraph[-1] in ".!?" and paragraph.count(" ") > _DATE_WORDS


def _without_title(found: list[str], title: str | None) -> list[str]:
    """Return the paragraphs without a first one that only repeats the title."""
    if title and len(found) > 1 and found[0].casefold().strip("# ") == title.casefold():
        return found[1:]
    return found


def _without_tail(
    prose: str, language: str, title: str | None, source: str | None
) -> tuple[str, tuple[Aside, ...]]:
    """Return the prose without the sentence of the program that published it, if it has one."""
    last = prose.rfind("\n\n") + 2 if "\n\n" in prose else 0
    start = tail_start(prose[last:], language, title, source)
    kept = prose[: last + start].rstrip() if start is not None else ""
    if not kept:
        return prose, ()
    return kept, (Aside(kind="boilerplate", text=prose[len(kept) :].strip()),)


def _byline(draft: ArticleDraft) -> tuple[Aside, ...]:
    author = one_line(draft.author)
    if not author or author == one_line(draft.source):
        return ()
    return (Aside(kind="boilerplate", text=f"By {author}"),)


def _tidy(asides: tuple[Aside, ...]) -> tuple[Aside, ...]:
    """Return the asides with their text normalised, without empty or repeated ones."""
    tidy = (Aside(kind=aside.kind, text=normalise(aside.text).strip()) for aside in asides)
    return tuple(dict.fromkeys(aside for aside in tidy if aside.text))


def _no_text(asides: tuple[Aside, ...]) -> str:
    if not asides:
        return f"no text: fewer than {MIN_WORDS} words"
    kinds = ", ".join(sorted({aside.kind for aside in asides}))
    return f"no text: nothing but what is no article's prose ({kinds})"
