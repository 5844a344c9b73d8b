"""`doanra audit verify | anchor | export`: is the trail whole, what is noted of it elsewhere, the trail as a file."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from doanra.cli.django_room import wake
from doanra.terms.refusal import Refused

if TYPE_CHECKING:
    from doanra.records.queries.audit import Anchor, Broken

HELP = "says whether the trail is whole; notes where it ends; writes it to a file"
_LONGEST_CELL = 32_000  # characters; a spreadsheet holds 32,767
_FAULTS = {
    "removed": "bị xoá khỏi nhật ký",
    "altered": "bị sửa, được chèn vào, hoặc dòng ngay trước nó bị xoá",
    "inserted": "được ghi ngoài chuỗi",
    "cut": "phần cuối của nhật ký bị cắt",
    "head": "phần cuối của nhật ký bị cắt rồi chỗ ghi cuối chuỗi bị sửa cho khớp; không rõ đã mất bao nhiêu dòng",
    "anchor": "không khớp với mốc đã giữ",
}
_THINGS = {
    "person": "hồ sơ cán bộ", "nomination": "đề cử", "evidence": "bằng chứng", "invitation": "việc trả lời của đơn vị",
}  # fmt: skip
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One of three."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    whole = acts.add_parser("verify", help="walks the chain; exit code 0 whole, 1 broken, 2 not to be read")
    whole.add_argument("--anchor", type=Path, help="file of anchors kept elsewhere: finds a tail that was cut off")
    kept = acts.add_parser("anchor", help="writes where the chain ends, to be kept or printed")
    kept.add_argument("file", type=Path, help="a line is added to it")
    out = acts.add_parser("export", help="writes events with their place in the chain, as CSV or JSON lines")
    out.add_argument("--from", dest="first", type=_day, help="first day, such as 2027-01-01")
    out.add_argument("--to", dest="last", type=_day, help="last day")
    out.add_argument("--out", type=Path, required=True, help="file ending in .csv or .jsonl; none may stand there yet")


def run(options: argparse.Namespace) -> int:
    """Does one of the three."""
    wake()
    return {"verify": _verify, "anchor": _anchor, "export": _export}[options.act](options)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _verify(options: argparse.Namespace) -> int:
    from doanra.records.queries import audit  # noqa: PLC0415 - needs Django awake

    anchors = _anchors(options.anchor) if options.anchor else ()
    verdict = audit.verify(anchors=anchors)
    if verdict.broken:
        print(f"Nhật ký KHÔNG còn nguyên vẹn: {_said(verdict.broken)} {verdict.held} dòng trước đó còn nguyên.")
        return 1
    kept = f" Khớp {len(anchors)} mốc đã giữ." if anchors else ""
    older = f" {verdict.unbound} lần lưu tệp từ bản cũ không có mã của giá trị đã lưu." if verdict.unbound else ""
    print(f"Nhật ký nguyên vẹn: {verdict.held} dòng, mã cuối {verdict.hash[:16]}.{kept}{older}")
    return 0


def _said(broken: Broken) -> str:
    event = f" (việc số {broken.event})" if broken.event else ""
    until = f" đến {broken.other}" if broken.other and broken.other > broken.sequence else ""
    match broken.fault.value:
        case "load":
            return f"dòng {broken.sequence}{event}: {_of_load(broken)}."
        case "moved":
            return f"dòng {broken.sequence}{event}: bị đổi chỗ với dòng {broken.other}."
    return f"dòng {broken.sequence}{until}{event}: {_FAULTS[broken.fault.value]}."


def _of_load(broken: Broken) -> str:
    held = "giá trị mà lần lưu tệp này giữ"
    if broken.thing is None:
        return f"{held} bị xoá bớt ở cuối"
    kind, key = broken.thing
    where = f", {f'trang “{broken.row.sheet}” ' if broken.row.sheet else ''}dòng {broken.row.row}" if broken.row else ""
    return f"{held} bị sửa, xoá hoặc chèn thêm, từ {_THINGS[kind]} số {key}{where}"


def _anchors(file: Path) -> tuple[Anchor, ...]:
    from doanra.records import chain  # noqa: PLC0415 - needs Django awake
    from doanra.records.queries.audit import Anchor  # noqa: PLC0415 - needs Django awake

    read = []
    for number, line in enumerate(_text(file).splitlines(), 1):
        try:
            said = json.loads(line)
            sequence, last, seal = int(said["sequence"]), str(said["hash"]), str(said["seal"])
        except (ValueError, KeyError, TypeError):
            raise Refused("anchor_unreadable", f"{file.name}, dòng {number}: không phải một mốc của nhật ký.") from None
        if seal != chain.keyed(f"anchor|{sequence}|{last}"):
            raise Refused("anchor_foreign", f"{file.name}, dòng {number}: mốc bị sửa, hoặc của một hệ thống khác.")
        read.append(Anchor(sequence, last))
    if not read:
        raise Refused("anchor_unreadable", f"{file.name}: không có mốc nào.", remedy="Tạo bằng `doanra audit anchor`.")
    return tuple(read)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refused("anchor_unreadable", f"Không đọc được {file}: {wrong}.") from wrong


def _anchor(options: argparse.Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415 - needs Django awake

    from doanra.records import chain  # noqa: PLC0415 - needs Django awake
    from doanra.records.queries import audit  # noqa: PLC0415 - needs Django awake

    end = audit.anchor()
    said = {
        "sequence": end.sequence,
        "hash": end.hash,
        "at": timezone.localtime().isoformat(timespec="seconds"),
        "seal": chain.keyed(f"anchor|{end.sequence}|{end.hash}"),
    }
    try:
        with options.file.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(said) + "\n")
    except OSError as wrong:
        raise Refused("cannot_write", f"Không ghi được {options.file}: {wrong}.") from wrong
    print(f"Mốc: {end.sequence} dòng, mã cuối {end.hash}. Giữ tệp này (hoặc bản in) ở ngoài máy chủ.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from doanra.records.queries import trail_rows  # noqa: PLC0415 - needs Django awake
    from doanra.stages import trail  # noqa: PLC0415 - needs Django awake

    form = options.out.suffix.lower().lstrip(".")
    if form not in ("csv", "jsonl"):
        raise Refused("export_form", f"Không rõ dạng tệp “{options.out.name}”.", remedy="Đặt tên .csv hoặc .jsonl.")
    many = trail_rows.between(options.first, options.last).count()
    try:
        kept = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it tells of people
    except OSError as wrong:
        raise Refused("cannot_write", f"Không ghi được {options.out}: {wrong}.") from wrong
    with os.fdopen(kept, "w", encoding="utf-8-sig" if form == "csv" else "utf-8", newline="") as file:
        (_csv if form == "csv" else _jsonl)(file, trail.rows(options.first, options.last))
    trail.export(by=None, form=form, events=many, wanted={"from": options.first, "to": options.last})
    print(f"{many} việc. Kết quả thẩm tra chính trị nội bộ không có trong tệp.", file=sys.stderr)
    return 0


def _jsonl(file: IO[str], rows: Iterator[dict[str, Any]]) -> None:
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(file: IO[str], rows: Iterator[dict[str, Any]]) -> None:
    from doanra.records.queries import trail_rows  # noqa: PLC0415 - needs Django awake

    table = csv.writer(file)
    table.writerow(trail_rows.FIELDS)
    for row in rows:
        table.writerow(_cell(row[name]) for name in trail_rows.FIELDS)


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula, and none cuts."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value if value else "")
    if len(text) > _LONGEST_CELL:
        text = f"({len(value)} mục, xem bản .jsonl)"
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
