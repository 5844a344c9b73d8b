"""Nominations: a unit's file is received into a preview, then saved as a whole or dropped."""

from doanra.stages.nominations.receiving import choose_unit, drop, receive, receive_many
from doanra.stages.nominations.saving import save_file
from doanra.stages.nominations.withdrawing import stand_again, withdraw

__all__ = ["choose_unit", "drop", "receive", "receive_many", "save_file", "stand_again", "withdraw"]
