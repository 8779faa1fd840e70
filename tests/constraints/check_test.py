"""Tests that check.py reports each kind of wrong outcome."""

import pathlib
import tempfile
import unittest

import check


class Judge(unittest.TestCase):
    def test_ok_wants_silence(self):
        self.assertEqual([], check.judge([("expect-ok", "")], 0, ""))
        self.assertTrue(check.judge([("expect-ok", "")], 0, "a.cpp:1: warning: x\n"))
        self.assertTrue(check.judge([("expect-ok", "")], 1, "a.cpp:1: error: x\n"))

    def test_an_error_is_wanted_with_its_text(self):
        wanted = [("expect-error", "no attribute"), ("expect-error", "second")]
        self.assertEqual([], check.judge(wanted, 1, "a: error: no attribute\nb: error: second\n"))
        self.assertTrue(check.judge(wanted, 0, ""))
        self.assertTrue(check.judge(wanted, 1, "a: error: no attribute\n"))
        self.assertTrue(check.judge(wanted, 1, "a: note: no attribute, second\nb: error: other\n"))
        self.assertTrue(check.judge(wanted, 1, "killed\n"))

    def test_the_first_line_counts(self):
        output = "a: error: noise\nb: error: readable\n"
        self.assertEqual([], check.judge([("expect-error", "readable")], 1, output))
        self.assertTrue(check.judge([("first-error", "readable")], 1, output))

    def test_any_line_of_the_message(self):
        output = "a: error: readable\na: note: has<Account, name<'i', 'd'>> is false\n"
        self.assertEqual([], check.judge([("expect-line", "has<Account, name<id>>")], 1, output))
        self.assertTrue(check.judge([("expect-line", "has<Order")], 1, output))

    def test_lines_behind_the_first_error_are_counted(self):
        output = "in a.cpp: from b\na: error: readable\na: note: 1\nb: error: 2\n    3\n"
        self.assertEqual([], check.judge([("most-lines", "3")], 1, output))
        self.assertTrue(check.judge([("most-lines", "2")], 1, output))
        self.assertEqual([], check.judge([("most-lines", "0")], 1, "in a.cpp:\na: error: readable\n"))
        self.assertTrue(check.judge([("most-lines", "0")], 1, "a: error: readable\na: note: 1\n"))

    def test_directives_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.cpp"
            path.write_text("// first-error: x: y\n// most-lines: 15\n// only: gcc\n\n#include <a>\n// expect-ok\n")
            self.assertEqual([("first-error", "x: y"), ("most-lines", "15"), ("only", "gcc")],
                             check.directives(path))

    def test_a_directive_that_a_formatter_joined_to_a_line_is_noticed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.cpp"
            path.write_text("// first-error: x\n// y expect-line: z most-lines: 15\nint i;\n")
            self.assertEqual("not ok", check.run_case(path, ["false"], folder, "gcc", "12")[0])
            path.write_text("// first-error: x: y\n// most-lines: 15\n// Plain text.\nint i;\n")
            self.assertEqual([], check.swallowed(path))

    def test_filters(self):
        self.assertTrue(check.applies("gcc<13", "gcc", "12.2.0"))
        self.assertFalse(check.applies("gcc<13", "gcc", "13.1.0"))
        self.assertFalse(check.applies("gcc<13", "clang", "12.0.0"))
        self.assertTrue(check.applies("clang", "clang", "14.0.6"))
        self.assertTrue(check.applies("gcc>=12.2", "gcc", "12.2.0"))
        self.assertRaises(ValueError, check.applies, "msvc", "gcc", "12")

    def test_a_case_without_an_expectation_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.cpp"
            path.write_text("int i;\n// expect-ok\n")
            self.assertEqual("not ok", check.run_case(path, ["true"], folder, "gcc", "12")[0])


if __name__ == "__main__":
    unittest.main()
