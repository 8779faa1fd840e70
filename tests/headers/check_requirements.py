"""Compiles each public header with a wrong setting; writes TAP. The compiler must print one #error and stop.

usage: check_requirements.py <include folder> <compiler> [argument ...]
"""

import pathlib
import re
import subprocess
import sys
import tempfile

INCLUDE = pathlib.Path(sys.argv[1])
COMPILER = sys.argv[2:]
NEEDS_BOOST = "name the folder of a newer one with -I"


def complaint(header, wanted, *arguments):
    """Returns None if the compiler prints an #error with `wanted`, stops there and prints no other error; else what it prints."""
    command = [*COMPILER, *arguments, f"-I{INCLUDE}", "-fsyntax-only", "-x", "c++", "-"]
    run = subprocess.run(command, input=f"#include <{header}>\n", capture_output=True, text=True, check=False)
    errors = re.findall(r"^\S+: (?:fatal )?error: (.*)", run.stderr, re.MULTILINE)
    good = run.returncode != 0 and len(errors) == 2 and wanted in errors[0]
    return None if good else run.stderr or "it compiled"


def public_headers():
    yield "dynaco.hpp"
    for path in sorted((INCLUDE / "dynaco").rglob("*.hpp")):
        name = path.relative_to(INCLUDE).as_posix()
        if "/detail/" not in name:
            yield name


def main():
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "boost").mkdir()
        (pathlib.Path(folder) / "boost" / "version.hpp").write_text("#define BOOST_VERSION 107400\n")
        results = {f"{header} without C++20": complaint(header, "dynaco needs C++20: compile with -std=c++20", "-std=c++17")
                   for header in public_headers()}
        results["an old Boost"] = complaint("dynaco.hpp", NEEDS_BOOST, "-std=c++20", f"-I{folder}")
    print(f"1..{len(results)}")
    for number, (name, printed) in enumerate(results.items(), 1):
        print(f"{'not ok' if printed else 'ok'} {number} - {name}")
        if printed:
            print("\n".join(f"# {line}" for line in printed.splitlines()[:20]))
    sys.exit(any(results.values()))


main()
