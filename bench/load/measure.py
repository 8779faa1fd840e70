"""Measures the loader: items per CPU second for each format, the ratio to the floor, two threads, and peak memory.

usage: measure.py [--build build/release] [--output build/bench/load] [--docs docs] [--items 300000] [--rounds 5]

The floor sends BatchWriteItem requests that are always the same over as many connections, and discards the responses. All
programs run in turn, each against a new server (answers.cpp) that sends prepared bytes. With one thread, the server has a core
of its own; two threads share both cores with it. To compare these two, one thread also shares one core with the server. Two
threads share one loader, or have one each and half of the file, as two processes would.
"""

import argparse
import collections.abc
import contextlib
import dataclasses
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "loopback"))

import answers
import clients
import item
import machine
import plan
import report
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
    one_core: bool = False  # which it shares with the server
    apart: bool = False  # each thread has its own loader


LINES = subject("DynamoDB JSON lines", "dynamodb.jsonl")
ONE_CORE = subject("DynamoDB JSON lines, one core for loader and server", "dynamodb.jsonl", one_core=True)
SHARED = subject("DynamoDB JSON lines, two threads with one loader, two cores for loader and server", "dynamodb.jsonl", threads=2)
APART = subject("DynamoDB JSON lines, two threads with a loader each, two cores for loaders and server", "dynamodb.jsonl", threads=2,
                apart=True)
FLOOR = subject("the same requests over bare sockets (floor)", floor="sockets")
SUBJECTS = (
    FLOOR,
    subject("floor with duties (SHA-256 of the request, CRC-32 and JSON of the response)", floor="duties"),
    LINES,
    ONE_CORE,
    SHARED,
    APART,
    subject("plain JSON lines", "plain.jsonl"),
    subject("CSV", "items.csv"),
)


@dataclasses.dataclass(frozen=True)
class figures:
    """What one round of a subject cost, and the server."""

    items: int
    seconds: float
    cpu_us: float
    server_us: float  # for `items`
    peak_kb: int

    @property
    def us_per_item(self) -> float:
        return self.cpu_us / self.items

    @property
    def items_per_second(self) -> float:
        return self.items / self.seconds


def lines_of_items(count: int) -> collections.abc.Iterator[str]:
    """DynamoDB JSON, one item a line, each with another sort key, and 100,000 hash keys. All have the same size."""
    first = 10 ** 8
    template = item.text(item.standard_item(first, ITEM_BYTES)).decode()
    hash_key, sort_key = '{"S":"bench"}', f'{{"N":"{first}"}}'
    for number in range(first, first + count):
        line = template.replace(hash_key, f'{{"S":"{number % 100_000:05}"}}', 1)
        yield line.replace(sort_key, f'{{"N":"{number}"}}', 1) + "\n"


