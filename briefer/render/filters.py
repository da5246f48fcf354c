"""The filters and tests a template may use: few, bounded, and none that undoes escaping.

Jinja's own are replaced where they would build a text of any size, compare nested lists, mark
text as safe or make links. `templates/README.md` lists them for template authors.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import Any

from jinja2 import Environment, TemplateRuntimeError, Undefined, pass_environment
from jinja2 import filters as jinja_filters
from jinja2 import tests as jinja_tests
from markupsafe import Markup

from briefer.render import escaping
from briefer.render.meter import MAX_ITEMS, bounded, spend

MAX_NUMBER = 10**15
Scalar = (str, int, float, bool, dt.date, type(None))


def text_of(value: Any) -> str:
    """Return `value` as text; lists and objects are refused: they are not for readers.

    Raises:
        TemplateRuntimeError: it is neither text, number nor date.
        UndefinedError: it is not there.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (int, float, dt.date, Undefined)):
        return str(value)
    raise TemplateRuntimeError(f"a {type(value).__name__} can't be printed; loop over its parts")


def comparable(value: Any) -> Any:
    """Return `value` if comparing it takes no time to speak of."""
    if isinstance(value, (*Scalar, Undefined)):
        return value
    raise TemplateRuntimeError(f"a {type(value).__name__} can't be compared; compare its parts")


def container(value: Any) -> Any:
    """Return `value` if looking into it for a scalar takes no time to speak of."""
    if isinstance(value, (str, Mapping, range, Undefined)):
        return value
    if isinstance(value, (list, tuple)):
        bounded(len(value), MAX_ITEMS)
        return [comparable(item) for item in value]
    raise TemplateRuntimeError(f"nothing can be looked up in a {type(value).__name__}")


def sliced(value: Any) -> Any:
    """Return a part of a text or list, charged for."""
    if isinstance(value, Sized):
        bounded(len(value))
    return value


def _number(value: Any) -> int | float:
    """Return `value` if it is a number that is reckoned with in no time.

    Raises:
        TemplateRuntimeError: it is none, or has more digits than anything that is counted.
    """
    if isinstance(value, (int, float)) and abs(value) < MAX_NUMBER:
        return value
    raise TemplateRuntimeError(f"a {type(value).__name__} of such a size can't be reckoned with")


def _abs(value: Any) -> int | float:
    return abs(_number(value))


def _round(value: Any, precision: int = 0, method: str = "common") -> float:
    """Return a number rounded to at most 15 digits after the point, or before it."""
    digits = max(-15, min(15, int(_number(precision))))
    if method == "common":
        return float(round(_number(value), digits))
    if method not in {"ceil", "floor"}:
        raise TemplateRuntimeError("round is common, ceil or floor")
    shift = 10.0**digits
    way: Callable[[float], int] = math.ceil if method == "ceil" else math.floor
    return way(_number(value) * shift) / shift


def steps(value: Any) -> Iterator[Any]:
    """Yield the entries of `value`, each for one step."""
    for item in value:
        spend()
        yield item


def _on_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter of Jinja's see text only, and charge for its length."""

    def apply(value: Any, *args: Any, **options: Any) -> Any:
        text = text_of(value)
        bounded(len(text))
        return function(text, *args, **options)

    return apply


def _truncate(value: str, length: int = 255, end: str = "…") -> str:
    """Return at most `length` characters, cut between words."""
    if len(value) <= length:
        return value
    cut = value[: max(0, length - len(end))]
    whole = value[len(cut) : len(cut) + 1].isspace()
    return (cut if whole else cut.rpartition(" ")[0] or cut).rstrip() + end


def _middle(value: str, length: int = 60) -> str:
    """Return at most `length` characters: the beginning, "…", and the end, which names a file."""
    if len(value) <= length:
        return value
    room = max(2, length) - 1
    at = max(value.rfind("/"), value.rfind("\\"))
    end = len(value) - at if at >= 0 and len(value) - at <= room else room - room // 3
    return f"{value[: room - end]}…{value[-end:]}"


def _replace(value: str, old: str, new: str) -> str:
    old, new = text_of(old), text_of(new)
    bounded(len(value) + value.count(old) * len(new))
    return value.replace(old, new)


@pass_environment
def _join(
    environment: Environment, value: Iterable[Any], between: str = "", attribute: str | None = None
) -> Any:
    parts: list[Any] = []
    for item in steps(value):
        parts += [between] if parts else []
        parts.append(environment.getitem(item, attribute) if attribute else item)
    return environment.call_filter("_concat", parts)  # as the sandbox's ~ does


