"""Small XML documents of a known form (OPML, sitemaps), without entities or the network."""

from typing import Any

from lxml import etree

from briefer.errors import SourceError


def tree_of(data: bytes, root: frozenset[str], what: str) -> Any:
    """Return the root element of `data`.

    Broken XML is read as far as it goes.

    Raises:
        SourceError: it declares entities, or is not `what`, whose root is one of `root`.
    """
    if b"<!ENTITY" in data:
        raise SourceError(f"the {what} declares XML entities of its own, which is not safe")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        found = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"not a readable {what}: {str(error)[:200]}") from error
    if found is None or local(found).lower() not in root:
        raise SourceError(f"not a readable {what}")
    return found


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
