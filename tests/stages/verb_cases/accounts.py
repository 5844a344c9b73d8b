"""Verbs on accounts."""

from doanra.stages import accounts
from doanra.terms.words import Role

CASES = {
    "accounts.put": (
        "accounts.open", None, lambda s, by: accounts.put("moi", role=Role.OFFICE, password="mot cau dai lam", by=by),
    ),
}  # fmt: skip
