"""The Jinja environment for templates that nobody vouches for.

Beyond Jinja's own immutable sandbox: a template reaches only the fields of the views it is given
and a handful of harmless methods; every value it prints is escaped for the format, and nothing
takes that back; loops, calls, texts and numbers are charged to a meter, so that it ends.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from types import CodeType
from typing import Any, ClassVar

from cachetools import FIFOCache
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    TemplateAssertionError,
    TemplateRuntimeError,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from briefer.render.filters import (
    FILTERS,
    MAX_NUMBER,
    TESTS,
    comparable,
    container,
    sliced,
    steps,
    text_of,
)
from briefer.render.meter import CALL, MAX_ITEMS, bounded, joined, spend

_METHODS: dict[type, frozenset[str]] = {
    str: frozenset({"endswith", "lower", "startswith", "strip", "upper"}),
    dict: frozenset({"get", "items", "keys", "values"}),
    LoopContext: frozenset(
        {"cycle", "depth", "first", "index", "index0", "last", "length"}
        | {"nextitem", "previtem", "revindex", "revindex0"}
    ),
}


_TAKING_LISTS = (BlockReference, LoopContext, Macro)


class Compiled(BytecodeCache):
    """Compiled templates of this process: a file is compiled once, whichever folders go first."""

    _kept: ClassVar[FIFOCache[tuple[str, str], CodeType]] = FIFOCache(200)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` if its very source was compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


class _Guards(NodeTransformer):
    """Puts a meter on every loop, include and concatenation, and a guard on comparisons."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja's own naming
        if node.recursive:
            _refuse("a recursive loop", node)
        self.generic_visit(node)
        node.iter = _call("_steps", node.iter)
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Include:  # noqa: N802 - the same
        self.generic_visit(node)
        node.template = _call("_charged", node.template)
        return node

    def visit_Extends(self, node: nodes.Extends) -> nodes.Extends:  # noqa: N802 - the same
        self.generic_visit(node)
        node.template = _call("_charged", node.template)
        return node

    def visit_Import(self, node: nodes.Import) -> nodes.Import:  # noqa: N802 - the same
        self.generic_visit(node)
        node.template = _call("_charged", node.template)
        return node

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport:  # noqa: N802 - the same
        self.generic_visit(node)
        node.template = _call("_charged", node.template)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:  # noqa: N802 - the same
        self.generic_visit(node)
        return _call("_sliced", node) if isinstance(node.arg, nodes.Slice) else node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - the same
        self.generic_visit(node)
        return _call("_concat", nodes.List(node.nodes, lineno=node.lineno))

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802 - the same
        self.generic_visit(node)
        node.expr = _call("_comparable", node.expr)
        for operand in node.ops:
            inside = operand.op in {"in", "notin"}
            operand.expr = _call("_container" if inside else "_comparable", operand.expr)
        return node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Dict:  # noqa: N802 - the same
        self.generic_visit(node)
        for pair in node.items:
            pair.key = _call("_comparable", pair.key)
        return node

    def visit_ScopedEvalContextModifier(  # noqa: N802 - the same
        self, node: nodes.ScopedEvalContextModifier
    ) -> nodes.Node:
        return _refuse("autoescape", node)


def _call(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _refuse(what: str, node: nodes.Node) -> nodes.Node:
    raise TemplateAssertionError(f"{what} is not allowed in a template", node.lineno)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one format; `escape` makes a value harmless in it.

    Every `{{ … }}` goes through `escape`, which returns Markup, so that Jinja's own escaping (for
    HTML only) has nothing left to do: templates of all formats are escaped by default.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    concat = staticmethod(joined)

    def __init__(self, loader: BaseLoader, escape: Callable[[Any], Markup]) -> None:
        @pass_context  # so that constants are not worked out, and escaped for HTML, beforehand
        def finalize(_context: Context, value: Any) -> Markup:
            return escape(value)

        super().__init__(
            loader=loader,
            finalize=finalize,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,  # constants are worked out under the meter too
            cache_size=200,
            bytecode_cache=Compiled(),
        )
        self.filters = dict(FILTERS) | {
            "_charged": _charged,
            "_comparable": comparable,
            "_concat": self.concatenate,
            "_container": container,
            "_sliced": sliced,
            "_steps": steps,
        }
        self.tests = dict(TESTS)
        self.escape = escape
        self.globals = {"range": _range, "namespace": Namespace}

    def concatenate(self, parts: Iterable[Any]) -> str:
        """Return the parts as one text; as soon as one is escaped, all are."""
        listed = list(steps(parts))
        if any(isinstance(part, Markup) for part in listed):
            return Markup(joined(self.escape(part) for part in listed))  # noqa: S704 - escaped
        return joined(text_of(part) for part in listed)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        guarded = _Guards().visit(source)
        return super()._generate(guarded, name, filename, defer_init)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 - Jinja's
        """Allow the fields of views, what a template made itself, and a few methods."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, tuple) and hasattr(type(obj), "_fields"):
            return attr in _fields(type(obj))
        if type(obj).__name__ in {"TemplateModule", "Namespace", "TemplateReference"}:
            return True
        return any(isinstance(obj, kind) and attr in names for kind, names in _METHODS.items())

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a view's field the short way; for anything else Jinja's checks decide."""
        kind: type = type(obj)
        if attribute in _fields(kind):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 - Jinja's signature
        """Offer no `str.format`: it could ask for a width of a billion."""
        return

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry by its name or number; to look for anything else may take for ever."""
        return super().getitem(obj, comparable(argument))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, and charge for it."""
        spend(CALL)
        if args and not isinstance(getattr(obj, "__self__", obj), _TAKING_LISTS):
            comparable(args[0])  # what is looked up, by `get` or `say`
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon with plain numbers; `+` also joins texts and lists."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.concatenate((left, right))
        if operator == "+" and type(left) is type(right) and type(left) in {list, tuple}:
            bounded(len(left) + len(right), MAX_ITEMS)
        elif not all(isinstance(n, (int, float)) and abs(n) < MAX_NUMBER for n in (left, right)):
            raise TemplateRuntimeError(f"{operator} is for numbers; join texts with ~")
        elif operator == "**":
            raise TemplateRuntimeError("** is not allowed in a template")
        return super().call_binop(context, operator, left, right)


@lru_cache(maxsize=256)
def _fields(kind: type) -> frozenset[str]:
    """Return the fields of a view; none of anything else."""
    return frozenset(getattr(kind, "_fields", ()) if issubclass(kind, tuple) else ())


def _charged(value: Any) -> Any:
    """Return the name of a template, or a list of such names, and charge for looking it up."""
    spend(CALL)
    if isinstance(value, (list, tuple)):
        return [text_of(name) for name in steps(value)]
    return text_of(value)


def _range(*args: int) -> range:
    numbers = range(*args)
    bounded(len(numbers), MAX_ITEMS)
    return numbers
