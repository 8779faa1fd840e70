"""Runs `dynaco export` against the local DynamoDB.

usage: export_test.py <program>
"""

import csv
import gzip
import io
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import threading
import time
import unittest

from data_case import PAIR, PROGRAM, SANITIZED, DataCase, Proxy, everything, main, refusal


class Formats(DataCase):
    def setUp(self):
        super().setUp()
        self.source = self.table()
        # Not all items have all attributes, and one attribute has several types.
        self.all = [{name: value for place, (name, value) in enumerate(everything(each).items()) if place == 0 or (each + place) % 4}
                    for each in range(100)]
        for each in self.all:
            each["mixed"] = {"S": "7"} if len(each) % 2 else {"N": "7"}
        self.put(self.source, self.all)

    def test_every_lossless_format_can_be_imported(self):
        for name, *more in (["a.jsonl"], ["a.jsonl.gz"], ["a.jsonl.zst"], ["a.csv"], ["a.csv.gz"], ["a.tsv.zst"],
                            ["folder", "--output-format", "s3"], ["b.txt", "--output-format", "csv", "--delimiter", ";"]):
            with self.subTest(name=name):
                self.dynaco("export", self.source, name, *more)
                self.assertNotIn("loses", self.errors)
                target = self.table()
                how = ["--input-format", "csv", "--delimiter", ";"] if name == "b.txt" else []
                self.dynaco("import", target, name, *how)
                self.assert_same(self.source, target)
                self.assert_items(self.all, target)
        self.assertEqual(["a.csv", "a.csv.gz", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.tsv.zst", "b.txt", "folder"], self.names())

    def test_plain_json_says_what_it_loses(self):
        self.dynaco("export", self.source, "a.jsonl", "--output-format", "plain")
        self.assertIn("loses something: ", self.errors)
        lines = [json.loads(line) for line in (self.folder / "a.jsonl").read_text().splitlines()]
        self.assertEqual(100, len(lines))
        self.assertIn('"digits":12345678901234567890123456789012345678', (self.folder / "a.jsonl").read_text())

    def test_csv_has_the_keys_first(self):
        table = self.table(range_key=PAIR)
        self.put(table, [{"id": {"S": "1"}, "sort": {"N": "2"}, "a": {"S": "x,y"}}, {"id": {"S": "2"}, "sort": {"N": "3"}, "z": {"N": "1"}}])
        rows = list(csv.reader(io.StringIO(self.dynaco("export", table, "-", "--output-format", "csv"))))
        self.assertEqual(["id:S", "sort:N", "a:S", "z:N"], rows[0])
        self.assertCountEqual([["1", "2", "x,y", ""], ["2", "3", "", "1"]], rows[1:])

    def test_csv_without_types_says_so(self):
        shown = self.dynaco("export", self.source, "-", "--output-format", "csv", "--columns", "id:S,total:N", "--untyped-header")
        self.assertEqual("id,total", shown.splitlines()[0])
        self.assertEqual(101, len(shown.splitlines()))
        self.assertIn("loses something", self.errors)

    def test_a_name_of_another_compression(self):
        for name in ("a.xz", "a.csv.bz2", "a.jsonl.ZIP"):
            self.dynaco("export", self.source, name, status=2)
            self.assertIn("for a compressed file, end the name in .gz or .zst", self.errors)
            self.dynaco("convert", self.file("b.csv", "id\n1\n"), name, status=2)
        self.dynaco("convert", "b.csv", "c.csv", "--rejects", "no.jsonl.gz", status=2)
        self.assertIn("--rejects: no.jsonl.gz would not be compressed; name it without .gz", self.errors)
        self.assertEqual(["b.csv"], self.names())

    def test_a_table_without_items(self):
        table = self.table()
        for name in ("a.jsonl", "a.csv", "a.jsonl.gz"):
            self.dynaco("export", table, name)
            self.assertTrue((self.folder / name).exists())
            self.assertIn(f"dynaco export: the table {table} has no items\n", self.errors)
        self.dynaco("export", table, "s3", "--output-format", "s3")
        self.dynaco("import", table, "s3")


class Reading(DataCase):
    def setUp(self):
        super().setUp()
        index = {"IndexName": "by-status", "Projection": {"ProjectionType": "KEYS_ONLY"},
                 "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}]}
        self.source = self.table(GlobalSecondaryIndexes=[index],
                                 AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                       {"AttributeName": "status", "AttributeType": "S"}])
        self.put(self.source, [{"id": {"S": str(each)}, "total": {"N": str(each)}, "name": {"S": "n"},
                                **({"status": {"S": "open"}} if each < 5 else {})} for each in range(20)])

    def exported(self, *more):
        return [json.loads(line) for line in self.dynaco("export", self.source, "-", *more).splitlines()]

    def test_standard_output_by_default(self):
        self.assertEqual(20, len(self.dynaco("export", self.source).splitlines()))

    def test_a_filter_and_attributes(self):
        rows = self.exported("--where", 'total >= 10 and name = "n" or status = "open"', "--attributes", "id, name")
        self.assertEqual({*map(str, range(5)), *map(str, range(10, 20))}, {each["id"]["S"] for each in rows})
        self.assertEqual({("id", "name")}, {tuple(sorted(each)) for each in rows})

    def test_a_filter_that_no_item_meets(self):
        self.assertEqual([], self.exported("--where", "totl > 1"))
        advice = "20 items were read: no item meets --where: check the spelling of totl, and the types of the values; "
        self.assertIn(advice, " ".join(self.errors.split()))
        self.assertEqual([], self.exported("--where", 'id = "none"'))
        self.assertIn("20 items were read: no item meets --where\n", self.errors)
        self.assertEqual([], self.exported("--where", "a.b = 1"))
        self.assertIn("20 items were read: a.b is read as `b` in the map `a`", self.errors)
        self.assertEqual([], self.exported("--where", "totl > 1", "--quiet"))
        self.assertEqual("", self.errors)

    def test_a_mistake_in_a_filter(self):
        self.dynaco("export", self.source, "-", "--where", "total >> 10", status=2)
        self.assertIn("^", self.errors)

    def test_an_index(self):
        self.assertEqual(5, len(self.exported("--index", "by-status")))
        self.dynaco("export", self.source, "-", "--index", "none", status=2)
        self.assertIn("has no index none", self.errors)

    def test_a_column_that_no_item_has(self):
        self.dynaco("export", self.source, "a.csv", "--columns", "id,totl:N")
        self.assertIn('--columns: no item has "totl" (did you mean "total"?); the column is empty', " ".join(self.errors.split()))
        # All of them are named.
        left_out = re.search("--columns: attributes without a column are left out: (.*)", " ".join(self.errors.split()))
        self.assertIn("total", left_out[1])
        self.assertGreater(left_out[1].count(", "), 0)
        self.assertNotIn("loses something", self.errors)
        self.dynaco("export", self.source, "a.csv", "--columns", "id,totl:N", "--quiet", "--overwrite")
        self.assertEqual("", self.errors)
        self.dynaco("export", self.source, "b.jsonl", "--columns", "id", status=2)
        self.assertIn("--columns is for csv and tsv", self.errors)
        self.dynaco("export", self.source, "c.csv", "--columns", "id,,total", status=2)
        self.dynaco("export", self.source, "c.csv", "--columns", "id,total:S", status=1)
        self.assertIn("the attribute has the type N, but its column has S; attribute total", self.errors)
        self.assertEqual(["a.csv"], self.names())

    def test_consistent(self):
        self.assertEqual(20, len(self.exported("--consistent")))

    def test_the_cost_is_said_before(self):
        self.dynaco("export", self.source, "a.jsonl", "--dry-run")
        self.assertRegex(self.errors, r"reads about .* items?, (.*: .* read units|whose size is not known)\n")
        self.assertIn("nothing was changed (--dry-run)\n", self.errors)
        self.assertEqual([], self.names())

    def test_workers_share_a_table(self):
        rows = []
        for worker in ("1/3", "2/3", "3/3"):
            rows += self.exported("--worker", worker, "--segments", "30")
        self.assertCountEqual([str(each) for each in range(20)], [each["id"]["S"] for each in rows])

    def test_many_segments(self):
        self.assertEqual(20, len(self.exported("--segments", "200")))


class Output(DataCase):
    def large(self, items=300, size=20_000):
        """A table of several pages."""
        table = self.table()
        self.put(table, [{"id": {"S": str(each)}, "text": {"S": "x" * size}} for each in range(items)])
        return table

    def test_a_table_of_several_pages_is_complete(self):
        self.dynaco("export", self.large(), "a.jsonl")
        self.assertEqual(300, len((self.folder / "a.jsonl").read_text().splitlines()))
        self.assertEqual(300, json.loads(self.errors.splitlines()[-1])["items"])

    def test_a_reader_that_ends(self):
        table = self.large()
        for more in (["--output-format", "plain"], [], ["--output-format", "csv"]):
            with self.subTest(more=more):
                running = self.start("export", table, "-", *more)
                running.stdout.read(10)
                running.stdout.close()
                errors = running.stderr.read()
                running.stderr.close()
                running.stdin.close()
                self.assertEqual(141, running.wait(timeout=60))
                self.assertNotIn("pipe", errors)
                self.assertNotIn("dynaco export: cannot", errors)

    def test_a_full_disk_within_the_work(self):
        table = self.large()
        for name, more in (("a.jsonl", []), ("a.csv", []), ("a.jsonl.gz", [])):
            done = subprocess.run(f"ulimit -f 1; {PROGRAM} export {table} {name} {' '.join(more)} --segments 2", shell=True,
                                  env=self.variables, cwd=self.folder, capture_output=True, text=True, timeout=60, check=False,
                                  executable="/bin/bash")
            lines = [each for each in done.stderr.splitlines() if each.startswith("dynaco export: ") and "reads about" not in each]
            self.assertEqual(1, done.returncode, done.stderr)
            self.assertIn(f"cannot write {name}", lines[0])
            parts = [each for each in self.names() if each.endswith(".part")]
            if parts:  # some pages were written
                self.assertIn(f"what was written is in {parts[0]}; it is needed to continue", lines[1])
                self.go_on(done.stderr)
            else:
                self.assertEqual(1, len(lines), done.stderr)
                self.dynaco("export", table, name)
            self.assertEqual([name], self.names())
            (self.folder / name).unlink()

    def test_a_full_disk_when_the_columns_are_known(self):
        """The collected items are small on the disk, the CSV is not."""
        table = self.table()
        self.put(table, [{"id": {"S": str(each)}, "text": {"S": "x" * 2000}} for each in range(100)])
        done = subprocess.run(f"ulimit -f 64; {PROGRAM} export {table} a.csv", shell=True, env=self.variables, cwd=self.folder,
                              capture_output=True, text=True, timeout=60, check=False, executable="/bin/bash")
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertIn("cannot write a.csv", done.stderr)
        self.assertEqual(["a.csv.dynaco-export", "a.csv.items.part"], [each for each in self.names() if not each.endswith(".lock")])
        self.assertIn("what was written is in a.csv.items.part; it is needed to continue", " ".join(done.stderr.split()))
        self.go_on(done.stderr)
        self.assertEqual(["a.csv"], self.names())
        self.assertEqual(101, len((self.folder / "a.csv").read_text().splitlines()))

    def test_a_full_disk(self):
        self.dynaco("export", self.large(), "-", status=0)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "export", self.large(), "-", "--quiet"], env=self.variables, cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        self.assertEqual(1, done.returncode)
        self.assertEqual(1, len(done.stderr.splitlines()), done.stderr)
        self.assertIn("No space left", done.stderr)

    def test_a_dry_run_refuses_what_the_export_refuses(self):
        table = self.table()
        self.put(table, [{"id": {"S": "1"}}])
        self.file("there.jsonl", "old")
        self.unfinished("old.jsonl.dynaco-export")
        self.file("notes.txt", "mine\n")
        for words, *arguments in (("there.jsonl exists", table, "there.jsonl"), ("does not exist", "none", "a.jsonl"),
                                  ("none/a.jsonl: No such file", table, "none/a.jsonl"),
                                  ("none/a.csv: No such file", table, "none/a.csv"),
                                  ("notes.txt/folder: Not a directory", table, "notes.txt/folder", "--output-format", "s3"),
                                  ("none/state: No such file", table, "a.jsonl", "--checkpoint", "none/state")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses("export", *arguments))
        for words, *arguments in (("an earlier export did not end", table, "old.jsonl"),
                                  ("a column has no name", table, "a.csv", "--columns", "id,,n"),
                                  ("must not be a quote", table, "a.csv", "--delimiter", '"'),
                                  ("segments", table, "a.jsonl", "--segments", "2000000"),
                                  ("the unfinished FILE and --checkpoint are the same file", table, "a.jsonl",
                                   "--checkpoint", "./a.jsonl.part"),
                                  ("FILE is empty", table, ""),
                                  ("not a state file", table, "a.jsonl", "--checkpoint", "notes.txt"),
                                  ("has no index none", table, "a.jsonl", "--index", "none"),
                                  ("--columns is for csv", table, "a.jsonl", "--columns", "id"),
                                  ("is a folder: name a file", table, ".")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses("export", *arguments, status=2))
        self.assertEqual(["notes.txt", "old.jsonl.dynaco-export", "there.jsonl"], self.names())

    def test_a_symbolic_link_stays(self):
        self.file("real.jsonl", "old")
        (self.folder / "link.jsonl").symlink_to("real.jsonl")
        table = self.table()
        self.put(table, [{"id": {"S": "1"}}])
        self.dynaco("export", table, "link.jsonl", status=1)
        self.dynaco("export", table, "link.jsonl", "--overwrite")
        self.assertTrue((self.folder / "link.jsonl").is_symlink())
        self.assertEqual('{"id":{"S":"1"}}\n', (self.folder / "real.jsonl").read_text())
        self.assertEqual(["link.jsonl", "real.jsonl"], self.names())

    def test_a_named_pipe_is_written_directly(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        table = self.table()
        self.put(table, [{"id": {"S": "1"}}])
        for more, expected in ([], '{"id":{"S":"1"}}\n'), (["--output-format", "csv"], "id:S\n1\n"):
            running = self.start("export", table, "pipe", *more)
            self.assertEqual(expected, pipe.read_text())
            _, errors = running.communicate(timeout=60)
            self.assertEqual(0, running.returncode, errors)
            self.assertTrue(pipe.is_fifo())
            self.assertEqual(["pipe"], self.names())

    def test_a_device_is_written_directly(self):
        table = self.table()
        self.put(table, [{"id": {"S": "1"}}])
        link = self.folder / "full"  # a mistake of the program replaces the link and not the device
        link.symlink_to("/dev/full")
        for more in ([], ["--output-format", "csv"]):
            self.dynaco("export", table, "full", *more, status=1)
            self.assertIn("full: No space left on device", self.errors)
            self.assertTrue(link.is_symlink())
            self.assertEqual(["full"], self.names())
        self.assertTrue(pathlib.Path("/dev/full").is_char_device())

    def test_a_name_that_says_no_format(self):
        table = self.table()
        self.dynaco("export", table, "a.json")
        self.assertIn("a.json is written as JSON lines", self.errors)
        for name in ("a.jsonl", "a.csv.gz", "a.jsonl.zst"):
            self.dynaco("export", table, name)
            self.assertNotIn("is written as", self.errors)

    def test_a_folder_that_does_not_exist(self):
        self.dynaco("export", self.table(), "none/a.jsonl", status=1)
        self.assertIn("none/a.jsonl", self.one_line().replace("reads", ""))

    def test_a_folder_instead_of_a_file(self):
        (self.folder / "here").mkdir()
        self.dynaco("export", self.table(), "here", status=2)
        self.assertIn("here is a folder: name a file in it", self.errors)
        self.dynaco("export", self.table(), "-", "--output-format", "s3", status=2)
        self.assertIn("cannot be written to standard output", self.errors)

    def one_line(self):
        lines = [each for each in self.errors.splitlines() if not each.startswith("{") and ": reads about" not in each]
        self.assertEqual(1, len(lines), self.errors)
        return lines[0]

    def test_a_missing_table(self):
        self.dynaco("export", "no-such-table", "a.jsonl", status=1)
        self.assertIn("no-such-table", self.one_line())
        self.assertEqual([], self.names())

    def test_an_existing_file_is_replaced_on_demand(self):
        self.file("a.jsonl", "old")
        table = self.table()
        self.put(table, [{"id": {"S": "1"}}])
        self.dynaco("export", table, "a.jsonl", status=1)
        self.assertIn("a.jsonl exists; --overwrite replaces it", self.one_line())
        self.dynaco("export", table, "a.jsonl", "--dry-run", status=1)
        self.assertIn("a.jsonl exists; --overwrite replaces it", self.one_line())
        self.assertEqual("old", (self.folder / "a.jsonl").read_text())
        self.dynaco("export", table, "a.jsonl", "--overwrite")
        self.assertEqual('{"id":{"S":"1"}}\n', (self.folder / "a.jsonl").read_text())


@unittest.skipIf(SANITIZED, "sanitizers need more memory")
class Memory(DataCase):
    def test_a_table_need_not_fit_into_memory(self):
        """120 MB of items, in pages of 1 MB: the largest resident set of the program, in kB."""
        table, last = self.table(), 120
        text = "x" * 100_000

        def answer(operation, body):
            if operation != "Scan" or body.get("Segment", 0) > 0:
                return (200, b'{"Items":[],"Count":0,"ScannedCount":0}') if operation == "Scan" else None
            page = int(body.get("ExclusiveStartKey", {}).get("id", {}).get("S", "0")) + 1
            items = [{"id": {"S": str(page)}, "text": {"S": text}} for _ in range(10)]
            more = {"LastEvaluatedKey": {"id": {"S": str(page)}}} if page < last else {}
            return 200, json.dumps({"Items": items, "Count": 10, "ScannedCount": 10, **more}).encode()

        proxy = Proxy(answer)
        self.addCleanup(proxy.close)
        code = ("import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
                "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        for arguments in (["scan", table, "--format", "json"], ["scan", table, "--format", "dynamodb"], ["export", table, "-"],
                          ["export", table, "all.jsonl.zst"], ["count", table]):
            with self.subTest(arguments):
                command = ["python3", "-c", code, PROGRAM, *arguments, "--quiet", "--endpoint", proxy.endpoint]
                done = subprocess.run(command, env=self.variables, cwd=self.folder, capture_output=True, text=True, check=True)
                status, size = map(int, done.stdout.split())
                self.assertEqual(0, status, done.stderr)
                self.assertLess(size, 90_000)


class Interruptions(DataCase):
    def setUp(self):
        super().setUp()
        self.source = self.table()
        self.all = [{"id": {"S": str(each)}, "text": {"S": "x" * 3000}, **({"odd": {"N": "1"}} if each % 2 else {})}
                    for each in range(800)]
        self.put(self.source, self.all)

    def check(self, name, *more, how=signal.SIGINT):
        arguments = ("export", self.source, name, "--max-read-units-per-second", "60", *more)
        status, errors = self.interrupt(*arguments, how=how)
        self.assertEqual(130, status, errors)
        self.assertFalse((self.folder / name).is_file())
        self.dynaco(*arguments, status=2)
        self.assertIn("did not end", self.errors)
        self.go_on(errors)
        target = self.table()
        self.dynaco("import", target, name)
        self.assert_items(self.all, target)
        self.assertEqual([name], self.names())

    def test_json_lines(self):
        self.check("a.jsonl")

    def test_other_files_are_not_replaced(self):
        arguments = ("export", self.source, "a.jsonl", "--max-read-units-per-second", "60")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        self.file("a.jsonl", "precious")
        self.dynaco(*arguments, "--resume", status=1)
        self.assertIn("a.jsonl exists; --overwrite replaces it", self.errors)
        self.assertEqual("precious", (self.folder / "a.jsonl").read_text())
        (self.folder / "a.jsonl").unlink()
        state = (self.folder / "a.jsonl.dynaco-export").read_text()
        for more, status in ((["--resume"], 1), (["--restart"], 2), ([], 2)):
            self.dynaco("export", self.source, "b.jsonl", "--checkpoint", "a.jsonl.dynaco-export", *more, status=status)
            self.assertIn("is the state of another export, of ", self.errors)
            self.assertEqual(state, (self.folder / "a.jsonl.dynaco-export").read_text())
        self.go_on(errors)
        self.file("c.jsonl.part", "precious")
        for command in (["export", self.source, "c.jsonl"], ["convert", "a.jsonl", "c.jsonl"]):
            self.dynaco(*command, status=1)
            self.assertIn("c.jsonl.part exists; --overwrite replaces it", self.errors)
            self.assertEqual("precious", (self.folder / "c.jsonl.part").read_text())
        self.dynaco("export", self.source, "c.jsonl", "--overwrite")
        self.assertEqual(["a.jsonl", "c.jsonl"], self.names())

    def test_at_the_beginning(self):
        for name, *more in (["a.jsonl"], ["a.csv"], ["folder", "--output-format", "s3"]):
            with self.subTest(name=name):
                self.check_work_at_its_beginning(f"{name}.dynaco-export", "export", self.source, name, *more, operation="Scan")
                target = self.table()
                self.dynaco("import", target, name)
                self.assert_items(self.all, target)
        self.assertEqual(["a.csv", "a.jsonl", "folder"], self.names())
        self.assertEqual(1, len(list((self.folder / "folder" / "AWSDynamoDB").iterdir())))

    def test_counts_what_a_pipe_took(self):
        running = self.start("export", self.source, "-", "--attributes", "id", "--max-read-units-per-second", "60")
        shown = self.until_items(running)
        os.set_blocking(running.stdout.fileno(), False)
        taken = os.read(running.stdout.fileno(), 65536).count(b"\n")
        self.assertGreaterEqual(taken, shown["items"])
        running.send_signal(signal.SIGINT)
        os.set_blocking(running.stdout.fileno(), True)
        rest, errors = running.communicate(timeout=60)
        self.assertEqual(130, running.returncode, errors)
        self.assertIn(f"interrupted; {taken + len(rest.splitlines())} items were written", errors)

    def test_a_run_that_continues_has_totals_of_all_and_rates_of_its_own(self):
        for more in ([], ["--where", "odd = 1"]):
            arguments = ("export", self.source, "a.jsonl", "--max-read-units-per-second", "100", "--overwrite", *more)
            status, errors = self.interrupt(*arguments)
            self.assertEqual(130, status, errors)
            self.go_on(errors)
            self.assert_rates_of_this_run("rcu", 400 if more else 800, "items_read" if more else "items", 800)

    def test_other_options_are_not_resumed(self):
        arguments = ("export", self.source, "a.csv", "--where", "odd = 1", "--columns", "id,odd:N", "--max-read-units-per-second", "60")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        before = (self.folder / "a.csv.dynaco-export").read_text()
        for option, value in (("--where", "odd = 2"), ("--columns", "id"), ("--segments", "3"), ("--worker", "1/2"), ("--delimiter", ";"),
                              ("--attributes", "id"), ("--consistent", ""), ("--untyped-header", "")):
            with self.subTest(option):
                words = list(arguments)
                if option in words:
                    words[words.index(option) + 1] = value
                else:
                    words += [option, value] if value else [option]
                self.dynaco(*words, "--resume", status=1)
                self.assertIn(f"{option} is not as it was when the export began; continue with: ", self.errors)
                self.assertRegex(self.errors, f"or start again with: .* {option}.* --restart\n")
                self.assertEqual(list(arguments), self.printed_command(self.errors)[:-1])
                self.assertEqual(before, (self.folder / "a.csv.dynaco-export").read_text())
        self.go_on(self.errors)
        self.assertEqual(401, len((self.folder / "a.csv").read_text().splitlines()))

    def test_a_table_that_was_created_again_is_not_resumed(self):
        table = self.table()
        self.put(table, self.all[:300])
        arguments = ("export", table, "a.jsonl", "--max-read-units-per-second", "20")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        self.dynaco("drop", table, "--yes")
        self.dynaco("create", table, "--key", "id")
        self.dynaco(*arguments, "--resume", status=1)
        self.assertIn(f"the table {table} was deleted and created again since the export began; start again with: ", self.errors)

    def test_an_outage_is_shown(self):
        """Every command that reads a table tells why no page arrives."""
        over = threading.Event()
        proxy = Proxy(lambda operation, _: (503, b"{}") if operation == "Scan" and not over.is_set() else None)
        self.addCleanup(proxy.close)
        target = self.table()
        for command in (["export", self.source, "a.jsonl"], ["count", self.source], ["copy", self.source, target], ["truncate", target, "--yes"],
                        ["compare", self.source, self.source]):
            with self.subTest(command):
                over.clear()
                running = self.start(*command, "--endpoint", proxy.endpoint)
                shown = {}
                for line in running.stderr:
                    shown = json.loads(line) if line.startswith("{") else {}
                    if shown.get("retrying_s", 0) > 2.5:
                        break
                self.assertEqual("HTTP 503", shown.get("retrying"))
                over.set()
                _, errors = running.communicate(timeout=60)
                self.assertEqual(0, running.returncode, errors)
                self.assertRegex(errors, r"requests failed and were sent again; no request succeeded for [0-9.]+ s")

    def test_time_passes_while_a_page_is_awaited(self):
        """Every command that reads a table shows its progress each second, also if no page arrives."""
        answered = threading.Event()
        self.addCleanup(answered.set)
        proxy = Proxy(lambda operation, _: answered.wait(60) and None if operation == "Scan" else None)
        self.addCleanup(proxy.close)
        for command in (["export", self.source, "a.jsonl"], ["count", self.source], ["compare", self.source, self.source],
                        ["scan", self.source]):
            with self.subTest(command):
                answered.clear()
                running = self.start(*command, *(["--from-endpoint", proxy.endpoint, "--to-endpoint", proxy.endpoint]
                                                 if command[0] == "compare" else ["--endpoint", proxy.endpoint]))
                shown = []
                for line in running.stderr:
                    if line.startswith("{"):
                        shown.append(json.loads(line))
                    if len(shown) == 3:
                        break
                self.assertEqual([0, 0, 0], [each["items"] for each in shown])
                self.assertNotIn("retrying", shown[-1])
                self.assertLess(shown[0]["elapsed_s"], shown[-1]["elapsed_s"])
                answered.set()
                _, errors = running.communicate(timeout=60)
                self.assertEqual(0, running.returncode, errors)

    def test_a_state_that_cannot_be_used(self):
        arguments = ("export", self.source, "a.jsonl", "--max-read-units-per-second", "60")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        self.check_damaged_state(self.folder / "a.jsonl.dynaco-export", *arguments)
        self.restart(800)

    def restart(self, items):
        """Runs the command that starts again."""
        command, = re.findall(r"start again with: (.*)$", self.errors, re.MULTILINE)
        self.dynaco(*shlex.split(command)[1:])
        self.assertEqual(items, len((self.folder / "a.jsonl").read_text().splitlines()))
        self.assertEqual(["a.jsonl"], self.names())

    def test_the_state_of_another_table(self):
        status, errors = self.interrupt("export", self.source, "a.jsonl", "--max-read-units-per-second", "60", "--checkpoint", "state")
        self.assertEqual(130, status, errors)
        other = self.table()
        self.dynaco("export", other, "b.jsonl", "--checkpoint", "state", "--resume", status=1)
        self.assertIn(f"state is the state of another export, of the table {self.source}; name another file with --checkpoint", self.errors)
        self.go_on(self.errors.replace("continues with: ", "continue with: "))
        self.assertEqual(["a.jsonl"], self.names())

    def test_another_path_of_the_same_file(self):
        status, errors = self.interrupt("export", self.source, "a.jsonl", "--max-read-units-per-second", "60")
        self.assertEqual(130, status, errors)
        self.dynaco("export", self.source, str(self.folder / "a.jsonl"), "--resume")
        self.assertEqual(800, len((self.folder / "a.jsonl").read_text().splitlines()))

    def test_a_file_that_is_gone(self):
        arguments = ("export", self.source, "a.jsonl", "--max-read-units-per-second", "60")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        (self.folder / "a.jsonl.part").unlink()
        self.dynaco(*arguments, "--resume", status=1)
        self.assertIn("a.jsonl.part: the file is gone, but an earlier run wrote to it", self.errors)
        self.assertRegex(self.errors, "start again with: .* --restart\n")
        self.assertNotIn("a.jsonl.part", self.names())
        self.dynaco("export", self.source, "a.jsonl", "--restart")
        self.assertEqual(800, len((self.folder / "a.jsonl").read_text().splitlines()))

    def test_a_file_that_was_changed(self):
        for name, part, more in (("a.jsonl", "a.jsonl.part", ()), ("a.csv", "a.csv.items.part", ()),
                                 ("s3", "s3/AWSDynamoDB/*/manifest-files.json.part", ("--output-format", "s3"))):
            with self.subTest(name):
                arguments = ("export", self.source, name, "--max-read-units-per-second", "60", *more)
                status, errors = self.interrupt(*arguments)
                self.assertEqual(130, status, errors)
                part, = self.folder.glob(part)
                whole = part.read_bytes()
                for text, words in ((whole[:9] + b"x" + whole[10:], "the file was changed: its first "),
                                    (whole[:-1], f"the file has {len(whole) - 1} bytes, but an earlier run wrote ")):
                    part.write_bytes(text)
                    self.dynaco(*arguments, "--resume", status=1)
                    self.assertIn(f"{part.name}: {words}", self.errors)
                    self.assertNotIn('"event":"end"', self.errors)
                    self.assertRegex(self.errors, "start again with: .* --restart\n")
                part.write_bytes(whole)
                self.dynaco(*arguments, "--resume")

    def test_a_data_file_that_was_changed(self):
        arguments = ("export", self.source, "s3", "--output-format", "s3", "--max-read-units-per-second", "60")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        file, = self.folder.glob("s3/AWSDynamoDB/*/data/00000000.json.gz")
        whole = file.read_bytes()
        file.write_bytes(whole[:-5])
        self.dynaco(*arguments, "--resume", status=1)
        self.assertIn("00000000.json.gz: the file was changed since an earlier run wrote it", self.errors)
        self.assertRegex(self.errors, "start again with: .* --restart\n")
        file.unlink()
        self.dynaco(*arguments, "--resume", status=1)
        self.assertIn("00000000.json.gz: the file is gone, but an earlier run wrote it", self.errors)
        file.write_bytes(whole)
        self.dynaco(*arguments, "--resume")

    def test_the_limit_holds(self):
        begin = time.monotonic()
        self.dynaco("export", self.source, "a.jsonl", "--max-read-units-per-second", "100")
        units = json.loads(self.errors.splitlines()[-1])["rcu"]
        self.assertGreater(units, 250)
        self.assertGreater(time.monotonic() - begin, (units - 105) / 105 * 0.9)

    def test_an_interruption_before_the_first_page_loses_nothing(self):
        arguments = ("export", self.source, "a.jsonl", "--max-read-units-per-second", "60")
        status, errors = self.interrupt(*arguments)
        self.assertEqual(130, status, errors)
        proxy = self.holding("Scan")
        running = self.start(*self.printed_command(errors), "--endpoint", proxy.endpoint)
        self.assertTrue(proxy.held.wait(60))
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        proxy.release.set()
        self.assertEqual(130, running.returncode, errors)
        self.dynaco(*arguments, "--resume")
        lines = (self.folder / "a.jsonl").read_text().splitlines()
        self.assertCountEqual([each["id"]["S"] for each in self.all], [json.loads(line)["id"]["S"] for line in lines])

    def test_a_failure_within_a_page_writes_no_item_twice(self):
        table = self.table()
        self.put(table, [{"id": {"S": str(each)}, "n": {"N": "1"}} for each in range(30)])
        last = self.items(table)[-1]["id"]
        self.put(table, [{"id": last, "n": {"S": "x"}}])
        arguments = ("export", table, "b.csv", "--columns", "id,n:N", "--segments", "1")
        self.dynaco(*arguments, status=1)
        self.put(table, [{"id": last, "n": {"N": "1"}}])
        self.go_on(self.errors)
        rows = (self.folder / "b.csv").read_text().splitlines()
        self.assertCountEqual(["id:S,n:N", *(f"{each},1" for each in range(30))], rows)

    def test_an_export_that_has_done_nothing_leaves_no_state(self):
        proxy = Proxy(lambda operation, _: refusal("AccessDeniedException", "not you") if operation == "Scan" else None)
        self.addCleanup(proxy.close)
        self.dynaco("export", self.source, "a.jsonl", "--endpoint", proxy.endpoint, status=1)
        self.assertIn("not you", self.errors)
        self.assertEqual([], self.names())

    def test_compressed(self):
        self.check("a.jsonl.gz", how=signal.SIGTERM)

    def test_csv(self):
        self.check("a.csv")

    def test_s3(self):
        self.check("folder", "--output-format", "s3")

    def test_standard_output(self):
        command = [PROGRAM, "export", self.source, "--max-read-units-per-second", "60"]
        running = subprocess.Popen(command, env=self.variables, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   text=True)
        self.until_items(running)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        self.assertEqual(130, running.returncode, errors)
        self.assertNotIn("--resume", errors)


if __name__ == "__main__":
    main()
