"""Taking previewed files: saving one is saving its verdicts too, and many are taken one by one, each whole or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from doanra.records.models import Nomination, SourceFile
from doanra.stages import appraisals, nominations, savings
from doanra.stages.acting import Actor, together
from doanra.terms.refusal import Refused


@dataclass(slots=True)
class Taken:
    """What came of taking several files; ``later`` are those that are being saved in the background."""

    files: int = 0
    nominations: int = 0
    later: int = 0
    refused: list[Refused] = field(default_factory=list)


def take(file: SourceFile, *, by: Actor, on: date) -> list[Nomination]:
    """Saves one file and judges its nominations, or nothing; Refused as ``nominations.save_file``."""
    with together():
        saved = nominations.save_file(file, by=by, on=on)
        appraisals.appraise(file.call, by=by, nominations=saved)
    return saved


def take_all(files: Iterable[SourceFile], *, by: Actor, on: date) -> Taken:
    """Takes each file by itself; a file that is refused stays in preview and stops no other."""
    taken = Taken()
    for file in files:
        try:
            if savings.is_big(file):
                savings.start(file, by=by, on=on)
                taken.later += 1
                continue
            taken.nominations += len(take(file, by=by, on=on))
            taken.files += 1
        except Refused as refusal:
            taken.refused.append(refusal)
    return taken
