"""boto3 in the loopback benchmark, used as most programs use it: the resource's table, items as dicts with Decimals and sets."""

import argparse
import os
import pathlib
import sys
from decimal import Decimal

sys.path.insert(1, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import arguments  # noqa: E402
import boto3  # noqa: E402
import measure  # noqa: E402
from boto3.dynamodb.conditions import Key  # noqa: E402

FIRST_SORT_KEY = 1000
PAYLOAD = ("the quick brown fox jumps over the lazy dog and runs on " * 11)[:573]


def sample_item(index: int = 0) -> dict[str, object]:
    """The item that all clients write, the `index`-th of a batch: 1024 bytes of DynamoDB-JSON."""
    return {
        "pk": "bench",
        "sk": FIRST_SORT_KEY + index,
        "name": "Wilhelmina Featherstonehaugh",
        "email": "w.featherstonehaugh@example.com",
        "count": 42,
        "price": Decimal("1999.95"),
        "active": True,
        "tags": {"blue", "large", "new"},
        "address": {"street": "10 Downing Street", "city": "London", "zip": "SW1A 2AA"},
        "scores": [71, 82, 93, 64, 55],
        "created": 1_700_000_000,
        "payload": PAYLOAD,
    }


def operation(workload: str, table, verify: bool) -> measure.Operation:
    """Runs one operation on `table`; its result is used by --verify."""

    def get_item() -> object:
        return table.get_item(Key={"pk": "bench", "sk": FIRST_SORT_KEY})["Item"]

    def put_item() -> object:
        item = sample_item()
        table.put_item(Item=item)
        return item

    def query() -> object:
        items = table.query(KeyConditionExpression=Key("pk").eq("bench"))["Items"]
        return measure.page(items) if verify else items

    def batch_write() -> object:
        with table.batch_writer() as batch:
            for index in range(25):
                batch.put_item(Item=sample_item(index))
        return {"written": 25}

    where = {}

    def scan() -> object:
        page = table.scan(Limit=1000, **where)
        where["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return measure.page(page["Items"]) if verify else page["Items"]

    return {"get-item": get_item, "put-item": put_item, "query": query, "batch-write": batch_write, "scan": scan}[workload]


def main() -> None:
    told: argparse.Namespace = arguments.parse()
    session = boto3.session.Session(region_name=os.environ["AWS_REGION"])  # boto3 reads only AWS_DEFAULT_REGION
    # Threads must not share a resource.
    tables = [session.resource("dynamodb", endpoint_url=told.endpoint, verify=told.ca or True).Table("bench")
              for _ in range(1 if told.verify else told.concurrency)]
    measure.run(told, [operation(told.workload, each, told.verify) for each in tables])


if __name__ == "__main__":
    main()
