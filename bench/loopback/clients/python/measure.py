"""Counts operations, CPU time and latencies in a window of time, and prints them as one line of JSON."""

import argparse
import dataclasses
import decimal
import json
import math
import os
import pathlib
import re
import resource
import sys
import threading
import time
import traceback
from collections.abc import Callable

Operation = Callable[[], object]


@dataclasses.dataclass(frozen=True)
class Usage:
    """The CPU time that the process had used at one point in time."""

    at: float
    user: float
    system: float

    @classmethod
    def now(cls) -> "Usage":
        used = resource.getrusage(resource.RUSAGE_SELF)
        return cls(time.perf_counter(), used.ru_utime, used.ru_stime)


class Measurement:
    """The measured window. It opens when the first operation after the warm-up ends. It closes when the first operation
    ends after the measured time, so that it contains whole operations."""

    def __init__(self, told: argparse.Namespace) -> None:
        self._start = time.perf_counter() + told.warm_up
        self._length = math.inf if told.pages else told.seconds
        self._most = told.pages or math.inf
        self._until = math.inf
        self._lock = threading.Lock()
        self._latencies: list[float] = []
        self._before: Usage | None = None
        self._after: Usage | None = None
        if told.pages:
            self._open()

    def _open(self) -> None:
        self._before = Usage.now()
        self._until = self._before.at + self._length

    def completed(self, began: float, ended: float) -> bool:
        """Records an operation that ended; returns False if the measurement is over."""
        with self._lock:
            if self._before is None:
                if ended >= self._start:
                    self._open()
                return True
            if self._after is not None:
                return False
            self._latencies.append(ended - began)
            if ended < self._until and len(self._latencies) < self._most:
                return True
            self._after = Usage.now()
            return False

    def report(self) -> str:
        before, after = self._before, self._after
        latencies = sorted(self._latencies)

        def at(quantile: float) -> float:
            place = min(len(latencies) - 1, math.ceil(quantile * len(latencies)) - 1)
            return round(latencies[max(place, 0)] * 1e6, 1)

        return json.dumps({
            "operations": len(latencies),
            "seconds": round(after.at - before.at, 6),
            "user_us": round((after.user - before.user) * 1e6),
            "system_us": round((after.system - before.system) * 1e6),
            "p50_us": at(0.5),
            "p99_us": at(0.99),
            "p999_us": at(0.999),
            "peak_kb": peak_kb(),
            "allocations": None,
            "bytes_received": None,
        })


def peak_kb() -> int:
    """The peak of the resident memory (VmHWM)."""
    return int(re.search(r"VmHWM:\s*(\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])


def until_closed(measurement: Measurement, operate: Operation) -> None:
    """Repeats the operation until the measurement is over. A failure ends the program."""
    try:
        began, more = time.perf_counter(), True
        while more:
            operate()
            ended = time.perf_counter()
            more = measurement.completed(began, ended)
            began = ended
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def plain(value: object) -> object:
    """Converts exact numbers and sets, for which JSON has no types."""
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value)} is not expected in an item")


def run(told: argparse.Namespace, operations: list[Operation]) -> None:
    """Runs each of `operations` on a separate thread and prints the figures; with --verify, prints the result of one."""
    if told.verify:
        print(json.dumps(operations[0](), default=plain))
        return
    measurement = Measurement(told)
    if len(operations) == 1:
        until_closed(measurement, operations[0])
    else:
        threads = [threading.Thread(target=until_closed, args=(measurement, each)) for each in operations]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    print(measurement.report())


def page(items: list) -> dict[str, object]:
    """The output of --verify for a page."""
    return {"count": len(items), "first": items[0] if items else None, "last": items[-1] if items else None}
