"""Prints the Ninja targets or the names of some tests of a Meson build folder.

usage: selected_tests.py targets|names <build folder> <test or suite>...

A word that is the name of a test and of a suite means the test.
"""

import json
import pathlib
import subprocess
import sys


def selected(folder, wanted):
    tests = json.loads(subprocess.check_output(["meson", "introspect", "--tests", folder]))
    suites = lambda test: {suite.rpartition(":")[2] for suite in test["suite"]}
    whole_suites = wanted - {test["name"] for test in tests}
    found = [test for test in tests if test["name"] in wanted or suites(test) & whole_suites]
    missing = wanted - {name for test in found for name in {test["name"]} | suites(test)}
    if missing:
        sys.exit(f"{folder} has no tests {', '.join(sorted(missing))}")
    return found


def files_of_targets(folder):
    targets = json.loads(subprocess.check_output(["meson", "introspect", "--targets", folder]))
    return {target["id"]: [pathlib.Path(each).relative_to(folder) for each in target["filename"]] for target in targets}


def main():
    what, folder, *wanted = sys.argv[1:]
    folder = pathlib.Path(folder).resolve()
    tests = selected(folder, set(wanted))
    if what == "names":
        print(*(test["name"] for test in tests), sep="\n")
        return
    files = files_of_targets(folder)
    print(*sorted({str(file) for test in tests for target in test["depends"] for file in files[target]}), sep="\n")


main()
