"""Addresses of the pages of plans."""

from django.urls import path

from doanra.web.plans import acts, boards, comparing, files, moving, overview, released, running, views, why_not, whys

urlpatterns = [
    path("", views.index, name="plans"),
    path("going-in/", views.going_in, name="plans_going_in"),
    path("start/", views.start, name="plans_start"),
    path("unknown/", views.choose_unknown, name="plans_unknown"),
    path("runs/<int:run>/", running.detail, name="plans_run"),
    path("runs/<int:run>/progress/", running.progress, name="plans_run_progress"),
    path("runs/<int:run>/cancel/", running.cancel, name="plans_run_cancel"),
    path("runs/<int:run>/again/", running.again, name="plans_run_again"),
    path("<int:plan>/", boards.board, name="plans_board"),
    path("<int:plan>/overview/", overview.overview, name="plans_overview"),
    path("<int:plan>/why/", whys.why, name="plans_why"),
    path("<int:plan>/compare/<int:other>/", comparing.compare, name="plans_compare"),
    path("<int:plan>/publish/", released.publish, name="plans_publish"),
    path("<int:plan>/problem.json", files.problem, name="plans_problem"),
    path("<int:plan>/plan.json", files.planned, name="plans_plan"),
    path("<int:plan>/undo/", acts.undo, name="plans_undo"),
    path("<int:plan>/next/", acts.begin_next, name="plans_next"),
    path("<int:plan>/move/<int:person>/", moving.move, name="plans_move"),
    path("<int:plan>/moves/<int:person>.json", moving.moves, name="plans_moves"),
    path("<int:plan>/pin/<int:person>/", acts.pin, name="plans_pin"),
    path("<int:plan>/why-not/<int:person>/", why_not.why_not, name="plans_why_not"),
    path("<int:plan>/why-not/<int:person>/seek/", why_not.seek, name="plans_seek"),
    path("<int:plan>/unplaced/<slug:reason>/", boards.unplaced, name="plans_unplaced"),
    path("<int:plan>/courses/<str:code>/", whys.course, name="plans_course"),
    path("<int:plan>/courses/<str:code>/people/", boards.people, name="plans_people"),
    path("<int:plan>/courses/<str:code>/head/", acts.head, name="plans_head"),
    path("<int:plan>/courses/<str:code>/day/", acts.day, name="plans_day"),
    path("<int:plan>/courses/<str:code>/run/", acts.run, name="plans_run_course"),
    path("<int:plan>/courses/<str:code>/drop/", acts.drop, name="plans_drop"),
]
