"""The results as tables: text for the terminal, Markdown for the documentation."""

import collections.abc

from figures import Results, allocations, cpu_us, measurements, significant, spread, spread_of, throughput
from targets import every_target

TITLES = {"sockets": "floor", "duties": "floor with duties", "wrk": "wrk", "dynaco": "dynaco", "go": "Go v2", "javascript": "JavaScript v3",
          "aws_sdk_cpp": "C++ SDK", "boto3": "boto3", "pynamodb": "PynamoDB"}
ORDER = ("sockets", "duties", "wrk", "dynaco", "go", "aws_sdk_cpp", "javascript", "boto3", "pynamodb")
Table = list[list[str]]  # the first row is the head
# Growth groups: the unit for which the additional cost is reported, and how many of x are one such unit.
UNITS = {"bytes of the item": ("KB", 1024), "items in a page": ("item", 1), "attributes": ("attribute", 1)}


def ordered(clients: collections.abc.Iterable[str]) -> list[str]:
    return sorted(clients, key=ORDER.index)


def with_spread(figure: spread | None) -> str:
    return f"{significant(figure.median)} ({significant(figure.least)}–{significant(figure.most)})" if figure else "–"


def median(figure: spread | None) -> str:
    return significant(figure.median) if figure else "–"


def by_client(all: measurements, group: str, what: str,
              cell: collections.abc.Callable[[str, str], str]) -> Table:
    """A table with a row for each scenario of the group and a column for each client."""
    clients = ordered(all.clients(group))
    return [[what, *(TITLES[each] for each in clients)],
            *([title, *(cell(each, title) for each in clients)] for title in all.titles(group))]


def cpu(all: measurements) -> Table:
    return by_client(all, "side by side", "CPU µs per operation", lambda client, title: with_spread(all.cpu(client, title)))


def ratios(all: measurements) -> Table:
    return by_client(all, "side by side", "times the floor", lambda client, title: median(all.ratio(client, "sockets", title)))


def latencies(all: measurements) -> Table:
    def cell(client: str, title: str) -> str:
        rounds = all.rounds(client, title)
        return " / ".join(significant(spread_of(each[name] for each in rounds).median)
                          for name in ("p50_us", "p99_us", "p999_us")) if rounds else "–"
    return by_client(all, "side by side", "µs: p50 / p99 / p99.9", cell)


def targets(all: measurements) -> Table:
    return [["figure", "target", "measured", ""],
            *([each.text, f"{'≥' if each.at_least else '≤'} {each.bound:g}{each.unit}",
               "–" if each.figure is None else significant(each.figure) + each.unit, each.verdict] for each in every_target(all))]


def per_operation(all: measurements, results: Results) -> Table:
    """Allocations, system calls and peak memory; "–" if a client does not report them."""
    counted: list[dict] = results["system_calls"]  # type: ignore[assignment]
    calls = {(each["client"], each["scenario"]): each["system_calls"] for each in counted}
    rows = [["per operation", "client", "allocations", "system calls", "peak memory, MB"]]
    for title in all.titles("side by side"):
        for client in ordered(all.clients("side by side")):
            rounds = all.rounds(client, title)
            if not rounds:
                continue
            counts = [count for count in map(allocations, rounds) if count is not None]
            called = calls.get((client, title))
            rows.append([title, TITLES[client], significant(spread_of(counts).median) if counts else "–",
                         "–" if called is None else significant(called),
                         significant(spread_of(each["peak_kb"] / 1024 for each in rounds).median)])
    return rows


def at_large(all: measurements) -> Table:
    """The scenarios with many calls, much data, or several cores."""
    rows = [["", "client", "operations per s", "CPU µs per operation", "peak memory, MB"]]
    for group in ("memory", "scan", "scaling"):
        for title in all.titles(group):
            for client in ordered(all.clients(group)):
                if rounds := all.rounds(client, title):
                    rows.append([title, TITLES[client], significant(spread_of(map(throughput, rounds)).median),
                                 median(all.cpu(client, title)),
                                 significant(spread_of(each["peak_kb"] / 1024 for each in rounds).median)])
    return rows


def growth(all: measurements, group: str) -> Table:
    """A growth group: dynaco and the floor, and the cost of one additional unit between a point and the next."""
    unit, size = UNITS.get(group, ("", 1))
    points = all.curve(group, "dynaco")
    rows = [[group, "dynaco, CPU µs", "floor, CPU µs", "ratio", *([f"dynaco, µs per additional {unit}"] if unit else [])]]
    before: tuple[int, float] | None = None
    for x, rounds in points:
        title = f"{group}: {x}"
        figure = spread_of(map(cpu_us, rounds)).median
        row = [f"{x:,}", significant(figure), median(all.cpu("sockets", title)), median(all.ratio("dynaco", "sockets", title))]
        if unit:
            more = (figure - before[1]) / ((x - before[0]) / size) if before else None
            row.append("–" if more is None else f"{more:.2f}")
        rows.append(row)
        before = x, figure
    return rows


def as_text(table: Table) -> str:
    """The table as text with aligned columns; the first is aligned to the left, the others to the right."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in table)


def as_markdown(table: Table) -> str:
    head, *rows = table
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
