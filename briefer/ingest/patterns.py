"""How embedded posts, captions, links and boilerplate look, in the languages of the wire.

The words are those of `[asides]` in the files of the languages. Every expression is tried on one
paragraph of bounded length and is linear: no nested repetition, every gap bounded. `asides`
decides; this module only knows the forms.
"""

import re
from functools import cache

from briefer.ingest._forms import any_of, any_word
from briefer.lang import language

_I = re.IGNORECASE

# --- embedded posts -------------------------------------------------------------------------

# "— Name (@handle) May 19, 2021", with or without the date.
SIGNATURE = re.compile(
    r"(?:^|\s)(?:—|–|―|--|&mdash;)\s?[^()\n@]{1,80}\(@\w{1,30}\)(?P<date>[\s,·|]{0,3}[^\n]{0,40})$",
)
MEDIA_LINK = re.compile(r"\bpic\.(?:twitter|x)\.com/\w{4,20}\b", _I)
SHORT_LINK = re.compile(
    r"https?://(?:t\.co/\w{4,20}|(?:www\.|mobile\.)?(?:twitter|x)\.com/\w{1,30}/status/\S{1,80})\s*$",
    _I,
)
POST_DATE = re.compile(
    r"^$|^\d{4}年[\d年月日 ]{2,10}$|^\D{0,15}\d{1,2}\D{0,15}(?:\d{2,4})?\D{0,6}$|^\d{1,2}:\d{2}\b.{0,35}$"
)
MARKER = re.compile(r"(?:^|\s)[#@]\w{2,40}|https?://|\bpic\.(?:twitter|x)\.com/", _I)


@cache
def telling() -> re.Pattern[str]:
    """Verbs that tell what is quoted."""
    return re.compile(rf"\b{any_of(lambda each: each.asides.telling)}\b", _I)


@cache
def post() -> re.Pattern[str]:
    """How a post begins that is embedded."""
    return re.compile(any_of(lambda each: each.asides.posts), _I)


# --- captions -------------------------------------------------------------------------------

_CAPITAL = "[^\\W\\d_a-zа-яёß-öø-ÿ]"
_NAME_WORD = rf"{_CAPITAL}[\w.'’-]{{0,25}}"
_NAME = rf"{_NAME_WORD}(?: (?:de |van |von |al-|el-)?{_NAME_WORD}){{1,3}}"


def _agency() -> str:
    return f"(?i:{any_of(lambda each: each.asides.agencies)})"


def _photo() -> str:
    return f"(?i:{any_of(lambda each: each.asides.photos)})"


@cache
def caption_start() -> re.Pattern[str]:
    """How a caption begins."""
    photo, by = _photo(), any_word(lambda each: each.asides.by)
    labels = any_word(lambda each: each.asides.caption_labels)
    return re.compile(
        rf"{any_of(lambda each: each.asides.captions)}"
        rf"|{photo}\s?(?::|©|/\s?\S)"
        rf"|{photo} {by} {_NAME}[^.!?]{{0,60}}\.?$"
        rf"|(?i:{labels}\s?:)",
    )


@cache
def caption_line() -> re.Pattern[str]:
    """A caption without closing punctuation: "Getty Images Ships wait", "Source: the ministry"."""
    agency, source = _agency(), any_word(lambda each: each.asides.source_labels)
    return re.compile(
        rf"{agency}(?:$|(?: - Contributor)? {_CAPITAL})"
        rf"|[(\[]?{_NAME}\s?/\s?{_NAME_WORD}(?: {_NAME_WORD}){{0,3}}[)\]]?$"
        rf"|.{{1,200}}[(\[]{agency}[)\]]$|(?i:{source}\s?:\s?[^.!?]{{2,60}}$)",
    )


@cache
def credit() -> re.Pattern[str]:
    """The end of a caption: "© Jane Doe/Reuters", "(AP Photo/Jane Doe)", "Jane Doe/AFP via Getty"."""
    agency, photo = _agency(), _photo()
    return re.compile(
        rf"(?:[(\[]\s?{photo}\s?(?:by\b|:|©|/|courtesy\b)[^()\[\]]{{0,100}}[)\]]"
        rf"|[(\[]\s?{agency}\s?/[^()\[\]]{{1,80}}[)\]]"
        rf"|\b{agency}/\s?{_NAME_WORD}(?:\s{_NAME_WORD}){{0,3}}(?i:/file photo|/pool)?"
        rf"|{_NAME_WORD}\s?/\s?{agency}(?:/[\w ]{{1,30}}|\s(?:via|through) [\w ]{{1,30}})?"
        rf"|(?:^|[/.,|)]\s?|\bvia )(?i:getty images)"
        rf"|©\s?[^.!?\n]{{2,80}})\s?[.)\]]?\s*$",
    )


