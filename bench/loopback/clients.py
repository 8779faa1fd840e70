"""The programs that are measured: which are installed, how to run one, and the line that it prints."""

import collections.abc
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import tempfile

import machine
import plan
import server

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1",
               "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
NUMBERS = ("operations", "seconds", "user_us", "system_us", "p50_us", "p99_us", "p999_us", "peak_kb")
MAY_BE_NULL = ("allocations", "bytes_received")
BUILT = ("dynaco", "sockets", "duties")  # built by Meson; every other client has a program `prepare`
# Seconds of warm-up, and the least duration of a measurement: virtual machines and interpreters need longer until their
# times are steady.
WARM_UP = {"javascript": 1.0, "boto3": 0.5, "pynamodb": 0.5, "go": 0.4}
LEAST_SECONDS = {"javascript": 1.5, "boto3": 1.0, "pynamodb": 1.0}
NOT_READY = 3


class failure(Exception):
    """A client failed. The text is shown to the user."""


@dataclasses.dataclass(frozen=True)
class client:
    """A program with the command line and the output that bench/loopback/README.md describes."""

    name: str
    program: pathlib.Path
    version: str = ""


def find(build: pathlib.Path, output: pathlib.Path, names: collections.abc.Sequence[str]) -> tuple[list[client], dict[str, str]]:
    """The clients of `names` that are installed, prepared in `output`; and the reasons why the others are not."""
    found, absent = [], {}
    for name in names:
        folder = output / name
        program = build / "bench" / "loopback" / "clients" / name / name if name in BUILT else folder / "run"
        prepare = pathlib.Path(__file__).parent / "clients" / name / "prepare"
        version = ""
        if name in BUILT:
            why = "" if program.is_file() else "it is not built"
        elif not prepare.is_file():
            why = "its program prepare is missing"
        else:
            folder.mkdir(parents=True, exist_ok=True)
            done = subprocess.run([prepare, folder.resolve()], stdin=subprocess.DEVNULL, capture_output=True, text=True)
            if done.returncode not in (0, NOT_READY):
                raise failure(f"{name}: prepare failed: {(done.stderr or done.stdout).strip()[-2000:]}")
            said = (done.stdout.strip() or done.stderr.strip()).splitlines()
            why = (said or ["it is not installed"])[-1] if done.returncode else ""
            version = "" if why else said[0] if said else version_in(folder)
        if why:
            absent[name] = machine.without_paths(why)
        else:
            found.append(client(name, program.resolve(), version))
    return found, absent


def version_in(folder: pathlib.Path) -> str:
    """The version of the AWS SDK that npm installed in `folder`, or ""."""
    package = folder / "node_modules" / "@aws-sdk" / "client-dynamodb" / "package.json"
    return json.loads(package.read_text())["version"] if package.is_file() else ""


def parsed(line: str) -> dict[str, float | None]:
    """The line of figures that a client prints; raises failure if it is not valid."""
    try:
        told = json.loads(line)
    except ValueError:
        raise failure(f"not a line of JSON: {line[:200]!r}") from None
    if not isinstance(told, dict):
        raise failure(f"not an object: {line[:200]!r}")
    for name in NUMBERS + MAY_BE_NULL:
        if name not in told:
            raise failure(f"no {name} in {line[:500]}")
        if not isinstance(told[name], (int, float)) and not (told[name] is None and name in MAY_BE_NULL):
            raise failure(f"{name} is not a number in {line[:500]}")
    if told["operations"] <= 0:
        raise failure(f"no operation was completed: {line[:500]}")
    return told


def command(who: client, what: plan.scenario, where: server.server, seconds: float, warm_up: float) -> list[str]:
    """The command line of a client, pinned to the scenario's cores."""
    line = ["taskset", "-c", ",".join(map(str, what.client_cores)), str(who.program), "--workload", what.workload,
            "--endpoint", where.endpoint(what.tls, what.variation), "--concurrency", str(what.concurrency),
            "--seconds", str(seconds), "--warm-up", str(warm_up)]
    if what.tls:
        line += ["--ca", str(where.ca)]
    if what.threads > 1:
        line += ["--threads", str(what.threads)]
    if what.connections:
        line += ["--connections", str(what.connections)]
    if what.pages:
        line += ["--pages", str(what.pages)]
    return line


def environment() -> dict[str, str]:
    """The environment without proxies and without the user's AWS settings, which the SDKs would use."""
    return {name: value for name, value in os.environ.items()
            if not name.upper().endswith("_PROXY") and not name.startswith("AWS_")} | CREDENTIALS


def run(line: list[str], limit: float) -> dict[str, float | None]:
    """Runs a client for at most `limit` seconds and returns its figures; raises failure if it fails."""
    try:
        done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=limit, env=environment())
    except subprocess.TimeoutExpired:
        raise failure(f"did not end within {limit:.0f} s") from None
    if done.returncode:
        raise failure(f"ended with {done.returncode}: {done.stderr.strip()[-1000:] or '(no output)'}")
    lines = done.stdout.strip().splitlines()
    return parsed(lines[-1] if lines else "")


def measured(who: client, what: plan.scenario, where: server.server) -> dict[str, float | None]:
    """The figures of one round of one client."""
    seconds = max(what.seconds, LEAST_SECONDS.get(who.name, 0))
    warm_up = WARM_UP.get(who.name, 0.2)
    return run(command(who, what, where, seconds, warm_up), 120 if what.pages else 30 + seconds + warm_up)


def counted_calls(summary: str) -> int:
    """The number of system calls in the output of `strace -c`."""
    found = re.search(r"^100\.00\s+\S+\s+(?:\d+\s+)?(\d+)\s+(?:\d+\s+)?total$", summary, re.MULTILINE)
    if not found:
        raise failure("strace's summary has no total")
    return int(found[1])


def system_calls(who: client, what: plan.scenario, where: server.server) -> float:
    """System calls per operation: the difference between a longer and a shorter run, so that starting does not count."""
    seen = []
    for seconds in (0.3, 1.3):
        with tempfile.NamedTemporaryFile("r") as summary:
            line = command(who, what, where, seconds, 0)
            told = run(["strace", "-f", "-c", "-o", summary.name, *line], 60)
            seen.append((counted_calls(summary.read()), told["operations"] or 0))
    (few, short), (many, long) = seen
    if long <= short:
        raise failure("the longer run did not do more operations")
    return (many - few) / (long - short)
