"""Wire copy: whose report it is that several outlets carry."""

from typing import Any

import pytest

from briefer.stories.wires import wires

BODY = "The minister will travel to Klow, her office said. Talks begin on Friday."


def _wires(desk: Any, *texts: tuple[str, str]) -> tuple[str, ...]:
    made = {
        f"a{n}": desk.document(f"a{n}", text, source=source).article
        for n, (source, text) in enumerate(texts)
    }
    return wires([tuple(made)], made)


@pytest.mark.parametrize(
    "credit", [f"KLOW (AFP) - {BODY}", f"{BODY}\nAFP", f"{BODY} (AFP)", f"{BODY} - AFP"]
)
def test_a_known_agency_is_named_by_dateline_or_sign_off(desk: Any, credit: str) -> None:
    """However the outlet credits it."""
    assert _wires(desk, ("Klow Courier", credit), ("Szohod Post", BODY)) == (
        "Agence France-Presse",
    )


def test_an_outlet_that_the_others_name_is_the_wire(desk: Any) -> None:
    """An agency that no list knows is found by its own clients' datelines."""
    found = _wires(
        desk,
        ("Meridian Wire (sample)", f"KLOW (Meridian Wire) - {BODY}"),
        ("Klow Courier", f"KLOW (Meridian Wire) - {BODY}"),
        ("Szohod Post", BODY),
    )
    assert found == ("Meridian Wire (sample)",)


def test_without_a_credit_nobody_is_named(desk: Any) -> None:
    """Who copied whom can't be told from the copies."""
    assert _wires(desk, ("Klow Courier", BODY), ("Szohod Post", BODY)) == ("",)
