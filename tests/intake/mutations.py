"""Seeded damage to files: bits, cuts, splices, and changes inside the parts of zipped workbooks."""

from __future__ import annotations

import io
import json
import random
import zipfile

from doanra.intake import Reading

_LURES = (
    b"",
    b"\x00" * 64,
    b"\xff" * 16,
    b"<",
    b">",
    b"&x;",
    b"1048576",
    b"XFD1048576",
    b"-1",
    b"99999999999999999999",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
    b'number-rows-repeated="1048576"',
    b'r="ZZZZZ0"',
    b"NaN",
    b"1e308",
)


def damaged(content: bytes, r: random.Random) -> bytes:
    """The file with one to eight faults."""
    if content.startswith(b"PK") and r.random() < 0.7:
        return _damaged_part(content, r)
    return _damaged_bytes(content, r)


def _damaged_bytes(content: bytes, r: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(r.randrange(1, 9)):
        if not data:
            break
        at = r.randrange(len(data))
        kind = r.randrange(5)
        if kind == 0:
            data[at] ^= 1 << r.randrange(8)
        elif kind == 1:
            del data[at : at + r.randrange(1, 2_000)]
        elif kind == 2:
            data[at:at] = r.choice(_LURES)
        elif kind == 3:
            start = r.randrange(len(data))
            data[at:at] = data[start : start + r.randrange(1, 400)]
        elif r.random() < 0.3:
            del data[at:]
    return bytes(data)


def _damaged_part(content: bytes, r: random.Random) -> bytes:
    """A zip with sound checksums whose parts are damaged, dropped or doubled: what a byte flip never reaches."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [(info.filename, package.read(info)) for info in package.infolist() if info.file_size < 200_000]
    except (zipfile.BadZipFile, OSError, ValueError):
        return _damaged_bytes(content, r)
    if not parts:
        return _damaged_bytes(content, r)
    target = io.BytesIO()
    wanted = [part for part in parts if part[0].endswith(".xml")] or parts
    victim = r.choice(wanted)[0]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            if name == victim and r.random() < 0.05:
                continue
            package.writestr(name, _damaged_bytes(data, r) if name == victim else data)
    return target.getvalue()


def faults_of(reading: Reading) -> list[str]:
    """What a reading must never be: silent, unprintable, or with two people of one line."""
    faults = []
    if reading.refusal is None and not reading.rows:
        faults.append("neither rows nor a refusal")
    if reading.refusal is not None and not (reading.refusal.message and reading.refusal.code and not reading.rows):
        faults.append("a refusal without words, or with rows")
    json.dumps(list(reading.json_lines()), ensure_ascii=False).encode()
    places = [(row.sheet, row.row, *row.raw) for row in reading.rows]  # lists beside each other share their rows
    if len(set(places)) != len(places):
        faults.append("two people of one line")
    return faults