# --- links to other articles -----------------------------------------------------------------


def _link() -> str:
    links, more = any_of(lambda each: each.asides.links), any_word(lambda each: each.closing.more)
    return f"(?:{links}|{more})"


@cache
def link_end() -> re.Pattern[str]:
    """A teaser that ends with a link."""
    ends = any_of(lambda each: each.asides.link_ends)
    return re.compile(rf".{{1,160}}\b{ends}\s?[…>»]?$|\[[^\[\]]{{10,200}}\]$")


@cache
def link_colon() -> re.Pattern[str]:
    """A link after its label."""
    bare = any_word(lambda each: each.asides.link_colons)
    return re.compile(rf"(?:{_link()}|{bare})\s?(?:[:|>»→·-]|[–—])", _I)


@cache
def link_bare() -> re.Pattern[str]:
    """How a line that is a link begins."""
    return re.compile(rf"{_link()}(?:\b|\s|$)", _I)


URLS_ONLY = re.compile(
    r"(?:[\w ]{0,30}[:>|]\s?)?[<(\[]?(?:https?://|www\.|t\.me/)\S{1,2000}(?:[\s,;|]+(?:and |or |et |и )?[<(\[]?(?:https?://|www\.|t\.me/)\S{1,2000})*$",
    _I,
)

# --- boilerplate ------------------------------------------------------------------------------


@cache
def whole() -> re.Pattern[str]:
    """Whole paragraphs, but for case, brackets and a full stop."""
    return re.compile(any_of(lambda each: each.asides.whole), _I)


@cache
def opening() -> re.Pattern[str]:
    """Openings that no prose has; tried on short paragraphs only."""
    reserved = any_of(lambda each: each.asides.rights)
    openings = any_of(lambda each: each.asides.openings)
    return re.compile(rf"(?:copyright )?{reserved}|{openings}", _I)


@cache
def rights() -> re.Pattern[str]:
    """Reserved rights; tried on lower case."""
    return re.compile(any_of(lambda each: each.asides.rights))


@cache
def sign_off() -> re.Pattern[str]:
    """A "(Reporting by …; Editing by …)", alone or at the end of a paragraph of prose."""
    desk = language("en").asides.desk
    return re.compile(rf"[(\[]{desk}[^()\[\]]{{1,400}}[)\]]\.?\s*$", _I)


@cache
def sign_off_bare() -> re.Pattern[str]:
    """The same without brackets."""
    desk = language("en").asides.desk
    return re.compile(rf"{desk}[^.!?]{{2,200}}(?:;\s?{desk}[^!?]{{2,150}}|(?<![.!?]))$", _I)


@cache
def byline() -> re.Pattern[str]:
    """A byline above the prose."""
    return re.compile(
        rf"{any_of(lambda each: each.asides.bylines)}:?\s{_NAME}"
        rf"(?:(?:,| and| et| и| und| y| \||;)\s.{{2,60}})?$",
    )


@cache
def stamp() -> re.Pattern[str]:
    """A time stamp above the prose."""
    return re.compile(
        rf"(?:first |last )?{any_word(lambda each: each.asides.stamps)}\b"
        rf"(?: {any_word(lambda each: each.asides.stamp_days)})?\s?:?\s?[^.!?]{{0,60}}\d[^.!?]{{0,40}}$"
        rf"|{any_of(lambda each: each.asides.reading_times)}",
        _I,
    )


@cache
def reading_time() -> re.Pattern[str]:
    """How long it takes to read: "5 min read"."""
    return re.compile(any_of(lambda each: each.asides.reading_times), _I)


@cache
def comments() -> re.Pattern[str]:
    """The heading above what readers wrote."""
    return re.compile(rf"\W{{0,3}}{any_of(lambda each: each.asides.comments)}\W{{0,3}}", _I)


SEPARATOR = re.compile(r"[\W_]{1,200}$")
