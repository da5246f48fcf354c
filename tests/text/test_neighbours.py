"""Which countries lie next to one another."""

import re

import pytest

from briefer.text.neighbours import _table, is_country, neighbours


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("CH", {"AT", "DE", "FR", "IT", "LI"}),
        ("JP", {"CN", "KR", "PH", "RU", "TW"}),
        ("PE", {"BO", "BR", "CL", "CO", "EC"}),
        ("NR", {"KI", "MH"}),
    ],
)
def test_neighbours_over_land_and_sea(code: str, near: set[str]) -> None:
    """A country with borders, two with none but the sea, and one with both."""
    assert neighbours([code]) == near


def test_several_countries_are_not_one_anothers_neighbours() -> None:
    """A mission for two countries is near what is near either."""
    assert neighbours(["ES", "PT"]).isdisjoint({"ES", "PT"})
    assert neighbours([]) == frozenset()
    assert neighbours(["EU"]) == frozenset()


def test_neighbours_are_mutual() -> None:
    """Whoever is near is near both ways, and every code is one."""
    table = _table()
    assert len(table) > 240
    for code, near in table.items():
        assert code not in near
        for other in near:
            assert code in table[other]
        assert all(re.fullmatch("[A-Z]{2}", one) for one in (code, *near))


@pytest.mark.parametrize(("code", "known"), [("PE", True), ("XK", True), ("EU", True)])
def test_codes(code: str, known: bool) -> None:
    """Kosovo and the Union stand among the countries."""
    assert is_country(code) is known


@pytest.mark.parametrize("code", ["UK", "pe", "ZZ", "PER", ""])
def test_what_is_no_code(code: str) -> None:
    """The United Kingdom is GB; codes are capitals."""
    assert not is_country(code)
