"""Notices of duties: made once a day from what waits, read in the application, mailed where that is switched on."""

from doanra.stages.notices.mailing import Sent, digest, send
from doanra.stages.notices.making import make
from doanra.stages.notices.reading import choose, mark_read

__all__ = ["Sent", "choose", "digest", "make", "mark_read", "send"]
