"""Tests of figures, ratios and targets."""

import unittest

from loopback import measurement, results, told
import figures
import targets

TITLE = "GetItem, 64 at a time"


def target_of(all: figures.measurements, text: str) -> targets.target:
    return next(each for each in targets.every_target(all) if each.text.startswith(text))


class Figures(unittest.TestCase):
    def test_cpu_time_is_users_and_systems_per_operation(self) -> None:
        self.assertEqual(figures.cpu_us(told(operations=50, us=1000)), 20)  # type: ignore[arg-type]

    def test_spread_has_median_and_ends(self) -> None:
        self.assertEqual(figures.spread_of([5, 1, 2]), figures.spread(2, 1, 5))

    def test_ratio_is_of_the_same_round(self) -> None:
        all = figures.measurements(results(measurement("dynaco", TITLE, told(0, us=200), told(1, us=1200), told(2, us=9)),
                                           measurement("sockets", TITLE, told(1, us=1000), told(0, us=100))))
        self.assertEqual(all.ratio("dynaco", "sockets", TITLE), figures.spread(1.6, 1.2, 2.0))

    def test_what_was_not_measured_has_no_figures(self) -> None:
        all = figures.measurements(results(measurement("dynaco", TITLE, told())))
        self.assertIsNone(all.cpu("go", TITLE))
        self.assertIsNone(all.ratio("dynaco", "go", TITLE))
        self.assertEqual(all.curve("depth", "dynaco"), [])

    def test_curve_is_in_order(self) -> None:
        points = [measurement("dynaco", f"depth: {x}", told(), group="depth", x=x) for x in (24, 1, 8)]
        self.assertEqual([x for x, _ in figures.measurements(results(*points)).curve("depth", "dynaco")], [1, 8, 24])

    def test_three_digits_are_shown(self) -> None:
        shown = [figures.significant(each) for each in (0, 0.1234, 1.234, 12.34, 123.4, 12345.6)]
        self.assertEqual(shown, ["0", "0.123", "1.23", "12.3", "123", "12,346"])


class Targets(unittest.TestCase):
    def test_verdicts_are_at_the_bound(self) -> None:
        self.assertEqual(targets.target("", 1.25, 1.25).verdict, "met")
        self.assertEqual(targets.target("", 1.25, 1.251).verdict, "missed")
        self.assertEqual(targets.target("", 10, 10, at_least=True).verdict, "met")
        self.assertEqual(targets.target("", 10, 9.99, at_least=True).verdict, "missed")
        self.assertEqual(targets.target("", 10, None).verdict, "not measured")

    def test_floor_and_peers_are_compared_with(self) -> None:
        all = figures.measurements(results(*(measurement(client, TITLE, told(us=us))
                                             for client, us in (("sockets", 1000), ("dynaco", 1200), ("go", 11_000)))))
        self.assertAlmostEqual(target_of(all, f"{TITLE}: dynaco /").figure or 0, 1.2)
        self.assertAlmostEqual(target_of(all, f"{TITLE}: Go SDK v2 /").figure or 0, 11 / 1.2)
        self.assertEqual(target_of(all, f"{TITLE}: Go SDK v2 /").verdict, "missed")

    def test_objects_own_allocations_are_taken_off(self) -> None:
        all = figures.measurements(results(measurement("dynaco", TITLE, told(allocations=1100))))
        self.assertEqual(target_of(all, "GetItem: allocations").figure, 11 - targets.OWN_ALLOCATIONS)

    def test_allocations_that_are_not_counted_are_not_judged(self) -> None:
        all = figures.measurements(results(measurement("dynaco", TITLE, told(allocations=None))))
        self.assertEqual(target_of(all, "GetItem: allocations").verdict, "not measured")

    def test_threads_are_compared_by_throughput(self) -> None:
        all = figures.measurements(results(
            measurement("dynaco", "GetItem, 128 at a time, 1 thread", told(operations=1000), group="scaling", x=1),
            measurement("dynaco", "GetItem, 128 at a time, 2 threads", told(operations=1900), group="scaling", x=2)))
        self.assertEqual(target_of(all, "Two threads").figure, 1.9)
        self.assertEqual(target_of(all, "Two threads").verdict, "met")


if __name__ == "__main__":
    unittest.main()
