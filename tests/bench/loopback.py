"""Makes the modules of bench/loopback and bench/load importable, and makes results for tests."""

import pathlib
import sys

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path[:0] = [str(BENCH / "loopback"), str(BENCH / "load")]


def told(turn: int = 0, operations: int = 100, us: float = 1000, **others: object) -> dict[str, object]:
    """Returns the figures of one round, with a CPU time of `us` µs in total."""
    return {"round": turn, "operations": operations, "seconds": 1.0, "user_us": us * 0.75, "system_us": us * 0.25, "p50_us": 10,
            "p99_us": 20, "p999_us": 30, "peak_kb": 2048, "allocations": 400, "bytes_received": None} | others


def measurement(client: str, title: str, *rounds: dict[str, object], group: str = "side by side", x: int | None = None) -> dict:
    return {"client": client, "scenario": {"title": title, "group": group, "x": x}, "rounds": list(rounds)}


def results(*measurements: dict, **others: object) -> dict:
    machine = {"date": "2026-01-31", "processor": "Abacus 1", "cores": 2, "memory_gb": 4, "kernel": "Linux 6.1", "compiler": "g++ 12",
               "load_before": 0.1, "versions": {"nginx": "1.22"}}
    return {"machine": machine, "clients": {}, "absent": {}, "measurements": list(measurements), "system_calls": [],
            "failures": []} | others
