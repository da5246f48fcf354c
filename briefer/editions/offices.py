"""Which office a speaker holds, as the words beside the name have it.

Only offices that a reader of a briefing would want to know of; the words are those of the
languages that briefings are written in.
"""

import re

from briefer.text.words import fold

REACH = 70  # characters before a name in which its office stands, as in "Foreign Minister"

# The first that is found counts: a foreign minister is a minister too.
OFFICES: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"(?<!\w)(?:{fold(words)})")
    for name, words in {
        "prime_minister": r"prime minister|premier minist|ministerprasident|primer ministr|"
        r"primera ministr|премьер|رئيس الوزراء|رئيسة الوزراء",
        "foreign_minister": r"foreign (?:affairs )?minister|secretary of state|"
        r"ministre des affaires etrangeres|aussenminister|ministr[oa] de (?:asuntos )?exteriores|"
        r"министр\w* иностранных дел|глав\w* мид|وزير الخارجية|وزيرة الخارجية",
        "chancellor": r"chancellor|chancelier|chanceliere|bundeskanzler|kanzlerin|canciller|"
        r"канцлер|المستشار|المستشارة",
        "minister": r"minister|ministre|ministr[oa](?!\w)|министр|وزير",
        "president": r"president|presidente|prasident|президент|الرئيس",
        "secretary_general": r"secretary[- ]general|secretaire general|generalsekretar|"
        r"secretari[oa] general|генеральн\w* секретар|генсек|الأمين العام",
    }.items()
}
_DEPUTY = re.compile(
    fold(r"(?<!\w)(?:vice|deputy|former|ex|ancien\w*|stellvertretend\w*|замести\w*|نائب)(?!\w)")
)


def office_of(speaker: str, passage: str) -> str | None:
    """Return the office of `speaker` ("foreign_minister"), or None where `passage` names none."""
    name, text = fold(speaker), fold(passage)
    if _own(name):
        return _own(name)
    surname = name.split()[-1] if name.split() else ""
    for found in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text) if surname else ():
        before = re.split(r"[.;:,!?«»“”\"]", text[max(0, found.start() - REACH) : found.start()])
        office = _own(before[-1])
        if office:
            return office
    return None


def _own(text: str) -> str | None:
    for office, words in OFFICES.items():
        match = words.search(text)
        if match and not _DEPUTY.search(text[: match.start()]):
            return office
    return None
