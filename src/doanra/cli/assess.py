"""`doanra assess`: judges people by the rules in force on a day; a JSON object a line in and out, without database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from doanra.policy.assess import assess
from doanra.policy.parameters import edition
from doanra.policy.reading import YEARS, read_facts
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused
from doanra.terms.words import Field, Programme

HELP = "judges people by the rules in force and prints one JSON object a line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """File, programme, first day; the field of the course where one is chosen."""
    parser.add_argument(
        "facts", metavar="FACTS.jsonl", help="one JSON object a line (docs/policy/facts.md); - reads standard input"
    )
    parser.add_argument("--programme", required=True, choices=[word.value for word in Programme])
    parser.add_argument("--on", required=True, metavar="YYYY-MM-DD", help="first day of the course")
    parser.add_argument("--field", choices=[word.value for word in Field], help="field of the course")
    parser.add_argument("--course", default="", help="name of the course, shown as a source")


def run(options: argparse.Namespace) -> int:
    """Prints a judgement for every good line; bad lines are said on standard error and make the exit code 2."""
    on = _day(options.on)
    edition(on)
    bad = 0
    for number, line in _lines(options.facts):
        try:
            facts = read_facts(_json(line))
            judged = assess(
                facts,
                programme=Programme(options.programme),
                on=on,
                course_field=Field(options.field) if options.field else None,
                course=options.course,
            )
        except Refused as refusal:
            bad += 1
            print(f"doanra assess: dòng {number}: {refusal}", file=sys.stderr)
        else:
            print(json.dumps({"line": number, **judged.as_json()}, ensure_ascii=False))
    return 2 if bad else 0


def _day(text: str) -> date:
    try:
        day = PartialDate.parse(text).exact
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise Refused(
            "bad_day", f"Ngày khai giảng “{text}” không đọc được.", remedy="Ghi đủ năm-tháng-ngày, ví dụ 2027-04-05."
        )
    return day


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank, as bytes: a line of a wrong encoding spoils only itself."""
    if name == "-":
        yield from _numbered(sys.stdin)
        return
    try:
        content = Path(name).read_bytes()
    except OSError as fault:
        raise Refused(
            "no_file",
            f"Không đọc được tệp “{name}”.",
            remedy="Kiểm tra lại đường dẫn, hoặc dùng - để đọc đầu vào chuẩn.",
        ) from fault
    yield from ((number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip())


def _numbered(stream: TextIO) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(stream.buffer, 1) if line.strip())


def _json(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise Refused(
            "bad_json",
            "không phải JSON mã UTF-8 hợp lệ.",
            remedy='Mỗi dòng một đối tượng, ví dụ {"person": {"full_name": "Nguyễn Văn An"}}.',
        ) from fault
