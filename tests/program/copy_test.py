"""Runs `dynaco copy` against the local DynamoDB.

usage: copy_test.py <program>
"""

import json
import re
import shlex
import signal
import unittest

from data_case import PAIR, DataCase, Proxy, everything, main, refusal


class Copy(DataCase):
    def test_copy_then_compare_is_empty(self):
        source, target = self.table(), self.table()
        self.put(source, map(everything, range(200)))
        self.put(target, [everything(3), {"id": {"S": "id-00004"}}])
        self.dynaco("copy", source, target)
        copied = self.errors
        self.assert_same(source, target)
        end = json.loads(copied.splitlines()[-1])
        self.assertEqual(("copy", "end", 200), (end["command"], end["event"], end["items"]))
        self.assertEqual([], self.names())

    def test_creates_an_equal_table(self):
        more = {
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind}
                                     for name, kind in (("id", "S"), ("sort", "N"), ("status", "S"))],
            "GlobalSecondaryIndexes": [{"IndexName": "by-status", "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}],
                                        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]}}],
            "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                                                                           {"AttributeName": "status", "KeyType": "RANGE"}],
                                       "Projection": {"ProjectionType": "KEYS_ONLY"}}],
            "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        }
        source = self.table(range_key=PAIR, **more)
        self.put(source, [{"id": {"S": "1"}, "sort": {"N": "1"}, "status": {"S": "x"}}])
        target = source + "-copy"
        self.addCleanup(lambda: self.delete(self.db, target))
        self.dynaco("copy", source, target, status=1)
        self.assertIn(f"table {target} does not exist at ", self.errors)
        self.assertIn("--create creates it", self.errors)
        self.dynaco("copy", source, target, "--create")
        self.assertIn("created the table", self.errors)
        self.assert_same(source, target)
        made, wanted = (self.db.describe_table(TableName=each)["Table"] for each in (target, source))
        for member in ("KeySchema", "AttributeDefinitions", "StreamSpecification"):
            self.assertCountEqual(wanted[member], made[member])
        for member in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
            shape = [[(each["IndexName"], each["KeySchema"], each["Projection"]) for each in table[member]] for table in (wanted, made)]
            self.assertEqual(*shape)

    def test_to_another_endpoint(self):
        source, target = self.table(), self.table()
        self.put(source, [{"id": {"S": "1"}}])
        proxy = Proxy(lambda *_: None)
        self.addCleanup(proxy.close)
        self.dynaco("copy", source, target, "--to-endpoint", proxy.endpoint)
        self.assertIn("BatchWriteItem", {operation for operation, _ in proxy.requests})
        self.assertNotIn("Scan", {operation for operation, _ in proxy.requests})
        self.assert_items([{"id": {"S": "1"}}], target)

    def test_other_keys(self):
        source, target = self.table(range_key=PAIR), self.table()
        self.dynaco("copy", source, target, status=1)
        self.assertIn('the range key of', self.errors)
        self.dynaco("copy", source, source, status=1)
        self.assertIn("the same table", self.errors)

    def test_permission_is_denied(self):
        source, target = self.table(), self.table()
        self.put(source, [{"id": {"S": "1"}}])
        proxy = Proxy(lambda operation, _: refusal("AccessDeniedException", "not you") if operation == "BatchWriteItem" else None)
        self.addCleanup(proxy.close)
        self.dynaco("copy", source, target, "--to-endpoint", proxy.endpoint, "--quiet", status=1)
        self.assertIn("not you", self.one_line())

    def test_dry_run(self):
        source = self.table()
        self.dynaco("copy", source, "none", "--create", "--dry-run")
        self.assertIn("write unit", self.errors)
        self.assertIn("the table none would be created", self.errors)
        self.assertNotIn("none", self.db.list_tables()["TableNames"])

    def test_a_dry_run_refuses_what_the_copy_refuses(self):
        source, target, same, other = self.table(range_key=PAIR), self.table(), self.table(range_key=PAIR), self.table(range_key=PAIR)
        self.unfinished(f"{source}-{same}.dynaco-copy")
        self.file("notes.txt", "mine\n")
        for words, *arguments in (("the range key of", source, target), ("are the same table", source, source),
                                  ("--create creates it", source, "none"), ("does not exist", "none", target),
                                  ("No such file", source, same, "--restart", "--rejects", "none/no.jsonl"),
                                  ("none/state: No such file", source, same, "--checkpoint", "none/state")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses("copy", *arguments))
        for words, *arguments in (("an earlier copy did not end", source, same),
                                  ("nothing to resume", source, same, "--resume", "--checkpoint", "other"),
                                  ("not a state file", source, same, "--checkpoint", "notes.txt"),
                                  ("are the same file", source, same, "--checkpoint", "x", "--rejects", "./x"),
                                  ("are the same file", source, other, "--rejects", f"{source}-{other}.dynaco-copy"),
                                  ("expected a number", source, same, "--max-write-units-per-second", "fast")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses("copy", *arguments, status=2))
        self.assertEqual(["notes.txt", f"{source}-{same}.dynaco-copy"], sorted(self.names(), key=len))

    def test_other_options_are_not_resumed(self):
        source, target = self.table(), self.table()
        self.put(source, [{"id": {"S": str(each)}, "text": {"S": "x" * 900}} for each in range(1500)])
        slowly = ("--max-write-units-per-second", "250", "--checkpoint", "state")
        status, errors = self.interrupt("copy", source, target, *slowly)
        self.assertEqual(130, status, errors)
        other = self.table()
        for words, *arguments in (("--consistent", source, target, "--consistent"), ("--worker", source, target, "--worker", "1/2"),
                                  ("TO", source, other)):
            with self.subTest(arguments):
                self.dynaco("copy", *arguments, *slowly, "--resume", status=1)
                self.assertRegex(self.errors, f"{words} .*since the copy began|{words} is not as it was when the copy began; continue with: ")
                self.assertRegex(self.errors, "start again with: .*--restart")
        self.dynaco("copy", other, target, *slowly, "--resume", status=1)
        self.assertIn(f"state is the state of another copy, of the table {source}; name another file with --checkpoint", self.errors)
        self.dynaco("copy", source, target, "--consistent", *slowly, "--resume", status=1)
        self.go_on(self.errors)
        self.assert_same(source, target)

    def test_the_printed_command_goes_on(self):
        source, target = self.table(), self.table()
        self.put(source, [{"id": {"S": str(each)}, "text": {"S": "x" * 900}} for each in range(1500)])
        status, errors = self.interrupt("copy", source, target, "--max-write-units-per-second", "250")
        self.assertEqual(130, status, errors)
        self.go_on(errors)
        self.assert_same(source, target)
        self.assertEqual([], self.names())

    def test_it_does_not_continue_into_another_table(self):
        source = self.table()
        target = source + "-copy"
        self.addCleanup(lambda: self.delete(self.boto(), target))
        self.put(source, [{"id": {"S": str(each)}, "text": {"S": "x" * 900}} for each in range(1500)])
        for again in (False, True):
            status, errors = self.interrupt("copy", source, target, "--create", "--max-write-units-per-second", "250", "--restart")
            self.assertEqual(130, status, errors)
            self.dynaco("drop", target, "--yes")
            if again:
                self.dynaco("create", target, "--key", "id")
            self.dynaco("copy", source, target, "--create", "--resume", status=1)
            self.assertIn(f"dynaco copy: the table {target} was deleted {'and created again ' if again else ''}since the copy began; "
                          "start again with: ", self.errors)
            self.assertNotIn("is created", self.errors)

    def test_an_interruption_repeats_little(self):
        source, target = self.table(), self.table()
        # All items are in one page of one segment: more than a second of writes.
        self.put(source, [{"id": {"S": f"{each:05}"}} for each in range(6000)])
        proxy = Proxy(lambda *_: None)
        self.addCleanup(proxy.close)
        running = self.start("copy", source, target, "--max-write-units-per-second", "1000", "--to-endpoint", proxy.endpoint)
        while self.until_items(running)["items"] < 3000:
            pass
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        self.assertEqual(130, running.returncode, errors)
        written = len(self.items(target))
        self.go_on(errors)
        self.assert_rates_of_this_run("wcu", 6000)
        self.assert_same(source, target)
        writes = sum(len(body["RequestItems"][target]) for operation, body in proxy.requests if operation == "BatchWriteItem")
        self.assertLess(written, writes)
        # At most what was pending, and the items after it in the same parts: 64 requests of 25 items, or a second of work. A busy
        # machine may have more; all of it would be `written`.
        self.assertLess(writes - 6000, written * 0.95)

    def test_at_the_beginning(self):
        source, target = self.table(), self.table()
        self.put(source, map(everything, range(50)))
        self.check_work_at_its_beginning(f"{source}-{target}.dynaco-copy", "copy", source, target, operation="BatchWriteItem")
        self.assert_same(source, target)
        self.assertEqual([], self.names())

    def test_a_copy_that_has_done_nothing_leaves_no_state(self):
        source, target = self.table(range_key=PAIR), self.table()
        self.dynaco("copy", source, target, status=1)
        self.assertEqual([], self.names())

    def test_rejects_stay_when_a_copy_goes_on(self):
        index = {"IndexName": "by-rank", "KeySchema": [{"AttributeName": "rank", "KeyType": "HASH"}],
                 "Projection": {"ProjectionType": "ALL"}}
        source = self.table()
        target = self.table(GlobalSecondaryIndexes=[index], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                                                  {"AttributeName": "rank", "AttributeType": "N"}])
        self.put(source, [{"id": {"S": str(each)}, "text": {"S": "x" * 900}, "rank": {"S": "x"} if each % 10 == 0 else {"N": "1"}}
                          for each in range(1500)])
        status, errors = self.interrupt("copy", source, target, "--max-write-units-per-second", "400", "--max-rejects", "1k",
                                        "--rejects", "no.jsonl")
        self.assertEqual(130, status, errors)
        self.go_on(errors, status=3)
        kept = [json.loads(json.loads(line)["text"])["id"]["S"] for line in (self.folder / "no.jsonl").read_text().splitlines()]
        self.assertCountEqual([str(each) for each in range(0, 1500, 10)], kept)  # each once
        self.assertIn("150 items were rejected; see no.jsonl\n", self.errors)

    def test_workers_share_a_table(self):
        source, target = self.table(), self.table()
        self.put(source, map(everything, range(100)))
        for worker in ("1/2", "2/2"):
            self.dynaco("copy", source, target, "--worker", worker)
        self.assert_same(source, target)

    def test_rejected_items(self):
        index = {"IndexName": "by-rank", "KeySchema": [{"AttributeName": "rank", "KeyType": "HASH"}],
                 "Projection": {"ProjectionType": "ALL"}}
        source = self.table()
        target = self.table(GlobalSecondaryIndexes=[index], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                                                  {"AttributeName": "rank", "AttributeType": "N"}])
        self.put(source, [{"id": {"S": "1"}, "rank": {"S": "x"}}, {"id": {"S": "2"}, "rank": {"N": "1"}}])
        self.dynaco("copy", source, target, status=4)
        self.dynaco("copy", source, target, "--restart", "--max-rejects", "1", "--rejects", "no.jsonl", status=3)
        self.assertIn('"rank"', (self.folder / "no.jsonl").read_text())
        self.assert_items([{"id": {"S": "2"}, "rank": {"N": "1"}}], target)
        self.db.delete_item(TableName=source, Key={"id": {"S": "2"}})
        self.dynaco("copy", source, target, status=4)  # nothing can be written
        command, = re.findall(r"skip such items with: (.*)$", self.errors, re.MULTILINE)
        self.dynaco(*shlex.split(command)[1:], status=3)

    def test_a_state_that_cannot_be_used(self):
        source, target = self.table(), self.table()
        self.put(source, [{"id": {"S": str(each)}, "text": {"S": "x" * 900}} for each in range(1200)])
        arguments = ("copy", source, target, "--max-write-units-per-second", "400")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        state, = [self.folder / each for each in self.names()]
        self.check_damaged_state(state, *arguments)
        command, = re.findall(r"start again with: (.*)$", self.errors, re.MULTILINE)
        self.dynaco(*shlex.split(command)[1:])
        self.assert_same(source, target)
        self.assertEqual([], self.names())


if __name__ == "__main__":
    main()
