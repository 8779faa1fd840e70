"""Counts the test cases of Meson build folders. The last line is `N passed, N failed` (and `, N skipped`). Fails if a case failed.

usage: count_cases.py [--broken N] <build folder>...

--broken is the number of failures before any test, for example a failed build. A test program that crashed or timed out counts
as one failure if its report shows no failure.
"""

import argparse
import collections
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml


NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]")


def outcome_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None or case.get("status") == "notrun":
        return "skipped"
    return "passed"


def read_cases(folder):
    """Yields the outcome of every case, as (suite or case, outcome)."""
    report = folder / "meson-logs" / "testlog.junit.xml"
    if not report.exists():
        return
    # Meson copies the output of tests. It may contain a compiler's colours, which are not allowed in XML.
    text = NOT_IN_XML.sub("", report.read_text(encoding="utf-8", errors="replace"))
    for suite in xml.fromstring(text.encode()).iter("testsuite"):
        # project.test.suite for GoogleTest, project.test for TAP, project for tests with only an exit status
        _, _, inner = suite.get("name").partition(".")
        for case in suite.iter("testcase"):
            yield inner or case.get("name"), outcome_of(case)


def count_folder(folder):
    """Returns the counts of one folder, corrected by Meson's result of each test, and a line for each failed test."""
    log = folder / "meson-logs" / "testlog.json"
    if not log.exists():
        return collections.Counter(failed=1), [f"{folder}: no test was run"]
    cases, total, bad = list(read_cases(folder)), collections.Counter(), []
    for test in map(json.loads, log.read_text().splitlines()):
        name = test["name"]
        count = collections.Counter(outcome for where, outcome in cases if f"{where}.".startswith(f"{name}."))
        if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL"):
            bad.append(f"{folder}: {name}: {test['result']}")
            if not count["failed"]:  # it crashed or timed out; Meson's report shows this as one case that passed
                count["passed"] -= (name, "passed") in cases
                count["failed"] = 1
        total += count
    return total, bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--broken", type=int, default=0)
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    total = collections.Counter(failed=options.broken)
    for folder in options.folders:
        count, bad = count_folder(folder)
        total += count
        print(*bad, sep="\n", end="\n" if bad else "")
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"{total['passed']} passed, {total['failed']} failed{skipped}")
    sys.exit(bool(total["failed"]) or not total["passed"])


if __name__ == "__main__":
    main()
