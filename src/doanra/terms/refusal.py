"""The one expected exception that crosses rooms, worded for the person who must act on it."""

from __future__ import annotations


class Refused(Exception):
    """A request that will not be carried out, and what to do about it.

    ``code`` is stable and for machines; ``message`` says in Vietnamese what is wrong and where; ``remedy`` says what to
    do, with an example where one helps; ``citation`` names the clause if a rule is the reason.
    """

    def __init__(self, code: str, message: str, *, remedy: str = "", citation: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.citation = citation

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.remedy) if part)


class NotAllowed(Refused):
    """The actor's role does not include this act (HTTP 403)."""


class NotFound(Refused):
    """There is no such thing, or not for this actor (HTTP 404)."""


class Stale(Refused):
    """Somebody else changed the thing meanwhile (HTTP 409)."""
