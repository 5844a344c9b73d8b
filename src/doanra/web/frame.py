"""What every page's frame shows: office, stages of the year with their counts, years. Filled by its own commit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html."""
    return {}
