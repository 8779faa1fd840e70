"""bench, end to end."""

import signal

import program_case


class Bench(program_case.ProgramCase):
    def bench(self, table, *more):
        found = self.rows("bench", table, "--yes", "--items", "20", "--callers", "4", *more)
        self.assertEqual(1, len(found))
        return found[0]

    def test_measures_and_cleans_up(self):
        name = self.table(range_key=("n", "N"))
        self.dynaco("put", name, '{"id": "mine", "n": 1}')
        found = self.bench(name, "--for", "1500ms")
        self.assertGreater(found["reads"]["calls"], 0)
        self.assertGreater(found["writes"]["calls"], 0)
        self.assertGreater(found["read_units"], 0)
        self.assertGreater(found["write_units"], 0)
        self.assertEqual(0, found["failed"])
        self.assertLessEqual(found["reads"]["p50_ms"], found["reads"]["p99_ms"])
        self.assertEqual([{"id": "mine", "n": 1}], self.rows("scan", name))

    def test_reads_only_at_a_rate(self):
        name = self.table()
        found = self.bench(name, "--for", "2s", "--reads", "100", "--rate", "50", "--keep")
        self.assertEqual(0, found["writes"]["calls"])
        self.assertIn(found["reads"]["calls"], range(1, 101))
        self.assertEqual("20\n", self.dynaco("scan", name, "--count", "--quiet"))

    def test_without_a_terminal_it_must_be_allowed(self):
        name = self.table()
        self.dynaco("bench", name, "--for", "1s", status=2)
        self.assertIn("--yes", self.errors)
        self.assertEqual("0\n", self.dynaco("scan", name, "--count", "--quiet"))

    def test_an_item_of_one_kilobyte_costs_one_unit(self):
        found = self.bench(self.table(range_key=("a-range-key-with-a-long-name", "S")), "--for", "1s", "--reads", "0")
        self.assertEqual(found["writes"]["calls"], found["write_units"])

    def test_for_people(self):
        name = self.table()
        shown = self.dynaco("bench", name, "--yes", "--items", "10", "--for", "1200ms", "--format", "table")
        for each in ("p50", "reads", "writes", "write units", "settle", "0 attempts were throttled"):
            self.assertIn(each, shown)

    def test_a_signal_ends_it_and_the_items_are_removed(self):
        name = self.table()
        running = self.start("bench", name, "--yes", "--items", "20", "--for", "60s")
        self.assertIn("reads", self.until_progress(running))  # a second of it has passed
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=30)
        self.assertEqual(130, running.returncode)
        self.assertIn("reads", out)
        self.assertEqual("0\n", self.dynaco("scan", name, "--count", "--quiet"))

    def test_wrong_options(self):
        name = self.table()
        self.dynaco("bench", name, "--yes", "--for", "fast", status=2)
        self.assertIn("fast", self.errors)
        self.dynaco("bench", name, "--yes", "--items", "0", status=2)
        self.dynaco("bench", name, "--yes", "--reads", "101", status=2)


if __name__ == "__main__":
    program_case.main()
