"""Tests of how the benchmark runs its clients."""

import dataclasses
import json
import pathlib
import sys
import unittest

from loopback import told
import clients
import machine
import plan
import run
import server

WHERE = server.server(plain=8001, tls=8002, ca=pathlib.Path("ca.pem"), pid=0)
WHO = clients.client("dynaco", pathlib.Path("program"))
WHAT = plan.scenario("group", "title", "get-item", 64)


class Lines(unittest.TestCase):
    def test_line_of_the_contract_is_taken(self) -> None:
        line = told()
        self.assertEqual(clients.parsed(json.dumps(line)), line)

    def test_what_is_no_such_line_is_refused(self) -> None:
        without = {name: value for name, value in told().items() if name != "p99_us"}
        for text in ("", "[]", "ready", json.dumps(without), json.dumps(told(user_us=None)), json.dumps(told(operations=0))):
            with self.assertRaises(clients.failure, msg=text):
                clients.parsed(text)

    def test_last_line_counts(self) -> None:
        program = f"print('hello'); print({json.dumps(json.dumps(told()))})"
        self.assertEqual(clients.run([sys.executable, "-c", program], 30)["operations"], 100)

    def test_failure_tells_what_the_client_said(self) -> None:
        with self.assertRaisesRegex(clients.failure, "ended with 3: no such table"):
            clients.run([sys.executable, "-c", "import sys; print('no such table', file=sys.stderr); sys.exit(3)"], 30)

    def test_silence_is_a_failure(self) -> None:
        with self.assertRaises(clients.failure):
            clients.run([sys.executable, "-c", ""], 30)


class Commands(unittest.TestCase):
    def test_client_is_pinned_and_told_everything(self) -> None:
        self.assertEqual(clients.command(WHO, WHAT, WHERE, 0.5, 0.2),
                         ["taskset", "-c", "1", "program", "--workload", "get-item", "--endpoint", "http://127.0.0.1:8001",
                          "--concurrency", "64", "--seconds", "0.5", "--warm-up", "0.2"])

    def test_what_is_not_usual_is_told_too(self) -> None:
        unusual = dataclasses.replace(WHAT, tls=True, variation="depth-4", threads=2, connections=16, pages=7, client_cores=(0, 1))
        line = clients.command(WHO, unusual, WHERE, 1, 0)
        self.assertEqual(line[2], "0,1")
        self.assertIn("https://127.0.0.1:8002/depth-4", line)
        self.assertEqual(line[-8:], ["--ca", "ca.pem", "--threads", "2", "--connections", "16", "--pages", "7"])

    def test_users_own_settings_do_not_reach_the_clients(self) -> None:
        self.assertEqual({name for name in clients.environment() if name.startswith("AWS_")}, set(clients.CREDENTIALS))


class Facts(unittest.TestCase):
    def test_folders_of_the_machine_are_not_told(self) -> None:
        self.assertEqual(machine.without_paths("npm ci failed, see /home/ada/dynaco/build/npm.log"), "npm ci failed, see …/npm.log")
        self.assertEqual(machine.without_paths("GET http://127.0.0.1:80/item-256: 404 and/or 5/6"),
                         "GET http://127.0.0.1:80/item-256: 404 and/or 5/6")

    def test_processor_is_named(self) -> None:
        self.assertEqual(machine.processor("processor\t: 0\nmodel name\t: Abacus 1\n"), "Abacus 1")
        self.assertTrue(machine.processor(""))


class SystemCalls(unittest.TestCase):
    def test_total_is_read_with_errors_and_without(self) -> None:
        self.assertEqual(clients.counted_calls("100.00    0.187208           7     25224           total\n"), 25224)
        self.assertEqual(clients.counted_calls(" 64.55    0.1 14 8161 writev\n100.00    0.187208           7     25224        12 total\n"),
                         25224)

    def test_summary_without_total_is_refused(self) -> None:
        with self.assertRaises(clients.failure):
            clients.counted_calls("strace: out of luck\n")


class Plan(unittest.TestCase):
    def test_titles_are_unique(self) -> None:
        titles = [each.title for each in plan.everything()]
        self.assertEqual(len(titles), len(set(titles)))

    def test_orders_differ_by_round_but_not_by_run(self) -> None:
        names = ["dynaco", "go", "sockets", "wrk"]
        rounds = [run.orders(names, "title", turn) for turn in range(5)]
        self.assertEqual(rounds, [run.orders(names[::-1], "title", turn) for turn in range(5)])
        self.assertGreater(len({tuple(each) for each in rounds}), 1)
        self.assertTrue(all(sorted(each) == names for each in rounds))


if __name__ == "__main__":
    unittest.main()
