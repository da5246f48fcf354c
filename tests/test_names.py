"""Names: a word means one thing. No two classes share a public name; the glossary keeps to them."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import briefer

ROOT = Path(briefer.__file__).parent
GUIDE = ROOT.parent / "CONTRIBUTING.md"


def _classes() -> dict[str, list[str]]:
    """Return the modules that define each public class, also one inside another."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(file.relative_to(ROOT)))
    return found


def test_no_public_class_name_is_used_twice() -> None:
    """Whoever reads `Source` or `Draft` need not ask which; the message says where both stand."""
    twice = {name: files for name, files in _classes().items() if len(files) > 1}
    assert twice == {}, "rename one by the field's words; see the glossary in CONTRIBUTING.md"


def test_the_glossary_speaks_of_classes_that_there_are() -> None:
    """Each `Name` of the glossary is a class, so that it can't outlive a renaming."""
    guide = GUIDE.read_text(encoding="utf-8")
    glossary = guide.partition("## Glossary")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([A-Z]\w+)`", glossary))
    assert len(named) > 30
    assert named <= _classes().keys()
