"""The performance targets of dynaco, and whether they are met."""

import collections.abc
import dataclasses

from figures import allocations, measurements, spread_of, throughput

PLAIN_1, PLAIN_64 = "GetItem, 1 at a time", "GetItem, 64 at a time"
TLS_1, TLS_64 = f"{PLAIN_1}, TLS", f"{PLAIN_64}, TLS"
PAGE = "Query page of 1 MB, 1 at a time"
PEERS = {"go": "Go SDK v2", "boto3": "boto3"}
# The allocations of the object itself when the item is read into it: four texts of more than 15 bytes (name, email,
# street, payload), three nodes of a std::set, and one std::vector.
OWN_ALLOCATIONS = 8


@dataclasses.dataclass(frozen=True)
class target:
    """`figure` must be at most `bound`, or at least `bound` if `at_least`. None means not measured."""

    text: str
    bound: float
    figure: float | None
    at_least: bool = False
    unit: str = " x"

    @property
    def verdict(self) -> str:
        if self.figure is None:
            return "not measured"
        return "met" if (self.figure >= self.bound if self.at_least else self.figure <= self.bound) else "missed"


def median_of(values: list[float | None]) -> float | None:
    known = [each for each in values if each is not None]
    return spread_of(known).median if known else None


def to_the_floor(all: measurements, title: str, bound: float) -> target:
    ratio = all.ratio("dynaco", "sockets", title)
    return target(f"{title}: dynaco / floor", bound, ratio.median if ratio else None)


def less_than(all: measurements, peer: str, title: str, bound: float) -> target:
    ratio = all.ratio(peer, "dynaco", title)
    return target(f"{title}: {PEERS[peer]} / dynaco", bound, ratio.median if ratio else None, at_least=True)


def every_target(all: measurements) -> collections.abc.Iterator[target]:
    for title in (PLAIN_64, TLS_64):
        yield to_the_floor(all, title, 1.25)
        yield less_than(all, "go", title, 10)
    for title in (PLAIN_1, TLS_1):
        yield to_the_floor(all, title, 1.3)
        yield less_than(all, "boto3", title, 14)
    yield to_the_floor(all, "PutItem, 64 at a time", 1.2)
    yield to_the_floor(all, "BatchWriteItem of 25, 16 at a time", 2)
    yield to_the_floor(all, PAGE, 4)
    yield less_than(all, "go", PAGE, 15)
    yield less_than(all, "boto3", PAGE, 25)
    yield target("GetItem: allocations beyond those of the object's members", 4,
                 beyond_own(median_of([allocations(each) for each in all.rounds("dynaco", PLAIN_64)])), unit="")
    yield target("GetItem, 10,000 at a time: peak memory", 150,
                 median_of([each["peak_kb"] / 1024 for each in all.rounds("dynaco", "GetItem, 10,000 at a time")]), unit=" MB")
    two = all.ratio("dynaco", "dynaco", "GetItem, 128 at a time, 2 threads", throughput, "GetItem, 128 at a time, 1 thread")
    yield target("Two threads on one client: throughput / one thread", 1.8, two.median if two else None, at_least=True)


def beyond_own(count: float | None) -> float | None:
    return None if count is None else max(0.0, count - OWN_ALLOCATIONS)
