"""Measures of a Party paper: Hướng dẫn 36-HD/VPTW, 3/4/2018, Phụ lục 3 for the sizes.

The margins are general knowledge, not read in the text (confidence G): an office that knows better changes them here or
in its own template.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE_WIDTH = 72.9  # mm: "ĐẢNG CỘNG SẢN VIỆT NAM", Times New Roman bold 15; a test measures it on the page


@dataclass(frozen=True, slots=True)
class Margins:
    """Of an upright page, in mm. A page on its side is the same page turned, with ``top`` for its upper edge too."""

    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """A4; sizes in points."""

    margins: Margins = Margins()
    font: str = "Times New Roman"
    party: int = 15
    head: int = 14
    kind: int = 16
    extract: int = 14
    body: int = 14
    table: int = 12
    recipients: int = 12

    @property
    def upright(self) -> int:
        """Width of the text on an upright page, mm."""
        return 210 - self.margins.left - self.margins.right

    @property
    def lying(self) -> int:
        """Width of the text on a page on its side, mm."""
        return 297 - self.margins.top - self.margins.bottom
