"""Tests of the benchmark of the loader."""

import json
import unittest

from loopback import BENCH
import measure
import report

PAGE = BENCH.parent / "docs" / "performance.md"


class Lines(unittest.TestCase):
    def test_items_have_the_size_and_different_keys(self) -> None:
        lines = list(measure.lines_of_items(3))
        self.assertEqual({len(each) for each in lines}, {measure.ITEM_BYTES + 1})
        self.assertEqual(len({json.loads(each)["sk"]["N"] for each in lines}), 3)


class Table(unittest.TestCase):
    def test_ratios_are_those_of_one_round(self) -> None:
        other = measure.SUBJECTS[2]
        results = {measure.FLOOR: [measure.figures(100, 100, 1024), measure.figures(100, 200, 1024), measure.figures(100, 300, 1024)],
                   other: [measure.figures(100, 400, 2048), measure.figures(100, 800, 2048), measure.figures(100, 1200, 2048)]}
        self.assertEqual(measure.table(results)[1:], [[measure.FLOOR.title, "500,000", "2.00", "1.0", "1 MB"],
                                                   [other.title, "125,000", "8.00", "4.0", "2 MB"]])

    def test_the_page_has_a_place_for_it(self) -> None:
        self.assertEqual(report.LOADER_PARTS, ("loader",))
        self.assertIn("new", report.filled(PAGE.read_text(), {"loader": "new"}, report.PARTS))


if __name__ == "__main__":
    unittest.main()
