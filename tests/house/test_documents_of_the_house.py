"""The documents keep up with the source: glossary, house, twins, decisions, links, translations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from messages import both_plain_and_counted, catalogue, compiled, lacking, used
from source import ROOT, SOURCE, files, modules, text, tree

from doanra.web import labels

GLOSSARY = ROOT / "docs" / "glossary.md"
HEADING = re.compile(r"^(#+) ", re.M)
BLOCK = re.compile(r"^```.*?^```", re.M | re.S)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
LOCALE = SOURCE / "web" / "locale" / "en" / "LC_MESSAGES"


def words() -> Iterator[tuple[str, str]]:
    """`Enumeration.MEMBER` and label of every enumeration of words in the source."""
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Word" for base in node.bases):
                for line in node.body:
                    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                        yield f"{node.name}.{line.targets[0].id}", ast.literal_eval(line.value)[1]


def without_line(glossary: str) -> list[str]:
    """The words that the glossary does not hold with their label."""
    rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in glossary.splitlines()]
    held = {(row[2].strip("`"), row[0]) for row in rows if len(row) >= 3}
    return [f"{name}: {label}" for name, label in words() if (name, label) not in held]


def test_the_glossary_holds_every_word() -> None:
    assert len(list(words())) > 40
    assert without_line(text(GLOSSARY)) == []


def test_a_lost_or_changed_word_is_missed() -> None:
    assert without_line(text(GLOSSARY).replace("`Verdict.UNKNOWN`", "`Verdict.MAYBE`")) == ["Verdict.UNKNOWN: Chưa rõ"]
    assert without_line(text(GLOSSARY).replace("| Ngắn hạn |", "| Ngắn |")) == ["Programme.SHORT: Ngắn hạn"]


def test_the_glossary_holds_no_word_that_is_gone() -> None:
    enumerations = {name.split(".")[0] for name, _ in words()}
    cited = [name for name in re.findall(r"`(\w+\.[A-Z_0-9]+)`", text(GLOSSARY)) if name.split(".")[0] in enumerations]
    assert [name for name in cited if name not in dict(words())] == []


def test_the_house_names_every_room() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert [room for room in sorted(rooms) if not re.search(rf"\b{room}\b", text(ROOT / "docs" / "house.md"))] == []


def shape(document: str) -> tuple[list[str], list[str]]:
    """The levels of the headings and the commands of a document: the same in both languages."""
    return HEADING.findall(BLOCK.sub("", document)), BLOCK.findall(document)


def test_the_readme_has_a_twin_in_vietnamese() -> None:
    assert shape(text(ROOT / "README.md")) == shape(text(ROOT / "README.vi.md"))
    assert shape(text(ROOT / "README.md")) != shape(text(ROOT / "README.vi.md") + "\n## Thêm\n")


def test_the_changelog_names_dates_and_programmes_of_policy() -> None:
    changelog = text(ROOT / "CHANGELOG.md")
    sections = re.findall(r"^### Policy\n(.*?)(?=^#|\Z)", changelog, re.M | re.S)
    entries = [entry for section in sections for entry in re.split(r"^- ", section, flags=re.M)[1:]]
    assert entries
    assert [line for line in entries if not re.search(r"from \d+-\d+-\d{4}", line) or "programme" not in line] == []


def test_decisions_say_why_what_and_what_follows() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        assert re.findall(r"^\*\*(\w+)\.\*\*", text(path), re.M) == ["Context", "Decision", "Consequences"], path.name


def dangling(document: Path) -> list[str]:
    """The links inside the project that lead nowhere; pictures count once there are any."""
    pictures = (ROOT / "docs" / "pictures").is_dir()
    return [
        target
        for picture, target in LINK.findall(text(document))
        if "://" not in target and (pictures or not picture) and not (document.parent / target).exists()
    ]


def test_links_lead_somewhere(tmp_path: Path) -> None:
    assert {path.name: dangling(path) for path in files(ROOT, ".md") if dangling(path)} == {}
    (tmp_path / "a.md").write_text("[b](b.md) [c](https://example.org/c)", encoding="utf-8")
    assert dangling(tmp_path / "a.md") == ["b.md"]


def test_every_message_has_its_english() -> None:
    assert lacking(used(SOURCE), catalogue(text(LOCALE / "django.po"))) == [], "run script/messages, then translate"


def test_no_message_is_counted_here_and_plain_there(tmp_path: Path) -> None:
    assert both_plain_and_counted(SOURCE) == []
    (tmp_path / "a.html").write_text("{% blocktranslate with n=x %}{{ n }} ngày{% endblocktranslate %}", "utf-8")
    (tmp_path / "b.py").write_text('ngettext("%(n)s ngày", "%(n)s ngày", n)\n_("%(n)s tuần")\n', "utf-8")
    assert both_plain_and_counted(tmp_path) == ["%(n)s ngày"]


def test_every_label_that_pages_say_has_its_english() -> None:
    assert {label for _, label in words()} - set(labels.shown()) == set(), "doanra.web.labels does not name them"
    held = catalogue(text(LOCALE / "django.po"))
    assert [label for label in labels.shown() if not held.get(label)] == [], "run script/messages, then translate"


def test_the_compiled_messages_are_those_of_the_catalogue() -> None:
    translated = {message: english for message, english in catalogue(text(LOCALE / "django.po")).items() if english}
    assert compiled((LOCALE / "django.mo").read_bytes()) == translated, "run script/messages"


@pytest.mark.parametrize(
    "entries",
    ['msgid "Lưu"\nmsgstr ""\n', '#, fuzzy\nmsgid "Lưu"\nmsgstr "Save"\n', 'msgid "Bỏ"\nmsgstr "Drop"\n'],
    ids=["empty", "fuzzy", "absent"],
)
def test_a_message_without_english_is_missed(entries: str) -> None:
    assert lacking({"Lưu": "x.html"}, catalogue(entries)) == ["x.html: Lưu"]


def test_messages_are_found_in_templates_and_code(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '{% translate "Một" %}{% blocktranslate trimmed with n=x %}\n  Hai {{ n }}\n{% endblocktranslate %}'
        "{% blocktranslate count n=x %}{{ n }} tệp{% plural %}{{ n }} các tệp{% endblocktranslate %}"
        """{% icon "x" _("Sáu") %}{{ x|yesno:_('Có,Không') }}{% trans "7 %" as share %} _("chữ thường")""",
        encoding="utf-8",
    )
    (tmp_path / "b.py").write_text('_("Ba" " bốn")\ngettext("Năm")\n', encoding="utf-8")
    in_templates = {"Một", "Hai %(n)s", "%(n)s tệp", "Sáu", "Có,Không", "7 %%"}
    assert set(used(tmp_path)) == {*in_templates, "Ba bốn", "Năm"}
    assert lacking({"Hai %(n)s": "a.html"}, catalogue('msgid ""\n"Hai "\n"%(n)s"\nmsgstr "Two %(n)s"\n')) == []
