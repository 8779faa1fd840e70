"""Draws the results as pictures."""

import pathlib

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "dynaco", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False,
                            "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.3, "axes.axisbelow": True})

import matplotlib.pyplot as plt  # noqa: E402  (the settings come first)
from matplotlib.axis import Axis  # noqa: E402
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter  # noqa: E402

from figures import cpu_us, measurements, significant, spread_of  # noqa: E402
from tables import ORDER, TITLES, ordered  # noqa: E402

COLOURS = {"sockets": "#888888", "duties": "#555555", "wrk": "#bbbbbb", "dynaco": "#c0392b", "go": "#2980b9", "aws_sdk_cpp": "#16a085",
           "javascript": "#f39c12", "boto3": "#8e44ad", "pynamodb": "#27ae60"}
GROWTH = ("concurrent calls", "connections", "bytes of the item", "attributes", "depth", "items in a page")


def save(figure: plt.Figure, file: pathlib.Path) -> None:
    figure.savefig(file, metadata={"Date": None}, bbox_inches="tight")
    plt.close(figure)
    # matplotlib writes spaces at line ends, which git's checks reject.
    file.write_text("\n".join(line.rstrip() for line in file.read_text().splitlines()) + "\n")


def legend(place: plt.Figure | plt.Axes, clients: list[str]) -> None:
    """Adds a legend above `place`."""
    handles = [plt.Rectangle((0, 0), 1, 1, color=COLOURS[each]) for each in clients]
    place.legend(handles, [TITLES[each] for each in clients], loc="lower center", ncol=len(clients), frameon=False,
                 bbox_to_anchor=(0.5, 1.0))


def plain(axis: Axis, subs: tuple[float, ...] = (1.0,)) -> None:
    """Labels a logarithmic axis with ordinary numbers."""
    axis.set_major_locator(LogLocator(base=10, subs=subs))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def cpu(all: measurements, file: pathlib.Path) -> None:
    """Draws the CPU time per operation by client and workload, with the spread."""
    titles, clients = all.titles("side by side"), ordered(all.clients("side by side"))
    columns = 2
    figure, axes = plt.subplots((len(titles) + 1) // columns, columns, figsize=(9, 1.7 * ((len(titles) + 1) // columns) + 0.5),
                                squeeze=False)
    for axis in axes.flat[len(titles):]:
        axis.axis("off")
    for title, axis in zip(titles, axes.flat):
        shown = [each for each in clients if all.rounds(each, title)]
        for place, client in enumerate(shown):
            told = all.cpu(client, title)
            assert told
            axis.barh(place, told.median, color=COLOURS[client], xerr=[[told.median - told.least], [told.most - told.median]],
                      error_kw={"elinewidth": 0.8})
            axis.text(told.most * 1.08, place, significant(told.median), va="center", fontsize=7)
        figures = [all.cpu(each, title) for each in shown]
        axis.set_xscale("log")
        # A bar on a logarithmic axis has no natural start. In all panels it starts at a third of the least figure.
        axis.set_xlim(min(each.least for each in figures if each) / 3, max(each.most for each in figures if each) * 1.6)
        plain(axis.xaxis, (1.0, 3.0))
        axis.set(title=title, yticks=range(len(shown)), yticklabels=[TITLES[each] for each in shown])
        axis.invert_yaxis()
        axis.title.set_fontsize(9)
        axis.grid(axis="y", visible=False)
    figure.supxlabel("CPU µs per operation (logarithmic)", fontsize=9)
    figure.tight_layout()
    save(figure, file)


def growth(all: measurements, file: pathlib.Path) -> None:
    """Draws the CPU time per operation over the number of calls, connections, bytes, attributes, depth and page size."""
    figure, axes = plt.subplots(2, 3, figsize=(9, 5))
    for group, axis in zip(GROWTH, axes.flat):
        for client in ("sockets", "dynaco"):
            points = all.curve(group, client)
            figures = [spread_of(map(cpu_us, rounds)) for _, rounds in points]
            axis.plot([x for x, _ in points], [each.median for each in figures], marker=".", color=COLOURS[client])
            axis.fill_between([x for x, _ in points], [each.least for each in figures], [each.most for each in figures],
                              color=COLOURS[client], alpha=0.2)
        axis.set(xscale="log", yscale="log", xlabel=group)
        low, high = axis.get_ylim()
        axis.set_ylim(min(low, 5), max(high, 100))  # so that noise does not look like growth
        plain(axis.xaxis)
        plain(axis.yaxis)
    axes[0][0].set_ylabel("CPU µs per operation")
    axes[1][0].set_ylabel("CPU µs per operation")
    legend(figure, ["sockets", "dynaco"])
    figure.tight_layout()
    save(figure, file)


def latency(all: measurements, file: pathlib.Path) -> None:
    """Draws latencies: p50 as a point, and a line to p99.9 with a mark at p99."""
    titles, clients = all.titles("side by side"), ordered(all.clients("side by side"))
    figure, axis = plt.subplots(figsize=(9, 0.75 * len(titles) + 1))
    for place, title in enumerate(titles):
        for turn, client in enumerate(clients):
            if rounds := all.rounds(client, title):
                low, high, highest = (spread_of(each[name] for each in rounds).median for name in ("p50_us", "p99_us", "p999_us"))
                y = place + (turn - len(clients) / 2) * 0.8 / len(clients)
                axis.plot([low, highest], [y, y], color=COLOURS[client], linewidth=1)
                axis.plot([low], [y], marker="o", markersize=4, color=COLOURS[client])
                axis.plot([high], [y], marker="|", markersize=5, color=COLOURS[client])
    axis.set_xscale("log")
    plain(axis.xaxis)
    axis.set(yticks=range(len(titles)), yticklabels=titles, xlabel="µs (logarithmic): ● p50, | p99, line to p99.9")
    axis.invert_yaxis()
    legend(axis, clients)
    save(figure, file)


def all_plots(all: measurements, folder: pathlib.Path) -> None:
    """Writes the pictures to `folder`. A picture without measurements is not changed."""
    folder.mkdir(parents=True, exist_ok=True)
    if all.titles("side by side"):
        cpu(all, folder / "cpu.svg")
        latency(all, folder / "latency.svg")
    if all.curve(GROWTH[0], "dynaco"):
        growth(all, folder / "growth.svg")


assert set(COLOURS) == set(ORDER), "every client has a colour"
