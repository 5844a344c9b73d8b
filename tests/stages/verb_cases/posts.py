"""Verbs on the tables of titles and fields."""

from doanra.stages import posts

TITLE = {"pattern": "tư lệnh vùng thử", "band": 4}

CASES = {
    "posts.load": ("posts.load", None, lambda s, by: posts.load(by=by)),
    "posts.reread": ("posts.reread", None, lambda s, by: posts.reread(s.call, by=by)),
    "posts.add_title": ("posts.add_title", None, lambda s, by: posts.add_title(values=TITLE, by=by)),
    "posts.change_title": ("posts.change_title", None, lambda s, by: posts.change_title(s.title, values=TITLE, by=by)),
    "posts.remove_title": ("posts.remove_title", None, lambda s, by: posts.remove_title(s.title, by=by)),
    "posts.add_field_word": (
        "posts.add_field_word", None, lambda s, by: posts.add_field_word(pattern="sở thử", field="economy", by=by),
    ),
    "posts.change_field_word": (
        "posts.change_field_word", None,
        lambda s, by: posts.change_field_word(s.word, pattern="viện thử", field="economy", by=by),
    ),
    "posts.remove_field_word": ("posts.remove_field_word", None, lambda s, by: posts.remove_field_word(s.word, by=by)),
}  # fmt: skip
