"""Computes figures and ratios from the results. Nothing here reads or writes files."""

import collections.abc
import dataclasses
import statistics

Round = dict[str, float]
Results = dict[str, object]


@dataclasses.dataclass(frozen=True)
class spread:
    """The median, least and greatest value of the rounds."""

    median: float
    least: float
    most: float


def spread_of(values: collections.abc.Iterable[float]) -> spread:
    values = sorted(values)
    return spread(statistics.median(values), values[0], values[-1])


def cpu_us(told: Round) -> float:
    """CPU time per operation, user and system, in µs."""
    return (told["user_us"] + told["system_us"]) / told["operations"]


def throughput(told: Round) -> float:
    """Operations per second."""
    return told["operations"] / told["seconds"]


def allocations(told: Round) -> float | None:
    """Allocations per operation; None if the client cannot count them."""
    return None if told["allocations"] is None else told["allocations"] / told["operations"]


class measurements:
    """The rounds of every client in every scenario."""

    def __init__(self, results: Results) -> None:
        self.all: list[dict] = results["measurements"]  # type: ignore[assignment]

    def rounds(self, client: str, title: str) -> list[Round]:
        """The rounds of a client in a scenario; empty if it was not measured."""
        return next((each["rounds"] for each in self.all if each["client"] == client and each["scenario"]["title"] == title), [])

    def titles(self, group: str) -> list[str]:
        return list(dict.fromkeys(each["scenario"]["title"] for each in self.all if each["scenario"]["group"] == group))

    def clients(self, group: str) -> list[str]:
        return list(dict.fromkeys(each["client"] for each in self.all if each["scenario"]["group"] == group))

    def curve(self, group: str, client: str) -> list[tuple[int, list[Round]]]:
        """(x, rounds) of the points of a growth group."""
        return sorted(((each["scenario"]["x"], each["rounds"]) for each in self.all
                       if each["scenario"]["group"] == group and each["client"] == client), key=lambda point: point[0])

    def cpu(self, client: str, title: str) -> spread | None:
        rounds = self.rounds(client, title)
        return spread_of(map(cpu_us, rounds)) if rounds else None

    def ratio(self, client: str, other: str, title: str, figure: collections.abc.Callable[[Round], float] = cpu_us,
              other_title: str = "") -> spread | None:
        """The figure of `client` divided by the figure of `other`. Each round is compared with the same round of the other,
        because the machine's speed changes over time."""
        others = {each["round"]: figure(each) for each in self.rounds(other, other_title or title)}
        ratios = [figure(each) / others[each["round"]] for each in self.rounds(client, title) if each["round"] in others]
        return spread_of(ratios) if ratios else None


def significant(value: float) -> str:
    """Three digits: 0.123, 1.23, 12.3, 123, 12,345."""
    if value >= 100:
        return f"{value:,.0f}"
    if value == 0:
        return "0"
    digits = 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:.{digits}f}"
