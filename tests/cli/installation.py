"""An installation of its own in a scratch folder, and the command in a process of its own, as a person calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

COMMAND = [sys.executable, "-m", "doanra.cli"]


@dataclass
class Installation:
    """A folder for the data; every call of ``doanra`` works there, on SQLite, whatever the tests run on."""

    var: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """That of the tests without what would lead elsewhere."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOANRA_", "DATABASE_"))}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {**kept, "DOANRA_VAR": str(self.var), "PYTHONUTF8": "1", **self.more}

    def run(self, *words: str, feed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        environment = {**self.environment, **more}
        return subprocess.run(
            [*COMMAND, *words], env=environment, input=feed, capture_output=True, text=True, timeout=120, check=False
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """One command that goes on; the caller ends it."""
        return subprocess.Popen(
            [*COMMAND, *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def ask(self, code: str) -> str:
        """What a line of Python prints inside, by Django's own shell."""
        ran = self.run("manage", "shell", "--no-imports", "-c", code)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()


class Said(Protocol):
    """What is left of a call."""

    returncode: int
    stdout: str
    stderr: str


def refused(ran: Said, *words: str) -> bool:
    """Whether a call was turned down as it should be: exit code 2, one line with these words, no traceback."""
    said = ran.stderr.strip()
    plain = "Traceback" not in said and "Traceback" not in ran.stdout
    return ran.returncode == 2 and plain and len(said.splitlines()) == 1 and all(word in said for word in words)
