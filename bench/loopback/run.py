"""Runs the benchmark: all scenarios, with the clients in turn. Writes the figures to results.json and reports them.

usage: run.py [--build build/release] [--output build/bench] [--docs docs] [--quick] [--only REGEX] [--clients NAME…] [--rounds N]

A client that fails is reported and left out of the scenario. The others continue; the exit status is then 1.
"""

import argparse
import collections.abc
import contextlib
import dataclasses
import json
import os
import pathlib
import random
import re
import shutil
import sys
import time

import clients
import machine
import plan
import report
import server

SYSTEM_CALLS_OF = ("GetItem, 1 at a time", "GetItem, 64 at a time")


class progress:
    """Writes the progress to stderr and collects the failures."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.failures: list[dict[str, str]] = []

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self.started:4.0f} s] {text}", file=sys.stderr, flush=True)

    def failed(self, name: str, title: str, why: clients.failure) -> None:
        self.failures.append({"client": name, "scenario": title, "message": machine.without_paths(str(why))})
        self.say(f"FAILED: {name}, {title}: {why}")


def orders(names: collections.abc.Sequence[str], title: str, turn: int) -> list[str]:
    """The order of the clients in this round: random, but the same in every run of the benchmark."""
    shuffled = sorted(names)
    random.Random(f"{title} {turn}").shuffle(shuffled)
    return shuffled


def measure(scenarios: list[plan.scenario], found: dict[str, clients.client],
            servers: dict[tuple[int, ...], server.server], told: progress) -> list[dict[str, object]]:
    """Runs the first round of every scenario, then the second of every scenario and so on, because the machine's speed
    changes over time."""
    results: dict[tuple[str, str], list[dict[str, float | None]]] = {}
    broken: set[tuple[str, str]] = set()
    for turn in range(max((each.rounds for each in scenarios), default=0)):
        for what in (each for each in scenarios if turn < each.rounds):
            told.say(f"round {turn + 1} of {what.rounds}: {what.title}")
            for name in orders([name for name in what.clients if name in found], what.title, turn):
                if (name, what.title) in broken:
                    continue
                try:
                    line = clients.measured(found[name], what, servers[what.server_cores])
                    results.setdefault((name, what.title), []).append(line | {"round": turn})
                except clients.failure as why:
                    broken.add((name, what.title))
                    told.failed(name, what.title, why)
    return [{"client": name, "scenario": dataclasses.asdict(what), "rounds": results[name, what.title]}
            for what in scenarios for name in what.clients if (name, what.title) in results]


def count_system_calls(scenarios: list[plan.scenario], found: dict[str, clients.client],
                       servers: dict[tuple[int, ...], server.server], told: progress) -> list[dict[str, object]]:
    """Counts the system calls per operation of dynaco and the floor, in separate runs, because strace slows them down."""
    counts: list[dict[str, object]] = []
    if not shutil.which("strace"):
        told.say("strace is not installed: system calls are not counted")
        return counts
    for what in (each for each in scenarios if each.title in SYSTEM_CALLS_OF):
        for name in (name for name in plan.OURS if name in found):
            told.say(f"system calls of {name}: {what.title}")
            try:
                counts.append({"client": name, "scenario": what.title,
                               "system_calls": clients.system_calls(found[name], what, servers[what.server_cores])})
            except clients.failure as why:
                told.failed(name, f"system calls, {what.title}", why)
    return counts


def bench(scenarios: list[plan.scenario], options: argparse.Namespace) -> dict[str, object]:
    told = progress()
    facts = machine.facts()
    names = sorted({name for each in scenarios for name in each.clients if not options.clients or name in options.clients})
    ready, absent = clients.find(options.build, options.output / "clients", names)
    found = {each.name: each for each in ready}
    for name, why in absent.items():
        told.say(f"left out: {name}: {why}")
    for name in (name for name in plan.OURS if name in absent):
        told.failed(name, "all", clients.failure(absent[name]))
    with contextlib.ExitStack() as stack:
        servers = {cores: stack.enter_context(server.serving(options.output / f"server-{'-'.join(map(str, cores))}", cores))
                   for cores in sorted({each.server_cores for each in scenarios})}
        measurements = measure(scenarios, found, servers, told)
        system_calls = count_system_calls(scenarios, found, servers, told)
    told.say(f"done, with {len(told.failures)} failures")
    return {"machine": facts, "clients": {each.name: each.version for each in ready}, "absent": absent,
            "measurements": measurements, "system_calls": system_calls, "failures": told.failures}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"), help="Meson's folder with our programs")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("build/bench"), help="folder for all output")
    parser.add_argument("--quick", action="store_true", help="only the comparison of all clients, in short rounds")
    parser.add_argument("--only", metavar="REGEX", help="only scenarios whose title matches")
    parser.add_argument("--clients", nargs="+", metavar="NAME", help="only these clients")
    parser.add_argument("--rounds", type=int, help="the number of rounds of each scenario")
    parser.add_argument("--docs", type=pathlib.Path, help="update performance.md in this folder")
    options = parser.parse_args()
    if options.docs and (options.quick or options.only or options.clients):
        parser.error("--docs needs all scenarios and clients: leave out --quick, --only and --clients")
    if not {plan.SERVER_CORE, plan.CLIENT_CORE} <= os.sched_getaffinity(0):
        sys.exit("the benchmark needs the machine's first two cores: one for the server, one for the clients")
    scenarios = plan.quick() if options.quick else plan.everything()
    if options.only:
        scenarios = [each for each in scenarios if re.search(options.only, each.title)]
    if options.rounds:
        scenarios = [dataclasses.replace(each, rounds=options.rounds) for each in scenarios]
    options.output.mkdir(parents=True, exist_ok=True)
    results = bench(scenarios, options)
    (options.output / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    report.report(results, options.docs)
    if results["failures"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
