"""Verbs on old records."""

from doanra.records.models import HistoryFile
from doanra.stages import histories
from verb_cases.scene import DAY


def old_records(by):
    """A workbook of old records in preview, of somebody new each time."""
    name, number = "Lê Thử Cũ", HistoryFile.objects.count()
    text = f"Họ và tên,Ngày sinh,Khoá học,Từ ngày\n{name},1/1/{1960 + number},Quản lý công,2012\n"
    return histories.receive(name="cu.csv", content=text.encode(), by=by, on=DAY)


CASES = {
    "histories.receive": ("histories.receive", None, lambda s, by: old_records(by)),
    "histories.save_file": (
        "histories.save_file", lambda s: old_records(None), lambda file, by: histories.save_file(file, by=by),
    ),
    "histories.drop": ("histories.drop", lambda s: old_records(None), lambda file, by: histories.drop(file, by=by)),
    "histories.undo": (
        "histories.undo", lambda s: histories.save_file(old_records(None), by=None)[0].row.file,
        lambda file, by: histories.undo(file, reason="nhầm", by=by),
    ),
    "histories.settle": (
        "histories.settle", lambda s: histories.save_file(old_records(None), by=None)[0],
        lambda course, by: histories.settle(course, person=None, by=by),
    ),
}  # fmt: skip
