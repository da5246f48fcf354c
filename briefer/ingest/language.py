"""The language of an article: what its source declares, unless its letters say otherwise."""

import re
import unicodedata

_ISO_639_1_WORDS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs "
    "cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha "
    "he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn "
    "ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd "
    "se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw "
    "ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_ISO_639_1 = frozenset(_ISO_639_1_WORDS.split())
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{1,8}){0,4}$")
_SAMPLE = 600  # characters that decide on the script


def language_of(text: str, declared: str | None, *, hint: bool = False) -> str:
    """Return the ISO 639-1 code of `text`, or "und".

    A declared code stands unless the text is in a script that this language is not written in.
    A mere `hint` (a page template's `lang`) is used only where detection finds nothing.
    """
    code = plausible(declared)
    if code and not fits(text, code):
        code = None
    if code and not hint:
        return code
    from briefer.text.language import detect  # noqa: PLC0415 - loads a language model

    found: str = detect(text)
    return code if code and found == "und" else found


def plausible(declared: str | None) -> str | None:
    """Return the ISO 639-1 code that a language tag ("fr_CA", "EN") begins with, or None."""
    found = _CODE.match(declared.strip()[:40]) if declared else None
    code = found[1].lower() if found else ""
    return code if code in _ISO_639_1 else None


def fits(text: str, code: str) -> bool:
    """Whether language `code` is written in the script that most letters of `text` are in."""
    script = _script(text)
    if script is None:
        return True
    from briefer.text.scripts import known, scripts  # noqa: PLC0415 - reads the table of scripts

    return script in scripts(code) or script not in known()


def _script(text: str) -> str | None:
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "LATIN"
    counts: dict[str, int] = {}
    for char in sample:
        if char.isalpha():
            name = "LATIN" if char < "\u0250" else unicodedata.name(char, "?").split(" ", 1)[0]
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None
