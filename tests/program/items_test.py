"""get, put, update, delete, query, scan and sql, end to end."""

import json
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import time
import unittest

import data_case
import program_case
from scripted_service import ScriptedService


def typed(row):
    return {"S": row} if isinstance(row, str) else {"N": str(row)}


class Items(data_case.DataCase):
    def orders(self):
        """A table with 5 orders of c-1 and 1 of c-2, and an index by status."""
        name = self.table(
            range_key=("date", "S"),
            AttributeDefinitions=[{"AttributeName": n, "AttributeType": t} for n, t in
                                  (("id", "S"), ("date", "S"), ("status", "S"), ("total", "N"))],
            GlobalSecondaryIndexes=[{"IndexName": "by-status", "Projection": {"ProjectionType": "ALL"},
                                     "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"},
                                                   {"AttributeName": "total", "KeyType": "RANGE"}]}])
        client = self.boto()
        for customer, day, total, status in (("c-1", 1, 50, "open"), ("c-1", 2, 150, "open"), ("c-1", 3, 250, "paid"),
                                             ("c-1", 4, 350, "open"), ("c-1", 5, 450, "paid"), ("c-2", 1, 10, "open")):
            client.put_item(TableName=name, Item={k: typed(v) for k, v in dict(
                id=customer, date=f"2026-01-0{day}", total=total, status=status).items()})
        return name

    # get

    def test_get_prints_json_in_a_pipe(self):
        orders = self.orders()
        self.assertEqual([{"id": "c-1", "date": "2026-01-02", "total": 150, "status": "open"}],
                         self.rows("get", orders, "c-1", "2026-01-02"))

    def test_get_keeps_every_digit_in_every_format(self):
        customers = self.table()
        digits = "1.2345678901234567890123456789012345678"
        self.dynaco("put", customers, '{"id": "1", "n": %s}' % digits)
        self.assertIn(digits, self.dynaco("get", customers, "1"))
        self.assertEqual('{"id":{"S":"1"},"n":{"N":"%s"}}\n' % digits, self.dynaco("get", customers, "1", "--format", "dynamodb"))
        self.assertIn(digits, self.dynaco("get", customers, "1", "--format", "table"))
        self.assertIn(digits, self.dynaco("get", customers, "1", "--format", "csv"))

    def test_get_of_a_part(self):
        orders = self.orders()
        self.assertEqual([{"total": 50}], self.rows("get", orders, "c-1", "2026-01-01", "--attributes", "total"))

    def test_get_of_nothing(self):
        orders = self.orders()
        self.assertEqual("", self.dynaco("get", orders, "c-1", "2020-01-01", status=1))
        self.assertEqual(f"dynaco get: table {orders} has no item with this key\n", self.errors)
        # A failure has another status, as that of grep.
        self.dynaco("get", "no-such-table", "c-1", "2020-01-01", status=2)
        self.dynaco("get", orders, "c-1", "2020-01-01", "--endpoint", "http://127.0.0.1:1", status=2)

    def test_get_with_a_wrong_key(self):
        orders = self.orders()
        self.dynaco("get", orders, "c-1", status=2)
        self.assertIn("id (S) and date (S)", self.errors)
        self.dynaco("get", orders, "c-1", "2026", "01", status=2)
        self.assertIn("3 values", self.errors)

    def test_the_keys_types_are_the_tables(self):
        numbers = self.table(range_key=("n", "N"))
        self.dynaco("put", numbers, '{"id": "0001", "n": 12.50}')
        self.assertEqual([{"id": "0001", "n": 12.5}], self.rows("get", numbers, "0001", "12.5"))
        self.dynaco("get", numbers, "0001", "twelve", status=2)
        self.assertIn("n", self.errors)

    def test_a_missing_table(self):
        self.dynaco("get", "no-such-table", "1", status=2)
        self.assertIn("no-such-table", self.errors)
        self.assertIn("`dynaco tables` lists the tables", self.errors)

    # put

    def test_put_of_plain_and_typed_json(self):
        customers = self.table()
        self.dynaco("put", customers, '{"id": "1", "tags": ["a"], "big": 12345678901234567890123}')
        self.dynaco("put", customers, '{"id": {"S": "2"}, "tags": {"SS": ["a", "b"]}}')
        self.dynaco("put", customers, "{id: '3', tags: <<\"a\", \"b\">>, raw: b64\"AQID\"}")
        client = self.boto()
        wanted = {"1": {"id": {"S": "1"}, "tags": {"L": [{"S": "a"}]}, "big": {"N": "12345678901234567890123"}},
                  "2": {"id": {"S": "2"}, "tags": {"SS": ["a", "b"]}},
                  "3": {"id": {"S": "3"}, "tags": {"SS": ["a", "b"]}, "raw": {"B": b"\1\2\3"}}}
        for key, item in wanted.items():
            found = client.get_item(TableName=customers, Key={"id": {"S": key}})["Item"]
            for each in found.values():
                if "SS" in each:
                    each["SS"].sort()
            self.assertEqual(item, found)

    def test_put_from_a_file_and_from_standard_input(self):
        customers = self.table()
        (self.folder / "one.json").write_text('{"id": "1"}\n')
        self.dynaco("put", customers, "@one.json")
        self.dynaco("put", customers, "-", stdin='{"id": "2"}')
        self.assertEqual(["1", "2"], sorted(row["id"] for row in self.rows("scan", customers)))
        self.dynaco("put", customers, "@two.json", status=1)
        self.assertIn("two.json", self.errors)

    def test_put_under_a_condition(self):
        customers = self.table()
        self.dynaco("put", customers, '{"id": "1", "limit": 5}', "--if-new")
        self.dynaco("put", customers, '{"id": "1", "limit": 6}', "--if-new", status=1)
        self.assertIn('{"id":"1","limit":5}', self.errors)
        self.assertEqual('{"id":"1","limit":5}\n', self.dynaco("put", customers, '{"id": "1", "limit": 7}', "--if", "limit < 6", "--show-old"))
        self.dynaco("put", customers, '{"id": "1", "limit": 8}', "--if", "limit < 6", status=1)
        self.assertIn("limit < 6", self.errors)

    def test_put_shows_where_a_mistake_is(self):
        customers = self.table()
        self.dynaco("put", customers, '{"id": "1", "n": 12,50}', status=2)
        self.assertIn("^", self.errors)
        self.dynaco("put", customers, '{"name": "without a key"}', status=2)
        self.assertIn("id", self.errors)
        self.dynaco("put", customers, '{"id": 5}', status=2)
        self.assertIn("id", self.errors)

    # update

    def test_update(self):
        orders = self.orders()
        changed = self.rows("update", orders, "c-1", "2026-01-01", 'status = "paid", total += 5 remove note add visits 1')
        self.assertEqual([{"id": "c-1", "date": "2026-01-01", "status": "paid", "total": 55, "visits": 1}], changed)
        self.assertEqual("", self.dynaco("update", orders, "c-1", "2026-01-01", "total = 1", "--print", "nothing"))
        self.assertEqual([{"id": "c-1", "date": "2026-01-01", "status": "paid", "total": 1, "visits": 1}],
                         self.rows("update", orders, "c-1", "2026-01-01", "total = 2", "--print", "old"))

    def test_update_does_not_create_an_item_by_mistake(self):
        orders = self.orders()
        self.dynaco("update", orders, "c-1", "2026-01-99", "total = 1", status=1)
        self.assertIn("--create", self.errors)
        self.dynaco("update", orders, "c-1", "2026-01-99", "total = 1", "--create")
        self.dynaco("get", orders, "c-1", "2026-01-99")

    def test_update_under_a_condition(self):
        orders = self.orders()
        self.dynaco("update", orders, "c-1", "2026-01-01", "total = 1", "--if", "total > 100 or total < 10", status=1)
        self.assertIn("total > 100 or total < 10", self.errors)
        self.assertIn('"total":50', self.errors)
        self.dynaco("update", orders, "c-1", "2026-01-01", "total = 1", "--if", "total > 40 or total < 10")

    def test_update_shows_where_a_mistake_is(self):
        orders = self.orders()
        self.dynaco("update", orders, "c-1", "2026-01-01", "total = = 5", status=2)
        self.assertRegex(self.errors, r"total = = 5\n +\^")
        self.dynaco("update", orders, "c-1", "2026-01-01", "total = 5", "--if", "total >", status=2)
        self.assertIn("total >\n", self.errors)

    def test_update_says_what_to_do(self):
        orders = self.orders()
        self.dynaco("update", orders, "c-1", "2026-01-01", "address.city = 'Bonn'", status=1)
        self.assertIn("set the missing map or list first", self.errors)
        self.dynaco("update", orders, "c-1", "2026-01-01", "total -= 1, remove note", status=2)
        self.assertRegex(self.errors, r"no comma is written before the clause `remove`.*\ntotal -= 1, remove note\n {10}\^\n")

    def test_an_update_that_makes_the_item_too_large(self):
        orders = self.orders()
        for name, status in (("a", 0), ("b", 0), ("c", 0), ("d", 1)):
            self.dynaco("update", orders, "c-1", "2026-01-01", f"{name} = '{110 * 1024 * 'x'}'", "--print", "nothing", status=status)
        self.assertIn("an item has at most 400 KB", self.errors)

    # delete

    def test_delete(self):
        orders = self.orders()
        self.dynaco("delete", orders, "c-2", "2026-01-01", "--if", 'status = "paid"', status=1)
        self.assertEqual([{"id": "c-2", "date": "2026-01-01", "total": 10, "status": "open"}],
                         self.rows("delete", orders, "c-2", "2026-01-01", "--show-old"))
        self.dynaco("delete", orders, "c-2", "2026-01-01")
        self.assertIn("there was no item with this key", self.errors)
        self.dynaco("get", orders, "c-2", "2026-01-01", status=1)

    # query

    def test_query(self):
        orders = self.orders()
        totals = lambda *more: [row["total"] for row in self.rows("query", orders, *more)]
        self.assertEqual([50, 150, 250, 350, 450], totals("c-1"))
        self.assertEqual([450, 350], totals("c-1", "--descending", "--limit", "2"))
        self.assertEqual([350, 450], totals("c-1", "--where", 'date >= "2026-01-03" and total > 300'))
        self.assertEqual([50], totals("c-1", "2026-01-01"))
        self.assertEqual([10, 50, 150, 350], totals("open", "--index", "by-status"))
        self.assertEqual([150, 350], totals("--index", "by-status", "--where", 'status = "open" and total between 100 and 400'))
        self.assertEqual("5\n", self.dynaco("query", orders, "c-1", "--count"))

    def test_query_goes_on_where_the_limit_ended_it(self):
        orders = self.orders()
        for more in ([], ["--where", 'status <> "x"']):
            found, start = [], []
            for _ in range(3):
                found += [row["total"] for row in self.rows("query", orders, "c-1", "--limit", "2", *more, *start)]
                if "--start" not in self.errors:
                    break
                start = ["--start", self.errors.split("--start '")[1].split("'")[0]]
            self.assertEqual([50, 150, 250, 350, 450], found)

    def test_query_without_a_hash_key(self):
        orders = self.orders()
        self.dynaco("query", orders, "--where", "total > 5", status=2)
        self.assertIn("id", self.errors)
        self.assertNotIn("--index", self.errors)
        self.dynaco("query", orders, "c-1", "--index", "by-date", status=2)
        self.assertIn("by-status", self.errors)
        self.dynaco("query", orders, "--where", 'status = "open" and total > 5', status=2)
        self.assertIn("the index by-status has this key: add --index by-status", self.errors)
        self.dynaco("query", orders, "--where", 'id = "c-1"', "--index", "by-status", status=2)
        self.assertIn("the table has this key: leave out --index", self.errors)

    def test_dry_run_sends_nothing(self):
        orders = self.orders()
        shown = self.dynaco("query", orders, "c-1", "--where", "total > 100", "--dry-run")
        self.assertIn("FilterExpression", shown)
        self.assertIn("KeyConditionExpression", shown)

    # scan

    def test_scan(self):
        orders = self.orders()
        self.assertEqual(6, len(self.rows("scan", orders)))
        self.assertIn("read unit", self.errors)
        self.assertEqual([{"total": 10}], self.rows("scan", orders, "--where", 'id = "c-2"', "--attributes", "total"))
        self.assertEqual(4, len(self.rows("scan", orders, "--index", "by-status", "--where", 'status = "open"')))
        self.assertEqual("6\n", self.dynaco("scan", orders, "--count", "--quiet"))
        self.assertEqual("", self.errors)
        self.assertEqual(2, len(self.rows("scan", orders, "--limit", "2")))

    def test_a_filter_that_nothing_meets(self):
        orders = self.orders()
        advice = f"no item meets --where: check the spelling of totl, and the types of the values; `dynaco scan {orders} --limit 1`"
        for arguments in (["scan", orders], ["query", orders, "c-1"], ["scan", orders, "--count"], ["scan", orders, "--index", "by-status"]):
            with self.subTest(arguments):
                self.assertIn(self.dynaco(*arguments, "--where", "totl > 5").strip(), ("", "0"))
                self.assertEqual(1, self.errors.count(advice))
                self.dynaco(*arguments, "--where", "totl > 5", "--quiet")
                self.assertEqual("", self.errors)
                self.dynaco(*arguments, "--where", "total > 5")
                self.assertNotIn("spelling", self.errors)
        # Nothing was read, or only keys are compared.
        self.dynaco("query", orders, "c-9", "--where", "totl > 5")
        self.assertNotIn("spelling", self.errors)
        self.dynaco("scan", orders, "--where", "date > '2027'")
        self.assertNotIn("spelling", self.errors)

    @unittest.skipUnless(shutil.which("script"), "script(1) is missing")
    def test_a_long_scan_shows_its_progress(self):
        name, client, pages = self.table(), self.boto(), []
        for i in range(6):
            client.put_item(TableName=name, Item={"id": {"S": str(i)}, "text": {"S": "x" * 300_000}})

        def slowly(operation, _):
            if operation == "Scan":
                pages.append(operation)
                time.sleep(0.6)

        proxy = data_case.Proxy(slowly)
        self.addCleanup(proxy.close)
        for more, is_shown in (("--attributes id > rows", True), ("--count", True), ("--attributes id", False), ("--quiet > rows", False)):
            with self.subTest(more):
                command = f"{program_case.PROGRAM} scan {name} --endpoint {proxy.endpoint} {more}"
                done = subprocess.run(["script", "-qec", command, "/dev/null"], env={**self.variables, "TERM": "xterm", "NO_COLOR": "1"}, cwd=self.folder,
                                      stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True)
                self.assertEqual(is_shown, "items  50 %" in done.stdout, done.stdout)
        for more, is_shown in (("> rows", True), ("> rows 2>&1", False)):
            with self.subTest(more):
                command = f"{program_case.PROGRAM} scan {name} --endpoint {proxy.endpoint} --attributes id {more}"
                done = subprocess.run(["sh", "-c", command], env=self.variables, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
                                      text=True, timeout=60, check=True)
                rows = (pathlib.Path(self.folder) / "rows").read_text()
                self.assertEqual(is_shown, '"items_per_s"' in done.stderr, done.stderr)
                self.assertNotIn('"items_per_s"', rows)
        self.assertGreater(len(pages), 4)

    def test_scan_stops_at_the_units(self):
        name = self.table()
        client = self.boto()
        for i in range(40):
            client.put_item(TableName=name, Item={"id": {"S": str(i)}, "text": {"S": "x" * 8000}})
        rows = self.rows("scan", name, "--max-read-units", "10")
        self.assertIn("stopped after", self.errors)
        self.assertIn("--start", self.errors)
        units = float(self.errors.split("stopped after ")[1].split(" ")[0])
        self.assertLessEqual(units, 10)
        rest = self.rows("scan", name, "--start", self.errors.split("--start '")[1].split("'")[0])
        self.assertEqual(sorted(str(i) for i in range(40)), sorted(row["id"] for row in rows + rest))

    def test_a_limit_of_no_units_is_refused(self):
        orders = self.orders()
        for command in (["scan", orders], ["query", orders, "c-1"]):
            self.dynaco(*command, "--max-read-units", "0", status=2)
            self.assertIn("--max-read-units must be at least 1", self.errors)

    def test_a_key_that_is_compared_with_another_type(self):
        orders = self.orders()
        for command in (["scan", orders], ["count", orders], ["export", orders, "-"]):
            self.dynaco(*command, "--where", "date > 2026")
            self.assertIn('the key attribute date has the type S, and the value has N: write "2026"', self.errors)
            self.dynaco(*command, "--where", 'date > "2026"')
            self.assertNotIn("has the type", self.errors)

    def test_scan_of_many_pages_is_not_cut_silently(self):
        name = self.table()
        client = self.boto()
        for start in range(0, 250, 25):
            client.batch_write_item(RequestItems={name: [
                {"PutRequest": {"Item": {"id": {"S": str(i)}, "text": {"S": "x" * 10_000}}}} for i in range(start, start + 25)]})
        self.assertEqual({str(i) for i in range(250)}, {row["id"] for row in self.rows("scan", name)})

    def test_an_interrupted_scan_says_how_to_go_on(self):
        name = self.table()
        client = self.boto()
        for start in range(0, 250, 25):
            client.batch_write_item(RequestItems={name: [
                {"PutRequest": {"Item": {"id": {"S": str(i)}, "text": {"S": "x" * 10_000}}}} for i in range(start, start + 25)]})
        few = ["--attributes", "id"]  # so that all fits into a pipe
        for more in (few, [*few, "--format", "csv"], [*few, "--format", "table"], [*few, "--limit", "240"], ["--count"]):
            with self.subTest(more=more):
                proxy = self.holding("Scan", passes=1)
                running = self.start("scan", name, *more, "--endpoint", proxy.endpoint)
                self.assertTrue(proxy.held.wait(60))
                running.send_signal(signal.SIGINT)
                shown, errors = running.communicate(timeout=60)
                proxy.release.set()
                self.assertEqual(130, running.returncode, errors)
                command, = re.findall(r"interrupted after [1-9]\d* items; continue with: (.*)$", errors, re.MULTILINE)
                words = shlex.split(command.replace(proxy.endpoint, program_case.ENDPOINT))
                self.assertEqual(program_case.PROGRAM, words[0])
                rest = self.dynaco(*words[1:])
                if more == ["--count"]:
                    self.assertEqual("", shown)
                    self.assertEqual(250, int(re.findall(r"after (\d+) items", errors)[0]) + int(rest))
                else:
                    found = [each for part in (shown, rest) for each in re.findall(r'(?m)^(?:\{"id":)?"?(\d+)', part)]
                    self.assertEqual(240 if "--limit" in more else 250, len(found))
                    self.assertEqual(len(found), len(set(found)))

    def test_an_interruption_before_the_first_page(self):
        name = self.table()
        proxy = self.holding("Scan")
        running = self.start("scan", name, "--endpoint", proxy.endpoint)
        self.assertTrue(proxy.held.wait(60))
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        self.assertEqual(130, running.returncode)
        self.assertIn("interrupted; nothing was read", errors)

    def test_a_closed_pipe_ends_the_scan(self):
        orders = self.orders()
        done = subprocess.run(f"{program_case.PROGRAM} scan {orders} | head -n 1", shell=True, env=self.variables,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((0, 1), (done.returncode, len(done.stdout.splitlines())))
        self.assertNotIn("pipe", done.stderr)

    def test_a_full_disk_is_one_line(self):
        orders = self.orders()
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([program_case.PROGRAM, "scan", orders, "--quiet"], env=self.variables, stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        self.assertEqual(1, done.returncode)
        self.assertEqual(1, len(done.stderr.splitlines()), done.stderr)
        self.assertIn("the disk is full; free some space and run it again", done.stderr)

    def test_a_change_that_cannot_be_printed_was_made(self):
        table = self.table()
        client = self.boto()
        client.put_item(TableName=table, Item={"id": {"S": "1"}, "n": {"N": "5"}})
        for command in (["update", table, "1", "n += 5"], ["delete", table, "1", "--show-old"]):
            with self.subTest(command), open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([program_case.PROGRAM, *command], env=self.variables, stdout=full, stderr=subprocess.PIPE,
                                      text=True, timeout=60, check=False)
                self.assertEqual(1, done.returncode)
                self.assertIn("the disk is full; the change was made: do not run the command again", done.stderr)
        self.assertNotIn("Item", client.get_item(TableName=table, Key={"id": {"S": "1"}}))

    def test_a_mistake_in_a_condition(self):
        orders = self.orders()
        self.dynaco("scan", orders, "--where", 'total > and status = "open"', status=2)
        self.assertRegex(self.errors, r'\n.*total > and status = "open"\n +\^')

    def test_reserved_words_need_nothing(self):
        customers = self.table()
        self.dynaco("put", customers, '{"id": "1", "status": "x", "size": 3, "order-date": "d"}')
        self.assertEqual(1, len(self.rows("scan", customers, "--where", 'status = "x" and size = 3 and `order-date` = "d"')))

    def test_a_name_with_a_dot(self):
        name = self.table(range_key=("my.sort", "N"))
        self.dynaco("put", name, '{"id": "1", "my.sort": 1, "my.key": 5, "my": {"other": 1}}')
        hint = "dynaco {}: {} is read as `{}` in the map `my`: the name of an attribute that has a dot is written in backquotes, `{}`\n"
        for path, member in (("my.key", "key"), ("my.no.thing", "no.thing")):  # nothing was found
            for command in (["scan", name], ["query", name, "1"], ["scan", name, "--count"]):
                self.dynaco(*command, "--where", f"{path} = 5")
                self.assertIn(hint.format(command[0], path, member, path), self.errors)
        self.dynaco("export", name, "-", "--where", "my.key = 5")
        self.assertIn(hint.format("export", "my.key", "key", "my.key").replace("export: ", "export: 1 item was read: "), self.errors)
        # An item has the name; a key of the table has it.
        self.assertEqual([{"id": "1"}], self.rows("scan", name, "--attributes", "id", "--where", "not attribute_exists(my.sort)"))
        self.assertIn(hint.format("scan", "my.sort", "sort", "my.sort"), self.errors)
        self.dynaco("scan", name, "--where", "my.key = 5 or my.other = 1")
        self.assertIn("`my.key`", self.errors)
        self.assertEqual("", self.dynaco("update", name, "1", "1", "set my.a.b = 5", status=1))
        self.assertIn("`my.a.b`", self.errors)
        for right in ("`my.key` = 5", "my.other = 1", "`my.sort` = 1"):
            self.assertEqual(1, len(self.rows("scan", name, "--attributes", "id", "--where", right)))
            self.assertNotIn("backquotes", self.errors)

    # sql

    def test_sql(self):
        orders = self.orders()
        select = f'select * from "{orders}" where id = ? and "date" > ?'
        self.assertEqual([250, 350, 450], [row["total"] for row in self.rows("sql", select, '"c-1"', '"2026-01-02"')])
        self.dynaco("sql", f"insert into \"{orders}\" value {{'id': 'c-3', 'date': 'x', 'n': 1.50}}")
        self.assertEqual([{"id": "c-3", "date": "x", "n": 1.5}], self.rows("get", orders, "c-3", "x"))
        self.dynaco("sql", "selekt", status=1)
        self.dynaco("sql", f'select count(*) from "{orders}"', status=1)
        self.assertIn(f"use dynaco count {orders}, with a condition after --where", self.errors)
        self.dynaco("sql", f'select * from "{orders}.by-status"', status=1)
        self.assertIn(f'if this is an index, write "{orders}"."by-status"', self.errors)
        self.dynaco("sql", f'select * from "{orders}"."by-nothing"', status=1)
        self.assertIn("(`dynaco describe TABLE`)", self.errors)
        self.dynaco("sql", 'select * from "no-such-table"', status=1)
        self.assertIn("`dynaco tables` lists the tables", self.errors)

    def test_mistakes_in_a_statement_send_nothing(self):
        nobody = ["--endpoint", "http://127.0.0.1:1"]
        (self.folder / "blank.sql").write_text(" \n")
        for words, *arguments in (("STATEMENT is empty", ""), ("the statement is empty", "  "), ("the statement is empty", "@blank.sql"),
                                  ("the statement is empty", "-"), ("has 1 ?, and no value follows it", "select * from t where a = ?"),
                                  ("has 1 ?, and 2 values follow it", "select * from t where a = ?", "1", "2"),
                                  ("write the whole statement as one argument", "select", "*", "from", "orders")):
            with self.subTest(arguments):
                self.dynaco("sql", *arguments, *nobody, status=2)
                self.assertIn(words, self.errors)
                self.dynaco("sql", *arguments, *nobody, "--dry-run", status=2)

    def test_sql_names_the_key(self):
        orders = self.orders()
        for value, values in (("{'total': 1, 'id': 'c-1', 'date': '2026-01-01'}", []), ("{'id': ?, 'date': ?}", ['"c-1"', '"2026-01-01"'])):
            self.dynaco("sql", f'insert into "{orders}" value {value}', *values, status=1)
            self.assertIn(f"table {orders} has an item with the key id = c-1, date = 2026-01-01 already", self.errors)
        for statement in (f'update "{orders}" set total = 1 where id = \'c-1\'', f'delete from "{orders}" where total = 5'):
            self.dynaco("sql", statement, status=1)
            self.assertIn("a value for the whole key, id and date", self.errors)
            self.assertIn(f"dynaco scan {orders} --where", self.errors)

    def test_sql_says_that_it_reads_the_whole_table(self):
        table = {"TableName": "orders", "TableStatus": "ACTIVE", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}
        pages = [{"Items": [], "NextToken": "a"}, {"Items": [], "NextToken": "b"}, {"Items": []}]
        for column, more, advised in (("total", (), 1), ("id", (), 0), ("total", ("--quiet",), 0), ("total", ("--limit", "5"), 0)):
            with self.subTest(column=column, more=more), ScriptedService(ExecuteStatement=list(pages), DescribeTable=[{"Table": table}]) as service:
                self.dynaco("sql", f"select * from orders where {column} = 5", *more, "--endpoint", service.url)
                self.assertEqual(advised, self.errors.count("the whole table is read and paid for, because where has no = and value for the hash key id"))

    def test_sql_goes_on_where_the_limit_ended_it(self):
        name = self.table()
        client = self.boto()
        for start in range(0, 200, 25):
            client.batch_write_item(RequestItems={name: [
                {"PutRequest": {"Item": {"id": {"S": str(i)}, "n": {"N": str(i % 10)}}}} for i in range(start, start + 25)]})
        for statement, limit, rows in ((f'select * from "{name}"', 30, 200), (f'select * from "{name}" where n = 3', 7, 20),
                                       (f'select * from "{name}" where id = \'7\'', 3, 1)):
            with self.subTest(statement):
                found, words = [], ["sql", statement, "--limit", str(limit)]
                while words:
                    shown = self.rows(*words)
                    self.assertLessEqual(len(shown), limit)
                    found += [each["id"] for each in shown]
                    more = re.findall(r"there may be more rows than --limit; continue with: (.*)$", self.errors, re.MULTILINE)
                    words = shlex.split(more[0])[1:] if more else None
                self.assertEqual((rows, rows), (len(found), len(set(found))))

    def test_an_interrupted_sql_says_how_to_go_on(self):
        name = self.table()
        client = self.boto()
        for start in range(0, 250, 25):
            client.batch_write_item(RequestItems={name: [
                {"PutRequest": {"Item": {"id": {"S": str(i)}, "n": {"N": str(i % 10)}}}} for i in range(start, start + 25)]})
        for passes in (0, 2):
            proxy = self.holding("ExecuteStatement", passes=passes)
            running = self.start("sql", f'select id from "{name}" where n = ?', "3", "--limit", "25", "--endpoint", proxy.endpoint)
            self.assertTrue(proxy.held.wait(60))
            running.send_signal(signal.SIGINT)
            shown, errors = running.communicate(timeout=60)
            proxy.release.set()
            self.assertEqual(130, running.returncode, errors)
            if passes == 0:
                self.assertIn("interrupted; nothing was read", errors)
                continue
            after, command = re.findall(r"interrupted after (\d+) rows?; continue with: (.*)$", errors, re.MULTILINE)[0]
            self.assertEqual(int(after), len(shown.splitlines()))
            words = shlex.split(command.replace(proxy.endpoint, program_case.ENDPOINT))
            self.assertEqual(["--limit", str(25 - int(after))], words[-2:])
            found = [json.loads(each)["id"] for each in (shown + self.dynaco(*words[1:])).splitlines()]
            self.assertCountEqual([str(i) for i in range(3, 250, 10)], found)

    def test_formats(self):
        customers = self.table()
        self.dynaco("put", customers, '{id: "1", n: 5, "tags": <<"a">>, text: "x,\\"y\\""}')
        self.assertEqual([{"id": {"S": "1"}, "n": {"N": "5"}, "tags": {"SS": ["a"]}, "text": {"S": 'x,"y"'}}],
                         [json.loads(self.dynaco("scan", customers, "--format", "dynamodb"))])
        self.assertIn('"x,""y"""', self.dynaco("scan", customers, "--format", "csv"))
        self.assertIn("\t", self.dynaco("scan", customers, "--format", "tsv"))
        self.assertRegex(self.dynaco("scan", customers, "--format", "table"), r"id +n +tags +text")


if __name__ == "__main__":
    program_case.main()
