"""docs/trust.md says what the checks do."""

import re
from pathlib import Path

from briefer.grounding import codes

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "trust.md"


def test_the_page_lists_exactly_the_codes_there_are() -> None:
    """Every code has a row with a meaning and an example, in order, and no row is of no code."""
    rows = re.findall(
        r"^\| `([a-z_]+)` \| (.+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    listed = [code for code, _, _ in rows if code not in {"supported", "repaired", "rejected"}]
    assert listed == list(codes())
    assert all(meaning and example for _, meaning, example in rows)


def test_codes_are_of_one_style() -> None:
    """Codes are lower-case words joined by underscores, and each has a meaning."""
    assert all(re.fullmatch(r"[a-z]+(?:_[a-z]+)+", code) for code in codes())
    assert all(codes().values())
