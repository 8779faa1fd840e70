"""Runs `dynaco count` against the local DynamoDB.

usage: count_test.py <program>
"""

import json
import signal
import unittest

from data_case import DataCase, main


class Count(DataCase):
    def setUp(self):
        super().setUp()
        index = {"IndexName": "by-status", "Projection": {"ProjectionType": "KEYS_ONLY"},
                 "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}]}
        self.source = self.table(GlobalSecondaryIndexes=[index],
                                 AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                       {"AttributeName": "status", "AttributeType": "S"}])
        self.put(self.source, [{"id": {"S": str(each)}, "total": {"N": str(each)}, "text": {"S": "x" * 20_000},
                                **({"status": {"S": "open"}} if each < 7 else {})} for each in range(230)])

    def test_all_items(self):
        self.assertEqual("230\n", self.dynaco("count", self.source))
        self.assertRegex(self.errors, "reads about .* items")
        summary = json.loads(self.errors.splitlines()[-1])
        self.assertEqual(("count", "end", 230), (summary["command"], summary["event"], summary["items"]))
        self.assertGreater(summary["rcu"], 230 * 20_000 / 8192)
        self.assertEqual("230\n", self.dynaco("count", self.source, "--segments", "1", "--consistent", "--quiet"))
        self.assertEqual("", self.errors)

    def test_a_filter(self):
        self.assertEqual("5\n", self.dynaco("count", self.source, "--where", 'total between 2 and 50 and status = "open"'))
        summary = json.loads(self.errors.splitlines()[-1])
        self.assertEqual((5, 230), (summary["items"], summary["items_read"]))
        self.dynaco("count", self.source, "--where", "total = ", status=2)
        self.assertIn("^", self.errors)

    def test_the_progress_of_a_filter_names_both_counts(self):
        running = self.start("count", self.source, "--where", "total < 200", "--max-read-units-per-second", "30", "--segments", "4")
        now = self.until_items(running)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        self.assertEqual(130, running.returncode)
        self.assertGreaterEqual(now["items_read"], now["items"])
        self.assertIn("items_read_per_s", now)
        self.assertNotIn("items_per_s", now)
        shown = json.loads(self.dynaco("count", self.source, "--where", "total < 20", "--format", "json"))
        self.assertEqual((20, 230), (shown["items"], shown["items_read"]))

    def test_a_name_with_a_dot(self):
        self.put(self.source, [{"id": {"S": "dot"}, "my.key": {"N": "1"}}])
        self.assertEqual("0\n", self.dynaco("count", self.source, "--where", "my.key = 1"))
        self.assertIn("is written in backquotes, `my.key`", self.errors)
        self.assertEqual("1\n", self.dynaco("count", self.source, "--where", "`my.key` = 1"))
        self.assertNotIn("backquotes", self.errors)

    def test_a_filter_that_nothing_meets(self):
        advice = f"no item meets --where: check the spelling of totl, and the types of the values; `dynaco scan {self.source} --limit 1`"
        self.assertEqual("0\n", self.dynaco("count", self.source, "--where", "totl > 5"))
        self.assertEqual(1, self.errors.count(advice))
        self.assertEqual("0\n", self.dynaco("count", self.source, "--where", "totl > 5", "--quiet"))
        self.assertEqual("", self.errors)

    def test_an_index(self):
        self.assertEqual("7\n", self.dynaco("count", self.source, "--index", "by-status"))

    def test_an_estimate_reads_nothing(self):
        estimate = self.db.describe_table(TableName=self.source)["Table"]["ItemCount"]
        self.assertEqual(f"{estimate}\n", self.dynaco("count", self.source, "--estimate"))
        self.assertIn("estimate", self.errors)
        self.dynaco("count", self.source, "--estimate", "--where", "a = 1", status=2)

    def test_json(self):
        found = json.loads(self.dynaco("count", self.source, "--format", "json"))
        self.assertEqual((self.source, 230), (found["table"], found["items"]))
        self.assertGreater(found["read_units"], 0)

    def test_a_missing_table(self):
        self.dynaco("count", "no-such-table", status=1)
        self.assertIn("no-such-table", self.one_line())


if __name__ == "__main__":
    main()
