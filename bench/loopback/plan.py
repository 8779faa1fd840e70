"""The scenarios that the benchmark measures, each with some of the clients."""

import collections.abc
import dataclasses

import answers

SERVER_CORE, CLIENT_CORE = 0, 1
OURS = ("dynaco", "sockets")
FAST = (*OURS, "duties", "wrk", "go", "javascript", "aws_sdk_cpp")
ALL = (*FAST, "boto3", "pynamodb")


@dataclasses.dataclass(frozen=True)
class scenario:
    """One workload under given conditions. `group` decides in which table it is reported.

    In a growth group, `x` is its position on the curve.
    """

    group: str
    title: str
    workload: str
    concurrency: int
    clients: tuple[str, ...] = OURS
    tls: bool = False
    variation: str = ""
    connections: int | None = None
    threads: int = 1
    pages: int | None = None
    server_cores: tuple[int, ...] = (SERVER_CORE,)
    client_cores: tuple[int, ...] = (CLIENT_CORE,)
    rounds: int = 5
    seconds: float = 0.7
    x: int | None = None


def side_by_side() -> collections.abc.Iterator[scenario]:
    """Scenarios with all clients, at the workloads of the targets."""
    def one(title: str, workload: str, concurrency: int, clients: tuple[str, ...], tls: bool = False) -> scenario:
        return scenario("side by side", title, workload, concurrency, clients, tls, seconds=1)

    yield one("GetItem, 1 at a time", "get-item", 1, ALL)
    yield one("GetItem, 1 at a time, TLS", "get-item", 1, ALL, tls=True)
    yield one("GetItem, 64 at a time", "get-item", 64, FAST)
    yield one("GetItem, 64 at a time, TLS", "get-item", 64, FAST, tls=True)
    yield one("PutItem, 64 at a time", "put-item", 64, FAST)
    yield one("Query page of 1 MB, 1 at a time", "query", 1, ALL)
    yield one("Query page of 1 MB, 4 at a time", "query", 4, FAST)
    yield one("BatchWriteItem of 25, 16 at a time", "batch-write", 16, FAST)


def growth() -> collections.abc.Iterator[scenario]:
    """Scenarios with a growing number of calls, connections, bytes and so on. The cost must be constant or proportional."""
    def point(group: str, x: int, workload: str = "get-item", concurrency: int = 64, seconds: float = 0.5,
              **others: object) -> scenario:
        return scenario(group, f"{group}: {x}", workload, concurrency, seconds=seconds, rounds=3, x=x, **others)  # type: ignore[arg-type]

    for calls in (1, 4, 16, 64, 256, 1024, 4096, 10_000):
        yield point("concurrent calls", calls, concurrency=calls)
    for connections in (1, 4, 16, 64, 256):
        yield point("connections", connections, concurrency=256, connections=connections)
    for size in answers.SIZES:
        yield point("bytes of the item", size, concurrency=16, variation=f"item-{size}")
    for count in answers.ATTRIBUTES:
        yield point("attributes", count, variation=f"attributes-{count}")
    for depth in answers.DEPTHS:
        yield point("depth", depth, variation=f"depth-{depth}")
    for items in answers.PAGES:
        yield point("items in a page", items, workload="query", concurrency=4, variation=f"page-{items}")


def at_large() -> collections.abc.Iterator[scenario]:
    """Scenarios with many concurrent calls, much data, or several cores."""
    yield scenario("memory", "GetItem, 10,000 at a time", "get-item", 10_000, (*OURS, "go", "javascript"), rounds=3, seconds=2)
    yield scenario("scan", "Scan of 1 GB", "scan", 1, pages=1000, rounds=3)
    for cores in ((CLIENT_CORE,), (SERVER_CORE, CLIENT_CORE)):
        yield scenario("scaling", f"GetItem, 128 at a time, {len(cores)} thread{'s'[:len(cores) - 1]}", "get-item", 128,
                       ("dynaco", "wrk"), threads=len(cores), server_cores=cores, client_cores=cores, seconds=1, x=len(cores))


def everything() -> list[scenario]:
    return [*side_by_side(), *at_large(), *growth()]


def quick() -> list[scenario]:
    """A short version that takes a minute or two."""
    return [dataclasses.replace(each, rounds=2, seconds=0.5) for each in side_by_side()]
