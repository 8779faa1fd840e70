#!/usr/bin/env python3
"""Checks that the clients of the loopback benchmark do the same work.

usage: check.py --endpoint URL [--ca FILE] NAME=RUN...

They must decode the same items and write the same items. They must print the line that the README shows, and fail if no
server listens. Exits with 1 on the first difference.
"""

import argparse
import json
import os
import subprocess
import sys

WORKLOADS = ("get-item", "put-item", "query", "batch-write", "scan")
DECODES_NOTHING = ("sockets", "duties")
NUMBERS = ("operations", "seconds", "user_us", "system_us", "p50_us", "p99_us", "p999_us", "peak_kb")
NUMBERS_OR_NULL = ("allocations", "bytes_received")
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1"}
ATTRIBUTES = {"pk", "sk", "name", "email", "count", "price", "active", "tags", "address", "scores", "created", "payload"}


def run(client: str, workload: str, endpoint: str, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run([client, "--workload", workload, "--endpoint", endpoint, *options],
                          env=os.environ | ENVIRONMENT, capture_output=True, text=True, timeout=120)


def succeeded(done: subprocess.CompletedProcess) -> dict:
    if done.returncode != 0:
        sys.exit(f"{' '.join(done.args)}: status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def require(holds: bool, name: str, workload: str, what: object) -> None:
    if not holds:
        sys.exit(f"{name}: {workload}: {what}")


def items_of(decoded: dict) -> list[dict]:
    return [decoded[place] for place in ("first", "last") if place in decoded] or [decoded]


def comparable(decoded: dict) -> dict:
    """Sorts the elements of sets, which have no order."""
    for item in items_of(decoded):
        if "tags" in item:
            item["tags"] = sorted(item["tags"])
    return decoded


def check_line(name: str, workload: str, line: dict) -> None:
    require(set(line) == {*NUMBERS, *NUMBERS_OR_NULL}, name, workload, f"unexpected or missing members: {sorted(line)}")
    for member in NUMBERS:
        require(isinstance(line[member], (int, float)) and line[member] >= 0, name, workload, f"{member}: {line[member]}")
    for member in NUMBERS_OR_NULL:
        require(line[member] is None or line[member] >= 0, name, workload, f"{member}: {line[member]}")
    require(line["p50_us"] <= line["p99_us"] <= line["p999_us"], name, workload, f"percentiles: {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--ca")
    parser.add_argument("clients", nargs="+", metavar="NAME=RUN")
    told = parser.parse_args()
    trusted = ("--ca", told.ca) if told.ca else ()
    clients = dict(each.split("=", 1) for each in told.clients)

    for workload in WORKLOADS:
        expected: tuple[str, dict] | None = None
        for name, client in clients.items():
            decoded = succeeded(run(client, workload, told.endpoint, "--verify", *trusted))
            if name not in DECODES_NOTHING:
                if workload != "batch-write":
                    for item in items_of(decoded):
                        require(set(item) == ATTRIBUTES, name, workload, f"attributes: {sorted(item)}")
                expected = expected or (name, comparable(decoded))
                require(comparable(decoded) == expected[1], name, workload, f"differs from {expected[0]}: {decoded}")
            line = succeeded(run(client, workload, told.endpoint, "--pages", "3", *trusted))
            check_line(name, workload, line)
            require(line["operations"] == 3, name, workload, f"--pages 3 ran {line['operations']} operations")
            several = ("--seconds", "0.2", "--warm-up", "0.1", "--concurrency", "4")
            check_line(name, workload, succeeded(run(client, workload, told.endpoint, *several, *trusted)))
    for name, client in clients.items():
        refused = run(client, "get-item", "http://127.0.0.1:1", "--seconds", "0.1")
        require(refused.returncode == 1 and refused.stderr != "" and refused.stdout == "", name, "get-item",
                f"without a server: status {refused.returncode}, printed {refused.stdout!r}")
        print(f"{name}: same as the others")


if __name__ == "__main__":
    main()
