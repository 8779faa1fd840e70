"""Prints the files that the tests of some suites need, so that `./dev test quick` builds no others.

usage: targets_of_suites.py BUILD SUITE...
"""

import json
import pathlib
import sys


def files(build: pathlib.Path, suites: set[str]) -> list[str]:
    """The files, relative to the build folder."""
    info = build / "meson-info"
    tests = json.loads((info / "intro-tests.json").read_text())
    wanted = {target for test in tests if suites & {suite.split(":")[-1] for suite in test["suite"]} for target in test["depends"]}
    found = [name for target in json.loads((info / "intro-targets.json").read_text()) if target["id"] in wanted
             for name in target["filename"]]
    return sorted(pathlib.Path(name).relative_to(build.resolve()).as_posix() for name in found)


if __name__ == "__main__":
    print(*files(pathlib.Path(sys.argv[1]), set(sys.argv[2:])), sep="\n")
