"""Which papers there are: each folder beside this file with a template and a context is one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from doanra.documents.letterhead import Letterhead
from doanra.documents.sample import read
from doanra.terms.refusal import NotFound

_ROOM = Path(__file__).parent


class Content(Protocol):
    """What every context has: a title for the file's properties and a head."""

    @property
    def title(self) -> str: ...

    @property
    def letterhead(self) -> Letterhead: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: its folder's name, the type of its context, its template and its synthetic sample."""

    name: str
    kind: type[Any]
    template: Path
    sample_file: Path

    def sample(self) -> Any:
        """The synthetic context of ``sample.toml``, for tests and for trying an office's own template."""
        return read(self.kind, table=tomllib.loads(self.sample_file.read_text("utf-8")), where=self.sample_file.name)


def papers() -> dict[str, Paper]:
    """All papers by name, in alphabetical order."""
    folders = sorted(path.parent for path in _ROOM.glob("*/context.py"))
    return {folder.name: _paper(folder) for folder in folders}


def paper(name: str) -> Paper:
    """The paper of that name; NotFound with the list of names otherwise."""
    known = papers()
    if name not in known:
        raise NotFound(
            "documents.unknown-paper",
            f"Không có loại văn bản “{name}”.",
            remedy=f"Chọn một trong các loại: {', '.join(known)}.",
        )
    return known[name]


def _paper(folder: Path) -> Paper:
    module = import_module(f"doanra.documents.{folder.name}.context")
    camel = "".join(word.capitalize() for word in folder.name.split("_"))
    kind = getattr(module, camel)
    if not (isinstance(kind, type) and is_dataclass(kind)):
        raise TypeError(f"{camel} in {module.__name__} is not a dataclass")
    return Paper(folder.name, kind, folder / "template.docx", folder / "sample.toml")
