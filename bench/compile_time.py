"""Measures the time that dynaco adds to compiling a source file that uses it; prints a table of CPU seconds and ratios.

usage: compile_time.py <checkout> [--compilers g++ clang++] [--runs 5] [--json FILE]

Each source file (unit) of bench/compile is compiled alone with -O0 and -O2. The runs of the units are interleaved; the
figure is the least CPU time of the runs.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

UNITS = ("asio_only", "include_only", "models")
LEVELS = ("-O0", "-O2")


def cpu_seconds(command):
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def measure(root, compiler, runs):
    """The least CPU seconds of each unit at each level."""
    least = {}
    for _ in range(runs):
        for level in LEVELS:
            for unit in UNITS:
                command = [compiler, "-std=c++20", "-Wall", "-Wextra", level, "-I", str(root / "include"),
                           "-Wno-mismatched-new-delete" if "g++" in compiler and "clang" not in compiler else "-Wall",
                           "-c", "-o", os.devnull, str(root / "bench" / "compile" / f"{unit}.cpp")]
                seconds = cpu_seconds(command)
                least[level, unit] = min(seconds, least.get((level, unit), seconds))
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++"])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    compilers = [each for each in options.compilers if shutil.which(each)]
    if not compilers:
        sys.exit("none of the compilers is installed")
    records = []
    print(f"{'compiler':10} {'level':6} {'unit':14} {'CPU s':>7} {'x asio_only':>12}")
    for compiler in compilers:
        least = measure(options.checkout, compiler, options.runs)
        for (level, unit), seconds in least.items():
            ratio = seconds / least[level, "asio_only"]
            records.append({"compiler": compiler, "level": level, "unit": unit, "seconds": seconds, "ratio": ratio})
            print(f"{compiler:10} {level:6} {unit:14} {seconds:7.2f} {ratio:12.2f}")
    if options.json:
        options.json.write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
