"""The programmes of Conclusion 39: one file each, found by looking into this folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from doanra.policy.programme import ProgrammeTerms
from doanra.terms.words import Programme


@cache
def registry() -> dict[Programme, ProgrammeTerms]:
    """Every programme of the folder."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    terms: list[ProgrammeTerms] = [module.TERMS for module in modules]
    return {one.programme: one for one in terms}


def of(programme: Programme) -> ProgrammeTerms:
    """The terms of one programme."""
    return registry()[programme]
