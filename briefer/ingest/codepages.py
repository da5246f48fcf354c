"""Which of the Latin code pages a text is in: the one whose letters make up an alphabet.

Statistics of bytes can't tell "très" in one page from "trčs" in another; the alphabets of the
languages can. Scripts other than Latin are told apart well by charset-normalizer.
"""

LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")  # on a tie the first wins
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíñóúüªº¿¡",  # Spanish
        "àèéìîòù",  # Italian
        "áâãàçéêíóôõú",  # Portuguese
        "åäöæøéð",  # Nordic
        "ëïéèóöü",  # Dutch
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene
        "çğıöşüâîû",  # Turkish
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
        "äõöüšž",  # Estonian
    )
)
_COMMON = frozenset("«»“”„‘’‚–—…•€£§©®°·™ \xa0İ")


def latin_page(data: bytes, guess: str) -> str:
    """Return the Latin code page that `data` fits best, where the `guess` is a Latin one.

    Any other guess is returned as it is. Only the first non-ASCII bytes count: `data` is a
    sample of some kilobytes.
    """
    if not _is_latin(guess):
        return guess
    return min(LATIN, key=lambda page: _strangers(data.decode(page, "replace")))


def _is_latin(guess: str) -> bool:
    return guess in LATIN or guess.startswith(
        (
            "iso8859_1",
            "iso8859_2",
            "iso8859_3",
            "iso8859_4",
            "iso8859_9",
            "latin_1",
            "hp_roman",
            "mac_ice",
        ),
    )


def _strangers(text: str) -> int:
    """Return how many characters of `text` are in no alphabet that explains the most of it."""
    unusual = [char for char in text if not char.isascii() and char not in _COMMON]
    return min(sum(char not in alphabet for char in unusual) for alphabet in _ALPHABETS)
