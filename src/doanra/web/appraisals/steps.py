"""What was recorded for one nomination, as steps of a timeline."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from doanra.policy import rules
from doanra.records.facts import PAPERS
from doanra.records.models import Event
from doanra.web.templatetags.doanra import vntime


def steps(events: Iterable[Event]) -> list[dict[str, str]]:
    """Steps for ``parts/timeline.html``, the newest first."""
    return [
        {
            "icon": "waived" if event.verb == "appraisals.waive" else "file",
            "label": _("Miễn") if event.verb == "appraisals.waive" else _("Bằng chứng"),
            "when": vntime(event.at),
            "text": _text(event),
            "by": event.by_name,
        }
        for event in events
    ]


def _text(event: Event) -> str:
    detail = event.detail
    if event.verb == "appraisals.waive":
        rule = rules.registry().get(detail.get("rule", ""))
        parts = [_("Miễn: %(rule)s") % {"rule": _(rule.title) if rule else detail.get("rule", "")}]
    else:
        kind = detail.get("kind", "")
        outcome = {True: _("đạt"), False: _("không đạt")}.get(detail.get("outcome"), "")
        parts = [_(PAPERS[kind]) if kind in PAPERS else kind, outcome]
    return ", ".join(part for part in (*parts, detail.get("document", "")) if part)
