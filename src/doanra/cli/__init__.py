"""The command `doanra <noun> ...`: one file per noun, imported only when called.

A noun's module has HELP, add_arguments(parser) and run(options) -> exit code. Expected refusals become one sentence on
standard error and exit code 2; nothing below prints.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from doanra.terms.refusal import Refused

NOUNS = {
    "intake": "reads units' lists and prints one JSON object a line",
    "assess": "judges people by the rules in force and prints one JSON object a line",
    "plan": "forms delegations for a planning problem",
    "replan": "repairs an announced plan with the fewest changes for people already told",
    "explain": "says for everyone without a seat what stands in the way",
    "load": "takes units' files into the call of a year",
    "begin": "loads the registers of units and titles into a new installation",
    "account": "opens an account, or changes its role, name or password",
    "audit": "says whether the trail is whole; notes where it ends; writes it to a file",
    "notices": "makes and sends the notices of a day",
    "scan": "scans the files that wait for the virus scanner",
    "demo": "loads the demonstration years",
    "specimens": "writes invented unit files for trying",
    "serve": "serves the pages and works off the background tasks",
    "work": "works off the background tasks only",
    "manage": "runs one of Django's own commands",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line; returns its exit code (0 done, 2 refused, 130 interrupted)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="doanra", description="Đoàn Ra")
    nouns = parser.add_subparsers(dest="noun", required=True, metavar="NOUN")
    chosen = words[0] if words and words[0] in NOUNS else None
    module = importlib.import_module(f"doanra.cli.{chosen}") if chosen else None
    for noun, meaning in NOUNS.items():
        child = nouns.add_parser(noun, help=meaning, description=meaning, add_help=noun != "manage")
        if noun == chosen and module is not None:
            module.add_arguments(child)
    options = parser.parse_args(words)
    if module is None:
        parser.error("chọn một lệnh")
    try:
        return int(module.run(options))
    except Refused as refusal:
        print(f"doanra {chosen}: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
