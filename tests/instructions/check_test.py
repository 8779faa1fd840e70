"""Tests the counting and the verdicts of check.py."""

import unittest

import check

# 53 instructions: 10 of the program, 43 of libraries. The line after `calls=` repeats the cost inside the called function.
DUMP = """desc: Trigger: Client Request: 2 x sign
positions: line
events: Ir

ob=(1) /build/program
fl=(1) a.cpp
fn=(1) main
12 4
cfn=(2) EVP_DigestUpdate
cob=(2) /usr/lib/libcrypto.so.3
calls=2 0
+3 20
* 6

ob=(3) /usr/lib/libstdc++.so.6
fn=(3) operator new(unsigned long)
0 5
cob=(4) /usr/lib/libc.so.6
cfn=(4) malloc
calls=3 0
0 15

ob=(2)
fn=(2)
0 18
cob=(4)
cfn=(4)
calls=1 0
0 5

ob=(4)
fn=(4)
0 20

totals: 53
"""


class ReadCosts(unittest.TestCase):
    def test_each_instruction_counts_once_and_where_it_belongs(self):
        costs, allocations = check.read_costs(DUMP.splitlines())
        self.assertEqual({"/build/program": 10, "/usr/lib/libcrypto.so.3": 18, "/usr/lib/libstdc++.so.6": 5,
                          "/usr/lib/libc.so.6": 20}, dict(costs))
        self.assertEqual(4, allocations)


class Judge(unittest.TestCase):
    def judge(self, now, then):
        return check.judge({"sign": now} if now else {}, {"sign": then} if then else {})

    def test_five_per_cent_are_nothing(self):
        for now in (1000, 1050, 951):
            lines, good = self.judge(now, 1000)
            self.assertTrue(good)
            self.assertEqual(["1..1", "ok 1 sign"], lines[:2])
            self.assertEqual(3, len(lines))

    def test_more_is_a_failure(self):
        lines, good = self.judge(1051, 1000)
        self.assertFalse(good)
        self.assertEqual(["not ok 1 sign", "# 1051, recorded 1000, +5.1%"], lines[1:3])

    def test_one_more_of_few_is_a_failure(self):
        self.assertFalse(self.judge(8, 7)[1])
        self.assertFalse(check.judge({"sign": 1}, {"sign": 0})[1])

    def test_much_less_asks_to_record_it(self):
        lines, good = self.judge(940, 1000)
        self.assertTrue(good)
        self.assertIn("--record", lines[-1])

    def test_a_figure_that_is_new_or_gone_is_a_failure(self):
        self.assertFalse(self.judge(None, 1000)[1])
        self.assertFalse(self.judge(1000, None)[1])


if __name__ == "__main__":
    unittest.main()
