"""Encodings as servers label them: by an older or smaller set than the one that is used."""

import datetime as dt

import pytest

from briefer.ingest.decode import decode
from briefer.ingest.raw import Raw
from briefer.ingest.registry import KINDS
from briefer.models import Article

NOW = dt.datetime(2021, 6, 3, tzinfo=dt.UTC)
JAPANESE = "外務省は①火曜日、ヴァルナウ市と㈱北港の協定に署名したと発表した。工事は五月に始まる。"
KOREAN = (
    "외교부는 화요일 바르나우시와 협정에 서명했다고 밝혔다. 똠방각하 펲시 공사는 오월에 시작된다."
)
TAIWAN = "外交部星期二宣布，與瓦爾瑙市簽署協定。工程五月開始，耗資恒碁裏粧嫺公司十四億元。"
HONG_KONG = "外交部星期二宣布，與瓦爾瑙市簽署協定。佢哋話工程五月開始，喺鰂魚涌舉行。"
CHINESE = "外交部星期二宣布，与瓦尔瑙市签署协定。朱镕基说工程五月开始，耗资十四亿元。"
THAI = "รัฐมนตรีกล่าวเมื่อวันอังคารว่า “งานจะเริ่มในเดือนพฤษภาคม” และจะใช้เวลาสองปี"
RUSSIAN = "Совет Варнау решил во вторник закрыть старую плотину. Работы начнутся в мае."
LABELLED = [
    ("Shift_JIS", "cp932", JAPANESE),
    ("x-sjis", "cp932", JAPANESE),
    ("EUC-JP", "euc_jis_2004", JAPANESE),
    ("EUC-KR", "cp949", KOREAN),
    ("ks_c_5601-1987", "cp949", KOREAN),
    ("Big5", "cp950", TAIWAN),
    ("big5", "big5hkscs", HONG_KONG),
    ("GB2312", "gb18030", CHINESE),
    ("gbk", "gb18030", CHINESE),
    ("tis-620", "cp874", THAI),
    ("windows-874", "cp874", THAI),
    ("x-cp1251", "cp1251", RUSSIAN),
    ("koi8-r", "koi8_r", RUSSIAN),
    ("iso-8859-1", "cp1252", "“The dam,” the mayor said – it’s a start. Cost: 40 €."),
]
PAGE = (
    "<html><head><meta charset='{label}'><title>1</title></head><body><article>"
    "<p>{text}</p></article></body></html>"
)
FEED = (
    "<?xml version='1.0' encoding='{label}'?><rss version='2.0'><channel><title>V</title>"
    "<item><title>{text}</title><description>{text}</description></item></channel></rss>"
)


def _read(kind: str, data: bytes, charset: str | None = None) -> Article:
    reader = next(each for each in KINDS if each.name == kind).reader()
    (article,) = reader(Raw(location="a", data=data, now=NOW, charset=charset))
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(("label", "codec", "text"), LABELLED)
def test_pages_and_feeds_as_they_are_labelled(label: str, codec: str, text: str) -> None:
    """In the page, in the feed, and by the server alone: every sign is read."""
    page = PAGE.format(label=label, text=text).encode(codec)
    assert _read("HTML", page).text == text
    bare = PAGE.replace("<meta charset='{label}'>", "").format(text=text).encode(codec)
    assert _read("HTML", bare, label).text == text
    feed = FEED.format(label=label, text=text).encode(codec)
    assert _read("feed", feed).text == text
    assert _read("feed", feed).title == text
    undeclared = FEED.replace(" encoding='{label}'", "").format(text=text).encode(codec)
    assert _read("feed", undeclared, label).text == text


def _jis(text: str) -> bytes:
    """Return ISO-2022-JP as Windows writes it, with the signs that Python's codec refuses."""
    run = text.encode("euc_jis_2004")
    return b"\x1b$B" + bytes(byte & 0x7F for byte in run) + b"\x1b(B"


@pytest.mark.parametrize("label", ["iso-2022-jp", None])
def test_japanese_in_seven_bits(label: str | None) -> None:
    """ISO-2022-JP is valid UTF-8, so its escapes have to be looked for first."""
    assert decode(b"<p>" + _jis(JAPANESE) + b"</p>", label) == f"<p>{JAPANESE}</p>"


def test_korean_and_chinese_in_seven_bits() -> None:
    """ISO-2022-KR shows by its escape; HZ needs its label, for a tilde and a brace are text."""
    assert decode(KOREAN[:20].encode("iso2022_kr")) == KOREAN[:20]
    assert decode(CHINESE[:14].encode("hz"), "hz-gb-2312") == CHINESE[:14]
    assert decode(b"a ~{ b ~}") == "a ~{ b ~}"


@pytest.mark.parametrize(
    ("label", "text"), [("euc-kr", KOREAN), ("shift_jis", JAPANESE), ("windows-1251", RUSSIAN)]
)
def test_a_servers_default_does_not_go_before_the_page(label: str, text: str) -> None:
    """A server that calls every page ISO-8859-1 says nothing about this one."""
    codec = {"euc-kr": "cp949", "shift_jis": "cp932"}.get(label, label)
    page = PAGE.format(label=label, text=text).encode(codec)
    assert _read("HTML", page, "ISO-8859-1").text == text


def test_a_label_that_can_not_be_true_is_passed_over() -> None:
    """Bytes that are no Shift_JIS are read as what they look like."""
    text = "Das Gesetz über die Flüsse gilt für alle Städte. " * 8
    assert decode(text.encode("cp1252"), "iso-8859-1") == text
    assert "über" in decode(text.encode("cp1252"), "utf-16")
