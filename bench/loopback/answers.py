"""The prepared responses of the benchmark's server: a file for each operation and variation.

A variation is the path of an endpoint. At `/item-4096` the server responds to GetItem with an item of 4096 bytes. The
responses to all other operations are those of `/`.
"""

import argparse
import dataclasses
import pathlib
import zlib

from item import FIRST, item_of_attributes, item_of_depth, item_of_size, key, standard_item, text

ATTRIBUTES = (4, 16, 64, 256)
SIZES = (256, 1024, 4096, 16384, 65536, 262144)
DEPTHS = (1, 2, 4, 8, 16, 24)
PAGES = (10, 30, 100, 300, 1000)
PAGE = 1000
LARGE = 32 * 1024


@dataclasses.dataclass(frozen=True)
class answer:
    """The response to one operation under one variation ("" is the endpoint without a path)."""

    operation: str
    variation: str
    body: bytes

    @property
    def file(self) -> str:
        """Its path in the folder of all responses. Large responses are in a sub-folder: nginx serves them differently."""
        name = f"{self.variation or 'standard'}.{self.operation}.json"
        return name if len(self.body) <= LARGE else f"large/{name}"

    @property
    def crc32(self) -> int:
        return zlib.crc32(self.body)


def got(item: dict[str, object]) -> bytes:
    """A response of GetItem."""
    return text({"Item": item})


def page(items: int, last: bool) -> bytes:
    """A response of Query or Scan with `items` items; with a LastEvaluatedKey unless it is the last page."""
    body: dict[str, object] = {"Count": items, "Items": [standard_item(number) for number in range(FIRST, FIRST + items)]}
    if not last:
        body["LastEvaluatedKey"] = key(FIRST + items - 1)
    return text(body | {"ScannedCount": items})


def table() -> bytes:
    """A response of DescribeTable, for the loader. The throughput is so high that the loader does not wait."""
    schema = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    types = [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}]
    return text({"Table": {"AttributeDefinitions": types, "KeySchema": schema, "TableName": "bench", "TableStatus": "ACTIVE",
                           "ProvisionedThroughput": {"ReadCapacityUnits": 10_000_000, "WriteCapacityUnits": 10_000_000}}})


def all_answers() -> list[answer]:
    answers = [
        answer("GetItem", "", got(standard_item())),
        answer("PutItem", "", b"{}"),
        answer("BatchWriteItem", "", text({"UnprocessedItems": {}})),
        answer("DescribeTable", "", table()),
        answer("Query", "", page(PAGE, last=True)),
        answer("Scan", "", page(PAGE, last=False)),
    ]
    answers += [answer("GetItem", f"attributes-{count}", got(item_of_attributes(count))) for count in ATTRIBUTES]
    answers += [answer("GetItem", f"item-{size}", got(item_of_size(size))) for size in SIZES]
    answers += [answer("GetItem", f"depth-{depth}", got(item_of_depth(depth))) for depth in DEPTHS]
    answers += [answer("Query", f"page-{items}", page(items, last=True)) for items in PAGES]
    return answers


def write(folder: pathlib.Path) -> list[answer]:
    """Creates `folder`, writes all responses to it, and returns them."""
    (folder / "large").mkdir(parents=True, exist_ok=True)
    answers = all_answers()
    for each in answers:
        (folder / each.file).write_bytes(each.body)
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=pathlib.Path)
    for each in write(parser.parse_args().folder):
        print(f"{len(each.body):8} {each.file}")


if __name__ == "__main__":
    main()
