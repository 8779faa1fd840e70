"""`dynaco watch`. usage: watch_test.py <program>"""

import json
import select
import signal

import program_case


class Watch(program_case.ProgramCase):
    def setUp(self):
        super().setUp()
        self.client = self.boto()
        self.name = self.with_stream()

    def with_stream(self, view="NEW_AND_OLD_IMAGES"):
        return self.table(("date", "S"), StreamSpecification={"StreamEnabled": True, "StreamViewType": view})

    def put(self, name=None, **attributes):
        self.client.put_item(TableName=name or self.name, Item={"id": {"S": "c-1"}, "date": {"S": "2026"}, **attributes})

    def write_history(self, name=None):
        name = name or self.name
        self.put(name, status={"S": "open"}, total={"N": "12345678901234567890123456789012345678"}, note={"S": "call"})
        self.put(name, status={"S": "shipped"}, total={"N": "12345678901234567890123456789012345678"}, tags={"SS": ["a", "b"]})
        self.client.delete_item(TableName=name, Key={"id": {"S": "c-1"}, "date": {"S": "2026"}})

    def history(self, *arguments, name=None):
        return self.dynaco("watch", name or self.name, "--from", "start", "--limit", "3", *arguments)

    def test_json_lines_in_a_pipe(self):
        self.write_history()
        insert, modify, remove = map(json.loads, self.history().splitlines())
        self.assertEqual(["insert", "modify", "remove"], [each["event"] for each in (insert, modify, remove)])
        self.assertEqual({"id": "c-1", "date": "2026"}, insert["keys"])
        self.assertNotIn("old", insert)
        self.assertEqual({"id": "c-1", "date": "2026", "status": "shipped", "tags": ["a", "b"],
                          "total": 12345678901234567890123456789012345678}, modify["new"])
        self.assertEqual("open", modify["old"]["status"])
        self.assertNotIn("new", remove)
        self.assertRegex(insert["time"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(3, len({each["sequence"] for each in (insert, modify, remove)}))

    def test_dynamodb_lines(self):
        self.write_history()
        records = [json.loads(line) for line in self.history("--format", "dynamodb").splitlines()]
        self.assertEqual(["INSERT", "MODIFY", "REMOVE"], [each["eventName"] for each in records])
        change = records[1]["dynamodb"]
        self.assertEqual({"id": {"S": "c-1"}, "date": {"S": "2026"}}, change["Keys"])
        self.assertEqual({"SS": ["a", "b"]}, change["NewImage"]["tags"])
        self.assertEqual({"N": "12345678901234567890123456789012345678"}, change["OldImage"]["total"])
        self.assertTrue(change["SequenceNumber"])
        self.assertGreater(change["ApproximateCreationDateTime"], 1_700_000_000)

    def test_for_people(self):
        self.write_history()
        lines = self.history("--format", "table").splitlines()
        self.assertEqual(["insert c-1 \"2026\"", "  + note    call", "  + status  open", "  + total   12345678901234567890123456789012345678",
                          "modify c-1 \"2026\"", "  - note    call", "  ~ status  open → shipped", '  + tags    <<"a","b">>',
                          "remove c-1 \"2026\"", "  - status  shipped", '  - tags    <<"a","b">>',
                          "  - total   12345678901234567890123456789012345678"],
                         [line if line.startswith("  ") else line.split(" ", 1)[1] for line in lines])

    def test_40_columns_and_unsafe_texts(self):
        self.variables["COLUMNS"] = "40"
        self.put(note={"S": "x" * 100}, bell={"S": "\x1b[2J"})
        lines = self.dynaco("watch", self.name, "--from", "start", "--limit", "1", "--format", "table").splitlines()
        self.assertLessEqual(max(map(len, lines[1:])), 40)
        self.assertIn(r'  + bell  "\u001b[2J"', lines)

    def test_streams_with_a_part_of_the_changes(self):
        name = self.with_stream("NEW_IMAGE")
        self.write_history(name)
        lines = self.history("--format", "table", name=name).splitlines()
        self.assertIn("  = status  shipped", lines)
        self.assertIn("the stream records only a part of the changes", self.errors)
        name = self.with_stream("KEYS_ONLY")
        self.write_history(name)
        self.assertEqual(3, len(self.history("--format", "table", "--quiet", name=name).splitlines()))
        self.assertEqual("", self.errors)

    def test_ends_when_all_is_shown(self):
        self.write_history()
        self.assertEqual(3, len(self.dynaco("watch", self.name, "--from", "start", "--no-follow").splitlines()))

    def test_for_a_time(self):
        self.assertEqual("", self.dynaco("watch", self.name, "--for", "1ms"))
        self.assertEqual("dynaco watch: 0 changes shown\n", self.errors)

    def follow(self, *arguments):
        """Starts to watch and writes until the first change is shown."""
        running = self.start("watch", self.name, *arguments)
        self.addCleanup(running.stdout.close)
        self.addCleanup(running.stderr.close)
        self.addCleanup(running.stdin.close)
        number = 0
        while not select.select([running.stdout], [], [], 0.05)[0]:
            number += 1
            self.put(number={"N": str(number)})
            self.assertIsNone(running.poll())
        return running

    def test_from_now_shows_no_older_changes(self):
        self.write_history()
        running = self.follow("--limit", "1")
        out, errors = running.communicate(timeout=60)
        self.assertEqual(0, running.returncode, errors)
        self.assertIn("number", json.loads(out)["new"])

    def test_ctrl_c_is_the_ordinary_end(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                running = self.follow()
                running.send_signal(number)
                out, errors = running.communicate(timeout=60)
                self.assertEqual(0, running.returncode, errors)
                self.assertGreaterEqual(len(out.splitlines()), 1)
                self.assertRegex(errors, r"dynaco watch: \d+ changes? shown\n")

    def test_a_closed_pipe_ends_it(self):
        running = self.follow()
        running.stdout.close()
        while running.poll() is None:
            self.put(more={"S": "x"})
        self.assertEqual((141, ""), (running.returncode, running.stderr.read()))

    def test_a_stream_that_is_off(self):
        name = self.table()
        self.dynaco("watch", name, status=1)
        self.assertEqual(f"dynaco watch: the stream of {name} is off; switch it on with: dynaco update-table {name} --stream "
                         "new-and-old-images\n", self.errors)

    def test_mistakes(self):
        for arguments in ([], [self.name, "--from", "yesterday"], [self.name, "--for", "1"], [self.name, "--limit", "x"],
                          [self.name, "--format", "csv"]):
            with self.subTest(arguments=arguments):
                self.dynaco("watch", *arguments, status=2)
        self.dynaco("watch", "no-such-table", status=1)
        self.assertIn("no-such-table", self.errors)


if __name__ == "__main__":
    program_case.main()
