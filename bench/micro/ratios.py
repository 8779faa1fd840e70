"""Prints the times of each subject of the micro benchmark: dynaco's, those of the floors and of common alternatives.

usage: ratios.py [--filter REGEX] [--repetitions 5] [--seconds 0.1] [--json FILE] <program or its JSON output>

A figure's name is "<subject>/<role>", see subject.hpp. Figures are medians of the CPU time of interleaved repetitions. `x`
is dynaco's time divided by the time of the row: above 1, dynaco takes longer. For a floor, smaller is better.
"""

import argparse
import json
import pathlib
import subprocess
import sys

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def run(program, options):
    """Runs the program and returns its JSON output."""
    command = [program, "--benchmark_format=json", f"--benchmark_repetitions={options.repetitions}",
               "--benchmark_enable_random_interleaving=true", f"--benchmark_min_time={options.seconds}",
               "--benchmark_report_aggregates_only=true"]
    if options.filter:
        command.append(f"--benchmark_filter={options.filter}")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"ratios.py: {program} failed")
    return done.stdout


def medians(report):
    """subject: role: (nanoseconds, allocations)."""
    subjects = {}
    for each in sorted(report["benchmarks"], key=lambda figure: figure["family_index"]):
        if each.get("aggregate_name", "median") != "median":
            continue
        subject, _, role = each["run_name"].partition("/")
        time = each["cpu_time"] * NANOSECONDS[each["time_unit"]]
        subjects.setdefault(subject, {})[role.split("/threads:")[0]] = time, each.get("allocations", 0)
    return subjects


def table(subjects):
    """The lines of the table, one per figure."""
    yield f"{'':58} {'ns':>12} {'allocations':>12} {'x':>8}"
    for subject, roles in subjects.items():
        ours = roles.get("dynaco")
        for role, (time, allocations) in roles.items():
            name = subject if role == "dynaco" else f"    {role}"
            ratio = f"{ours[0] / time:8.2f}" if ours and role != "dynaco" else ""
            yield f"{name:58} {time:12.1f} {allocations:12.1f} {ratio}".rstrip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--filter")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.1)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    text = options.source.read_text() if options.source.suffix == ".json" else run(options.source, options)
    if options.json:
        options.json.write_text(text)
    subjects = medians(json.loads(text))
    if not subjects:
        sys.exit("ratios.py: no figures")
    print(*table(subjects), sep="\n")


if __name__ == "__main__":
    main()
