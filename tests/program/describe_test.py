"""`dynaco describe`. usage: describe_test.py <program>"""

import json

import program_case
from scripted_service import Error, ScriptedService

# What DynamoDB says of a table with everything, and a member that no version of dynaco knows.
DESCRIPTION = {
    "TableName": "orders", "TableStatus": "ACTIVE", "TableArn": "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
    "TableId": "8c5c", "CreationDateTime": 1796022869.5, "ItemCount": 1234567, "TableSizeBytes": 45600000,
    "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "date", "KeyType": "RANGE"}],
    "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t}
                             for n, t in (("customer", "S"), ("date", "S"), ("status", "S"), ("total", "N"))],
    "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": 1796022869.5},
    "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
    "OnDemandThroughput": {"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": -1},
    "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"},
    "GlobalSecondaryIndexes": [{
        "IndexName": "by-status", "IndexStatus": "ACTIVE", "IndexSizeBytes": 5, "ItemCount": 7, "IndexArn": "arn:i",
        "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}, {"AttributeName": "total", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["lines"]},
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}}],
    "LocalSecondaryIndexes": [{
        "IndexName": "by-total", "IndexSizeBytes": 5, "ItemCount": 7, "IndexArn": "arn:l",
        "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "total", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "ALL"}}],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    "LatestStreamArn": "arn:s", "LatestStreamLabel": "2026", "DeletionProtectionEnabled": True,
    "SSEDescription": {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:aws:kms:eu-west-1:1:key/k"},
    "TableClassSummary": {"TableClass": "STANDARD_INFREQUENT_ACCESS", "LastUpdateDateTime": 1796022869.5},
    "Replicas": [{"RegionName": "us-east-1", "ReplicaStatus": "ACTIVE"}], "GlobalTableVersion": "2019.11.21",
    "NewIn2027": {"Exact": 12345678901234567890},
}
EXTRAS = {
    "DescribeTimeToLive": [{"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}}],
    "DescribeContinuousBackups": [{"ContinuousBackupsDescription": {
        "ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": {
            "PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7, "EarliestRestorableDateTime": 1796022869}}}],
    "ListTagsOfResource": [{"Tags": [{"Key": "team", "Value": "shop"}], "NextToken": "more"},
                           {"Tags": [{"Key": "aws:cloudformation:stack", "Value": "x"}, {"Key": "cost", "Value": ""}]}],
}
DOCUMENT = {
    "TableName": "orders", "KeySchema": DESCRIPTION["KeySchema"], "AttributeDefinitions": DESCRIPTION["AttributeDefinitions"],
    "BillingMode": "PAY_PER_REQUEST", "OnDemandThroughput": {"MaxReadRequestUnits": 100},
    "GlobalSecondaryIndexes": [{k: DESCRIPTION["GlobalSecondaryIndexes"][0][k] for k in ("IndexName", "KeySchema", "Projection")}],
    "LocalSecondaryIndexes": [{k: DESCRIPTION["LocalSecondaryIndexes"][0][k] for k in ("IndexName", "KeySchema", "Projection")}],
    "StreamSpecification": DESCRIPTION["StreamSpecification"], "DeletionProtectionEnabled": True,
    "SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": "arn:aws:kms:eu-west-1:1:key/k"},
    "TableClass": "STANDARD_INFREQUENT_ACCESS", "Tags": [{"Key": "team", "Value": "shop"}, {"Key": "cost", "Value": ""}],
    "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
    "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 7},
}


class Describe(program_case.ProgramCase):
    def described(self, *arguments, description=None, extras=None, **more):
        answers = {"DescribeTable": [{"Table": description or DESCRIPTION}],
                   **{name: list(answers) for name, answers in (EXTRAS if extras is None else extras).items()}}
        with ScriptedService(**answers) as self.service:
            return self.dynaco("describe", "orders", *arguments, "--endpoint", self.service.url, **more)

    def test_a_pipe_gets_all_members_and_every_digit(self):
        found = self.described()
        self.assertEqual(1, len(found.splitlines()))
        self.assertEqual(DESCRIPTION, json.loads(found))
        self.assertEqual(["DescribeTable"], self.service.operations())

    def test_the_document_of_a_table_with_everything(self):
        found = self.described("--as-file")
        self.assertEqual(DOCUMENT, json.loads(found))
        self.assertGreater(len(found.splitlines()), 20)  # for an editor
        self.assertEqual("dynaco describe: the file does not have the replicas (us-east-1) of the table\n", self.errors)

    def test_the_document_of_a_provisioned_table(self):
        throughput = {"NumberOfDecreasesToday": 3, "ReadCapacityUnits": 10, "WriteCapacityUnits": 5, "LastIncreaseDateTime": 1.5}
        index = {**DESCRIPTION["GlobalSecondaryIndexes"][0], "ProvisionedThroughput": throughput}
        description = {k: DESCRIPTION[k] for k in ("TableName", "TableStatus", "TableArn", "KeySchema", "AttributeDefinitions")}
        description |= {"ProvisionedThroughput": throughput, "GlobalSecondaryIndexes": [index],
                        "StreamSpecification": {"StreamEnabled": False}, "SSEDescription": {"Status": "DISABLED"}}
        found = json.loads(self.described("--as-file", description=description, extras={}))
        units = {"ReadCapacityUnits": 10, "WriteCapacityUnits": 5}
        self.assertEqual({"TableName": "orders", "KeySchema": DESCRIPTION["KeySchema"],
                          "AttributeDefinitions": DESCRIPTION["AttributeDefinitions"], "BillingMode": "PROVISIONED",
                          "ProvisionedThroughput": units,
                          "GlobalSecondaryIndexes": [{**DOCUMENT["GlobalSecondaryIndexes"][0], "ProvisionedThroughput": units}]},
                         found)

    def test_for_people(self):
        shown = self.described("--format", "table")
        for line in ("table         orders", "status        ACTIVE", "key           customer (S), date (S)",
                     "billing       on demand, at most 100 read units/s",
                     "items         1,234,567, at most 6 h ago", "size          45.6 MB", "stream        new-and-old-images",
                     "time to live  by expires", "protection    on", "recovery      to any time since 2026-11-30T07:14:29Z",
                     "encryption    ENABLED arn:aws:kms:eu-west-1:1:key/k", "class         standard-infrequent-access",
                     "tags          team=shop, aws:cloudformation:stack=x, cost=", "replicas      us-east-1 ACTIVE",
                     "global index  by-status", "  key         status (S), total (N)", "  attributes  keys and lines",
                     "local index   by-total"):
            self.assertIn(line + "\n", shown)
        self.assertEqual("", self.errors)

    def test_40_columns(self):
        self.variables["COLUMNS"] = "40"
        lines = self.described("--format", "table").splitlines()
        self.assertLessEqual(max(map(len, lines)), 40)
        self.assertIn("arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
                      "".join(line.split("  ")[-1].strip() for line in lines))

    def test_what_cannot_be_read_is_said(self):
        extras = {**EXTRAS, "ListTagsOfResource": [Error("AccessDeniedException")]}
        found = json.loads(self.described("--as-file", "--quiet", extras=extras))
        self.assertNotIn("Tags", found)
        self.assertEqual("dynaco describe: not read and left out: tags: AccessDeniedException\n", self.errors)

    def test_mistakes(self):
        self.described("--format", "csv", status=2)
        self.assertEqual([], self.service.requests)
        self.dynaco("describe", "no-such-table", status=1)
        self.assertEqual(1, len(self.errors.splitlines()), self.errors)
        self.assertIn("no-such-table", self.errors)

    def test_a_real_table(self):
        name = self.table(("date", "S"))
        shown = self.dynaco("describe", name, "--format", "table")
        self.assertIn("key           id (S), date (S)\n", shown)
        self.assertIn("stream        off\n", shown)
        self.assertEqual(name, json.loads(self.dynaco("describe", name))["TableName"])


if __name__ == "__main__":
    program_case.main()
