"""One module for each part of the stages, with `CASES`: a case for every verb of that part.

Verb: (what the trail calls it, what must come before it, the act itself).
What comes before takes the scene and gives what the act takes; None: the act takes the scene.
"""

import importlib
import pkgutil

VERBS = {
    verb: case
    for part in pkgutil.iter_modules(__path__, "verb_cases.")
    if part.name != "verb_cases.scene"
    for verb, case in importlib.import_module(part.name).CASES.items()
}
"""Every case, by verb."""