def _length(value: Any) -> int:
    if isinstance(value, Sized):
        return len(value)
    return sum(1 for _ in steps(value))


def _list(value: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in steps(value):
        kept.append(item)
        if len(kept) > MAX_ITEMS:
            bounded(len(kept), MAX_ITEMS)
    return kept


def _first(value: Iterable[Any]) -> Any:
    return next(iter(steps(value)), "")


def _last(value: Iterable[Any]) -> Any:
    listed = _list(value)
    return listed[-1] if listed else ""


@pass_environment
def _map(environment: Environment, value: Iterable[Any], attribute: str) -> Iterator[Any]:
    return (environment.getitem(item, attribute) for item in steps(value))


def _chooser(*, keep: bool) -> Callable[..., Iterator[Any]]:
    @pass_environment
    def choose(
        environment: Environment,
        value: Iterable[Any],
        attribute: str,
        test: str | None = None,
        *args: Any,
    ) -> Iterator[Any]:
        test = test and text_of(test)
        for item in steps(value):
            found = environment.getitem(item, attribute)
            passed = environment.call_test(test, found, args) if test else bool(found)
            if passed is keep:
                yield item

    return choose


@pass_environment
def _sort(
    environment: Environment, value: Iterable[Any], attribute: str, reverse: bool = False
) -> list[Any]:
    return sorted(
        _list(value),
        key=lambda item: comparable(environment.getitem(item, attribute)),
        reverse=reverse,
    )


@pass_environment
def _group(
    environment: Environment, value: Iterable[Any], attribute: str
) -> list[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = {}
    for item in steps(value):
        groups.setdefault(comparable(environment.getitem(item, attribute)), []).append(item)
    return list(groups.items())


def _wrap(value: Any, width: int = 78, first: str = "", rest: str | None = None) -> str:
    """Return text in lines of `width` columns; `first` leads the first line, `rest` the others."""
    width = max(1, min(int(_number(width)), 1000))
    text, lead = text_of(value), text_of(first)
    follow = " " * escaping.columns(lead) if rest is None else text_of(rest)
    bounded(len(text) + len(lead))
    bounded(len(follow), 200)
    plain = (str(text), width, str(lead), str(follow))  # Markup would escape word by word
    return Markup(escaping.wrap(*plain))  # noqa: S704 - plain text


def _underline(value: Any) -> str:
    """Return a line as wide as the text."""
    return "=" * min(escaping.columns(text_of(value)), 78)


def _lines(value: Iterable[Any], width: float, extra: int = 0) -> int:
    """Return how many lines of `width` columns the texts take, each with `extra` columns more."""
    line = max(width, 1)
    return sum(
        math.ceil(max(escaping.breadth(text_of(text)) + extra, 1) / line) for text in steps(value)
    )


def _as_url(value: Any) -> Markup:
    """Return a URL that may be linked as it stands, "" for any other text."""
    return Markup(escaping.safe_url(text_of(value)) or "")  # noqa: S704 - percent-encoded


def _css(value: Any) -> Markup:
    return Markup(escaping.css_string(escaping.clean(text_of(value))))  # noqa: S704 - all escaped


def _same(value: Any, other: Any) -> bool:
    return bool(comparable(value) == comparable(other))


_jinja_filters: dict[str, Any] = dict(jinja_filters.FILTERS)
_jinja_tests: dict[str, Any] = dict(jinja_tests.TESTS)

FILTERS: dict[str, Callable[..., Any]] = {
    **{
        name: _on_text(_jinja_filters[name])
        for name in ("capitalize", "lower", "title", "trim", "upper", "wordcount")
    },
    "abs": _abs,
    "default": _jinja_filters["default"],
    "round": _round,
    "as_url": _as_url,
    "css_string": _css,
    "first": _first,
    "groupby": _group,
    "join": _join,
    "last": _last,
    "length": _length,
    "lines": _lines,
    "list": _list,
    "map": _map,
    "rejectattr": _chooser(keep=False),
    "middle": _on_text(_middle),
    "replace": _on_text(_replace),
    "selectattr": _chooser(keep=True),
    "sort": _sort,
    "truncate": _on_text(_truncate),
    "underline": _underline,
    "wrap": _wrap,
}

TESTS: dict[str, Callable[..., Any]] = {
    **{
        name: _jinja_tests[name]
        for name in ("defined", "undefined", "none", "string", "number", "odd", "even")
    },
    "divisibleby": _jinja_tests["divisibleby"],
    "eq": _same,
    "equalto": _same,
    "in": lambda value, other: comparable(value) in container(other),
    "ne": lambda value, other: not _same(value, other),
}
