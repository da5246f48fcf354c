"""Units of numbers: percent, currencies (ISO 4217) and measures, before or after the digits."""

import re
from functools import cache

_SYMBOLS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "฿": "THB",
    "₸": "KZT",
    "₾": "GEL",
}
_CODES = """USD EUR GBP JPY CNY RUB UAH INR CHF SEK NOK DKK PLN CZK HUF RON BGN TRY ILS SAR AED QAR KWD IRR IQD EGP
    KRW KPW TWD HKD SGD THB IDR MYR VND PHP PKR BDT LKR AUD NZD CAD MXN BRL ARS CLP COP PEN VES ZAR NGN KES GHS
    ETB MAD DZD TND LYD SDG XOF XAF KZT UZS GEL AMD AZN BYN MDL RSD ISK RMB"""
_SHORT = {"bn": 1e9, "m": 1e6, "mn": 1e6, "mln": 1e6, "mrd": 1e9, "mld": 1e9, "mlrd": 1e9, "mio": 1e6} | {
    "tn": 1e12, "trn": 1e12, "k": 1e3, "tsd": 1e3, "bio": 1e12, "md": 1e9, "mds": 1e9, "млн": 1e6,
    "млрд": 1e9, "трлн": 1e12, "тыс": 1e3, "тис": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12,
    "만": 1e4, "억": 1e8, "조": 1e12, "b": 1e9, "t": 1e12,
}

