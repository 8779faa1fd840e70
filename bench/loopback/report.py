"""Reports the results of the benchmark: tables on the terminal; with --docs also tables and pictures in docs/performance.md.

usage: report.py <results.json> [--docs docs]

Only the text between the page's markers is replaced: <!-- begin NAME --> … <!-- end NAME -->
"""

import argparse
import collections.abc
import json
import pathlib
import re

import tables
from figures import Results, measurements

GROWTH_PARTS = {"concurrency": "concurrent calls", "connections": "connections", "sizes": "bytes of the item",
                "attributes": "attributes", "depths": "depth", "pages": "items in a page"}


PARTS = ("machine", "targets", "cpu", "ratios", "latencies", "per-operation", "at-large", *GROWTH_PARTS, "troubles")
LOADER_PARTS = ("loader",)  # bench/load/measure.py makes them


def machine(results: Results) -> tables.Table:
    facts: dict = results["machine"]  # type: ignore[assignment]
    clients: dict[str, str] = results["clients"]  # type: ignore[assignment]
    versions = facts["versions"] | {tables.TITLES[name]: version for name, version in clients.items() if version}
    return [["", ""], ["date", facts["date"]], ["processor", f"{facts['processor']}, {facts['cores']} cores"],
            ["memory", f"{facts['memory_gb']} GB"], ["kernel", facts["kernel"]], ["compiler", str(facts["compiler"])],
            ["load before the run", str(facts["load_before"])],
            ["versions", ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))]]


def troubles(results: Results) -> str:
    """The clients that were left out, and those that failed."""
    lines = [f"- {tables.TITLES[name]} was left out: {why}" for name, why in results["absent"].items()]  # type: ignore[attr-defined]
    lines += [f"- {tables.TITLES[each['client']]} failed at {each['scenario']}: {each['message'].splitlines()[0]}"
              for each in results["failures"]]  # type: ignore[attr-defined]
    return "\n".join(lines) or "All clients ran all workloads."


def parts(results: Results) -> dict[str, str]:
    """The generated parts of the page, by the names of their markers."""
    all = measurements(results)
    made = {"machine": machine(results), "targets": tables.targets(all), "cpu": tables.cpu(all), "ratios": tables.ratios(all),
            "latencies": tables.latencies(all), "per-operation": tables.per_operation(all, results), "at-large": tables.at_large(all)}
    made |= {name: tables.growth(all, group) for name, group in GROWTH_PARTS.items()}
    return {name: tables.as_markdown(table) for name, table in made.items()} | {"troubles": troubles(results)}


def filled(page: str, made: dict[str, str], others: collections.abc.Collection[str] = ()) -> str:
    """Replaces the parts between the markers of `page`. Those of `others` stay as they are: another program makes them.

    Raises ValueError if a marker has no part or no end, or occurs twice.
    """
    begins = re.findall(r"^<!-- begin (\S+) -->$", page, re.MULTILINE)
    if len(begins) != len(set(begins)):
        raise ValueError("a marker occurs twice")
    if unknown := sorted((set(begins) - set(others)) ^ set(made)):
        raise ValueError(f"markers and parts differ: {', '.join(unknown)}")
    for name in made:
        marked = re.compile(rf"^(<!-- begin {re.escape(name)} -->\n).*?^(<!-- end {re.escape(name)} -->)$", re.MULTILINE | re.DOTALL)
        text = f"\n{made[name]}\n\n"
        page, count = marked.subn(lambda found: found[1] + text + found[2], page)
        if count != 1:
            raise ValueError(f"the part {name} has no end")
    return page


def on_the_terminal(results: Results) -> str:
    all = measurements(results)
    shown = [tables.cpu(all), tables.ratios(all), tables.per_operation(all, results)]
    if all.titles("memory"):
        shown += [tables.at_large(all), *(tables.growth(all, group) for group in GROWTH_PARTS.values())]
    return "\n\n".join(tables.as_text(each) for each in [*shown, tables.targets(all)] if len(each) > 1)


def report(results: Results, docs: pathlib.Path | None) -> None:
    """Prints the tables. If `docs` is given, also writes the page, the pictures and results.json there."""
    print(on_the_terminal(results))
    if docs:
        import plots  # here, because it needs matplotlib; the tables need only Python

        page = docs / "performance.md"
        page.write_text(filled(page.read_text(), parts(results), LOADER_PARTS))
        plots.all_plots(measurements(results), docs / "performance")
        (docs / "performance" / "results.json").write_text(json.dumps(results, separators=(",", ":")) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--docs", type=pathlib.Path, help="the folder with performance.md")
    options = parser.parse_args()
    report(json.loads(options.results.read_text()), options.docs)


if __name__ == "__main__":
    main()
