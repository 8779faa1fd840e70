"""`dynaco backup` and `dynaco restore`, against a scripted server. usage: backup_test.py <program>"""

import json
import re

import program_case
from scripted_service import Error, ScriptedService

ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/backup/01489173575360-b308cd7d"
DETAILS = {"BackupArn": ARN, "BackupName": "before-change", "BackupStatus": "AVAILABLE", "BackupType": "USER",
           "BackupSizeBytes": 1500, "BackupCreationDateTime": 1796022869.5}
MISSING = Error("ResourceNotFoundException")
ACTIVE = {"Table": {"TableName": "orders-2", "TableStatus": "ACTIVE"}}
RECOVERY = {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": {
    "PointInTimeRecoveryStatus": "ENABLED", "EarliestRestorableDateTime": 1795000000, "LatestRestorableDateTime": 1796022800}}}


class Backup(program_case.ProgramCase):
    def run_with(self, answers, *arguments, **more):
        with ScriptedService(**answers) as self.service:
            return self.dynaco(*arguments, "--endpoint", self.service.url, **more)

    def test_makes_a_backup_and_waits(self):
        creating = {"BackupDescription": {"BackupDetails": DETAILS | {"BackupStatus": "CREATING"}}}
        out = self.run_with({"CreateBackup": [{"BackupDetails": DETAILS | {"BackupStatus": "CREATING"}}],
                             "DescribeBackup": [creating, {"BackupDescription": {"BackupDetails": DETAILS}}]},
                            "backup", "orders", "before-change")
        self.assertEqual(ARN + "\n", out)
        self.assertEqual("dynaco backup: the backup of orders is available\n", self.errors)
        self.assertEqual({"TableName": "orders", "BackupName": "before-change"}, self.service.only("CreateBackup"))
        self.assertEqual(["CreateBackup", "DescribeBackup", "DescribeBackup"], self.service.operations())

    def test_a_name_with_the_time(self):
        self.run_with({"CreateBackup": [{"BackupDetails": DETAILS}]}, "backup", "orders", "--no-wait")
        name = self.service.only("CreateBackup")["BackupName"]
        self.assertTrue(re.fullmatch(r"orders-\d{4}-\d\d-\d\dT\d{6}Z", name), name)

    def test_lists_all_pages(self):
        page = [DETAILS | {"TableName": "orders", "BackupName": name} for name in ("a", "b")]
        answers = {"ListBackups": [{"BackupSummaries": page[:1], "LastEvaluatedBackupArn": "arn:1"}, {"BackupSummaries": page[1:]}]}
        with ScriptedService(**answers) as service:
            rows = self.rows("backup", "--list", "orders", "--endpoint", service.url)
            self.assertEqual([{"BackupType": "ALL", "TableName": "orders"},
                              {"BackupType": "ALL", "TableName": "orders", "ExclusiveStartBackupArn": "arn:1"}],
                             [request for _, request in service.requests])
        self.assertEqual(["a", "b"], [row["backup"] for row in rows])
        self.assertEqual({"backup": "a", "table": "orders", "status": "AVAILABLE", "type": "USER", "created": "2026-11-30T07:14:29Z",
                          "bytes": 1500, "arn": ARN}, rows[0])

    def test_deletes_a_backup(self):
        answers = {"DescribeBackup": [{"BackupDescription": {"BackupDetails": DETAILS}}],
                   "DeleteBackup": [{"BackupDescription": {"BackupDetails": DETAILS}}]}
        self.run_with(answers, "backup", "--delete", ARN, status=2)
        self.assertIn("add --yes", self.errors)
        self.assertEqual(["DescribeBackup"], self.service.operations())
        self.run_with(answers, "backup", "--delete", ARN, "--yes")
        self.assertEqual({"BackupArn": ARN}, self.service.only("DeleteBackup"))

    def test_restores_a_backup(self):
        self.run_with({"DescribeTable": [MISSING, ACTIVE], "RestoreTableFromBackup": [{"TableDescription": ACTIVE["Table"]}]},
                      "restore", ARN, "--to", "orders-2", "--on-demand")
        self.assertEqual({"TargetTableName": "orders-2", "BackupArn": ARN, "BillingModeOverride": "PAY_PER_REQUEST"},
                         self.service.only("RestoreTableFromBackup"))
        self.assertIn("restored orders-2; it has no tags", self.errors)

    def test_restores_a_time(self):
        answers = {"DescribeTable": [MISSING], "DescribeContinuousBackups": [RECOVERY],
                   "RestoreTableToPointInTime": [{"TableDescription": ACTIVE["Table"]}]}
        for at, sent in (([], {"UseLatestRestorableTime": True}), (["--at", "2026-11-30T07:13:00Z"], {"RestoreDateTime": 1796022780}),
                         (["--at", "2026-11-30T08:13:00+01:00"], {"RestoreDateTime": 1796022780})):
            with self.subTest(at=at):
                self.run_with({name: list(each) for name, each in answers.items()}, "restore", "orders", "--to", "orders-2", *at, "--no-wait")
                self.assertEqual({"SourceTableName": "orders", "TargetTableName": "orders-2", **sent},
                                 self.service.only("RestoreTableToPointInTime"))

    def test_a_dry_run_changes_nothing(self):
        deletion = {"DescribeBackup": [{"BackupDescription": {"BackupDetails": DETAILS}}]}
        for answers, arguments, shown in (
                ({"DescribeTable": [ACTIVE]}, ["backup", "orders-2", "mine"], 'CreateBackup {"BackupName":"mine","TableName":"orders-2"}\n'),
                (deletion, ["backup", "--delete", ARN], f'DeleteBackup {{"BackupArn":"{ARN}"}}\n'),
                ({"DescribeTable": [MISSING]}, ["restore", ARN, "--to", "orders-2", "--on-demand"],
                 {"TargetTableName": "orders-2", "BackupArn": ARN, "BillingModeOverride": "PAY_PER_REQUEST"}),
                ({"DescribeTable": [MISSING], "DescribeContinuousBackups": [RECOVERY]}, ["restore", "orders", "--to", "orders-2"],
                 {"SourceTableName": "orders", "TargetTableName": "orders-2", "UseLatestRestorableTime": True})):
            with self.subTest(arguments=arguments):
                found = self.run_with(answers, *arguments, "--dry-run")
                self.assertEqual(shown, found if isinstance(shown, str) else json.loads(found.partition(" ")[2]))
                self.assertIn("nothing was changed (--dry-run)", self.errors)
                self.assertFalse([name for name in self.service.operations() if not name.startswith("Describe")])

    def test_never_restores_on_a_guess(self):
        off = {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
                                                "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}}
        restore = ["restore", "orders", "--to", "orders-2"]
        for answers, arguments, status, text in (
                ({"DescribeTable": [ACTIVE]}, restore, 1, "the table orders-2 exists already; nothing was changed"),
                ({"DescribeTable": [MISSING], "DescribeContinuousBackups": [off]}, restore, 1,
                 "dynaco update-table orders --point-in-time-recovery on"),
                ({"DescribeTable": [MISSING], "DescribeContinuousBackups": [RECOVERY]}, [*restore, "--at", "2020-01-01T00:00:00Z"], 1,
                 "2020-01-01T00:00:00Z cannot be restored; choose a time from 2026-11-18T11:06:40Z to 2026-11-30T07:13:20Z"),
                ({}, [*restore, "--at", "2026-11-30T07:00:00"], 2, "add Z for UTC"),
                ({}, [*restore, "--at", "yesterday"], 2, "write a time as"),
                ({}, ["restore", ARN, "--to", "xyz", "--at", "2h"], 2, "a backup has one time"),
                ({}, ["restore", ARN[:ARN.index("/backup")], "--to", "xyz"], 2, "not the ARN of a backup"),
                ({}, ["restore", "orders"], 2, "--to")):
            with self.subTest(arguments=arguments):
                self.run_with(answers, *arguments, status=status)
                self.assertIn(text, self.errors)
                self.assertFalse([name for name in self.service.operations() if name.startswith("Restore")])

    def test_a_local_server_has_no_backups(self):
        name = self.table()
        for arguments in (["backup", name], ["backup", "--list"], ["restore", name, "--to", name + "-2"]):
            with self.subTest(arguments=arguments):
                self.dynaco(*arguments, status=1)
                self.assertEqual(1, len(self.errors.splitlines()), self.errors)


if __name__ == "__main__":
    program_case.main()
