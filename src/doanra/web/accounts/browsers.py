"""What a browser tells of itself, in a few words that its owner knows it by."""

from __future__ import annotations

import re

_BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/(\d+)"),
    ("Cốc Cốc", r"coc_coc_browser/(\d+)"),
    ("Firefox", r"\bFirefox/(\d+)"),
    ("Chrome", r"\b(?:Headless)?Chrome/(\d+)"),
    ("Safari", r"\bVersion/(\d+)[^ ]* .*Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows NT"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


def browser(told: str) -> str:
    """ "Firefox 146, Windows"; the beginning of what it told where nothing is known of it."""
    name = next((f"{name} {found[1]}" for name, sign in _BROWSERS if (found := re.search(sign, told))), "")
    system = next((name for name, sign in _SYSTEMS if re.search(sign, told)), "")
    return ", ".join(part for part in (name, system) if part) or told[:60]
