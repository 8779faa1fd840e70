"""PynamoDB in the loopback benchmark, used as most programs use it: a model with typed attributes."""

import argparse
import itertools
import os
import pathlib
import sys

sys.path.insert(1, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import arguments  # noqa: E402
import measure  # noqa: E402
from pynamodb.attributes import (  # noqa: E402
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.models import Model  # noqa: E402

FIRST_SORT_KEY = 1000
PAYLOAD = ("the quick brown fox jumps over the lazy dog and runs on " * 11)[:573]


class Address(MapAttribute):
    street = UnicodeAttribute()
    city = UnicodeAttribute()
    zip = UnicodeAttribute()


class Item(Model):
    class Meta:
        table_name = "bench"

    pk = UnicodeAttribute(hash_key=True)
    sk = NumberAttribute(range_key=True)
    name = UnicodeAttribute()
    email = UnicodeAttribute()
    count_ = NumberAttribute(attr_name="count")  # Model.count() is a method
    price = NumberAttribute()
    active = BooleanAttribute()
    tags = UnicodeSetAttribute()
    address = Address()
    scores = ListAttribute(of=NumberAttribute)
    created = NumberAttribute()
    payload = UnicodeAttribute()


def sample_item(index: int = 0) -> Item:
    """The item that all clients write, the `index`-th of a batch: 1024 bytes of DynamoDB-JSON."""
    return Item(
        pk="bench",
        sk=FIRST_SORT_KEY + index,
        name="Wilhelmina Featherstonehaugh",
        email="w.featherstonehaugh@example.com",
        count_=42,
        price=1999.95,
        active=True,
        tags={"blue", "large", "new"},
        address=Address(street="10 Downing Street", city="London", zip="SW1A 2AA"),
        scores=[71, 82, 93, 64, 55],
        created=1_700_000_000,
        payload=PAYLOAD,
    )


def plain(item: Item) -> dict[str, object]:
    """The output of --verify for an item."""
    fields = {attribute.attr_name: getattr(item, name) for name, attribute in Item.get_attributes().items()}
    return fields | {"address": {name: getattr(item.address, name) for name in ("street", "city", "zip")}}


def operation(workload: str, verify: bool) -> measure.Operation:
    """Runs one operation; its result is used by --verify."""

    def get_item() -> object:
        item = Item.get("bench", FIRST_SORT_KEY)
        return plain(item) if verify else item

    def put_item() -> object:
        item = sample_item()
        item.save()
        return plain(item) if verify else item

    def query() -> object:
        items = list(Item.query("bench"))
        return measure.page([plain(each) for each in items]) if verify else items

    def batch_write() -> object:
        with Item.batch_write() as batch:
            for index in range(25):
                batch.save(sample_item(index))
        return {"written": 25}

    every = Item.scan(page_size=1000)

    def scan() -> object:
        items = list(itertools.islice(every, 1000))
        return measure.page([plain(each) for each in items]) if verify else items

    return {"get-item": get_item, "put-item": put_item, "query": query, "batch-write": batch_write, "scan": scan}[workload]


def main() -> None:
    told: argparse.Namespace = arguments.parse()
    Item.Meta.host = told.endpoint
    Item.Meta.region = os.environ["AWS_REGION"]
    Item.Meta.max_pool_connections = told.connections or min(told.concurrency, 64)
    if told.ca:
        os.environ["AWS_CA_BUNDLE"] = told.ca
    operations = 1 if told.verify else told.concurrency
    measure.run(told, [operation(told.workload, told.verify) for _ in range(operations)])


if __name__ == "__main__":
    main()
