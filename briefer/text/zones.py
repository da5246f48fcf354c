"""Time zones and the country that each lies in (CLDR, through babel)."""

from babel.core import get_global

from briefer.text.neighbours import is_country


def country_of_zone(zone: str) -> str | None:
    """Return the country (ISO 3166-1 alpha-2) of an IANA time zone; None for UTC and its like."""
    found = get_global("zone_territories").get(zone)
    return str(found) if found and is_country(str(found)) else None
