"""The messages that pages show: which are used, and which the English catalogue has."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TRANSLATE = re.compile(r"""\{%-?\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b(.*?)%\}(.*?)\{%\s*(?:plural\b|endblocktrans)", re.S)
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d+\])?|msgctxt) (".*"(?:\n".*")*)', re.M)


def _in_template(text: str) -> set[str]:
    found = {first or second for first, second in TRANSLATE.findall(text)}
    for options, body in BLOCK.findall(text):
        body = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body)
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


def catalogue(text: str) -> dict[str, str]:
    """Message to translation of a .po text; fuzzy and commented entries have none."""
    translations: dict[str, str] = {}
    for entry in re.split(r"\n\s*\n", text):
        parts = {kind: "".join(map(ast.literal_eval, lines.split("\n"))) for kind, lines in ENTRY.findall(entry)}
        if "msgid" in parts:
            strings = [value for kind, value in parts.items() if kind.startswith("msgstr")]
            fuzzy = re.search(r"^#,.*\bfuzzy\b", entry, re.M)
            translations[parts["msgid"]] = "" if fuzzy or not all(strings) else "".join(strings)
    return translations


def lacking(messages: dict[str, str], translations: dict[str, str]) -> list[str]:
    """The messages without a translation, with the file that uses them."""
    return sorted(f"{place}: {message}" for message, place in messages.items() if not translations.get(message))
