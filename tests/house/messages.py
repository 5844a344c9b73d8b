"""The messages that pages show: which are used, and which the English catalogue has."""

from __future__ import annotations

import ast
import io
import re
from gettext import GNUTranslations
from pathlib import Path

TRANSLATE = re.compile(r"""\{%-?\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b(.*?)%\}(.*?)\{%\s*(plural\b|endblocktrans)", re.S)
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CALL = re.compile(r"""\b(_|n?gettext(?:_lazy)?)\(\s*"([^"]+)"\s*[,)]""")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
IN_TAG = re.compile(r"""\b_\((?:"([^"]+)"|'([^']+)')\)""")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def _in_template(text: str) -> set[str]:
    """Messages as Django asks for them: a percent sign of a template is doubled, except in ``_("…")`` inside a tag."""
    found = {(first or second).replace("%", "%%") for first, second in TRANSLATE.findall(text)}
    found |= {first or second for tag in TAG.findall(text) for first, second in IN_TAG.findall(tag)}
    for options, body, _ in BLOCK.findall(text):
        body = VARIABLE.sub(r"%(\1)s", body.replace("%", "%%"))
        if re.search(r"\btrimmed\b", options):
            body = " ".join(line.strip() for line in body.splitlines() if line.strip())
        found.add(body)
    return found


def _in_code(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            message = node.args[1 if name.startswith("pgettext") else 0] if node.args else None
            if isinstance(message, ast.Constant) and isinstance(message.value, str):
                found.add(message.value)
    return found


def used(folder: Path) -> dict[str, str]:
    """Every message below a folder, with a file that uses it."""
    messages: dict[str, str] = {}
    for path in sorted(folder.rglob("*.html")):
        messages |= dict.fromkeys(_in_template(path.read_text(encoding="utf-8")), path.name)
    for path in sorted(folder.rglob("*.py")):
        messages |= dict.fromkeys(_in_code(path.read_text(encoding="utf-8")), path.name)
    return messages


def both_plain_and_counted(folder: Path) -> list[str]:
    """Messages that one place counts and another does not: there gettext says the form for one, whatever the number."""
    counted: set[str] = set()
    plain: set[str] = set()
    for path in sorted(folder.rglob("*.html")):
        for _, body, end in BLOCK.findall(path.read_text(encoding="utf-8")):
            (counted if end == "plural" else plain).add(VARIABLE.sub(r"%(\1)s", body))
    for path in sorted(folder.rglob("*.py")):
        for name, message in CALL.findall(path.read_text(encoding="utf-8")):
            (counted if name.startswith("n") else plain).add(message)
    return sorted(counted & plain)


def _entries(text: str) -> list[dict[str, str]]:
    """The entries of a .po text as keyword to string; a fuzzy one has the keyword fuzzy. Blank lines mean nothing."""
    entries: list[dict[str, str]] = [{}]
    keyword = ""
    for line in text.splitlines():
        first = line.split(" ", 1)[0]
        if line.startswith("#") or first in ("msgctxt", "msgid"):
            if any(kind.startswith("msgstr") for kind in entries[-1]):
                entries.append({})
            if line.startswith("#,") and re.search(r"\bfuzzy\b", line):
                entries[-1]["fuzzy"] = "yes"
        if first.startswith("msg"):
            keyword = first
            entries[-1][keyword] = ast.literal_eval(line.split(" ", 1)[1])
        elif line.startswith('"'):
            entries[-1][keyword] += ast.literal_eval(line)
    return entries


def catalogue(text: str) -> dict[str, str]:
    """Message to translation of a .po text; an entry that is fuzzy or lacks a form of its plural has none."""
    translations: dict[str, str] = {}
    for entry in _entries(text):
        forms = [value for kind, value in entry.items() if kind.startswith("msgstr")]
        if entry.get("msgid"):
            translations[entry["msgid"]] = "".join(forms) if all(forms) and "fuzzy" not in entry else ""
    return translations


def compiled(content: bytes) -> dict[str, str]:
    """Message to translation of a compiled catalogue; the forms of a plural are joined, as in `catalogue`."""
    held: dict[str, str] = {}
    for message, english in GNUTranslations(io.BytesIO(content))._catalog.items():  # type: ignore[attr-defined]
        key = message[0] if isinstance(message, tuple) else message
        if key:  # the empty message is the catalogue's own description
            held[key] = held.get(key, "") + english
    return held


def lacking(messages: dict[str, str], translations: dict[str, str]) -> list[str]:
    """The messages without a translation, with the file that uses them."""
    return sorted(f"{place}: {message}" for message, place in messages.items() if not translations.get(message))
