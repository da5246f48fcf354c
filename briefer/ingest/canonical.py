"""One article, one address: without trackers, AMP, fragments and other spellings of the same.

Courlan's own cleaning (Barbaresi) also takes out `uid`, `eid`, `keyword` and the like, which on
some sites are the article's number: two articles would become one. So only names that never
number an article are taken out here, and courlan is asked for the registrable domain.
"""

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

_TRACKERS = re.compile(
    r"(?:utm|at|ns|mc|pk|mtm|piwik|matomo|hsa|ga|gs|ml|oly|vero|itm|wt|sc|s_kwcid|stm|xtor|__s|_hs)"
    r"_\w{0,60}$|(?:fb|gc|dc|yc|msclk|twc|ysc|tt|li_fat_|gbra|wbra|igsh|mkt_tok|rb_cl|srsl)[a-z]{0,6}id$"
    r"|(?:fbclid|gclid|igshid|mkt_tok|ocid|cmp|cmpid|icid|xtor|ncid|smid|smtyp|partner_id|spm"
    r"|ref_src|ref_url|referrer|feature|taid|sref|wprov|gaa_\w{1,10}|guccounter|guce_\w{1,20}"
    r"|__twitter_impression|rss|output_type|outputtype|amp|amp_\w{1,20}|usqp|traffic_source"
    r"|share|shared|socialreferrer|syndication|tblci|dicbo|ito|fromrss|src_rss)$",
    re.IGNORECASE,
)
_CALLERS = frozenset({"ref", "source", "from", "src", "via", "origin", "partner", "medium"})
_CALLS = re.compile(
    r"(?:rss|feed|atom|twitter|x|facebook|fb|linkedin|email|mail|newsletter|social|share|app"
    r"|google|gnews|news|push|telegram|whatsapp|homepage|amp)(?:[-_ ]?\w{0,20})$",
    re.IGNORECASE,
)
_AMP_CACHE = re.compile(r"/(?:[a-z]/)?(?:s/)?([a-z0-9.-]{1,253}\.[a-z]{2,24}(?:/.*)?)$")
_AMP_END = re.compile(r"(?:/amp(?:\.html)?/?|(\.html?)/amp/?)$", re.IGNORECASE)
_AMP_DOT = re.compile(r"\.amp(\.html?)?$", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_MAX_QUERY = 50  # parts of a query


def canonical(url: str) -> str:
    """Return `url` as other sources of the same article would spell it.

    What is no http(s) address is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return url
    host = parts.hostname.rstrip(".")
    cached = _uncached(host, parts.path)
    if cached:
        return canonical(cached)
    default = port in {None, 443 if parts.scheme.lower() == "https" else 80}
    path = _AMP_DOT.sub(r"\1", _AMP_END.sub(r"\1", _SLASHES.sub("/", parts.path)))
    return urlunsplit(
        (
            parts.scheme.lower(),
            _bracketed(host) if default else f"{_bracketed(host)}:{port}",
            quote(path, safe="/%!=:,;@&+$'()*~-._") or "/",
            _query(parts),
            _fragment(parts.fragment),
        )
    )


def identity(url: str) -> str:
    """Return what two addresses of one article share, for comparing: never fetched or shown.

    Beyond `canonical`, the scheme, a leading `www.`, and a slash at the end do not count.
    """
    _, _, rest = canonical(url).partition("://")
    return rest.removeprefix("www.").rstrip("/") or url


def same_site(first: str, second: str) -> bool:
    """Whether two addresses belong to one registrable domain (example.co.uk)."""
    from courlan import extract_domain

    hosts = {urlsplit(url).hostname for url in (first, second)}
    if len(hosts) == 1:
        return True
    domains = [extract_domain(url) for url in (first, second)]
    return domains[0] is not None and domains[0] == domains[1]


def stated(page: str | None, fetched: str | None) -> str | None:
    """Return a page's address: the one it states, if that can be believed.

    `page` is its rel=canonical or og:url, `fetched` where it was fetched from. Another site's
    address is not believed (a reprint would hide its own outlet), nor is the site's front page.
    """
    if fetched is None or not page:
        return page or fetched
    try:
        front = urlsplit(page).path in {"", "/"} and not urlsplit(page).query
        if front or not urlsplit(page).scheme.startswith("http") or not same_site(page, fetched):
            return fetched
    except ValueError:
        return fetched
    return page


def _uncached(host: str, path: str) -> str | None:
    """Return the publisher's address of a page in an AMP cache."""
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        found = _AMP_CACHE.match(path)
    elif host.startswith("www.google.") and path.startswith("/amp/"):
        found = _AMP_CACHE.match(path.removeprefix("/amp"))
    else:
        return None
    return f"https://{found[1]}" if found else None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _query(parts: SplitResult) -> str:
    if not parts.query:
        return ""
    try:
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MAX_QUERY)
    except ValueError:
        return parts.query
    return urlencode([(name, value) for name, value in pairs if not _tracks(name, value)])


def _tracks(name: str, value: str) -> bool:
    if _TRACKERS.match(name):
        return True
    return name.lower() in _CALLERS and bool(_CALLS.match(value))


def _fragment(fragment: str) -> str:
    """Return a fragment only where it is an address of its own ("#!/story/1")."""
    return fragment if fragment.startswith(("!", "/")) else ""