# Unit: patterns of the words that name it, in any language; longer ones first where one begins another.
_UNITS = (
    ("pp", r"percentage[ -]points?|pct\.? points?|points? de pourcentage|Prozentpunkten?|puntos? porcentual(?:es)?|"
        r"punt[oi] percentual[ei]|pontos? percentua(?:l|is)|процентн\w+ пункт\w*|п\. ?п\.|pp\b|نقطة مئوية|نقاط مئوية"),
    ("bp", r"basis[ -]points?|bps"),
    ("%", r"per ?cent|percent|pct\b|pour ?cent|Prozent|por ?cien(?:to)?|por ?cento|per ?cento|procent\w*|процент\w*|"
        r"відсотк\w*|відсот\w*|proc\b|في المئة|في المائة|بالمئة|بالمائة|بالمئه|パーセント|퍼센트"),
    ("USD", r"(?:US |U\.S\. |American )?dollars?\b|dollars américains|US-Dollar\w*|Dollar\w*|dólares(?: estadounidenses)?|"
        r"dólar|dollari|долл(?:ар\w*|\b\.?)|дол(?:ар\w*|\b\.?)|دولار\w*(?: أمريكي| أميركي)?|dolar\w*|美元|ドル|달러"),
    ("EUR", r"euros?\b|Euro\b|євро|евро|يورو|欧元|ユーロ|유로"),
    ("GBP", r"pounds? sterling|pounds?\b|livres sterling|Pfund|libras esterlinas|фунт\w*(?: стерлингов)?|جنيه\w* إسترليني\w*|英镑"),
    ("RUB", r"rou?bles?\b|Rubel\b|rublos?|rubli|руб(?:л\w*|\b\.?)|روبل|卢布|rubli|roebel"),
    ("CNY", r"yuan\b|renminbi|юан\w*|يوان|人民币|元"),
    ("JPY", r"yen\b|иен\w*|ين\b|日元|円"),
    ("CHF", r"Swiss francs?|francs suisses|Schweizer Franken|Franken|швейцарск\w+ франк\w*"),
    ("UAH", r"hryvnias?|hryvnya|grivnas?|грив(?:ен|н)\w*|грн"),
    ("INR", r"(?:Indian )?rupees?\b|рупи\w*"),
    ("ILS", r"shekels?\b|шекел\w*"),
    ("TRY", r"(?:Turkish )?liras?\b|турецк\w+ лир\w*"),
    ("KRW", r"(?:South Korean )?won\b(?= |[.,;])(?! (?:the|a|an|in|by|over|more|only|at|his|her|their)\b)"),
    ("SAR", r"(?:Saudi )?riyals?\b|ريال سعودي"),
    ("IRR", r"rials?\b|ريال إيراني"),
    ("SEK", r"Swedish kron(?:or|a)"),
    ("NOK", r"Norwegian kroner?"),
    ("DKK", r"Danish kroner?"),
    ("PLN", r"zlotys?\b|złotych|złot\w+|злот\w*"),
    ("BRL", r"reais\b"),
    ("ZAR", r"rands?\b"),
    ("bpd", r"barrels? (?:of (?:crude |oil )*)?(?:per|a) day|bpd|b/d|barils(?: de pétrole)? par jour|"
        r"Barrel (?:pro|am) Tag|barriles diarios|barriles por día|баррел\w* (?:\w+ )?в (?:сутки|день)|برميل يوميا"),
    ("bbl", r"barrels?\b|bbl|barils?\b|Barrel\b|barriles|barili|баррел\w*|برميل"),
    ("km2", r"(?:square|sq\.?) (?:kilomet(?:re|er)s?|km)|km2|km²|kilomètres carrés|Quadratkilometer\w*|kilómetros cuadrados|"
        r"квадратн\w+ километр\w*|кв\. ?км|كيلومتر مربع|كيلومترا مربعا"),
    ("mi2", r"square miles?|sq\.? mi"),
    ("m2", r"square met(?:re|er)s?|m2\b|m²|mètres carrés|Quadratmeter\w*|metros cuadrados|кв\. ?м\b"),
    ("m3", r"cubic met(?:re|er)s?|m3\b|m³|mètres cubes|Kubikmeter\w*|metros cúbicos|кубометр\w*|кубическ\w+ метр\w*"),
    ("km/h", r"km/h|kph|kmh|kilomet(?:re|er)s?(?: per| an) hour|км/ч|kilomètres à l'heure|kilomètres/heure"),
    ("mph", r"mph|miles (?:per|an) hour"),
    ("km", r"kilomet(?:re|er)s?\b|kms?\b|kilomètres?|Kilometer\w*|kilómetros?|chilometri|quilômetros?|quilómetros?|"
        r"километр\w*|кілометр\w*|км\b|كيلومتر\w*|كيلو متر|كلم|公里|キロメートル|킬로미터"),
    ("mi", r"miles?\b(?! \w+ away games)|Meilen|millas|миль\b|мили\b|ميل"),
    ("ft", r"feet\b|ft\b"),
    ("cm", r"centimet(?:re|er)s?|cm\b|centimètres?|Zentimeter\w*|см\b"),
    ("mm", r"millimet(?:re|er)s?|mm\b"),
    ("m", r"met(?:re|er)s?\b|mètres?\b|Metern?\b|metros?\b|metri\b|метр(?:а|ов|ы)?\b|м\b|أمتار|متر\w*|米\b|m(?![\w/])"),
    ("mg", r"milligrams?|mg\b"),
    ("g", r"grams?\b|grammes?\b|Gramm\b|gramos\b|грамм\w*"),
    ("kg", r"kilograms?|kilogrammes?|kilos?\b|kgs?\b|Kilogramm|kilogramos?|килограмм\w*|кг\b|كيلوغرام\w*|كلغ|公斤"),
    ("t", r"(?:metric )?tons?\b|tonnes?\b|Tonnen\b|toneladas?\b|tonnellate|тонн\w*|أطنان|طن\w*|吨|トン|톤"),
    ("lb", r"lbs?\b"),
    ("L", r"lit(?:re|er)s?\b|litros?\b|литр\w*|لتر"),
    ("gal", r"gallons?\b"),
    ("ha", r"hectares?\b|Hektar\b|hectáreas?|ettari|гектар\w*|га\b|هكتار"),
    ("acre", r"acres?\b"),
    ("GWh", r"GWh|gigawatt[ -]hours?"),
    ("MWh", r"MWh|megawatt[ -]hours?"),
    ("kWh", r"kWh|kilowatt[ -]hours?"),
    ("GW", r"GW\b|gigawatts?"),
    ("MW", r"MW\b|megawatts?|мегаватт\w*|МВт"),
    ("kW", r"kW\b|kilowatts?"),
    ("°C", r"°\s?C\b|degrees? (?:Celsius|C\b|centigrade)|degrés Celsius|Grad Celsius|grados Celsius|градус\w* Цельсия|درجة مئوية"),
    ("°F", r"°\s?F\b|degrees? (?:Fahrenheit|F\b)"),
    ("°", r"degrees?\b|degrés?\b|Grad\b|grados?\b|gradi\b|градус\w*|درجة|درجات|°"),
)  # fmt: skip

