"""Text can be read on its ground in both themes: WCAG 2.2 AA, computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

TOKENS = Path("recoup/web/shared/static/recoup/css/tokens.css")
PAIR = re.compile(r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)")
TEXT = 4.5
GRAPHICS = 3.0
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "card", "sunken")],
    *[(tone, ground, TEXT) for tone in ("brand", "ok", "warn", "bad") for ground in ("paper", "card")],
    *[(tone, f"{tone}-soft", TEXT) for tone in ("brand", "ok", "warn", "bad")],
    *[("ink", f"{tone}-soft", TEXT) for tone in ("brand", "ok", "warn", "bad")],
    ("ink-2", "mute-soft", TEXT),
    ("ink-2", "brand-soft", TEXT),
    ("on-brand", "brand", TEXT),
    ("edge", "card", GRAPHICS),
    *[("focus", ground, GRAPHICS) for ground in ("paper", "card")],
]


def colors(theme: int) -> dict[str, str]:
    """Return the tokens of the light (0) or dark (1) theme."""
    return {name: (light, dark)[theme] for name, light, dark in PAIR.findall(TOKENS.read_text())}


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "needed"), PAIRS)
def test_contrast_is_enough(theme: int, front: str, ground: str, needed: float) -> None:
    tokens = colors(theme)
    found = contrast(tokens[front], tokens[ground])
    assert found >= needed, f"{front} on {ground}: {found:.2f}"
