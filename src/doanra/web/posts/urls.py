"""Addresses of the table of titles."""

from django.urls import path

from doanra.web.posts import unread, views, words

urlpatterns = [
    path("", views.index, name="posts"),
    path("add/", views.add, name="posts_add"),
    path("<int:title>/", views.change, name="posts_change"),
    path("<int:title>/remove/", views.remove, name="posts_remove"),
    path("fields/", words.index, name="posts_fields"),
    path("fields/<int:word>/", words.change, name="posts_field"),
    path("fields/<int:word>/remove/", words.remove, name="posts_field_remove"),
    path("unknown/<int:year>/", unread.index, name="posts_unknown"),
    path("unknown/<int:year>/reread/", unread.reread, name="posts_reread"),
]
