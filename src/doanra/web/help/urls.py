"""Help, glossary, keys."""

from django.urls import path

from doanra.web.help import views

urlpatterns = [
    path("", views.index, name="help"),
    path("glossary/", views.glossary, name="glossary"),
    path("keys/", views.keys, name="keys"),
]
