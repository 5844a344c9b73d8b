"""Merging: one record of a person goes into another with all that points to it, and can come out again."""

from doanra.stages.merging.merge import FIELDS, Consequence, consequences, merge
from doanra.stages.merging.undo import Undone, obstacles, undo

__all__ = ["FIELDS", "Consequence", "Undone", "consequences", "merge", "obstacles", "undo"]
