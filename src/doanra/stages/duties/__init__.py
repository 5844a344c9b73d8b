"""What waits for whom: computed anew from the records, for the home page, the notices and the daily digest alike."""

from doanra.stages.duties.duty import Duty, Matter
from doanra.stages.duties.gathering import of_call, of_everybody, read_year, targets_of, waiting_for
from doanra.stages.duties.office import YearRead

__all__ = ["Duty", "Matter", "YearRead", "of_call", "of_everybody", "read_year", "targets_of", "waiting_for"]
