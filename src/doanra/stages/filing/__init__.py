"""Files that people hand in beside lists: looked at, scanned, kept encrypted under their hash."""

from doanra.stages.filing.keeping import keep, open_file
from doanra.stages.filing.looking import Looked, look

__all__ = ["Looked", "keep", "look", "open_file"]
