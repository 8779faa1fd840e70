"""Tests of the tables and of how they are written to the page."""

import pathlib
import re
import unittest

from loopback import measurement, results, told
import figures
import report
import tables

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "performance.md"
TITLE = "GetItem, 64 at a time"


class Tables(unittest.TestCase):
    def test_side_by_side_has_a_row_for_each_workload_and_a_column_for_each_client(self) -> None:
        all = figures.measurements(results(measurement("go", TITLE, told(us=9000)), measurement("sockets", TITLE, told(us=1000)),
                                           measurement("sockets", "PutItem, 64 at a time", told(us=1100), told(1, us=1300))))
        self.assertEqual(tables.cpu(all), [["CPU µs per operation", "floor", "Go v2"], [TITLE, "10.0 (10.0–10.0)", "90.0 (90.0–90.0)"],
                                           ["PutItem, 64 at a time", "12.0 (11.0–13.0)", "–"]])
        self.assertEqual(tables.ratios(all)[1], [TITLE, "1.00", "9.00"])

    def test_growth_tells_what_one_more_costs(self) -> None:
        points = [measurement("dynaco", f"bytes of the item: {x}", told(us=us), group="bytes of the item", x=x)
                  for x, us in ((1024, 1000), (3072, 1400))]
        self.assertEqual(tables.growth(figures.measurements(results(*points)), "bytes of the item")[1:],
                         [["1,024", "10.0", "–", "–", "–"], ["3,072", "14.0", "–", "–", "2.00"]])

    def test_system_calls_and_allocations_stand_beside_each_other(self) -> None:
        told_of = results(measurement("dynaco", TITLE, told()),
                          system_calls=[{"client": "dynaco", "scenario": TITLE, "system_calls": 2.25}])
        self.assertEqual(tables.per_operation(figures.measurements(told_of), told_of)[1], [TITLE, "dynaco", "4.00", "2.25", "2.00"])

    def test_text_is_aligned(self) -> None:
        self.assertEqual(tables.as_text([["a", "bbb"], ["cc", "d"]]), "a   bbb\ncc    d")

    def test_markdown_has_a_head(self) -> None:
        self.assertEqual(tables.as_markdown([["a", "b"], ["c", "1"]]), "| a | b |\n|---|---:|\n| c | 1 |")


class Page(unittest.TestCase):
    def test_only_what_stands_between_markers_is_replaced(self) -> None:
        page = "before\n\n<!-- begin one -->\n\nold\n\n<!-- end one -->\n\nafter\n"
        self.assertEqual(report.filled(page, {"one": r"new \1"}),
                         "before\n\n<!-- begin one -->\n\nnew \\1\n\n<!-- end one -->\n\nafter\n")

    def test_empty_part_can_be_filled(self) -> None:
        self.assertIn("new", report.filled("<!-- begin one -->\n<!-- end one -->\n", {"one": "new"}))

    def test_markers_and_parts_must_agree(self) -> None:
        part = "<!-- begin one -->\n<!-- end one -->\n"
        for page, made in ((part, {}), (part, {"one": "", "two": ""}), ("<!-- begin one -->\n", {"one": ""}), (part * 2, {"one": ""})):
            with self.assertRaises(ValueError, msg=page):
                report.filled(page, made)

    def test_every_part_has_its_place_in_the_documentation(self) -> None:
        made = report.parts(results(measurement("dynaco", TITLE, told())))
        self.assertEqual(set(made), set(report.PARTS))
        self.assertIn("Abacus 1", report.filled(PAGE.read_text(), made, report.LOADER_PARTS))

    def test_parts_of_other_programs_stay(self) -> None:
        page = "<!-- begin one -->\nold\n<!-- end one -->\n<!-- begin two -->\nold\n<!-- end two -->\n"
        self.assertEqual(report.filled(page, {"two": "new"}, ("one",)),
                         "<!-- begin one -->\nold\n<!-- end one -->\n<!-- begin two -->\n\nnew\n\n<!-- end two -->\n")

    def test_no_paths_get_into_the_documentation(self) -> None:
        self.assertIsNone(re.search(r"/(?:home|root|work|tmp)/", PAGE.read_text()))

    def test_troubles_are_told(self) -> None:
        told_of = results(absent={"pynamodb": "not installed"},
                          failures=[{"client": "go", "scenario": TITLE, "message": "ended with 1: no\nmore"}])
        self.assertEqual(report.troubles(told_of), f"- PynamoDB was left out: not installed\n- Go v2 failed at {TITLE}: ended with 1: no")


if __name__ == "__main__":
    unittest.main()
