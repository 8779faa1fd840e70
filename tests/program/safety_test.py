"""What must hold for any command: no loss by empty options, no injection by data, no surprise with closed streams."""

import json
import shlex
import shutil
import signal
import subprocess
import unittest

import program_case


class Safety(program_case.ProgramCase):
    def test_an_empty_option_is_refused(self):
        name = self.table()
        self.dynaco("put", name, '{"id": "keep"}')
        for arguments in (("delete", name, "keep", "--if", ""), ("put", name, '{"id": "keep", "n": 1}', "--if="),
                          ("scan", name, "--where", ""), ("scan", name, "--index", ""), ("scan", name, "--start", ""),
                          ("scan", name, "--endpoint", ""), ("export", name, "--attributes", ""), ("scan", ""), ("copy", name, ""),
                          ("truncate", "", "--yes"), ("get", name, ""), ("import", name, ""), ("sql", ""), ("describe", "")):
            self.dynaco(*arguments, status=2)
            self.assertRegex(self.errors, "is empty|needs a value")
        self.assertEqual([{"id": "keep"}], self.rows("scan", name))

    def test_the_advised_start_can_be_given_to_a_shell(self):
        name = self.table()
        keys = ["a'; touch PWNED; echo '", "it's", '"$(touch PWNED)"', "esc\u001b[31m\u009b", "z"]
        client = self.boto()
        for each in keys:
            client.put_item(TableName=name, Item={"id": {"S": each}})
        found, line = [], f"{program_case.PROGRAM} scan {name} --limit 1"
        for _ in keys:
            done = subprocess.run(line, shell=True, env=self.variables, cwd=self.folder, capture_output=True, text=True, timeout=60,
                                  check=True)
            found += [json.loads(each)["id"] for each in done.stdout.splitlines()]
            self.assertNotIn("\u009b", done.stderr)
            if "continue with: " not in done.stderr:
                break
            line = done.stderr.split("continue with: ")[1].splitlines()[0]
        self.assertCountEqual(keys, found)
        self.assertFalse((self.folder / "PWNED").exists())

    @unittest.skipUnless(shutil.which("script"), "script(1) is missing")
    def test_items_cannot_change_the_terminal(self):
        name = self.table()
        text = "\u001b]0;OWNED\u0007 \u009b31m \u0085 \u2028 \u2029 \u202e \u2066 \u007f"
        self.boto().put_item(TableName=name, Item={"id": {"S": "1"}, text: {"S": text}, "map": {"M": {text: {"SS": [text]}}}})
        self.dynaco("export", name, "items.jsonl")
        statement = f'select * from "{name}"'
        for arguments in (["get", name, "1"], ["scan", name], ["query", name, "1"], ["sql", statement], ["export", name, "-"],
                          ["convert", "items.jsonl", "-"], ["put", name, '{"id": "1", "t": "x"}', "--show-old"],
                          ["scan", name, "--where", f'id <> "{text}"', "--dry-run"], ["put", name, "@items.jsonl"]):
            forms = [["--output-format", form] for form in ("jsonl", "plain", "csv", "tsv")]
            if arguments[0] not in ("export", "convert"):
                forms = [["--format", form] for form in ("table", "json", "dynamodb", "csv", "tsv")]
            for form in forms:
                with self.subTest(arguments=arguments, form=form):
                    command = shlex.join([program_case.PROGRAM, *arguments, *form])
                    done = subprocess.run(["script", "-qec", command, "/dev/null"], env={**self.variables, "NO_COLOR": "1"},
                                          cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True)
                    shown = done.stdout.decode().replace("\r\x1b[K", "")  # a line of progress that is removed
                    for each in "\u001b\u0007\u009b\u0085\u2028\u2029\u202e\u2066\u007f":
                        self.assertNotIn(each, shown)
                    if "json" in form[1] or form[1] in ("dynamodb", "plain"):
                        for line in shown.replace("\r", "").splitlines():
                            if line.startswith("{"):
                                json.loads(line)

    def test_messages_cannot_change_the_terminal(self):
        name = self.table()
        (self.folder / "rows.csv").write_text('id,n:N\n1,"\x1b]0;OWNED\x07"\n')
        for arguments in (("import", name, "rows.csv", "--max-rejects", "1"), ("scan", "no\x1b[31m"), ("\x1b[31m",),
                          ("scan", name, "--index", "\x1b[31m"), ("scan", name, "--\x1b[31m"), ("put", name, "@\x1b[31m"),
                          ("get", name, "1", "--endpoint", "http://127.0.0.1:1/\x1b[31m"), ("scan", name, "--format", "\x1b[31m"),
                          ("scan", name, "--where", "a = \x1b[31m")):
            done = subprocess.run([program_case.PROGRAM, *arguments], env=self.variables, cwd=self.folder, capture_output=True,
                                  timeout=60, check=False)
            self.assertNotEqual(0, done.returncode)
            self.assertNotIn(b"\x1b", done.stderr, arguments)
            self.assertNotEqual(b"", done.stderr)

    def test_closed_streams(self):
        name, other = self.table(), self.table()
        (self.folder / "items.jsonl").write_text('{"id":"x"}\n')
        self.dynaco("import", name, "items.jsonl")
        for line in (f"import {name} - <&-", f"put {name} - <&-", "sql - <&-", f"scan {name} --count >&-", f"count {name} >&-",
                     "--version >&-", "help >&-", "tables >&-", f"get {name} x >&-", f"describe {name} >&-", f"export {name} - >&-",
                     f"export {name} - --output-format csv >&-", f"sql 'select * from \"{name}\"' >&-", f"scan {name} --dry-run >&-",
                     f"convert items.jsonl - >&-", f"import {name} items.jsonl --dry-run >&-", f"compare {name} {other} >&-"):
            done = subprocess.run(f"{program_case.PROGRAM} {line}", shell=True, env=self.variables, cwd=self.folder,
                                  capture_output=True, text=True, timeout=20, check=False)
            self.assertNotEqual(0, done.returncode, line)
            self.assertNotEqual("", done.stderr, line)

    def test_every_command_that_changes_something_has_a_dry_run(self):
        name, other = self.table(), "no-such-table"
        self.dynaco("put", name, '{"id": "1", "n": 1}')
        before = self.rows("scan", name)
        (self.folder / "rows.csv").write_text("id,n:N\n2,2\n")
        for arguments, shown in (
                (["put", name, '{"id": "2"}', "--if-new"], '{"Item":{"id":{"S":"2"}},"ConditionExpression":'),
                (["update", name, "1", "n += 1", "--if", "n < 5"], '{"Key":{"id":{"S":"1"}},"ConditionExpression":'),
                (["delete", name, "1"], 'DeleteItem {"Key":{"id":{"S":"1"}}}'),
                (["sql", f"delete from \"{name}\" where id = ?", '"1"'], '"Parameters":["1"]'),
                (["import", name, "rows.csv"], '"items":1,'), (["copy", name, other, "--create"], ""), (["truncate", name], ""),
                (["export", name, "out.jsonl"], ""),
                (["drop", name], ""), (["create", other, "--key", "id"], 'CreateTable {"AttributeDefinitions":'),
                (["update-table", name, "--protect", "--ttl", "expires"], "time to live  expires"),
                (["backup", name, "mine"], 'CreateBackup {"BackupName":"mine"'), (["bench", name], "")):
            with self.subTest(arguments=arguments):
                self.assertIn(shown, self.dynaco(*arguments, "--dry-run", "--format", "table" if arguments[0] == "update-table" else "json"))
                self.assertRegex(self.errors + self.dynaco(*arguments, "--dry-run"), "nothing was (changed|written)")
                self.dynaco(*arguments, "--dry-run", "--quiet")
        self.assertEqual(before, self.rows("scan", name))
        # Other tests make and drop their tables meanwhile.
        tables = self.dynaco("tables")
        self.assertIn(name, tables)
        self.assertNotIn(other, tables)
        self.assertEqual(["rows.csv"], sorted(each.name for each in self.folder.iterdir()))
        self.dynaco("update", name, "1", "n +", "--dry-run", status=2)
        self.dynaco("create", name, "--key", "id", "--dry-run", status=1)
        self.assertIn("exists already; nothing was changed", self.errors)
        self.dynaco("drop", other, "--dry-run", status=1)

    def test_a_dry_run_refuses_what_the_command_refuses(self):
        index = {"IndexName": "by-total", "Projection": {"ProjectionType": "ALL"},
                 "KeySchema": [{"AttributeName": "total", "KeyType": "HASH"}]}
        name = self.table(GlobalSecondaryIndexes=[index], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                                                {"AttributeName": "total", "AttributeType": "N"}])
        kept = self.table(DeletionProtectionEnabled=True)
        self.addCleanup(lambda: self.boto().update_table(TableName=kept, DeletionProtectionEnabled=False))
        self.dynaco("update-table", name, "--ttl", "expires")
        described = self.dynaco("describe", name)
        for words, *arguments in (
                ("deletion protection", "truncate", kept, "--yes"), ("deletion protection", "drop", kept, "--yes"),
                ("does not exist", "truncate", "none", "--yes"), ("exists already", "create", name, "--key", "id"),
                ("has an index by-total already", "update-table", name, "--protect", "--add-index", "by-total=total:N"),
                ("has an index new already", "update-table", name, "--protect", "--add-index", "new=b", "--add-index", "new=c"),
                ("time to live is on for `expires`", "update-table", name, "--protect", "--ttl", "other"),
                ("does not exist", "update-table", "none", "--protect"), ("does not exist", "put", "none", '{"id": "1"}'),
                ("none.json", "put", name, "@none.json"), ("none.json", "create", "new", "--file", "none.json"),
                ("exists already", "restore", name, "--to", kept), ("does not exist", "jobs", "export", "none", "s3://bucket"),
                ("does not exist", "scan", "none"), ("does not exist", "export", "none"), ("does not exist", "bench", "none", "--yes")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses(*arguments))
        for words, *arguments in (
                ("expected a number", "truncate", name, "--yes", "--max-write-units-per-second", "fast"),
                ("the attribute total has the type N", "update-table", name, "--protect", "--add-index", "other=total:S"),
                ("the attribute b has the type S", "update-table", name, "--add-index", "one=b", "--add-index", "two=b:N"),
                ("has no index none", "update-table", name, "--protect", "--index-capacity", "none=1,1"),
                ("can only be set when", "create", "new", "--key", "id", "--ttl", "expires", "--no-wait"),
                ("expected a number", "scan", name, "--limit", "zero"), ("must be at least 1", "query", name, "a", "--limit", "0"),
                ("must be at least 1", "scan", name, "--max-read-units", "0"), ("--start needs a key", "query", name, "a", "--start", "x"),
                ("must be at least 1", "sql", "select", "--limit", "0"), ("is named twice", "drop", name, name, "--yes"),
                ("must be at least 1", "bench", name, "--items", "0", "--yes"),
                ("has one time", "restore", "arn:aws:dynamodb:r:1:table/x/backup/1", "--to", "other", "--at", "2h"),
                ("must be later than --since", "jobs", "export", name, "s3://bucket", "--since", "1h", "--until", "2h"),
                ("only with --encrypt kms", "jobs", "export", name, "s3://bucket", "--kms-key", "k"),
                ("only a bulk put", "jobs", "cancel", "arn:aws:dynamodb:r:1:table/x/export/1"),
                ("the key attribute id is text", "put", name, '{"id": 1}'), ("expected", "update", name, "a", "n +")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses(*arguments, status=2))
        self.assertEqual(described, self.dynaco("describe", name))
        self.dynaco("update-table", name, "--remove-index", "by-total", "--add-index", "by-total=total:S", "--dry-run")

    def test_csv_has_every_attribute(self):
        name = self.table(range_key=("n", "N"))
        client = self.boto()
        rows = [{"id": {"S": "x"}, "n": {"N": str(i)}} for i in range(250)]
        rows.append({"id": {"S": "x"}, "n": {"N": "999"}, "note": {"S": "late"}})
        for begin in range(0, len(rows), 25):
            client.batch_write_item(RequestItems={name: [{"PutRequest": {"Item": each}} for each in rows[begin:begin + 25]]})
        for arguments in (("query", name, "x"), ("scan", name), ("sql", f'select * from "{name}"')):
            for form in ("csv", "tsv"):
                shown = self.dynaco(*arguments, "--format", form, "--quiet")
                self.assertEqual(252, len(shown.splitlines()))
                self.assertIn("late", shown)

    def test_the_end_of_the_terminal_is_an_interruption(self):
        name = self.table()
        running = self.start("bench", name, "--yes", "--items", "20", "--for", "60s")
        running.stderr.readline()
        running.send_signal(signal.SIGHUP)
        running.communicate(timeout=30)
        self.assertEqual(130, running.returncode)
        self.assertEqual("0\n", self.dynaco("scan", name, "--count", "--quiet"))

    def test_no_core_dump_has_the_credentials(self):
        name = self.table()
        running = self.start("bench", name, "--yes", "--items", "20", "--for", "60s")
        running.stderr.readline()
        with open(f"/proc/{running.pid}/limits", encoding="ascii") as limits:
            cores = [line.split() for line in limits if line.startswith("Max core file size")]
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
        self.assertEqual(["0", "0"], cores[0][4:6])

    def test_a_limit_of_the_size_of_files_is_an_error(self):
        name = self.table()
        for i in range(4):
            self.dynaco("put", name, json.dumps({"id": str(i), "text": "x" * 100_000}))
        done = subprocess.run(f"ulimit -f 50; {program_case.PROGRAM} scan {name} > out.jsonl", shell=True, env=self.variables,
                              cwd=self.folder, capture_output=True, text=True, timeout=60, check=False, executable="/bin/bash")
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertIn("cannot be written", done.stderr)


if __name__ == "__main__":
    program_case.main()
