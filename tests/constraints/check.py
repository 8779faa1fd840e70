"""Compiles each case (*.cpp, -fsyntax-only), compares the result with the comments at its top, and writes TAP.

    // expect-ok                   it compiles without a warning
    // expect-error: <regex>       it does not compile, and an error line of the compiler matches; may be repeated
    // first-error: <regex>        the first error line matches; a user reads it first
    // expect-line: <regex>        a line of the message matches, for example a note of g++ with the failed check; a name
                                   that clang writes as 'a', 'b' is read as ab
    // most-lines: 15              the compiler writes at most 15 lines after its first error line
    // only: gcc<13                skipped with other compilers: gcc or clang, optionally <, <=, >, >= and a version
    // alone                       the case includes what it needs; others start with dynaco.hpp

The flags are those of the target `constraints-probe`, which uses only the dynaco dependency, as a user does.
"""

import argparse
import concurrent.futures
import json
import operator
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

DIRECTIVE = re.compile(r"//\s*(expect-ok|expect-error|first-error|expect-line|most-lines|only|alone)\s*(?::\s*(.*\S))?\s*$")
SWALLOWED = re.compile(r"//.*\S.*\b(expect-ok|expect-error|first-error|expect-line|most-lines|only):")
ERROR = re.compile(r"\berror: ")
CONDITION = re.compile(r"(gcc|clang)\s*(?:(<=|>=|<|>)\s*([\d.]+))?$")
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text))


def directives(path):
    """Returns the directives in the comments before the first other line, as (kind, text)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("//"):
            break
        if match := DIRECTIVE.match(line):
            found.append((match[1], match[2] or ""))
    return found


def swallowed(path):
    """Returns comment lines with a directive after other text: a formatter has joined lines."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("//"):
            break
        if SWALLOWED.match(line):
            found.append(line)
    return found


def applies(condition, compiler, compiler_version):
    match = CONDITION.match(condition)
    if not match:
        raise ValueError(f"cannot read `only: {condition}`")
    if match[1] != compiler:
        return False
    if not match[2]:
        return True
    wanted = version(match[3])
    return COMPARE[match[2]](version(compiler_version)[: len(wanted)], wanted)


def probe_command(database, name="probe.cpp"):
    """Returns the compile command of the probe, without its input, output and dependency file."""
    entries = [entry for entry in json.loads(database.read_text()) if entry["output"].find("constraints-probe") >= 0]
    words = shlex.split(entries[0]["command"])
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MQ", "-MT"):
            skip = True
        elif word not in ("-c", "-MD", "-MMD") and not word.endswith(name):
            kept.append(word)
    return kept + ["-fsyntax-only", "-fno-diagnostics-color"], entries[0]["directory"]


def precompiled(command, directory, compiler, folder):
    """Precompiles dynaco.hpp into `folder`, because it is most of every case; returns the command that uses it."""
    header = folder / "precompiled.hpp"
    header.write_text("#include <dynaco.hpp>\n", encoding="utf-8")
    made = folder / ("precompiled.hpp.gch" if compiler == "gcc" else "precompiled.pch")
    making = [word for word in command if word != "-fsyntax-only"]
    subprocess.run([*making, "-x", "c++-header", str(header), "-o", str(made)], cwd=directory, check=True)
    return [*command, *(["-include", str(header)] if compiler == "gcc" else ["-include-pch", str(made)])]


def spelled_out(line):
    """Returns the line with ordinary names. clang 14 writes a name as a list of characters."""
    return re.sub(r"'.'(?:, '.')*", lambda match: "".join(re.findall(r"'(.)'", match[0])), line)


def lines_behind_the_error(output):
    """Returns the number of lines after the first error line."""
    lines = output.splitlines()
    return len(lines) - 1 - next(i for i, line in enumerate(lines) if ERROR.search(line))


def judge(wanted, code, output):
    """Returns the problems of a case as lines; empty if the outcome is as expected."""
    errors = [line for line in output.splitlines() if ERROR.search(line)]
    if ("expect-ok", "") in wanted:
        return [] if code == 0 and not output.strip() else ["should compile without a message"] + errors[:5]
    if code == 0:
        return ["should not compile, but does"]
    if not errors:
        return ["the compiler failed without an error line"] + output.splitlines()[:5]
    problems = []
    for kind, pattern in wanted:
        if kind == "expect-error" and not any(re.search(pattern, line) for line in errors):
            problems.append(f"no error line matches: {pattern}")
        if kind == "expect-line" and not any(re.search(pattern, spelled_out(line)) for line in output.splitlines()):
            problems.append(f"no line matches: {pattern}")
        if kind == "first-error" and not re.search(pattern, errors[0]):
            problems.append(f"the first error line does not match: {pattern}")
        if kind == "most-lines" and (lines := lines_behind_the_error(output)) > int(pattern):
            problems.append(f"{lines} lines follow the first error line; at most {pattern} are allowed")
    return problems + (["the errors were:"] + errors[:5] if problems else [])


def run_case(path, command, directory, compiler, compiler_version):
    """Returns (outcome, explanation); the outcome is ok, not ok or skip."""
    wanted = directives(path)
    conditions = [text for kind, text in wanted if kind == "only"]
    if not all(applies(each, compiler, compiler_version) for each in conditions):
        return "skip", [f"only {' and '.join(conditions)}"]
    if lost := swallowed(path):
        return "not ok", [f"a directive must be the only text on its line: {line}" for line in lost]
    kinds = {kind for kind, _ in wanted}
    if ("expect-ok" in kinds) == bool(kinds & {"expect-error", "first-error", "expect-line", "most-lines"}):
        return "not ok", ["the case must begin with either // expect-ok or // expect-error: <regex>"]
    if "alone" in kinds:
        command = command[:-2]  # without the precompiled dynaco.hpp
    done = subprocess.run([*command, str(path)], cwd=directory, text=True, capture_output=True, check=False)
    problems = judge(wanted, done.returncode, done.stderr)
    return ("not ok" if problems else "ok"), problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--compile-commands", type=pathlib.Path, required=True)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()

    cases = sorted(options.folder.rglob("*.cpp"))
    command, directory = probe_command(options.compile_commands)
    print(f"1..{len(cases)}", flush=True)
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        command = precompiled(command, directory, options.compiler, pathlib.Path(scratch))
        outcomes = pool.map(
            lambda path: run_case(path, command, directory, options.compiler, options.version), cases)
        for number, (path, (outcome, explanation)) in enumerate(zip(cases, outcomes), 1):
            name = path.relative_to(options.folder).with_suffix("").as_posix()
            if outcome == "skip":
                print(f"ok {number} {name} # SKIP {explanation[0]}", flush=True)
                continue
            print(f"{outcome} {number} {name}", flush=True)
            for line in explanation:
                print(f"{name}: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
