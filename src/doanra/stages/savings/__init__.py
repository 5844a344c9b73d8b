"""Savings: a big file is saved and judged in the background, watched and stopped; a small one is saved at once."""

from doanra.stages.savings.runs import BIG, cancel, is_big, newest, save_later, start, sweep

__all__ = ["BIG", "cancel", "is_big", "newest", "save_later", "start", "sweep"]
