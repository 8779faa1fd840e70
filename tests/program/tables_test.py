"""`dynaco tables`. usage: tables_test.py <program>"""

import json
import threading

import data_case
import program_case
from scripted_service import Error, ScriptedService


class Tables(program_case.ProgramCase):
    def setUp(self):
        super().setUp()
        self.one = self.table()
        self.other = self.table(("date", "S"))

    def listed(self, *arguments):
        return [row["table"] for row in self.rows("tables", *arguments)]

    def test_lists_names_as_json_lines_in_a_pipe(self):
        found = self.listed()
        self.assertIn(self.one, found)
        self.assertIn(self.other, found)
        self.assertEqual(sorted(found), found)
        self.assertEqual("", self.errors)

    def test_a_pattern_chooses(self):
        self.assertEqual([self.one], self.listed(self.one))
        self.assertEqual([self.one], self.listed(self.one[:-1] + "?"))
        self.assertEqual([self.one], self.listed(self.one[:8] + "*"))
        self.assertEqual(sorted([self.one, self.other]), self.listed(self.one, self.other))

    def test_a_pattern_that_matches_nothing_says_so(self):
        self.assertEqual([], self.listed("no-such-*"))
        self.assertEqual("dynaco tables: no table matches; list all with: dynaco tables\n", self.errors)
        self.dynaco("tables", "no-such-*", "--quiet")
        self.assertEqual("", self.errors)

    def test_long_has_what_people_look_for(self):
        self.boto().put_item(TableName=self.other, Item={"id": {"S": "1"}, "date": {"S": "2026"}})
        row, = self.rows("tables", "--long", self.other)
        self.assertEqual({"table": self.other, "status": "ACTIVE", "items": 1, "billing": "on demand", "indexes": 0,
                          "key": "id (S), date (S)"}, {k: v for k, v in row.items() if k != "bytes"})
        self.assertIn("bytes", row)

    def test_long_for_people_and_spreadsheets(self):
        shown = self.dynaco("tables", "--long", self.one, "--format", "table").splitlines()
        self.assertEqual(["table", "status", "items", "bytes", "billing", "indexes", "key"], shown[0].split())
        self.assertEqual([self.one, "ACTIVE", "0", "0", "B", "on", "demand", "0", "id", "(S)"], shown[1].split())
        rows = self.dynaco("tables", "--long", self.one, "--format", "csv").splitlines()
        self.assertEqual("table,status,items,bytes,billing,indexes,key", rows[0])
        self.assertEqual(f"{self.one},ACTIVE,0,0,on demand,0,id (S)", rows[1])

    def test_all_pages_are_listed(self):
        with ScriptedService(ListTables=[{"TableNames": ["a"], "LastEvaluatedTableName": "a"}, {"TableNames": ["b"]}]) as service:
            self.assertEqual(["a", "b"], self.listed("--endpoint", service.url))
            self.assertEqual({"ExclusiveStartTableName": "a"}, service.requests[1][1])

    def test_no_tables_and_no_server(self):
        with ScriptedService(ListTables=[{"TableNames": []}]) as service:
            self.assertEqual("", self.dynaco("tables", "--endpoint", service.url))
            self.assertIn(f"there are no tables in {service.url}", self.errors)
        self.dynaco("tables", "--endpoint", "http://127.0.0.1:1", status=1)
        self.assertEqual(1, len(self.errors.splitlines()), self.errors)

    def test_several_are_described_at_once(self):
        names = [f"table-{each:02}" for each in range(20)]
        eight = threading.Barrier(8)  # the first eight wait for each other
        lock, waiting, most, order = threading.Lock(), 0, 0, []

        def answer(operation, body):
            nonlocal waiting, most
            if operation == "ListTables":
                return 200, json.dumps({"TableNames": names}).encode()
            with lock:
                waiting += 1
                most = max(most, waiting)
                order.append(body["TableName"])
                is_first = len(order) <= 8
            if is_first:
                eight.wait(60)
            with lock:
                waiting -= 1
            return 200, json.dumps({"Table": {"TableName": body["TableName"], "TableStatus": "ACTIVE"}}).encode()

        proxy = data_case.Proxy(answer)
        self.addCleanup(proxy.close)
        self.assertEqual(names, self.listed("--long", "--endpoint", proxy.endpoint))
        self.assertCountEqual(names, order)
        self.assertEqual(8, most)

    def test_a_failure_while_describing(self):
        def answer(operation, body):
            if operation == "ListTables":
                return 200, json.dumps({"TableNames": [f"table-{each}" for each in range(9)]}).encode()
            if body["TableName"] == "table-5":
                return data_case.refusal("AccessDeniedException", "not you")
            return 200, b'{"Table":{}}'

        proxy = data_case.Proxy(answer)
        self.addCleanup(proxy.close)
        self.assertEqual("", self.dynaco("tables", "--long", "--endpoint", proxy.endpoint, status=1))
        self.assertIn("not you", self.errors)

    def test_a_table_that_was_deleted_meanwhile(self):
        with ScriptedService(ListTables=[{"TableNames": ["gone"]}],
                             DescribeTable=[Error("ResourceNotFoundException")]) as service:
            self.assertEqual([{"table": "gone", "status": "deleted"}],
                             [{k: v for k, v in row.items() if v is not None}
                              for row in self.rows("tables", "--long", "--endpoint", service.url)])


if __name__ == "__main__":
    program_case.main()
