"""The command line of every client of the loopback benchmark."""

import argparse

WORKLOADS = ("get-item", "put-item", "query", "batch-write", "scan")


def positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def parse() -> argparse.Namespace:
    """Parses the arguments; ends the program with status 1 if they are wrong."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--workload", choices=WORKLOADS, required=True)
    parser.add_argument("--endpoint", required=True, help="http[s]://HOST:PORT[/PATH]")
    parser.add_argument("--concurrency", type=positive, default=1, help="threads, each with one operation at a time")
    parser.add_argument("--connections", type=positive, help="ignored: each thread has one connection")
    parser.add_argument("--threads", type=positive, help="ignored: --concurrency is the number of threads")
    parser.add_argument("--seconds", type=float, default=1.0, help="seconds to measure")
    parser.add_argument("--warm-up", type=float, default=0.0, help="seconds to run before measuring")
    parser.add_argument("--pages", type=positive, help="measure this number of operations instead, without a warm-up")
    parser.add_argument("--ca", help="a PEM file of authorities to trust; by default the system's")
    parser.add_argument("--verify", action="store_true", help="run one operation and print what it decoded")
    try:
        return parser.parse_args()
    except argparse.ArgumentError as error:
        parser.exit(1, f"{parser.format_usage()}{error}\n")
