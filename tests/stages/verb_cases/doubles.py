"""Verbs on people who may be one."""

from doanra.stages import doubles

CASES = {
    "doubles.search": ("people.search", None, lambda s, by: doubles.search(by=by)),
    "doubles.keep_apart": ("people.keep_apart", None, lambda s, by: doubles.keep_apart(s.pair, by=by)),
    "doubles.look_again": (
        "people.look_again", lambda s: (doubles.keep_apart(s.pair, by=None), s)[1],
        lambda s, by: doubles.look_again(s.pair, by=by),
    ),
}  # fmt: skip
