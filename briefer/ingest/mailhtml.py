"""The HTML body of a mail, without what it quotes."""

import re

from lxml.html import HtmlElement

from briefer.ingest.fragments import Plain, parse, take_asides, text_of

_QUOTE = re.compile(
    r"(?:^|\s)(?:gmail_(?:quote|extra)|yahoo_quoted|moz-cite-prefix|OutlookMessageHeader|"
    r"protonmail_quote|zmail_extra|gmail_signature|moz-signature)",
)
_IDS = frozenset(
    {"divRplyFwdMsg", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container"}
)


def plain_of(html: str) -> Plain:
    """Return the text and asides of a mail's HTML, its tables taken for layout.

    Raises:
        SourceError: the markup is nested too deeply to be parsed.
    """
    tree = parse(html)
    if tree is None:
        return Plain("", ())
    asides = take_asides(tree, tables=False)
    whole = text_of(tree)
    for element in [e for e in tree.iter() if _is_quote(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    own = text_of(tree)
    return Plain(own if own.strip() else whole, asides)


def _is_quote(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag == "blockquote" and element.get("type") == "cite":
        return True
    classes = str(element.get("class") or "")[:300]
    return bool(classes and _QUOTE.search(classes)) or element.get("id") in _IDS
