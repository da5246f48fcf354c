"""People in scripts without capitals: the words beside a title in Arabic, Chinese, Japanese."""

import re
from collections.abc import Iterator, Sequence

from briefer.models import NameMention
from briefer.text._country_words import Mention

_ARABIC = re.compile(
    r"(?<!\w)(?P<role>(?:و|ل|ب)?(?:الرئيس(?:ة)?|رئيس(?:ة)?\s(?:الوزراء|الجمهورية|البرلمان|الحكومة|المفوضية)|وزير(?:ة)?\s\w+|"
    r"المستشار(?:ة)?|الأمين\sالعام(?:\s\w+){0,2}|المتحدث(?:ة)?\sباسم\s\w+|السفير(?:ة)?|الملك|الأمير|الشيخ|"
    r"المبعوث(?:\s\w+){0,2}|السيناتور|النائب|الجنرال|اللواء))\s",
)
_ARABIC_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_STOP = frozenset(
    """
    في من إلى على عن أن إن مع بعد قبل خلال التي الذي الذين قال قالت أعلن أعلنت أكد أكدت أضاف صرح هو هي
    كان كانت قد لقد سوف لم لن لا ما هذا هذه ذلك تلك بين حول ضد عند منذ حتى لكن أو ثم كما اليوم أمس
    السابق السابقة الحالي الجديد العام المقبل الماضي يوم مساء صباح نظيره وزير رئيس
    """.split(),
)
_ARABIC_PARTICLES = frozenset("عبد بن ابن بنت أبو آل أبي".split())
_CHINESE = re.compile(
    r"(?P<role>(?:副)?(?:总统|总理|外长|外交部长|国防部长|国务卿|国家主席|首相|秘书长|部长|总裁|发言人|大使))"
    r"(?P<name>[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}?(?=[^\u4e00-\u9fff]|表示|说|称|在|和|与|将|指出|宣布|强调|会|对|认为)|"
    r"[\u4e00-\u9fff]{2,4}?(?=表示|说|称|在|和|与|将|指出|宣布|强调|会|对|认为|[，。、“]))",
)
_JAPANESE = re.compile(
    r"(?P<name>[ァ-ヺー・]{2,16}|[\u4e00-\u9fff]{2,4}?)(?P<role>大統領|首相|外相|国防相|国務長官|報道官|"
    r"国家主席|主席|事務総長|総書記|官房長官|長官|大使|議長|氏)",
)


def titled_people(text: str, places: Sequence[Mention], language: str) -> Iterator[NameMention]:
    """Yield people named beside a title, in Arabic, Chinese and Japanese texts."""
    if language == "ar":
        yield from _arabic(text, places)
    elif language in {"zh", "ja"}:
        pattern = _CHINESE if language == "zh" else _JAPANESE
        for match in pattern.finditer(text):
            start, end = match.span("name")
            role = match["role"] if match["role"] != "氏" else None
            yield NameMention(start, end, "person", text[start:end], role)


def _arabic(text: str, places: Sequence[Mention]) -> Iterator[NameMention]:
    """Yield the two words after a title and the peoples ("الروسي") that go with it."""
    peoples = {place.start: place.end for place in places}
    for match in _ARABIC.finditer(text):
        at = match.end()
        while at in peoples and text[peoples[at] : peoples[at] + 1] == " ":
            at = peoples[at] + 1
        title = _ARABIC.match(text, at)
        at = title.end() if title else at
        words = _arabic_words(text, at)
        if words:
            start, end = words[0].start(), words[-1].end()
            role = text[match.start() : start].strip()
            yield NameMention(start, end, "person", text[start:end], role)


def _arabic_words(text: str, at: int) -> list[re.Match[str]]:
    """Return up to two words of a name that begin at `at`, and the particles between them."""
    words: list[re.Match[str]] = []
    whole = 0
    while whole < 2:
        word = _ARABIC_WORD.match(text, at)
        if word is None or word.group() in _ARABIC_STOP:
            break
        words.append(word)
        whole += word.group() not in _ARABIC_PARTICLES
        at = word.end() + 1
        if text[word.end() : at] != " ":
            break
    return words
