"""A property that is found once and then kept."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class kept(Generic[Owner, Value]):  # noqa: N801 - it is written like `property`
    """`functools.cached_property` without a lock, as it is from Python 3.12 on.

    A check asks for some of these a dozen times; before 3.12 the lock takes a tenth of their time.
    """

    def __init__(self, find: Callable[[Owner], Value]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Owner] | None = None) -> Self: ...
    @overload
    def __get__(self, owner: Owner, kind: type[Owner] | None = None) -> Value: ...
    def __get__(self, owner: Any, kind: Any = None) -> Any:
        """Return the value, found now; the next time the owner's own attribute is read."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._find(owner)
        return value
