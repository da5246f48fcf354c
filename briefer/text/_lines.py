"""What a line break means: a new paragraph, a new line on purpose, or a wrapped line."""

import re
from itertools import pairwise
from typing import NamedTuple

LINE = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_BLANK = re.compile(r"\n[^\S\n]*+\n|\r[^\S\r\n]*+\r|[\u2029\f]")
_BREAK = re.compile(rf"\r\n|[{LINE}]")
_LIST_MARK = re.compile(r"(?:[-–—*•‣◦·▪●○■□►+>]|#{1,6}|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_FIRST_WORD = re.compile(r"\S{1,200}")
_ENDED = re.compile(r"[.!?…:;؟。！？۔।][\"'”’»)\]]*\s*$")
_SHORTEST, _LONGEST = 40, 120  # characters a line of wrapped text can be wide


class Break(NamedTuple):
    """Whether a line break ends the sentence, and whether it ends the paragraph."""

    sentence: bool
    paragraph: bool


_NOTHING, _NEW_LINE, _PARAGRAPH = Break(False, False), Break(True, False), Break(True, True)


class LineLayout:
    """How the lines of a text are laid out. Ask `at` for every line break, in order."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._last = len(text.rstrip())
        self._blank_lines = _BLANK.search(text, start, self._last) is not None
        self._wrapped = self._blank_lines or _is_wrapped(text[start : self._last])
        self._line = start
        self._block_end = start
        self._width = 0

    def at(self, match: re.Match[str]) -> Break:
        """Return what the line break does that `match` found, with all white space after it."""
        line, self._line = self._line, match.end()
        if match.end() >= self._last:
            return _NEW_LINE
        if not self._wrapped:
            return _PARAGRAPH
        if _BLANK.search(match.group()):
            return _PARAGRAPH
        return _NEW_LINE if self._intended(line, match) else _NOTHING

    def _intended(self, line: int, match: re.Match[str]) -> bool:
        """Whether a writer, not a line's width, ended the line: the next word would have fitted."""
        text, after = self._text, match.end()
        if _LIST_MARK.match(text, after):
            return True
        if text[after].islower() and not _ENDED.search(
            text[max(line, match.start() - 20) : match.start()]
        ):
            return False
        if match.start() >= self._block_end:
            self._measure(line)
        if not _SHORTEST <= self._width <= _LONGEST:
            return True
        word = _FIRST_WORD.match(text, after)
        return match.start() - line + 1 + (len(word.group()) if word else 0) <= self._width

    def _measure(self, line: int) -> None:
        """Note the width of the block of lines, up to a blank line, that begins at `line`."""
        blank = _BLANK.search(self._text, line, self._last)
        self._block_end = blank.start() if blank else self._last
        lines = _BREAK.split(self._text[line : self._block_end])
        self._width = max(len(one.rstrip()) for one in lines)


def _is_wrapped(text: str) -> bool:
    """Whether a text without blank lines is one paragraph, wrapped at some width."""
    lines = [line.rstrip() for line in _BREAK.split(text[:20_000])]
    width = max(map(len, lines))
    if len(lines) < 3 or not _SHORTEST <= width <= _LONGEST:
        return False
    pairs = list(pairwise(lines))
    unfinished = sum(not _ENDED.search(line[-20:]) for line, _ in pairs)
    full = sum(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairs)
    return unfinished >= 0.6 * len(pairs) and full >= 0.8 * len(pairs)
