"""What is done with lists as such: views of them are kept and dropped, and what was shown is taken away as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from doanra.policy import access
from doanra.records.models import SavedView, ViewFor
from doanra.stages.acting import Actor, acting, role_of
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Role

_OF_NAME = SavedView._meta.get_field("name").max_length or 0
_OF_QUERY = SavedView._meta.get_field("query").max_length or 0


def keep_view(
    *,
    name: str,
    listing: str,
    query: str,
    columns: Sequence[str],
    audience: ViewFor,
    role: Role | None = None,
    by: Actor,
) -> SavedView:
    """Keeps a way of looking at a list; one of the same name of the same account is replaced.

    For a role (``role``) or for everybody only the office keeps views.
    """
    with acting("lists.keep" if audience is ViewFor.OWN else "lists.share", by=by, verb="lists.keep_view") as act:
        said = " ".join(name.split())
        _require_sound(said, query=query, audience=audience, role=role)
        if by is None:
            raise Refused("view_of_nobody", "Khung nhìn phải là của một tài khoản.")
        held = SavedView.objects.filter(owner=by, listing=listing, name=said).first()
        view = held or SavedView(owner=by, listing=listing, name=said)
        if held:
            act.watch(view)
        view.query, view.columns, view.kept_at = query, list(columns), timezone.now()
        view.audience, view.role = audience.value, role.value if role else ""
        view.save()
        if not held:
            act.added(view)
        act.subject, act.detail = view, {"list": listing, "name": said}
    return view


def _require_sound(name: str, *, query: str, audience: ViewFor, role: Role | None) -> None:
    if not 0 < len(name) <= _OF_NAME:
        raise Refused(
            "view_name",
            "Khung nhìn chưa có tên, hoặc tên quá dài.",
            remedy=f"Ghi tên từ 1 đến {_OF_NAME} chữ, ví dụ “Chưa rõ, miền Bắc”.",
        )
    if len(query) > _OF_QUERY:
        raise Refused("view_long", "Bộ lọc này quá dài để lưu.", remedy="Bớt chữ ở ô tìm rồi lưu lại.")
    if (audience is ViewFor.ROLE) != (role is not None):
        raise Refused("view_role", "Chưa chọn vai trò được thấy khung nhìn.", remedy="Chọn một vai trò.")


def drop_view(view: SavedView, *, by: Actor) -> None:
    """Takes a view away: one's own, or one that was put before others, by the office."""
    access.require(role_of(by), "lists.keep")
    shared = view.audience != ViewFor.OWN.value
    own = by is None or view.owner_id == by.pk
    if not own and not (shared and access.may(role_of(by), "lists.share")):
        raise NotFound("no_view", "Không có khung nhìn này.", remedy="Có thể chủ của nó đã bỏ.")
    with acting("lists.keep", by=by, verb="lists.drop_view") as act:
        act.subject, act.detail = view, {"list": view.listing, "name": view.name}
        act.removed(view)
        view.delete()


def export(
    *, listing: str, form: str, rows: int, wanted: str, columns: Sequence[str], year: int | None = None, by: Actor
) -> None:
    """Notes that somebody takes a list away: as what, how many rows, which filter in words, which columns."""
    with acting("lists.export", by=by) as act:
        act.year = year
        act.detail = {"list": listing, "form": form, "rows": rows, "wanted": wanted, "columns": list(columns)}
