"""What the program says when something is wrong: in its own words, short, and with what to do.

usage: messages_test.py <program>
"""

import re
import shlex
import shutil
import subprocess
import unittest

import program_case
from scripted_service import Error, ScriptedService

# Names of the library's code and words of the parser of arguments.
FOREIGN = re.compile(r"[a-z]::[a-z]|<T>|_options\b|At Most|not in range|not in \{|INT in \[|Could not convert")


class Messages(program_case.ProgramCase):
    def setUp(self):
        super().setUp()
        self.name = self.table()

    def refused(self, *arguments, status=2):
        """What is said about the arguments."""
        self.dynaco(*arguments, status=status)
        self.assertNotEqual("", self.errors)
        self.assertNotRegex(self.errors, FOREIGN)
        return self.errors

    def test_no_words_of_the_code(self):
        name, nobody = self.name, ["--endpoint", "http://127.0.0.1:1"]
        self.dynaco("put", name, '{"id": "a", "text": "x"}')
        (self.folder / "strange.txt").write_text("what is this?\n")
        (self.folder / "rows.csv").write_text("id,a\n1,2,3\n")
        for arguments in (
                ["scan", name, "--start", '{"id": "a"}'], ["scan", name, "--limit", "1", "--limit", "2"],
                ["bench", name, "--callers", "many"], ["bench", name, "--reads", "101"], ["scan", name, "--format", "tabel"],
                ["compare", name, name, "--max-differences", "x"], ["compare", name, "no-such-table"],
                ["get", "no-such-table", "a"], ["create", "x", "--key", "a:Q"], ["frobnicate"]):
            with self.subTest(arguments):
                self.refused(*arguments)
        for arguments in (
                ["import", name, "strange.txt"],
                ["scan", name, *nobody], ["export", name, *nobody], ["tables", "--endpoint", "http://no-such-host.invalid"],
                ["tables", "--endpoint", "https" + program_case.ENDPOINT[4:]], ["sql", "select"],
                ["update", name, "a", "text += 1"], ["update", name, "a", "missing += 1"]):
            with self.subTest(arguments):
                self.refused(*arguments, status=1)
        self.dynaco("import", name, "rows.csv", "--max-rejects", "5", status=3)
        self.assertNotRegex(self.errors, FOREIGN)
        for command in ("bench", "import", "export", "scan", "compare"):
            self.assertNotRegex(self.dynaco("help", command), FOREIGN)

    def test_what_can_be_read_is_checked_before_anything_is_sent(self):
        (self.folder / "a.csv").write_text("id\n1\n")
        for arguments in (["scan", "orders", "--where", "a ="], ["query", "orders", "--where", "a ="], ["get", "orders", "x", "--attributes", "a,,"],
                          ["update", "orders", "x", "a = 1", "--if", "b ="], ["put", "orders", "{bad"], ["put", "orders", "[1]"],
                          ["put", "orders", '{"id": "1"}', "--if", "b ="], ["delete", "orders", "x", "--if", "b ="],
                          ["count", "orders", "--max-read-units-per-second", "x"], ["import", "orders", "a.csv", "--types", "a:Q"],
                          ["import", "orders", "a.csv", "--delimiter", "ab"], ["import", "orders", "a.csv", "--empty-cells", "no"],
                          ["export", "orders", "b.jsonl", "--attributes", ","], ["describe", "an order"], ["bench", "o", "--yes"]):
            with self.subTest(arguments):
                self.refused(*arguments, "--endpoint", "http://127.0.0.1:1")

    def test_no_credentials(self):
        del self.variables["AWS_ACCESS_KEY_ID"], self.variables["AWS_SECRET_ACCESS_KEY"]
        for arguments in (["tables"], ["import", self.name, "a.jsonl"], ["copy", self.name, "other"], ["bench", self.name, "--yes"]):
            (self.folder / "a.jsonl").write_text('{"id": "1"}\n')
            said = self.refused(*arguments, status=1)
            for part in ("no credentials were found", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "--profile", "`aws sso login`",
                         "`dynaco whoami` shows what was tried"):
                self.assertIn(part, said)
        shown = self.dynaco("whoami", status=1)
        self.assertNotRegex(shown, FOREIGN)
        self.assertIn("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile", shown)

    def test_no_region(self):
        del self.variables["AWS_REGION"], self.variables["AWS_ENDPOINT_URL_DYNAMODB"]
        self.assertEqual("dynaco tables: no region: set --region, AWS_REGION or `region` of the profile; `dynaco whoami` shows "
                         "what was tried\n", self.refused("tables", status=1))

    def test_the_endpoint_of_streams_has_its_source(self):
        del self.variables["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"]
        self.assertRegex(self.dynaco("whoami"), r"streams endpoint +\S+ \(environment variable AWS_ENDPOINT_URL_DYNAMODB\)")
        self.assertRegex(self.dynaco("whoami", "--endpoint", "http://localhost:8000"),
                         r"streams endpoint +http://localhost:8000 \(--endpoint\)")

    def test_a_url_is_shown_without_its_secrets(self):
        for url in ("https://user:hunter2@host/?token=hunter2", "http://127.0.0.1:1/?token=hunter2", "http://127.0.0.1:1/p#hunter2",
                    "user:hunter2@host", "https://user:hunter?2hunter2@host"):
            for arguments in (["tables", "--endpoint", url], ["copy", self.name, "other", "--to-endpoint", url],
                              ["whoami", "--endpoint", url], ["import", self.name, "-", "--endpoint", url]):
                with self.subTest(arguments):
                    shown = self.dynaco(*arguments, status=1 if arguments[0] == "whoami" else 2)
                    self.assertIn("not a valid URL", shown + self.errors)
                    self.assertNotIn("hunter2", shown + self.errors)
            variables = dict(self.variables)
            self.variables["AWS_ENDPOINT_URL_DYNAMODB"] = url
            self.assertNotIn("hunter2", self.dynaco("whoami", status=1) + self.errors)
            self.variables = variables

    def test_time_to_live_of_another_attribute(self):
        self.dynaco("update-table", self.name, "--ttl", "expires")
        self.assertEqual(f"dynaco update-table: time to live is on for `expires`; first: dynaco update-table {self.name} --no-ttl\n",
                         self.refused("update-table", self.name, "--ttl", "other", status=1))

    def test_text_without_quotes(self):
        self.assertIn('`c-00005` is neither a name nor a number: for text write "c-00005"',
                      self.refused("scan", self.name, "--where", "x = c-00005"))
        self.dynaco("update", self.name, "a", "code = c-5", status=1)
        self.assertIn('for text write "c-5"', self.errors)

    def test_an_amount_names_its_option(self):
        self.assertIn("dynaco scan: --limit: expected a number", self.refused("scan", self.name, "--limit", "zero"))
        for arguments in (["scan", self.name], ["query", self.name, "a"], ["sql", f'select * from "{self.name}"']):
            self.assertIn("--limit must be at least 1", self.refused(*arguments, "--limit", "0"))

    def test_a_file_that_does_not_exist(self):
        (self.folder / "folder").mkdir()
        for name, why in (("none", "No such file or directory"), ("folder", "Is a directory")):
            for arguments in (["import", self.name, name], ["put", self.name, "@" + name], ["create", "new", "--file", name],
                              ["convert", name, "a.jsonl"], ["sql", "@" + name], ["import", self.name, name, "--dry-run"]):
                with self.subTest(arguments):
                    self.assertRegex(self.refused(*arguments, status=1), f"{name}: {why}")

    def test_a_file_that_cannot_be_written(self):
        self.dynaco("put", self.name, '{"id": "a"}')
        (self.folder / "a.csv").write_text("id,n:N\na,x\n")
        for arguments in (["export", self.name, "none/a.jsonl"], ["convert", "a.csv", "none/a.jsonl"],
                          ["import", self.name, "a.csv", "--rejects", "none/no.jsonl", "--max-rejects", "1"],
                          ["import", self.name, "a.csv", "--checkpoint", "none/state"], ["copy", self.name, "other", "--create", "--checkpoint", "none/state"]):
            with self.subTest(arguments):
                self.assertRegex(self.refused(*arguments, status=1), r"none/.*: No such file or directory")

    def test_quotes_in_a_statement(self):
        self.dynaco("put", self.name, '{"id": "a"}')
        for text, words in (('select * from "none" where id = c-1', "c-1 has no quotes: text is in single quotes, 'c-1'"),
                            (f"select * from {self.name} where id = 'a'", f'is in double quotes, "{self.name}"'),
                            (f"select * from \"{self.name}\" where id = 'a", "a quote is not closed")):
            with self.subTest(text):
                self.assertIn(words, " ".join(self.refused("sql", text, status=1).split()))
        with ScriptedService(ExecuteStatement=[{"Items": []}]) as service:  # DynamoDB compares two attributes
            statement = ["sql", f'select * from "{self.name}" where id = "a"', "--endpoint", service.url]
            self.dynaco(*statement)
            self.assertIn("\"a\" is read as the name of an attribute: text is in single quotes, 'a'", self.errors)
            self.dynaco(*statement, "--quiet")
            self.assertEqual("", self.errors)

    def test_a_value_of_a_statement_without_quotes(self):
        self.assertIn("""for text write "p-00007"; in a shell: '"p-00007"'""",
                      " ".join(self.refused("sql", f'select * from "{self.name}" where id = ?', "p-00007").split()))
        self.dynaco("sql", f'select * from "{self.name}" where id = ?', '"p-00007"')

    def test_sets_of_bytes(self):
        self.dynaco("put", self.name, """{id: "a", numbers: <<1,2>>, blobs: <<b64"AQ==", b64'Ag=='>>}""")
        self.dynaco("update", self.name, "a", 'numbers=<<3,4>> add blobs <<b64"Aw==">>')
        self.assertEqual({"blobs": {"BS": ["AQ==", "Ag==", "Aw=="]}, "id": {"S": "a"}, "numbers": {"NS": ["3", "4"]}},
                         self.rows("get", self.name, "a", "--format", "dynamodb")[0])
        self.assertEqual([{"id": "a"}], self.rows("scan", self.name, "--where", "numbers=<<3,4>>", "--attributes", "id"))
        self.assertIn('a set of bytes as <<b64"AQ==", b64"Ag==">>', self.refused("put", self.name, '{id: "a", b: b64<<"AQ==">>}'))
        self.assertIn('bytes <<b64"AQ==">>', self.refused("update", self.name, "a", 'add blobs <<"AQ==">>', status=1))

    def test_an_operation_that_the_server_does_not_have(self):
        with ScriptedService(ListBackups=[Error("UnknownOperationException")]) as service:
            self.assertEqual(f"dynaco backup: {service.url} does not have the operation ListBackups: local servers have only a part of "
                             "Amazon DynamoDB\n", self.refused("backup", "--list", "--endpoint", service.url, status=1))

    def test_names_that_need_backquotes(self):
        for text, words in (("order-date = 1", "a name with `-` is written in backquotes: `order-date`"),
                            ("first name = 1", "a name with spaces is written in backquotes: `first name`")):
            self.assertIn(words, " ".join(self.refused("scan", self.name, "--where", text).split()))
            self.assertIn(words, " ".join(self.refused("update", self.name, "a", text).split()))
            for clause in ("remove", "add"):
                self.assertIn(words, " ".join(self.refused("update", self.name, "a", f"{clause} {text.replace(' =', '')}").split()))
            self.assertIn(words, " ".join(self.refused("scan", self.name, "--attributes", text[:-4]).split()))
        self.dynaco("put", self.name, '{"id": "a", "first name": 1, "order-date": 2}')
        self.assertEqual([{"id": "a"}], self.rows("scan", self.name, "--where", "`first name` = 1 and `order-date` = 2", "--attributes", "id"))

    def test_an_item_that_is_there(self):
        self.dynaco("put", self.name, '{"id": "a"}')
        self.assertEqual("", self.errors)  # this is no terminal
        text = self.refused("put", self.name, '{"id": "a"}', "--if-new", status=1)
        self.assertIn('there is an item with this key already, so nothing was changed\nThe item is: {"id":"a"}', text)

    def test_types_in_plain_json(self):
        self.dynaco("put", self.name, '{"id": "a", "tags": {"SS": ["a", "b"]}}')
        self.assertIn("`tags` is stored as a map with the member SS", self.errors)
        self.dynaco("put", self.name, '{"id": "a", "place": {"city": "Ulm"}}')
        self.assertEqual("", self.errors)
        self.dynaco("put", self.name, '{"id": {"S": "a"}, "tags": {"SS": ["a", "b"]}}')
        self.assertEqual("", self.errors)

    def test_calculations_that_need_a_number(self):
        self.dynaco("put", self.name, '{"id": "a", "code": "x"}')
        self.assertIn("if_not_exists(n, 0) + 1", self.refused("update", self.name, "a", "missing += 1", status=1))
        self.assertRegex(self.refused("update", self.name, "a", "code += 1", status=1), "need a number|must be numbers")

    @unittest.skipUnless(shutil.which("script"), "script(1) is missing")
    def test_a_terminal_shows_what_was_done(self):
        def shown(*arguments):
            command = shlex.join([program_case.PROGRAM, *arguments])
            return subprocess.run(["script", "-qec", command, "/dev/null"], env=self.variables, cwd=self.folder,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True).stdout
        self.assertIn("dynaco put: written", shown("put", self.name, '{"id": "a"}'))
        self.assertIn("dynaco put: replaced the item above", shown("put", self.name, '{"id": "a"}', "--show-old"))
        self.assertEqual("", shown("put", self.name, '{"id": "a"}', "--quiet"))
        self.assertIn("dynaco delete: deleted", shown("delete", self.name, "a"))
        self.assertIn("there was no item", shown("delete", self.name, "a"))

    def test_words_of_other_programs(self):
        for word, name in (("create-table", "create"), ("describe-table", "describe"), ("delete-table", "drop"),
                           ("list-tables", "tables"), ("ls", "tables"), ("list", "tables"), ("rm", "delete"), ("put-item", "put"),
                           ("get-item", "get")):
            self.assertIn(f"did you mean `dynaco {name}`?", self.refused(word))
        for command, word, option in (("scan", "--filter", "--where"), ("tables", "--output", "--format"),
                                      ("query", "--reverse", "--descending"), ("query", "--desc", "--descending")):
            self.assertIn(f"did you mean `{option}`?", self.refused(command, word))
        self.assertIn("dynaco scan TABLE", self.refused("scan", "--table-name", self.name))
        self.assertIn("did you mean table?", self.refused("scan", self.name, "--format", "tabel"))


if __name__ == "__main__":
    program_case.main()
