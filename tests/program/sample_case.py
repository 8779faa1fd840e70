"""A folder and tables as the help of the program describes them: `orders`, `customers` and files with their items."""

import csv
import decimal
import json
import os
import shutil
import subprocess
import unittest

import program_case

# What the examples of the help use and make. Other tables are left alone.
TABLES = ("orders", "customers", "orders-2", "orders-eu", "orders-test", "orders-restored", "sessions", "events", "people")
TOTALS = (25, decimal.Decimal("25.25"), decimal.Decimal("25.50"))
STATES = ("paid", "open", "sent")
NAMES = ("Ada", "Björn", "Chloé", "Dmitri", "Emi")


def orders():
    """20 orders of 4 customers, as plain values."""
    return [{"customer": f"c-{1 + i // 5}", "date": f"2026-01-{1 + i:02}", "total": TOTALS[i % 3] + 37 * i % 480,
             "status": STATES[i % 3], "lines": [{"sku": f"A-{100 + i}", "count": 1 + i % 5}],
             "tags": ["gift", "late"] if i % 2 else ["web"]} for i in range(20)]


def customers():
    """6 customers, as plain values."""
    return [{"id": f"c-{i}", "name": NAMES[i % 5], "visits": i * 3, "active": i % 4 != 0} for i in range(1, 7)]


def attribute(value):
    """A value in DynamoDB JSON. A list of texts is a set."""
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, decimal.Decimal)):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, dict):
        return {"M": {name: attribute(each) for name, each in value.items()}}
    if all(isinstance(each, str) for each in value):
        return {"SS": value}
    return {"L": [attribute(each) for each in value]}


def item(row):
    return {name: attribute(each) for name, each in row.items()}


def key(name, kind):
    return {"AttributeName": name, "KeyType": kind}


def typed(**types):
    return [{"AttributeName": name, "AttributeType": each} for name, each in types.items()]


class SampleCase(program_case.ProgramCase):
    """The tables have fixed names: tests of this kind do not run at the same time."""

    @classmethod
    def setUpClass(cls):
        """The server may be a person's own (DYNACO_ENDPOINT): tables that a test has not made are never deleted."""
        if SampleCase.is_free is None:
            SampleCase.is_free = not {*TABLES} & {*cls.boto(cls).list_tables()["TableNames"]}
        if not SampleCase.is_free:
            raise unittest.SkipTest("the server has tables with the names of the samples: " + ", ".join(TABLES))

    is_free = None  # whether no table had these names when the process began

    def setUp(self):
        super().setUp()
        commands = self.folder / ".commands"
        commands.mkdir()
        os.symlink(program_case.PROGRAM, commands / "dynaco")
        (self.folder / ".aws").mkdir()
        (self.folder / ".aws" / "config").write_text("[default]\nregion = us-east-1\n")
        (self.folder / ".aws" / "credentials").write_text("[default]\naws_access_key_id = local\naws_secret_access_key = local\n")
        self.variables["PATH"] = f"{commands}:{os.environ['PATH']}"
        self.addCleanup(self.delete_tables)
        self.arrange()

    def arrange(self):
        """Makes the tables and files anew."""
        self.delete_tables()
        client = self.boto()
        client.create_table(
            TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[key("customer", "HASH"), key("date", "RANGE")],
            AttributeDefinitions=typed(customer="S", date="S", status="S", total="N"),
            GlobalSecondaryIndexes=[{"IndexName": "by-status", "Projection": {"ProjectionType": "ALL"},
                                     "KeySchema": [key("status", "HASH"), key("total", "RANGE")]}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
        client.create_table(TableName="customers", BillingMode="PAY_PER_REQUEST", KeySchema=[key("id", "HASH")],
                            AttributeDefinitions=typed(id="S"))
        for table, rows in (("orders", orders()), ("customers", customers())):
            client.get_waiter("table_exists").wait(TableName=table)
            client.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item(row)}} for row in rows]})
        self.write_files()

    def write_files(self):
        for each in self.folder.iterdir():
            if not each.name.startswith("."):
                shutil.rmtree(each) if each.is_dir() else each.unlink()
        with open(self.folder / "orders.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("customer", "date", "total", "status"))
            writer.writerows((row["customer"], row["date"], row["total"], row["status"]) for row in orders())
        for name, rows in (("orders.jsonl", orders()), ("customers.jsonl", customers())):
            (self.folder / name).write_text("".join(json.dumps({"Item": item(row)}, ensure_ascii=False) + "\n" for row in rows))
        (self.folder / "customer.json").write_text('{"id": "c-11", "name": "Farid", "visits": 1}\n')

    def delete_tables(self):
        client = self.boto()
        for name in sorted({*TABLES} & {*client.list_tables()["TableNames"]}):
            client.update_table(TableName=name, DeletionProtectionEnabled=False)
            self.delete(client, name)

    def shell(self, line, **more):
        """Runs a line with bash in the folder."""
        return subprocess.run(["bash", "-o", "pipefail", "-c", line], env=self.variables, cwd=self.folder, capture_output=True,
                              stdin=subprocess.DEVNULL, text=True, timeout=120, check=False, **more)
