"""The pages of help: one for each stage with its states, the keys, and the glossary; a key opens them as a panel."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from doanra.web.accounts.views import remembered
from doanra.web.asking import Request, asks, text_asked
from doanra.web.help import words
from doanra.web.help.topics import topic_of, topics

KEYS_COOKIE = "doanra_keys"


@require_GET
@asks("home.see")
def index(request: Request) -> HttpResponse:
    """Help for the page named in ``page`` (else of all pages), with the keys; a fragment for the panel."""
    own = topic_of(request.GET.get("page", ""))
    panel = "panel" in request.GET
    context = {"topic": own, "topics": () if own else topics().values(), "panel": panel}
    return render(request, "help/_panel.html" if panel else "help/index.html", context)


@require_GET
@asks("home.see")
def glossary(request: Request) -> HttpResponse:
    """The words of the field, narrowed by ``q``."""
    text = text_asked(request)
    context = {"words": words.find(text), "asked": text, "panel": "panel" in request.GET}
    return render(request, "help/_glossary_panel.html" if context["panel"] else "help/glossary.html", context)


@require_POST
@asks("home.see")
def keys(request: Request) -> HttpResponse:
    """Switches single-letter keys on or off for this browser (WCAG 2.2, 2.1.4)."""
    return remembered(request, KEYS_COOKIE, allowed=("on", "off"), chosen=request.POST.get("keys", ""))
