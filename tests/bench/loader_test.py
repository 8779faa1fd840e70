"""Tests of the benchmark of the loader."""

import json
import unittest

from loopback import BENCH
import measure
import report

PAGE = BENCH.parent / "docs" / "performance.md"


def of(cpu_us: float = 0, peak_kb: int = 1024, seconds: float = 0.002) -> measure.figures:
    """100 items; for them, the server needs 50 µs, or half of the shortest time of the threads."""
    return measure.figures(100, seconds, cpu_us, 50 if seconds < 0.01 else 50_000, peak_kb)


class Lines(unittest.TestCase):
    def test_items_have_the_size_and_different_keys(self) -> None:
        lines = list(measure.lines_of_items(3))
        self.assertEqual({len(each) for each in lines}, {measure.ITEM_BYTES + 1})
        self.assertEqual(len({json.loads(each)["sk"]["N"] for each in lines}), 3)


class Table(unittest.TestCase):
    def test_ratios_are_those_of_one_round(self) -> None:
        other = measure.LINES
        results = {measure.FLOOR: [of(cpu_us=100), of(cpu_us=200), of(cpu_us=300)],
                   other: [of(cpu_us=400, peak_kb=2048), of(cpu_us=800, peak_kb=2048), of(cpu_us=1200, peak_kb=2048)]}
        self.assertEqual(measure.table(results)[1:],
                         [[measure.FLOOR.title, "500,000", "2.00", "1.0", "50,000", "0.50", "1 MB"],
                          [other.title, "125,000", "8.00", "4.0", "50,000", "0.50", "2 MB"]])

    def test_two_threads_are_compared_with_one_in_the_same_round(self) -> None:
        results = {measure.ONE_CORE: [of(seconds=0.3, cpu_us=100), of(seconds=0.6, cpu_us=100), of(seconds=0.6, cpu_us=100)],
                   measure.SHARED: [of(seconds=0.2, cpu_us=120), of(seconds=0.4, cpu_us=120), of(seconds=0.4, cpu_us=120)],
                   measure.APART: [of(seconds=0.1, cpu_us=110), of(seconds=0.2, cpu_us=110), of(seconds=0.2, cpu_us=110)]}
        line = measure.two_threads_line(results)
        self.assertIn("two loaders and the server load 3.00 times", line)
        self.assertIn("costs 1.10 times", line)
        self.assertIn("with one loader load 1.50 times", line)
        self.assertIn("costs 1.20 times", line)

    def test_the_page_has_a_place_for_it(self) -> None:
        self.assertEqual(report.LOADER_PARTS, ("loader",))
        self.assertIn("new", report.filled(PAGE.read_text(), {"loader": "new"}, report.PARTS))


if __name__ == "__main__":
    unittest.main()
