"""`dynaco update-table`. usage: update_table_test.py <program>"""

import program_case
from scripted_service import ScriptedService


class UpdateTable(program_case.ProgramCase):
    def setUp(self):
        super().setUp()
        self.name = self.table(("date", "S"))
        self.client = self.boto()

    def described(self):
        return self.client.describe_table(TableName=self.name)["Table"]

    def change(self, *arguments, **more):
        self.dynaco("update-table", self.name, *arguments, **more)

    def test_billing_and_capacity(self):
        self.change("--capacity", "10,5")
        units = self.described()["ProvisionedThroughput"]
        self.assertEqual((10, 5), (units["ReadCapacityUnits"], units["WriteCapacityUnits"]))
        self.assertIn("the capacity of the table is 10 read and 5 write units", self.errors)
        self.change("--capacity", "7")
        self.assertEqual(7, self.described()["ProvisionedThroughput"]["WriteCapacityUnits"])
        self.change("--on-demand", "--max-units", "100,50")
        found = self.described()
        self.assertEqual("PAY_PER_REQUEST", found["BillingModeSummary"]["BillingMode"])
        self.assertEqual({"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50}, found["OnDemandThroughput"])

    def test_indexes_are_removed_and_added_in_one_call(self):
        self.change("--add-index", "by-status=status,date/keys", "--add-index", "by-total=total:N")
        found = self.described()
        self.assertEqual({"by-status", "by-total"}, {each["IndexName"] for each in found["GlobalSecondaryIndexes"]})
        self.assertIn({"AttributeName": "total", "AttributeType": "N"}, found["AttributeDefinitions"])
        self.change("--add-index", "by-kind=kind/status", "--remove-index", "by-status", "--remove-index", "no-such-index")
        found = self.described()
        self.assertEqual({"by-kind", "by-total"}, {each["IndexName"] for each in found["GlobalSecondaryIndexes"]})
        self.assertIn("the table has no index no-such-index", self.errors)

    def test_an_index_that_exists_or_has_another_type(self):
        self.change("--add-index", "by-total=total:N")
        self.change("--add-index", "by-total=total", status=1)
        self.assertIn("has an index by-total already", self.errors)
        self.change("--add-index", "other=total:S", status=2)
        self.assertIn("the attribute total has the type N", self.errors)

    def test_a_dry_run_finds_what_the_table_does_not_allow(self):
        for arguments, text in ((["--add-index", "by-a=a,a"], "a is twice in the key of the index by-a"),
                                (["--add-index", "ab=a"], "`ab` cannot be the name of an index"),
                                (["--index-capacity", "none=1,1"], "the table has no index none"),
                                (["--capacity", "1", "--max-units", "5"], "leave out --capacity")):
            with self.subTest(arguments):
                self.assertIn(text, self.assert_dry_run_refuses("update-table", self.name, *arguments, status=2))

    def test_settings(self):
        self.change("--stream", "new-image", "--ttl", "expires", "--protect", "--class", "infrequent-access", "--tag", "a=1",
                    "--tag", "b=2")
        found = self.described()
        self.assertEqual("NEW_IMAGE", found["StreamSpecification"]["StreamViewType"])
        self.assertEqual("STANDARD_INFREQUENT_ACCESS", found["TableClassSummary"]["TableClass"])
        self.assertTrue(found["DeletionProtectionEnabled"])
        ttl = self.client.describe_time_to_live(TableName=self.name)["TimeToLiveDescription"]
        self.assertEqual(("ENABLED", "expires"), (ttl["TimeToLiveStatus"], ttl["AttributeName"]))
        self.change("--stream", "off", "--no-ttl", "--no-protect", "--class", "standard", "--remove-tag", "a")
        found = self.described()
        self.assertFalse(found.get("StreamSpecification", {}).get("StreamEnabled", False))
        self.assertFalse(found["DeletionProtectionEnabled"])
        self.assertEqual("DISABLED", self.client.describe_time_to_live(TableName=self.name)["TimeToLiveDescription"]["TimeToLiveStatus"])
        self.assertEqual([{"Key": "b", "Value": "2"}], self.client.list_tags_of_resource(ResourceArn=found["TableArn"])["Tags"])

    def test_one_change_in_each_request_in_order(self):
        description = {"TableName": "xyz", "TableStatus": "ACTIVE", "TableArn": "arn:aws:dynamodb:r:1:table/xyz",
                       "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                       "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                       "BillingModeSummary": {"BillingMode": "PROVISIONED"}, "DeletionProtectionEnabled": True,
                       "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}
        with ScriptedService(DescribeTable=[{"Table": description}], UpdateTable=[{"TableDescription": description}],
                             UpdateContinuousBackups=[{"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED"}}]) as service:
            self.dynaco("update-table", "xyz", "--point-in-time-recovery", "on", "--stream", "keys-only", "--capacity", "3,2",
                        "--kms-key", "alias/k", "--no-protect", "--endpoint", service.url)
            sent = [(name, set(request) - {"TableName"}) for name, request in service.requests if name.startswith("Update")]
            self.assertEqual([("UpdateTable", {"DeletionProtectionEnabled"}), ("UpdateTable", {"ProvisionedThroughput"}),
                              ("UpdateTable", {"StreamSpecification"}), ("UpdateTable", {"SSESpecification"}),
                              ("UpdateContinuousBackups", {"PointInTimeRecoverySpecification"})], sent)

    def test_mistakes_change_nothing(self):
        with ScriptedService() as service:
            for arguments in ([], ["--capacity", "x"], ["--on-demand", "--capacity", "1"], ["--ttl", "a", "--no-ttl"],
                              ["--protect", "--no-protect"], ["--add-index", "a"], ["--stream", "x"], ["--tag", "x"],
                              ["--protect", "--tag", "=x"], ["--max-units", "none"], ["--timeout", "1"], ["--no-wait"]):
                with self.subTest(arguments=arguments):
                    self.dynaco("update-table", "xyz", *arguments, "--endpoint", service.url, status=2)
                    self.assertNotEqual("", self.errors)
            self.assertEqual([], service.requests)


if __name__ == "__main__":
    program_case.main()
