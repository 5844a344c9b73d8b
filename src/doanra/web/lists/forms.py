"""Under which name and for whom a view is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from doanra.policy import access
from doanra.records.models import SavedView, ViewFor
from doanra.terms.words import Role
from doanra.web.templatetags.doanra import label


class ViewForm(forms.Form):
    """Whoever may not put views before others is asked for the name alone."""

    name = forms.CharField(
        label=gettext_lazy("Tên khung nhìn"), max_length=SavedView._meta.get_field("name").max_length
    )
    audience = forms.ChoiceField(label=gettext_lazy("Cho ai"), required=False)

    def __init__(self, *args: Any, duty: Role, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="view-%s", **kwargs)
        if not access.may(duty, "lists.share"):
            del self.fields["audience"]
            return
        self.fields["audience"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (ViewFor.OWN.value, label(ViewFor.OWN)),
            (ViewFor.ALL.value, label(ViewFor.ALL)),
            *((role.value, label(role)) for role in Role if access.may(role, "lists.keep")),
        ]

    def given(self) -> dict[str, Any]:
        """The arguments of ``keep_view`` that stand in the form."""
        chosen = self.cleaned_data.get("audience") or ViewFor.OWN.value
        if chosen in set(ViewFor):
            return {"name": self.cleaned_data["name"], "audience": ViewFor(chosen), "role": None}
        return {"name": self.cleaned_data["name"], "audience": ViewFor.ROLE, "role": Role(chosen)}
