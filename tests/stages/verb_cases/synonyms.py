"""Verbs on words that stand over columns."""

from doanra.records.models import HeaderWord
from doanra.stages import synonyms

CASES = {
    "synonyms.add": ("synonyms.add", None, lambda s, by: synonyms.add(header="Nhiệm sở", meaning="position", by=by)),
    "synonyms.remove": (
        "synonyms.remove", lambda s: (synonyms.add(header="Nhiệm sở", meaning="position", by=None), s)[1],
        lambda s, by: synonyms.remove(HeaderWord.objects.get(), by=by),
    ),
}  # fmt: skip
