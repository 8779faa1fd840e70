"""`dynaco create`: from options and from files. usage: create_test.py <program>"""

import json
import signal
import uuid

import program_case
from scripted_service import Error, ScriptedService


def plain(description):
    """What must be equal of two tables."""
    kept = {k: description[k] for k in ("KeySchema", "StreamSpecification", "OnDemandThroughput", "DeletionProtectionEnabled",
                                        "TableClassSummary") if k in description}
    kept["AttributeDefinitions"] = sorted(description["AttributeDefinitions"], key=lambda each: each["AttributeName"])
    kept["BillingMode"] = description.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED")
    units = ("ReadCapacityUnits", "WriteCapacityUnits")
    kept["ProvisionedThroughput"] = [description["ProvisionedThroughput"][k] for k in units]
    for kind in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        kept[kind] = [({k: each[k] for k in ("IndexName", "KeySchema", "Projection")},
                       [each.get("ProvisionedThroughput", {}).get(k) for k in units])
                      for each in sorted(description.get(kind, []), key=lambda each: each["IndexName"])]
    return kept


class Create(program_case.ProgramCase):
    def setUp(self):
        super().setUp()
        self.name = f"t-{uuid.uuid4().hex[:12]}"
        self.client = self.boto()
        self.addCleanup(lambda: self.remove(self.name))

    def remove(self, name):
        try:
            self.client.update_table(TableName=name, DeletionProtectionEnabled=False)
        except Exception:  # pylint: disable=broad-except
            pass
        self.delete(self.client, name)

    def described(self, name=None):
        return self.client.describe_table(TableName=name or self.name)["Table"]

    def ttl(self, name):
        found = self.client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        return found["TimeToLiveStatus"], found.get("AttributeName")

    def tags(self, name):
        tags = self.client.list_tags_of_resource(ResourceArn=self.described(name)["TableArn"])["Tags"]
        return {each["Key"]: each["Value"] for each in tags}

    def test_the_smallest_table(self):
        self.assertEqual("", self.dynaco("create", self.name, "--key", "id"))
        self.assertEqual(f"dynaco create: created {self.name}\n", self.errors)
        found = self.described()
        self.assertEqual("ACTIVE", found["TableStatus"])
        self.assertEqual([{"AttributeName": "id", "AttributeType": "S"}], found["AttributeDefinitions"])
        self.assertEqual("PAY_PER_REQUEST", found["BillingModeSummary"]["BillingMode"])

    def test_everything_that_options_can_say(self):
        self.dynaco("create", self.name, "--key", "customer", "--range", "date:N", "--index", "by-status=status,total:N/lines,tags",
                    "--index", "by-date=date/keys", "--local-index", "by-total=total/all", "--max-units", "1k,200",
                    "--stream", "new-image", "--class", "infrequent-access", "--ttl", "expires", "--tag", "team=shop",
                    "--tag", "empty=", "--protect")
        found = self.described()
        self.assertEqual({"customer": "S", "date": "N", "status": "S", "total": "N"},
                         {each["AttributeName"]: each["AttributeType"] for each in found["AttributeDefinitions"]})
        self.assertEqual([("customer", "HASH"), ("date", "RANGE")],
                         [(each["AttributeName"], each["KeyType"]) for each in found["KeySchema"]])
        indexes = {each["IndexName"]: each for each in found["GlobalSecondaryIndexes"]}
        self.assertEqual({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["lines", "tags"]}, indexes["by-status"]["Projection"])
        self.assertEqual({"ProjectionType": "KEYS_ONLY"}, indexes["by-date"]["Projection"])
        local, = found["LocalSecondaryIndexes"]
        self.assertEqual(["customer", "total"], [each["AttributeName"] for each in local["KeySchema"]])
        self.assertEqual({"ProjectionType": "ALL"}, local["Projection"])
        self.assertEqual({"MaxReadRequestUnits": 1000, "MaxWriteRequestUnits": 200}, found["OnDemandThroughput"])
        self.assertEqual({"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}, found["StreamSpecification"])
        self.assertEqual("STANDARD_INFREQUENT_ACCESS", found["TableClassSummary"]["TableClass"])
        self.assertTrue(found["DeletionProtectionEnabled"])
        self.assertEqual(("ENABLED", "expires"), self.ttl(self.name))
        self.assertEqual({"team": "shop", "empty": ""}, self.tags(self.name))

    def test_a_provisioned_table(self):
        self.dynaco("create", self.name, "--key", "id:B", "--index", "by-x=x", "--capacity", "10,5")
        found = self.described()
        for each in (found, found["GlobalSecondaryIndexes"][0]):
            units = each["ProvisionedThroughput"]
            self.assertEqual((10, 5), (units["ReadCapacityUnits"], units["WriteCapacityUnits"]))

    def test_describe_as_file_into_create_gives_an_equal_table(self):
        cases = {
            "on demand": ["--key", "customer", "--range", "date", "--index", "by-status=status,total:N/lines", "--index",
                          "by-date=date/keys", "--local-index", "by-total=total", "--stream", "new-and-old-images", "--ttl",
                          "expires", "--tag", "team=shop", "--protect", "--class", "infrequent-access", "--max-units", "100"],
            "provisioned": ["--key", "id:N", "--index", "by-x=x:B", "--capacity", "10,5", "--stream", "keys-only"],
            "small": ["--key", "id"],
        }
        for case, options in cases.items():
            with self.subTest(case):
                first, second = self.name + "-1" + case[:2], self.name + "-2" + case[:2]
                self.addCleanup(lambda names=(first, second): [self.remove(name) for name in names])
                self.dynaco("create", first, *options)
                document = self.dynaco("describe", first, "--as-file")
                self.assertEqual("", self.errors)
                self.dynaco("create", second, "--file", "-", stdin=document)
                self.assertEqual(plain(self.described(first)), plain(self.described(second)))
                self.assertEqual(self.ttl(first), self.ttl(second))
                self.assertEqual(self.tags(first), self.tags(second))
                again = json.loads(self.dynaco("describe", second, "--as-file"))
                self.assertEqual(json.loads(document) | {"TableName": second}, again)

    def test_what_describe_table_returns_is_taken_too(self):
        # aws-cli#789, copy-dynamodb-table#3: read-only members are not sent.
        source = self.table(("date", "S"))
        description = self.dynaco("describe", source)
        for text in (description, json.dumps({"Table": json.loads(description)})):
            (self.folder / "table.json").write_text(text)
            self.dynaco("create", self.name, "--file", "table.json")
            self.assertEqual(plain(self.described(source)), plain(self.described()))
            self.client.delete_table(TableName=self.name)

    def test_the_file_names_the_table(self):
        (self.folder / "t.json").write_text(json.dumps({
            "TableName": self.name, "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "BillingMode": "PAY_PER_REQUEST",
            "NewIn2027": True}))
        self.dynaco("create", "--file", "t.json")
        self.assertEqual("ACTIVE", self.described()["TableStatus"])
        self.assertIn("NewIn2027 is not a member of CreateTable that this version knows", self.errors)

    def test_a_table_that_exists(self):
        self.dynaco("create", self.name, "--key", "id", "--quiet")
        self.dynaco("create", self.name, "--key", "other", status=1)
        self.assertEqual(f"dynaco create: the table {self.name} exists already; nothing was changed\n", self.errors)

    def test_mistakes_send_nothing(self):
        (self.folder / "not.json").write_text("[1]")
        (self.folder / "other.json").write_text('{"id": {"S": "1"}}')
        definitions = [{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "x", "AttributeType": "S"}]
        (self.folder / "more.json").write_text(json.dumps({
            "TableName": "orders", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "AttributeDefinitions": definitions}))
        with ScriptedService() as service:
            for arguments, text in ((["x"], "if standard input has the definition, add --file -"), (["--key", "id"], "name"), (["x", "--key", "id:X"], "S (string)"),
                                    (["x", "--key", "id", "--index", "oops"], "NAME=KEYS"),
                                    (["x", "--key", "id", "--index", "a=id:N"], "two types"),
                                    (["x", "--key", "id", "--local-index", "a=b,c"], "local index"),
                                    (["x", "--key", "id", "--capacity", "0"], "at least 1"),
                                    (["x", "--key", "id", "--capacity", "1", "--max-units", "1"], "on-demand"),
                                    (["x", "--key", "id", "--tag", "oops"], "KEY=VALUE"),
                                    (["x", "--key", "id", "--stream", "all"], "keys-only"),
                                    (["x", "--key", "id", "--file", "t.json"], "--file"),
                                    (["xyz", "--key", "id", "--ttl", "t", "--no-wait"], "--no-wait"),
                                    (["x", "--key", "id", "--timeout", "soon"], "soon"),
                                    (["x", "--key", "id"], "3 to 255"), (["a table", "--key", "id"], "`a table` cannot be the name of a table"),
                                    (["xyz", "--key", "id:S", "--range", "id:S"], "id is twice in the key of the table"),
                                    (["xyz", "--key", "id,id"], "id is twice in the key of the table"),
                                    (["xyz", "--key", "id,n", "--range", "m"], "and so has --range"),
                                    (["xyz", "--key", "id,"], "the name of a key attribute is missing"),
                                    (["xyz", "--key", "id", "--index", "by-a=a,a"], "a is twice in the key of the index by-a"),
                                    (["xyz", "--key", "id", "--index", "abc=a", "--index", "abc=b"], "two indexes"),
                                    (["xyz", "--key", "id", "--index", "ab=a"], "`ab` cannot be the name of an index"),
                                    (["xyz", "--key", "id", "--index", "abc=a/b,b"], "b twice"),
                                    (["xyz", "--key", "id", "--local-index", "abc=a"], "needs a range key"),
                                    (["xyz", "--key", "id", "--tag", "a=1", "--tag", "a=2"], "the tag a is written twice"),
                                    (["x", "--file", "not.json"], "not.json"), (["x", "--file", "other.json"], "KeySchema"),
                                    (["--file", "more.json"], "AttributeDefinitions has x")):
                for more in ([], ["--dry-run"]):
                    with self.subTest(arguments=arguments + more):
                        self.dynaco("create", *arguments, *more, "--endpoint", service.url, status=2)
                        self.assertIn(text, self.errors)
            self.dynaco("create", "x", "--file", "missing.json", "--endpoint", service.url, status=1)
            self.assertIn("missing.json: No such file or directory", self.errors)
            self.dynaco("create", "x", "--file", ".", "--endpoint", service.url, status=1)
            self.assertIn("directory", self.errors)
            self.assertEqual([], service.requests)

    def test_a_server_that_takes_its_time(self):
        creating = {"TableStatus": "CREATING", "TableName": "x", "KeySchema": [], "AttributeDefinitions": []}
        active = creating | {"TableStatus": "ACTIVE"}
        with ScriptedService(CreateTable=[{"TableDescription": creating}],
                             DescribeTable=[Error("ResourceNotFoundException"), {"Table": creating}, {"Table": active}],
                             UpdateTimeToLive=[{"TimeToLiveSpecification": {"AttributeName": "t", "Enabled": True}}]) as service:
            self.dynaco("create", "xyz", "--key", "id", "--ttl", "t", "--endpoint", service.url)
            self.assertEqual(["CreateTable", "DescribeTable", "DescribeTable", "DescribeTable", "UpdateTimeToLive"],
                             service.operations())
            self.assertNotIn("TimeToLiveSpecification", service.only("CreateTable"))
        with ScriptedService(CreateTable=[{"TableDescription": creating}]) as service:
            self.dynaco("create", "xyz", "--key", "id", "--no-wait", "--endpoint", service.url)
            self.assertEqual(["CreateTable"], service.operations())

    def test_ctrl_c_while_waiting(self):
        creating = {"TableStatus": "CREATING", "TableName": "x", "KeySchema": [], "AttributeDefinitions": []}
        with ScriptedService(CreateTable=[{"TableDescription": creating}], DescribeTable=[{"Table": creating}]) as service:
            running = self.start("create", "xyz", "--key", "id", "--endpoint", service.url)
            while "DescribeTable" not in service.operations():
                self.assertIsNone(running.poll())
            running.send_signal(signal.SIGINT)
            _, errors = running.communicate(timeout=60)
            self.assertEqual(130, running.returncode, errors)
            self.assertIn("interrupted; DynamoDB continues to create xyz\n", errors)


if __name__ == "__main__":
    program_case.main()
