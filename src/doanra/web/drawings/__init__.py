"""Charts as safe markup from plain data: ``from doanra.web.drawings import seats``. Usage: docs/design.md.

Each is one image with a title to a screen reader; its table twin is parts/chart_table.html. No colour is named here.
"""

from doanra.web.drawings.bars import TargetBar, bars_against_target, portion, proof_bar
from doanra.web.drawings.curve import Moment, progress_curve
from doanra.web.drawings.layouts import TILES_34, TILES_63, tile_key
from doanra.web.drawings.spans import month_scale, span_line
from doanra.web.drawings.squares import Agency, RowState, agency_squares, row_strip, seats
from doanra.web.drawings.tiles import TileUnit, tile_map

__all__ = [
    "TILES_34",
    "TILES_63",
    "Agency",
    "Moment",
    "RowState",
    "TargetBar",
    "TileUnit",
    "agency_squares",
    "bars_against_target",
    "month_scale",
    "portion",
    "progress_curve",
    "proof_bar",
    "row_strip",
    "seats",
    "span_line",
    "tile_key",
    "tile_map",
]