_LINKS = r"(?:(?:de |d['’]|di |of )(?=\w))?"  # "millions d'euros", "millones de dólares"


@cache
def _after() -> re.Pattern[str]:
    """Return the pattern for a unit in words, one group for each unit."""
    named = "|".join(f"(?P<u{index}>{pattern})" for index, (_, pattern) in enumerate(_UNITS))
    return re.compile(rf"[ \u00a0\u202f-]?{_LINKS}(?:{named})")


_ATTACHED = re.compile(
    rf"[ \u00a0\u202f]?(?:(?P<percent>[%％٪])|(?P<symbol>{'|'.join(map(re.escape, sorted(_SYMBOLS, key=len, reverse=True)))})(?!\d)"
    rf"|(?P<code>{'|'.join(_CODES.split())})(?![\w]))",
)
_BEFORE = re.compile(
    rf"(?:(?P<symbol>{'|'.join(map(re.escape, sorted(_SYMBOLS, key=len, reverse=True)))})[ \u00a0\u202f]?"
    rf"|(?<![^\W_])(?P<code>{'|'.join(_CODES.split())})[ \u00a0\u202f]?)\Z",
)
_SHORT_SCALE = re.compile(
    rf"[ \u00a0\u202f]?(?P<scale>{'|'.join(sorted(_SHORT, key=len, reverse=True))})\.?(?![\w/])"
    rf"|[ \u00a0\u202f]?(?P<cjk>[万萬亿億兆만억조])",
    re.IGNORECASE,
)
_SINGLE_LETTER = {"m", "b", "t", "k"}
_FIRST = re.compile(r"[ \u00a0\u202f-]?\S")


def unit_before(text: str, start: int) -> tuple[int, str] | None:
    """Return where a currency sign or code that ends at `start` begins, and its ISO code."""
    found = _BEFORE.search(text[max(0, start - 5) : start])
    if found is None:
        return None
    code = _SYMBOLS.get(found["symbol"] or "", found["code"] or "")
    return start - len(found.group()), "CNY" if code == "RMB" else code


def unit_after(text: str, at: int) -> tuple[int, str] | None:
    """Return where the unit that begins at `at` ends, and its normalised name."""
    found = _ATTACHED.match(text, at)
    if found:
        if found["percent"]:
            return found.end(), "%"
        code = _SYMBOLS.get(found["symbol"] or "", found["code"] or "")
        return found.end(), "CNY" if code == "RMB" else code
    if not _FIRST.match(text, at):
        return None
    named = _after().match(text, at)
    if named is None or (named.end() < len(text) and text[named.end()].isalpha() and _latin(text, named)):
        return None
    return named.end(), _UNITS[int(str(named.lastgroup)[1:])][0]


def _latin(text: str, match: re.Match[str]) -> bool:
    """Whether a unit in a script with spaces stops inside a word ("mile" of "milestone")."""
    return text[match.end() - 1].isalpha() and ord(text[match.end()]) < 0x2E80


def short_scale(text: str, at: int, *, money: bool) -> tuple[int, float] | None:
    """Return where a scale such as "bn" ends, and its value.

    A single letter is one only next to a currency ("$5m"), but for "k"; elsewhere "m" is metres.
    """
    found = _SHORT_SCALE.match(text, at)
    if found is None:
        return None
    name = (found["scale"] or found["cjk"]).lower()
    attached = not found.group()[:1].isspace()
    if name in _SINGLE_LETTER and not (attached and (money or name == "k")):
        return None
    if name in _SINGLE_LETTER and found.group().endswith("."):
        return found.end() - 1, _SHORT[name]
    return found.end() - _full_stop(text, found), _SHORT[name]


def _full_stop(text: str, found: re.Match[str]) -> int:
    """Return 1 if the stop after a scale is the sentence's, not the abbreviation's."""
    if not found.group().endswith("."):
        return 0
    rest = text[found.end() : found.end() + 3].lstrip()
    return int(not rest or not rest[0].islower())
