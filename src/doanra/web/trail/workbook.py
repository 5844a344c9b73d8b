"""The trail as a workbook: what was asked for, when and by whom it was taken, then one row an event."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from xlsxwriter import Workbook

from doanra.documents.printable import printable
from doanra.records.models import Account
from doanra.web.trail.lines import Line

ENDING = ".xlsx"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 10_000
"""So many events go into one workbook, the newest; the command line writes any number."""
_WIDTHS = (18, 34, 34, 24, 30, 26, 60, 44, 9)


def rendered(lines: Sequence[Line], *, wanted: Sequence[tuple[str, str]], by: Account) -> bytes:
    """An .xlsx file. Text that looks like a formula stays text."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Nhật ký"))
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write(0, 0, _("Nhật ký"), book.add_format({"bold": True, "font_size": 14}))
        for row, text in enumerate(_head(len(lines), wanted, by), 1):
            sheet.write(row, 0, printable(text))
        first = row + 2
        heads = (
            _("Lúc"), _("Việc"), _("Về"), _("Cho đơn vị"), _("Người làm"), _("Căn cứ"), _("Thay đổi"), _("Ghi kèm"),
            _("Số việc"),
        )  # fmt: skip
        for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write(first, column, head, bold)
        for row, line in enumerate(lines, first + 1):
            for column, value in enumerate(_cells(line)):
                sheet.write(row, column, printable(value) if isinstance(value, str) else value, wrap)
        sheet.freeze_panes(first + 1, 0)
        sheet.autofilter(first, 0, first + max(len(lines), 1), len(heads) - 1)
    return written.getvalue()


def _head(many: int, wanted: Sequence[tuple[str, str]], by: Account) -> list[str]:
    chosen = "; ".join(f"{label}: {value}" for label, value in wanted) or _("tất cả")
    taken = _("Lấy lúc %(at)s bởi %(by)s (%(username)s).") % {
        "at": f"{timezone.localtime():%H:%M:%S %d/%m/%Y}", "by": str(by), "username": by.username,
    }  # fmt: skip
    limit = [_("Chỉ %(n)s việc mới nhất; thu hẹp bộ lọc để lấy phần còn lại.") % {"n": MOST}] if many == MOST else []
    return [_("Bộ lọc: %(chosen)s.") % {"chosen": chosen}, taken, _("%(n)s việc.") % {"n": many}, *limit]


def _cells(line: Line) -> list[Any]:
    changes = "\n".join(
        (f"[{one.heads}]\n" if one.heads else "")
        + (
            _("%(field)s: đã đổi, không hiện giá trị") % {"field": one.field}
            if one.kept_back
            else f"{one.field}: {one.old} → {one.new}"
        )
        for one in line.changes
    )
    if line.more:
        changes += "\n" + ngettext("và %(n)s thay đổi nữa", "và %(n)s thay đổi nữa", line.more) % {"n": line.more}
    at = timezone.localtime(line.event.at)
    return [
        f"{at:%d/%m/%Y %H:%M:%S}", line.say, line.about, line.body, line.who, line.event.ground,
        changes or line.counts, line.noted, line.event.pk,
    ]  # fmt: skip
