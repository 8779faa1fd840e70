"""Checks that dynaco reads items in PynamoDB's format as equal objects, and writes objects in this format.

usage: pynamodb_items.py <program>

boto3 writes the raw items below into a table, and `<program> read` compares each with its object. Then `<program> write`
saves the objects into another table, and boto3 compares the raw items. DYNACO_ENDPOINT is the URL of the server. Without it,
or without boto3, the test is skipped.
"""

import decimal
import os
import subprocess
import sys
import uuid

try:
    import boto3
except ImportError:
    print("boto3 is not installed: skipped")
    sys.exit(77)

# The result of `serialize` of a model with PynamoDB's attribute classes (pynamodb.attributes).
ITEMS = {
    "every-type": {
        "id": {"S": "every-type"},
        "txt": {"S": "Grüße, \U0001f600 \"quoted\" \\ \n"},
        "empty": {"S": ""},
        "num": {"N": "-42"},
        "real": {"N": "0.30000000000000004"},
        "large": {"N": "12345678909876543211234234324234"},
        "flag": {"BOOL": True},
        "blob": {"B": b"\xca\xfe\xf0\x0d"},
        "blob_old": {"B": b"yv7wDQ=="},
        "ss": {"SS": ["a", "b"]},
        "ns": {"NS": ["1", "2.5"]},
        "bs": {"BS": [b"\x00\x01", b"\xff"]},
        "bs_old": {"BS": [b"yv7wDQ=="]},
        "js": {"S": '{"foo": "bar", "n": [1, 2.5, null, true], "\\u00e9": {}}'},
        "when": {"S": "2020-01-02T03:04:05.000006+0000"},
        "ttl": {"N": "1559692860"},
        "nul": {"NULL": True},
        "any_list": {"L": [{"NULL": True}, {"S": "foo"}, {"N": "42"}, {"BOOL": True}, {"B": b"foo"}, {"NS": ["42"]},
                           {"SS": ["x"]}, {"M": {"k": {"L": []}}}]},
        "nums": {"L": [{"N": "1"}, {"N": "2"}]},
        "inner": {"M": {"l": {"S": "a"}, "size": {"N": "1"}}},
        "inners": {"L": [{"M": {"l": {"S": "a"}, "size": {"N": "1"}}}, {"M": {"l": {"S": "b"}}}]},
        "raw": {"M": {"x": {"NULL": True}, "a.b": {"N": "1"}, "y": {"M": {"z": {"BOOL": True}}}}},
        "extra": {"M": {"at": {"S": "2017-01-01T00:00:00.000000+0000"}, "foo": {"S": "bar"}, "none": {"NULL": True}}},
        "_v": {"N": "7"},
    },
    # PynamoDB does not write attributes that are None, empty sets, and a version that was never saved.
    "nothing": {"id": {"S": "nothing"}, "txt": {"S": ""}, "empty": {"S": ""}, "num": {"N": "0"}, "real": {"N": "0"},
                "large": {"N": "0"}, "flag": {"BOOL": False}, "_v": {"N": "1"}},
}


def normal(value):
    """Returns an attribute in a form that compares as in DynamoDB: numbers by value, sets without order."""
    (kind, content), = value.items()
    if kind == "N":
        return kind, decimal.Decimal(content)
    if kind == "NS":
        return kind, frozenset(map(decimal.Decimal, content))
    if kind in ("SS", "BS"):
        return kind, frozenset(content)
    if kind == "L":
        return kind, tuple(map(normal, content))
    if kind == "M":
        return kind, {name: normal(each) for name, each in content.items()}
    return kind, content


def make_table(db, name):
    db.create_table(TableName=name, BillingMode="PAY_PER_REQUEST",
                    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    db.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def differences(db, table):
    for key, wanted in ITEMS.items():
        found = db.get_item(TableName=table, Key={"id": {"S": key}}, ConsistentRead=True).get("Item", {})
        for name in sorted(wanted.keys() | found.keys()):
            if name not in found or name not in wanted or normal(found[name]) != normal(wanted[name]):
                yield f"{key}.{name}: PynamoDB writes {wanted.get(name)}, dynaco {found.get(name)}"


def main():
    endpoint = os.environ.get("DYNACO_ENDPOINT")
    if not endpoint:
        print("set DYNACO_ENDPOINT to the URL of a local DynamoDB to run this test")
        return 77
    db = boto3.client("dynamodb", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="local",
                      aws_secret_access_key="local")
    tables = [f"dynaco-interop-{uuid.uuid4()}" for _ in range(2)]
    try:
        for table in tables:
            make_table(db, table)
        for item in ITEMS.values():
            db.put_item(TableName=tables[0], Item=item)
        if subprocess.run([sys.argv[1], "read", endpoint, tables[0]], check=False).returncode:
            return 1
        subprocess.run([sys.argv[1], "write", endpoint, tables[1]], check=True)
        found = list(differences(db, tables[1]))
        print(*found, f"{len(ITEMS)} items, {len(found)} differences", sep="\n")
        return 1 if found else 0
    finally:
        for table in tables:
            db.delete_table(TableName=table)


if __name__ == "__main__":
    sys.exit(main())
