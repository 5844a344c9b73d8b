"""Each answer of a unit is written down beside the invitation, so that what stood on a past day stays what it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doanra.records.models import Invitation, Reply, SourceFile


def note(
    invitation: Invitation,
    *,
    on: date,
    noted_on: date,
    before: date | None,
    file: SourceFile | None = None,
    names_nobody: bool = False,
) -> Reply:
    """One more answer of ``on``, known from ``noted_on``; ``before`` is the day on which it had answered until now."""
    _bring_along(invitation, answered_on=before)
    return Reply.objects.create(
        invitation=invitation, file=file, on=on, noted_on=max(on, noted_on), names_nobody=names_nobody
    )


def go_without(file: SourceFile, invitation: Invitation) -> None:
    """Sets the day of answer to that of the first answer that stands when a file is gone. Saves nothing.

    Of the time before answers were kept nothing else is known than what the invitation itself says.
    """
    kept = list(invitation.replies.all())
    if not kept:
        return
    standing = [one.on for one in kept if one.taken_back_on is None and one.file_id != file.pk]
    invitation.answered_on = min(standing, default=None)
    if invitation.answered_on is None:
        invitation.letter = ""


def take_back(file: SourceFile, *, answered: Sequence[tuple[Invitation, date | None]], on: date) -> None:
    """The answers that came with a file stand no longer from a day on; what stood before that day keeps standing.

    ``answered`` gives the invitations that the file answered, each with its day of answer as it was until now.
    """
    for invitation, before in answered:
        _bring_along(invitation, answered_on=before, file=file)
    Reply.objects.filter(file=file, taken_back_on=None).update(taken_back_on=on)
    for invitation, _before in answered:
        day = invitation.answered_on
        if day is not None and not invitation.replies.filter(taken_back_on=None).exists():
            Reply.objects.create(invitation=invitation, on=day, noted_on=day, names_nobody=invitation.names_nobody)


def _bring_along(invitation: Invitation, *, answered_on: date | None, file: SourceFile | None = None) -> None:
    """An answer of the time before answers were kept, as far as it is known."""
    if answered_on is not None and not invitation.replies.exists():
        Reply.objects.create(
            invitation=invitation, file=file, on=answered_on, noted_on=answered_on,
            names_nobody=invitation.names_nobody and file is None,
        )  # fmt: skip
