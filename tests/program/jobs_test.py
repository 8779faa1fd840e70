"""`dynaco jobs`, against a scripted server: the requests' exact JSON. usage: jobs_test.py <program>"""

import json
import signal

import program_case
from scripted_service import Error, ScriptedService

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
IMPORT = TABLE + "/import/01658528578619-c4d4e311"
EXPORT = TABLE + "/export/01695353076000-06e2188f"
BULK_PUT = "arn:aws:dynamodb:eu-west-1:123456789012:bulk-operation/01795353076000-a6e2188f"
DESCRIPTION = {"TableName": "orders", "TableArn": TABLE, "TableStatus": "ACTIVE"}


def import_in(status, **more):
    return {"ImportTableDescription": {"ImportArn": IMPORT, "ImportStatus": status, **more}}


class Jobs(program_case.ProgramCase):
    def run_with(self, answers, *arguments, **more):
        with ScriptedService(**{name: list(each) for name, each in answers.items()}) as self.service:
            return self.dynaco("jobs", *arguments, "--endpoint", self.service.url, **more)

    def started(self, operation, answer, *arguments):
        """Starts a job and returns its request without the idempotency token, which must be random."""
        answers = {operation: [answer], "DescribeTable": [{"Table": DESCRIPTION}]}
        tokens = []
        for _ in range(2):
            self.run_with(answers, *arguments)
            request = self.service.only(operation)
            tokens.append(request.pop("ClientToken"))
        self.assertNotEqual(*tokens)
        self.assertGreater(min(map(len, tokens)), 20)
        self.run_with(answers, *arguments, "--token", "mine")
        self.assertEqual(request | {"ClientToken": "mine"}, self.service.only(operation))
        return request

    def test_import_of_a_csv(self):
        request = self.started("ImportTable", import_in("IN_PROGRESS"), "import", "new-orders", "s3://bucket/in/orders", "--input-format",
                               "csv", "--compression", "gzip", "--delimiter", "tab", "--header", "customer,date,total", "--key",
                               "customer", "--range", "date", "--index", "by-total=total:N/keys", "--capacity", "5,100",
                               "--bucket-owner", "210987654321")
        units = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 100}
        self.assertEqual({
            "S3BucketSource": {"S3Bucket": "bucket", "S3KeyPrefix": "in/orders", "S3BucketOwner": "210987654321"},
            "InputFormat": "CSV", "InputCompressionType": "GZIP",
            "InputFormatOptions": {"Csv": {"Delimiter": "\t", "HeaderList": ["customer", "date", "total"]}},
            "TableCreationParameters": {
                "TableName": "new-orders", "BillingMode": "PROVISIONED", "ProvisionedThroughput": units,
                "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "date", "KeyType": "RANGE"}],
                "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t} for n, t in (("customer", "S"), ("date", "S"), ("total", "N"))],
                "GlobalSecondaryIndexes": [{"IndexName": "by-total", "KeySchema": [{"AttributeName": "total", "KeyType": "HASH"}],
                                            "Projection": {"ProjectionType": "KEYS_ONLY"}, "ProvisionedThroughput": units}]}}, request)
        self.assertEqual(["ImportTable"], self.service.operations())

    def test_import_with_a_definition_from_a_file(self):
        document = {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}
        (self.folder / "t.json").write_text(json.dumps(document))
        request = self.started("ImportTable", import_in("IN_PROGRESS"), "import", "new", "s3://b", "--input-format", "dynamodb",
                               "--file", "t.json")
        self.assertEqual({"S3BucketSource": {"S3Bucket": "b"}, "InputFormat": "DYNAMODB_JSON",
                          "TableCreationParameters": document | {"TableName": "new"}}, request)
        (self.folder / "t.json").write_text(json.dumps(document | {"StreamSpecification": {"StreamEnabled": True}}))
        self.run_with({}, "import", "new", "s3://b", "--input-format", "ion", "--file", "t.json", status=2)
        self.assertIn("an import cannot set StreamSpecification", self.errors)

    def test_export_of_everything(self):
        answer = {"ExportDescription": {"ExportArn": EXPORT, "ExportStatus": "IN_PROGRESS"}}
        request = self.started("ExportTableToPointInTime", answer, "export", "orders", "s3://bucket/out")
        self.assertEqual({"TableArn": TABLE, "S3Bucket": "bucket", "S3Prefix": "out", "ExportFormat": "DYNAMODB_JSON",
                          "ExportType": "FULL_EXPORT"}, request)
        self.assertIn(f"started the export; wait for it with: dynaco jobs wait {EXPORT}\n", self.errors)
        request = self.started("ExportTableToPointInTime", answer, "export", "orders", "s3://bucket", "--at", "2026-11-30T07:00:00Z",
                               "--output-format", "ion", "--encrypt", "kms", "--kms-key", "k-1")
        self.assertEqual({"TableArn": TABLE, "S3Bucket": "bucket", "ExportFormat": "ION", "ExportType": "FULL_EXPORT",
                          "ExportTime": 1796022000, "S3SseAlgorithm": "KMS", "S3SseKmsKeyId": "k-1"}, request)

    def test_export_of_changes(self):
        answer = {"ExportDescription": {"ExportArn": EXPORT, "ExportStatus": "IN_PROGRESS"}}
        request = self.started("ExportTableToPointInTime", answer, "export", "orders", "s3://bucket", "--since", "2026-11-29T07:00:00Z",
                               "--until", "2026-11-30T07:00:00.5Z", "--view", "new-image")
        self.assertEqual({"TableArn": TABLE, "S3Bucket": "bucket", "ExportFormat": "DYNAMODB_JSON", "ExportType": "INCREMENTAL_EXPORT",
                          "IncrementalExportSpecification": {"ExportFromTime": 1795935600, "ExportToTime": 1796022000.5,
                                                             "ExportViewType": "NEW_IMAGE"}}, request)

    def test_bulk_put(self):
        request = self.started("StartBulkPutItems", {"BulkOperationArn": BULK_PUT, "BulkOperationStatus": "IN_PROGRESS"}, "bulk-put",
                               "orders", "s3://bucket/in", "--input-format", "dynamodb", "--compression", "zstd", "--rejects",
                               "s3://rejects/out", "--max-write-units", "10k", "--tier", "accelerated", "--encrypt", "aes256")
        self.assertEqual({
            "TableName": "orders", "MaxWriteRequestUnits": 10000, "PerformanceTier": "ACCELERATED",
            "InputS3Configuration": {"S3Bucket": "bucket", "S3KeyPrefix": "in", "InputFormat": "DYNAMODB_JSON",
                                     "InputCompressionType": "ZSTD"},
            "OutputS3Configuration": {"S3Bucket": "rejects", "S3KeyPrefix": "out", "S3SseAlgorithm": "AES256",
                                      "OutputType": ["ERROR", "CONDITION_CHECK_FAILURE"]}}, request)

    def test_a_dry_run_sends_nothing(self):
        out = self.run_with({}, "import", "orders", "s3://b", "--input-format", "ion", "--key", "id", "--dry-run")
        self.assertTrue(out.startswith("ImportTable {"), out)
        out = self.run_with({}, "bulk-put", "tab", "s3://b", "--input-format", "ion", "--rejects", "s3://r", "--dry-run")
        self.assertTrue(out.startswith("StartBulkPutItems {"), out)
        out = self.run_with({}, "cancel", BULK_PUT, "--dry-run")
        self.assertEqual(f'CancelBulkOperation {{"BulkOperationArn":"{BULK_PUT}"}}\n', out)
        self.assertIn("nothing was changed (--dry-run)", self.errors)
        self.assertEqual([], self.service.operations())

    def test_the_arn_is_printed_and_the_wait_is_quiet(self):
        out = self.run_with({"ImportTable": [import_in("IN_PROGRESS")],
                             "DescribeImport": [import_in("IN_PROGRESS"), import_in("COMPLETED", ImportedItemCount=12)]},
                            "import", "orders", "s3://b", "--input-format", "ion", "--key", "id", "--wait")
        self.assertEqual(IMPORT + "\n", out)
        self.assertEqual("dynaco jobs: the import is complete: imported item count 12\n", self.errors)
        self.assertEqual(["ImportTable", "DescribeImport", "DescribeImport"], self.service.operations())

    def test_mistakes_start_nothing(self):
        bulk_put = ["bulk-put", "tab", "s3://b", "--input-format", "ion"]
        for arguments, text in (
                (["import", "orders", "s3://b", "--key", "id"], "--input-format"),
                (["import", "orders", "s3://b", "--input-format", "ion"], "--key"),
                (["import", "orders", "b", "--input-format", "ion", "--key", "id"], "s3://bucket/prefix"),
                (["import", "orders", "s3://", "--input-format", "ion", "--key", "id"], "bucket"),
                (["import", "orders", "s3://b", "--input-format", "ion", "--key", "id", "--delimiter", "semicolon"], "csv"),
                (["export", "orders", "s3://b", "--since", "1h", "--at", "1h"], "--at"),
                (["export", "orders", "s3://b", "--until", "1h"], "--since"),
                (["export", "orders", "s3://b", "--since", "1h", "--until", "2h"], "later"),
                (["export", "orders", "s3://b", "--at", "2026-13-01T00:00:00Z"], "calendar"),
                (["export", "orders", "s3://b", "--kms-key", "k"], "--encrypt kms"),
                (bulk_put, "--rejects"), ([*bulk_put, "--rejects", "x"], "s3://"),
                (["wait", "orders"], "dynaco jobs list"), (["show", TABLE], "dynaco jobs list"),
                (["cancel", IMPORT], "cannot cancel an import"), (["cancel", EXPORT], "cannot cancel an export"),
                (["wait", IMPORT, "--timeout", "5"], "5"), ([], "a command is missing"), (["oops"], "dynaco help jobs")):
            with self.subTest(arguments=arguments):
                self.run_with({}, *arguments, status=2)
                self.assertIn(text, self.errors)
                self.assertEqual([], self.service.requests)

    def test_list(self):
        answers = {
            "ListImports": [{"ImportSummaryList": [{"ImportArn": IMPORT, "ImportStatus": "COMPLETED", "StartTime": 1796022000,
                                                    "EndTime": 1796022869.5}], "NextToken": "n"},
                            {"ImportSummaryList": [{"ImportArn": IMPORT, "ImportStatus": "FAILED", "StartTime": 1796022000}]}],
            "ListExports": [{"ExportSummaries": [{"ExportArn": EXPORT, "ExportStatus": "IN_PROGRESS", "ExportType": "FULL_EXPORT"}]}],
            "ListBulkOperations": [{"BulkOperationsSummaryList": [{"BulkOperationArn": BULK_PUT, "BulkOperationStatus": "CANCELLED",
                                                                   "StartTime": 1796022000}]}],
            "DescribeTable": [{"Table": DESCRIPTION}]}
        rows = [json.loads(line) for line in self.run_with(answers, "list").splitlines()]
        self.assertEqual([("import", "COMPLETED"), ("import", "FAILED"), ("export", "IN_PROGRESS"), ("bulk put", "CANCELLED")],
                         [(row["kind"], row["status"]) for row in rows])
        self.assertEqual({"kind": "import", "status": "COMPLETED", "started": "2026-11-30T07:00:00Z", "ended": "2026-11-30T07:14:29Z",
                          "table": "orders", "arn": IMPORT}, rows[0])
        self.assertEqual([("ListImports", {"PageSize": 25}), ("ListImports", {"PageSize": 25, "NextToken": "n"}),
                          ("ListExports", {"MaxResults": 25}), ("ListBulkOperations", {"MaxResults": 25})], self.service.requests)
        self.run_with(answers, "list", "--table", "orders", "--kind", "export")
        self.assertEqual({"MaxResults": 25, "TableArn": TABLE}, self.service.only("ListExports"))
        self.assertEqual(["DescribeTable", "ListExports"], self.service.operations())
        del answers["ListBulkOperations"]
        self.assertEqual(3, len(self.run_with(answers, "list").splitlines()))
        self.assertEqual("dynaco jobs: the server cannot list bulk-puts\n", self.errors)

    def test_wait_says_how_it_ended(self):
        counts = {"ProcessedItemCount": 10, "ImportedItemCount": 9, "ErrorCount": 1, "ProcessedSizeBytes": 0}
        for last, status, text in (
                (import_in("COMPLETED", ImportedItemCount=10), 0, "the import is complete: imported item count 10"),
                (import_in("COMPLETED", **counts, CloudWatchLogGroupArn="arn:log"), 3,
                 "the import is complete, but items were left out: error count 1, imported item count 9, processed item count 10; "
                 "details are in the log group arn:log"),
                (import_in("FAILED", FailureCode="S3NoSuchBucket", FailureMessage="The bucket does not exist"), 1,
                 "the import failed: S3NoSuchBucket: The bucket does not exist"),
                (import_in("CANCELLED"), 1, "the import was cancelled")):
            with self.subTest(text):
                out = self.run_with({"DescribeImport": [import_in("IN_PROGRESS"), last]}, "wait", IMPORT, status=status)
                self.assertEqual(last["ImportTableDescription"], json.loads(out))
                self.assertEqual(f"dynaco jobs: {text}\n", self.errors)
                self.assertEqual([("DescribeImport", {"ImportArn": IMPORT})] * 2, self.service.requests)
        export = {"ExportDescription": {"ExportArn": EXPORT, "ExportStatus": "COMPLETED", "ItemCount": 5}}
        self.run_with({"DescribeExport": [export]}, "wait", EXPORT)
        bulk_put = {"BulkOperationDescription": {"BulkOperationArn": BULK_PUT, "BulkOperationStatus": "COMPLETED_WITH_ERRORS",
                                                 "FailedItemCount": 2}}
        self.run_with({"DescribeBulkOperation": [bulk_put]}, "wait", BULK_PUT, status=3)
        self.assertIn("the bulk put is complete, but items were left out: failed item count 2", self.errors)

    def test_a_wait_is_bounded_and_can_be_interrupted(self):
        running = {"DescribeImport": [import_in("IN_PROGRESS")]}
        self.run_with(running, "wait", IMPORT, "--timeout", "1ms", status=1)
        self.assertIn(f"it continues; wait again with: dynaco jobs wait {IMPORT}", self.errors)
        with ScriptedService(**running) as service:
            waiting = self.start("jobs", "wait", IMPORT, "--endpoint", service.url)
            while not service.requests:
                self.assertIsNone(waiting.poll())
            waiting.send_signal(signal.SIGINT)
            _, errors = waiting.communicate(timeout=60)
            self.assertEqual(130, waiting.returncode)
            self.assertIn(f"interrupted; the job continues; wait again with: dynaco jobs wait {IMPORT}\n", errors)

    def test_show_and_cancel(self):
        description = import_in("IN_PROGRESS", StartTime=1796022000, S3BucketSource={"S3Bucket": "b"}, ProcessedItemCount=3)
        shown = self.run_with({"DescribeImport": [description]}, "show", IMPORT, "--format", "table")
        self.assertEqual([f"import                {IMPORT}", "status                IN_PROGRESS", "processed item count  3",
                          's3 bucket source      {"S3Bucket":"b"}', "start time            2026-11-30T07:00:00Z"], shown.splitlines())
        out = self.run_with({"CancelBulkOperation": [{"BulkOperationArn": BULK_PUT, "BulkOperationStatus": "CANCELLING"}]}, "cancel", BULK_PUT)
        self.assertEqual("CANCELLING\n", out)
        self.assertEqual({"BulkOperationArn": BULK_PUT}, self.service.only("CancelBulkOperation"))
        self.assertIn("items that were written stay", self.errors)

    def test_what_the_service_refuses(self):
        self.run_with({"DescribeTable": [{"Table": DESCRIPTION}],
                       "ExportTableToPointInTime": [Error("PointInTimeRecoveryUnavailableException")]},
                      "export", "orders", "s3://b", status=1)
        self.assertIn("switch it on with: dynaco update-table orders --point-in-time-recovery on", self.errors)
        self.run_with({"DescribeImport": [Error("ImportNotFoundException", "no such import")]}, "show", IMPORT, status=1)
        self.assertIn("ImportNotFoundException", self.errors)

    def test_a_local_server_has_no_jobs(self):
        name = self.table()
        for arguments in (["list"], ["show", IMPORT], ["wait", EXPORT], ["cancel", BULK_PUT], ["export", name, "s3://b"],
                          ["import", "orders", "s3://b", "--input-format", "ion", "--key", "id"],
                          ["bulk-put", name, "s3://b", "--input-format", "ion", "--rejects", "s3://r"]):
            with self.subTest(arguments=arguments):
                self.dynaco("jobs", *arguments, status=1)
                self.assertEqual(f"dynaco jobs: {program_case.ENDPOINT} does not have this operation: imports, exports and bulk puts "
                                 "need Amazon DynamoDB, not a local server\n", self.errors)


if __name__ == "__main__":
    program_case.main()
