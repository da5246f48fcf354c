"""What a host allows (RFC 9309), read by Protego."""

from typing import NamedTuple

from protego import Protego

from briefer.ingest.fetch.client import ROBOT, Answer

MAX_BYTES = 512_000  # RFC 9309 asks for 500 kibibytes at least
_MAX_DELAY = 60.0  # seconds between requests that a host can ask of us


class Rules(NamedTuple):
    """A robots.txt: its text, or "" where a host has none and allows everything.

    `reason` is set where none could be had, and everything is therefore forbidden for now.
    """

    text: str = ""
    reason: str = ""


class Robot:
    """The rules of one origin, parsed."""

    def __init__(self, rules: Rules) -> None:
        self._reason = rules.reason
        self._parsed = Protego.parse(rules.text) if rules.text else None

    def refusal(self, url: str) -> str | None:
        """Return why `url` is not fetched, or None where it may be."""
        if self._reason:
            return f"robots.txt can't be had ({self._reason}), so nothing is fetched for now"
        if self._parsed is not None and not self._parsed.can_fetch(url, ROBOT):
            return "robots.txt does not allow it"
        return None

    @property
    def delay(self) -> float:
        """Seconds between requests that the host asks for."""
        delay = self._parsed.crawl_delay(ROBOT) if self._parsed is not None else None
        return min(float(delay or 0), _MAX_DELAY)


def rules_of(answer: Answer) -> Rules:
    """Return the rules that the answer to a request for robots.txt means.

    RFC 9309, 2.3.1: what is not there forbids nothing; what can't be reached forbids all.
    """
    if answer.body is not None:
        return Rules(answer.read()[:MAX_BYTES].decode("utf-8", "replace"))
    if 400 <= answer.status < 500 and answer.status != 429:
        return Rules()
    return Rules(reason=answer.reason or "it redirects too often")
