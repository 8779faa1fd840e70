"""Counts the instructions of the computations of a call (callgrind), compares them with recorded.json, and writes TAP.

usage: check.py [--record] [--folder DIR] <program>
       check.py --skip WHY

A figure that is more than 5 % above the recorded one is a failure. If the higher cost is acceptable, or the cost is lower,
record the new figures with --record. It changes only the figures of this platform. A platform without recorded figures is
skipped. Elapsed time is not measured, so a busy machine does not matter. Instructions outside libcrypto are also counted
separately, because the hashing would hide changes in the rest of a signature. Allocations are counted, too.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RECORD = pathlib.Path(__file__).with_name("recorded.json")
TOLERANCE = 0.05

# libc and libcrypto select variants of functions by the processor. These settings select the same variants everywhere.
ENVIRONMENT = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM,-BMI2,-SSE4_2,-SSE4_1,-SSSE3",
    "OPENSSL_ia32cap": "0x0000020007000000:0",  # SSSE3, and the features of every x86-64
    "LD_BIND_NOW": "1",
    "LC_ALL": "C",
}


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def name_of(names, match):
    """Returns a name of the dump. Callgrind writes each name once, and then its number."""
    if match[2]:
        names[match[1]] = match[2]
    return names[match[1]]


def read_costs(lines):
    """Returns the instructions in a dump by object file, and the number of allocations."""
    costs, allocations = collections.Counter(), 0
    objects, functions, current, called, of_a_call = {}, {}, None, None, False
    for line in lines:
        if match := re.match(r"c?ob=\((\d+)\)(?: (.*))?", line):
            name = name_of(objects, match)
            current = name if line.startswith("ob=") else current
        elif match := re.match(r"c?fn=\((\d+)\)(?: (.*))?", line):
            called = name_of(functions, match)
        elif line.startswith("calls="):
            of_a_call = True  # the next line is the cost inside the called function, which is counted there
            if called in ("malloc", "calloc", "realloc"):
                allocations += int(line[len("calls="):].split()[0])
        elif re.match(r"[\d+*-]", line):
            if not of_a_call:
                costs[current] += int(line.split()[1])
            of_a_call = False
    return costs, allocations


def read_dump(path):
    """Returns (name, times, costs by object, allocations) of a dump; None if it has no name."""
    lines = path.read_text().splitlines()
    note = next((line for line in lines if line.startswith("desc: Trigger: Client Request: ")), None)
    if note is None:
        return None
    times, _, name = note.split(": ", 3)[3].partition(" x ")
    costs, allocations = read_costs(lines)
    total = next(int(line.split()[1]) for line in lines if line.startswith("totals:"))
    if total != sum(costs.values()):
        sys.exit(f"{path}: the parts do not sum to {total}")
    return name, int(times), costs, allocations


def measure(program, folder):
    """Runs the program and returns instructions and allocations per run, by figure."""
    command = ["valgrind", "--tool=callgrind", "--collect-atstart=no", f"--callgrind-out-file={folder}/dump", "--quiet",
               str(program.resolve())]
    subprocess.run(command, env={"PATH": os.environ["PATH"], **ENVIRONMENT}, cwd=folder, check=True)
    figures = {}
    for path in sorted(folder.glob("dump.*"), key=lambda path: int(path.suffix[1:])):
        if dump := read_dump(path):
            name, times, costs, allocations = dump
            figures[name] = round(sum(costs.values()) / times)
            crypto = sum(cost for object_file, cost in costs.items() if "libcrypto" in object_file)
            if crypto:
                figures[f"{name}, outside libcrypto"] = round(figures[name] - crypto / times)
            figures[f"{name}, allocations"] = round(allocations / times)
    return figures


def judge(figures, recorded):
    """Returns the lines of TAP, and whether no figure failed."""
    names = list(dict.fromkeys([*recorded, *figures]))
    lines, good = [f"1..{len(names)}"], True
    for number, name in enumerate(names, 1):
        now, then = figures.get(name), recorded.get(name)
        if now is None or then is None:
            good = False
            lines += [f"not ok {number} {name}", f"# {now} now, {then} recorded"]
            continue
        change = f", {now / then - 1:+.1%}" if then else ""
        dearer = now > then * (1 + TOLERANCE)
        good = good and not dearer
        lines += [f"{'not ok' if dearer else 'ok'} {number} {name}",
                  f"# {now}, recorded {then}{change}"]
        if dearer:
            lines.append("# more than recorded: if the cost is acceptable, record it with check.py --record")
        if now < then * (1 - TOLERANCE):
            lines.append("# less than recorded: keep the improvement with check.py --record")
    return lines, good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", nargs="?", type=pathlib.Path)
    parser.add_argument("--skip")
    parser.add_argument("--record", action="store_true", help="write the new figures to recorded.json")
    parser.add_argument("--folder", type=pathlib.Path, help="write callgrind's dumps to this folder, for callgrind_annotate")
    options = parser.parse_args()
    if options.skip:
        skip(options.skip)
    if not shutil.which("valgrind"):
        skip("valgrind is not installed")
    platform = subprocess.run([options.program, "--platform"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    if platform not in record and not options.record:
        skip(f"no figures are recorded for {platform}: run check.py --record")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder.resolve() if options.folder else pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        figures = measure(options.program, folder)
    if options.record:
        record[platform] = figures
        RECORD.write_text(json.dumps(record, indent=2) + "\n")
    lines, good = judge(figures, record[platform])
    print(*lines, sep="\n")
    sys.exit(not good)


if __name__ == "__main__":
    main()
