"""Runs `dynaco compare` against the local DynamoDB.

usage: compare_test.py <program>
"""

import subprocess
import unittest

from data_case import PAIR, PROGRAM, DataCase, Proxy, everything, main, refusal


class Compare(DataCase):
    def test_equal_tables(self):
        left, right = self.table(), self.table()
        self.put(left, map(everything, range(50)))
        self.put(right, map(everything, reversed(range(50))))
        self.assertEqual("", self.dynaco("compare", left, right))
        self.assertIn("equal: both tables have 50 items", self.errors)

    def test_differences(self):
        left, right = self.table(range_key=PAIR), self.table(range_key=PAIR)

        def row(key, **more):
            return {"id": {"S": key}, "sort": {"N": "1"}, **more}

        self.put(left, [row("same", n={"N": "1.0"}), row("left"), row("both", a={"S": "x"}, b={"S": "y"}, c={"N": "1"})])
        self.put(right, [row("same", n={"N": "1"}), row("right"), row("both", a={"S": "x"}, b={"S": "z"}, d={"N": "1"})])
        found = self.rows("compare", left, right, status=1)
        self.assertCountEqual([
            {"difference": "only_left", "key": {"id": "left", "sort": 1}},
            {"difference": "only_right", "key": {"id": "right", "sort": 1}},
            {"difference": "different", "key": {"id": "both", "sort": 1}, "attributes": ["b", "c", "d"]},
        ], found)
        self.assertIn(f"the tables differ: {left} has 3 items, {right} has 3 items; 3 differences\n", self.errors)
        shown = self.dynaco("compare", left, right, "--format", "table", status=1)
        self.assertIn(f"only in {left}", shown)
        self.assertIn("b, c, d", shown)

    def test_the_number_of_differences(self):
        left, right = self.table(), self.table()
        self.put(left, map(everything, range(40)))
        self.assertEqual(10, len(self.rows("compare", left, right, status=1)))
        self.assertIn("; the first 10 differences, there may be more (--max-differences)\n", self.errors)
        self.assertEqual(40, len(self.rows("compare", left, right, "--max-differences", "100", status=1)))
        for form in ("json", "table"):
            self.assertEqual("", self.dynaco("compare", left, right, "--max-differences", "0", "--format", form, status=1))
            self.assertNotIn("twice", self.errors)
        for wrong in ("-1", "some", "1.5"):
            self.dynaco("compare", left, right, "--max-differences", wrong, status=2)

    def test_mistakes(self):
        left, right = self.table(), self.table(range_key=PAIR)
        self.dynaco("compare", left, right, status=2)
        self.assertIn("different keys", self.errors)
        self.dynaco("compare", left, "no-such-table", status=2)
        self.assertIn("no-such-table", self.one_line())
        self.dynaco("compare", left, status=2)
        for format_ in ("csv", "tsv"):
            self.dynaco("compare", left, left, "--format", format_, status=2)
            self.assertIn("use --format table or json", self.one_line())

    def test_the_statuses_are_those_of_diff(self):
        left, right = self.table(), self.table()
        self.dynaco("compare", left, right, status=0)
        self.put(left, [everything(1)])
        self.dynaco("compare", left, right, status=1)
        for nobody in (["--to-endpoint", "http://127.0.0.1:1"], ["--endpoint", "http://127.0.0.1:1"]):
            self.dynaco("compare", left, right, *nobody, status=2)
        proxy = Proxy(lambda operation, _: refusal("AccessDeniedException", "not you") if operation == "Scan" else None)
        self.addCleanup(proxy.close)
        self.dynaco("compare", left, right, "--endpoint", proxy.endpoint, status=2)
        self.assertIn("not you", self.errors)
        done = subprocess.run(f"{PROGRAM} compare {left} {right} > /dev/full", shell=True, env=self.variables, cwd=self.folder,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("1 if they differ", self.dynaco("help", "compare"))


if __name__ == "__main__":
    main()
