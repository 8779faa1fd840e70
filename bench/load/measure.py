"""Measures the loader: items per CPU second for each format, the ratio to the floor, two threads, and peak memory.

usage: measure.py [--build build/release] [--output build/bench/load] [--docs docs] [--items 300000] [--rounds 5]

The floor sends BatchWriteItem requests that are always the same over as many connections, and discards the responses. All
programs run in turn, against nginx with prepared responses.
"""

import argparse
import collections.abc
import dataclasses
import json
import os
import pathlib
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "loopback"))

import clients
import item
import machine
import plan
import report
import server
import tables

CONNECTIONS = 64
BATCH = 25
ITEM_BYTES = 1024


@dataclasses.dataclass(frozen=True)
class subject:
    """A row of the table: the loader with a file, or a floor, which is a client of the other benchmark."""

    title: str
    file: str = ""
    threads: int = 1
    floor: str = ""


FLOOR = subject("the same requests over bare sockets (floor)", floor="sockets")
SUBJECTS = (
    FLOOR,
    subject("floor with duties (SHA-256 of the request, CRC-32 and JSON of the response)", floor="duties"),
    subject("DynamoDB JSON lines", "dynamodb.jsonl"),
    subject("DynamoDB JSON lines, two threads", "dynamodb.jsonl", threads=2),
    subject("plain JSON lines", "plain.jsonl"),
    subject("CSV", "items.csv"),
)


@dataclasses.dataclass(frozen=True)
class figures:
    """What one round of a subject cost."""

    items: int
    cpu_us: float
    peak_kb: int

    @property
    def us_per_item(self) -> float:
        return self.cpu_us / self.items


def lines_of_items(count: int) -> collections.abc.Iterator[str]:
    """DynamoDB JSON, one item a line, each with another sort key. All have the same size."""
    first = 10 ** 8
    template = item.text(item.standard_item(first, ITEM_BYTES)).decode()
    before, after = template.split(f'{{"N":"{first}"}}', 1)
    for number in range(first, first + count):
        yield f'{before}{{"N":"{number}"}}{after}\n'


def write_files(folder: pathlib.Path, loader: pathlib.Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / "dynamodb.jsonl"
    with lines.open("w") as out:
        out.writelines(lines_of_items(count))
    for name, form in (("plain.jsonl", "json"), ("items.csv", "csv")):
        subprocess.run([loader, "convert", lines, folder / name, form], check=True)


def command(what: subject, build: pathlib.Path, folder: pathlib.Path, running: server.server) -> list[str]:
    cores = f"{plan.SERVER_CORE},{plan.CLIENT_CORE}" if what.threads > 1 else str(plan.CLIENT_CORE)
    pinned = ["taskset", "-c", cores]
    if what.floor:
        program = build / "bench" / "loopback" / "clients" / what.floor / what.floor
        return [*pinned, str(program), "--workload", "batch-write", "--endpoint", running.endpoint(),
                "--concurrency", str(CONNECTIONS), "--seconds", "1", "--warm-up", "0.2"]
    return [*pinned, str(build / "bench" / "load" / "loader"), "load", running.endpoint(), str(folder / what.file),
            str(what.threads), str(what.threads)]


def measured(line: list[str]) -> figures:
    """Runs a program. Raises clients.failure if it fails."""
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600,
                          env=clients.environment())
    if done.returncode:
        raise clients.failure(f"{line[3]} ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
    told = json.loads(done.stdout)
    items = told["items"] if "items" in told else told["operations"] * BATCH
    return figures(items, told["user_us"] + told["system_us"], told["peak_kb"])


def thousands(number: float) -> str:
    return f"{round(number / 1000) * 1000:,}"


def table(results: dict[subject, list[figures]]) -> tables.Table:
    """Medians of the rounds; ratios are medians of the ratios of each round."""
    def row(what: subject) -> list[str]:
        rounds = results[what]
        us = statistics.median(each.us_per_item for each in rounds)
        ratio = statistics.median(each.us_per_item / floor.us_per_item
                                  for each, floor in zip(rounds, results[FLOOR], strict=True))
        memory = statistics.median(each.peak_kb for each in rounds) / 1024
        return [what.title, thousands(1e6 / us), f"{us:.2f}", f"{ratio:.1f}", f"{memory:.0f} MB"]

    return [["", "items per CPU second", "CPU µs per item", "times the floor", "peak memory"],
            *(row(each) for each in results)]


def facts_line(facts: dict[str, object], items: int, rounds: int) -> str:
    return (f"{facts['date']}, {facts['processor']}, {facts['cores']} cores, load {facts['load_before']}, {facts['kernel']}, "
            f"{facts['compiler']}; "
            f"{items:,} items of {ITEM_BYTES} bytes of DynamoDB JSON, {CONNECTIONS} connections, {rounds} rounds.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"), help="Meson's folder with our programs")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("build/bench/load"), help="folder for all output")
    parser.add_argument("--items", type=int, default=300_000, help="the items of each file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--docs", type=pathlib.Path, help="update performance.md in this folder")
    options = parser.parse_args()
    if not {plan.SERVER_CORE, plan.CLIENT_CORE} <= os.sched_getaffinity(0):
        sys.exit("the benchmark needs the machine's first two cores: one for the server, one for the loader")
    facts = machine.facts()
    write_files(options.output, options.build / "bench" / "load" / "loader", options.items)
    results: dict[subject, list[figures]] = {each: [] for each in SUBJECTS}
    with server.serving(options.output / "server", (plan.SERVER_CORE,)) as running:
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
            for each in SUBJECTS:
                results[each].append(measured(command(each, options.build, options.output, running)))
    found = table(results)
    print(tables.as_text(found))
    if options.docs:
        page = options.docs / "performance.md"
        made = {"loader": f"{tables.as_markdown(found)}\n\n{facts_line(facts, options.items, options.rounds)}"}
        page.write_text(report.filled(page.read_text(), made, report.PARTS))


if __name__ == "__main__":
    main()
