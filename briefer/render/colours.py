"""An accent colour made readable on a ground (WCAG 2.2, 1.4.3: contrast of at least 4.5)."""

CONTRAST = 4.5
# The grounds of raised panels: where accents have the least contrast in either scheme.
LIGHT_GROUND = "#f6f4ee"
DARK_GROUND = "#24282d"


def readable(colour: str, ground: str) -> str:
    """Return `colour`, moved towards black or white until it is readable on `ground`."""
    rgb, floor = _rgb(colour), _rgb(ground)
    end = (0, 0, 0) if _luminance(floor) > 0.18 else (255, 255, 255)
    for step in range(21):
        mixed = _mixed(rgb, end, step / 20)
        if contrast(mixed, floor) >= CONTRAST:
            return "#{:02x}{:02x}{:02x}".format(*mixed)
    return "#000000" if end == (0, 0, 0) else "#ffffff"


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    return "#{:02x}{:02x}{:02x}".format(*_mixed(_rgb(colour), _rgb(other), share))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(
    rgb: tuple[int, int, int], end: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(rgb, end, strict=True))
    return red, green, blue


def _luminance(rgb: tuple[int, int, int]) -> float:
    linear = [
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
