"""Verbs on lists as such."""

import factories

from doanra.records.models import ViewFor
from doanra.stages import lists
from doanra.stages.consultations import picking


def _keep(by):
    return lists.keep_view(
        name="Chưa rõ", listing="nominations", query="standing=unknown", columns=["name"], audience=ViewFor.OWN, by=by
    )


def _kept(scene):
    return lists.keep_view(
        name="Của mọi người", listing="nominations", query="", columns=[], audience=ViewFor.ALL,
        by=factories.account("chu.khung", role="office"),
    )  # fmt: skip


CASES = {
    "consultations.picking.freeze_chosen": (
        "consultations.freeze", None,
        lambda s, by: picking.freeze_chosen(
            s.call, title="Chọn tay", nominations=[s.named[0].pk], by=by, on=s.call.opened_on
        ),
    ),
    "lists.keep_view": ("lists.keep_view", None, lambda s, by: _keep(by)),
    "lists.drop_view": ("lists.drop_view", _kept, lambda view, by: lists.drop_view(view, by=by)),
    "lists.export": (
        "lists.export", None,
        lambda s, by: lists.export(listing="nominations", form="csv", rows=3, wanted="", columns=["name"], by=by),
    ),
}  # fmt: skip