def write_files(folder: pathlib.Path, loader: pathlib.Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / "dynamodb.jsonl"
    with lines.open("w") as out:
        out.writelines(lines_of_items(count))
    for name, form in (("plain.jsonl", "json"), ("items.csv", "csv")):
        subprocess.run([loader, "convert", lines, folder / name, form], check=True)


def write_responses(folder: pathlib.Path) -> None:
    """The files of answers.cpp."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in answers.all_answers():
        if each.operation in ("DescribeTable", "BatchWriteItem"):
            head = ("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nx-amzn-RequestId: " + 12 * "BENCH" + "\r\n"
                    f"x-amz-crc32: {zlib.crc32(each.body)}\r\nContent-Length: {len(each.body)}\r\n\r\n")
            (folder / f"{each.operation}.http").write_bytes(head.encode() + each.body)


class server:
    """A running server. `cost` is known after it has ended: its CPU time in microseconds per request."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path, cores: str) -> None:
        self.process = subprocess.Popen(["taskset", "-c", cores, program, folder], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, text=True)
        self.endpoint = f"http://127.0.0.1:{self.line()}"
        self.cost = 0.0

    def line(self) -> str:
        assert self.process.stdout
        text = self.process.stdout.readline()
        if not text:
            raise clients.failure("the server ended early")
        return text.strip()

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        told = json.loads(self.line())
        self.process.wait(timeout=10)
        self.cost = (told["user_us"] + told["system_us"]) / max(1, told["requests"])


@contextlib.contextmanager
def serving(build: pathlib.Path, folder: pathlib.Path, cores: str) -> collections.abc.Iterator[server]:
    running = server(build / "bench" / "load" / "answers", folder, cores)
    try:
        yield running
        running.end()
    finally:
        running.process.kill()
        running.process.wait()


def command(what: subject, build: pathlib.Path, folder: pathlib.Path, cores: str, endpoint: str) -> list[str]:
    pinned = ["taskset", "-c", cores]
    if what.floor:
        program = build / "bench" / "loopback" / "clients" / what.floor / what.floor
        return [*pinned, str(program), "--workload", "batch-write", "--endpoint", endpoint,
                "--concurrency", str(CONNECTIONS), "--seconds", "1", "--warm-up", "0.2"]
    return [*pinned, str(build / "bench" / "load" / "loader"), "load", endpoint, str(folder / what.file),
            str(what.threads), "apart" if what.apart else "shared"]


def measured(what: subject, build: pathlib.Path, folder: pathlib.Path) -> figures:
    """Runs a program. Raises clients.failure if it fails."""
    both = f"{plan.SERVER_CORE},{plan.CLIENT_CORE}"
    client_cores = both if what.threads > 1 else str(plan.CLIENT_CORE)
    server_cores = client_cores if what.threads > 1 or what.one_core else str(plan.SERVER_CORE)
    with serving(build, folder / "responses", server_cores) as running:
        line = command(what, build, folder, client_cores, running.endpoint)
        done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600,
                              env=clients.environment())
        if done.returncode:
            raise clients.failure(f"{line[3]} ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
    told = json.loads(done.stdout)
    items = told["items"] if "items" in told else told["operations"] * BATCH
    return figures(items, told["seconds"], told["user_us"] + told["system_us"], running.cost * items / BATCH, told["peak_kb"])


def thousands(number: float) -> str:
    return f"{round(number / 1000) * 1000:,}"


def table(results: dict[subject, list[figures]]) -> tables.Table:
    """Medians of the rounds; ratios are medians of the ratios of each round."""
    def row(what: subject) -> list[str]:
        rounds = results[what]
        us = statistics.median(each.us_per_item for each in rounds)
        ratio = statistics.median(each.us_per_item / floor.us_per_item
                                  for each, floor in zip(rounds, results[FLOOR], strict=True))
        speed = statistics.median(each.items_per_second for each in rounds)
        of_server = statistics.median(each.server_us / each.items for each in rounds)
        memory = statistics.median(each.peak_kb for each in rounds) / 1024
        return [what.title, thousands(1e6 / us), f"{us:.2f}", f"{ratio:.1f}", thousands(speed), f"{of_server:.2f}",
                f"{memory:.0f} MB"]

    return [["", "items per CPU second", "CPU µs per item", "times the floor", "items per second", "server's CPU µs per item",
             "peak memory"],
            *(row(each) for each in results)]


def two_threads_line(results: dict[subject, list[figures]]) -> str:
    """What the second thread and the second core bring. Medians of the ratios of each round."""
    def ratio(of: collections.abc.Callable[[figures], float], what: subject) -> float:
        return statistics.median(of(two) / of(one) for two, one in zip(results[what], results[ONE_CORE], strict=True))

    def speed(of: figures) -> float:
        return of.items_per_second

    def cost(of: figures) -> float:
        return of.us_per_item

    return (f"With a second thread and a second core, two loaders and the server load {ratio(speed, APART):.2f} times as many items "
            f"per second as one loader and the server on one core, and an item costs {ratio(cost, APART):.2f} times as much CPU time. "
            f"Two threads with one loader load {ratio(speed, SHARED):.2f} times as many, and an item costs {ratio(cost, SHARED):.2f} "
            f"times as much.")


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
    write_responses(options.output / "responses")
    results: dict[subject, list[figures]] = {each: [] for each in SUBJECTS}
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
        for each in SUBJECTS:
            results[each].append(measured(each, options.build, options.output))
    found = table(results)
    print(tables.as_text(found))
    print(two_threads_line(results))
    if options.docs:
        page = options.docs / "performance.md"
        made = {"loader": f"{tables.as_markdown(found)}\n\n{two_threads_line(results)}\n\n"
                          f"{facts_line(facts, options.items, options.rounds)}"}
        page.write_text(report.filled(page.read_text(), made, report.PARTS))


if __name__ == "__main__":
    main()
