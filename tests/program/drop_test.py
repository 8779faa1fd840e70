"""`dynaco drop`, also on a terminal. usage: drop_test.py <program>"""

import os
import pty
import signal
import subprocess

import program_case
from scripted_service import Error, ScriptedService


class Drop(program_case.ProgramCase):
    def setUp(self):
        super().setUp()
        self.name = self.table()
        self.client = self.boto()

    def exists(self, name=None):
        return (name or self.name) in self.client.list_tables()["TableNames"]

    def on_terminal(self, *arguments, answer, status):
        """Runs the program with a terminal; `answer` is written, or sent as a signal. Returns what the terminal showed."""
        ours, theirs = pty.openpty()
        running = subprocess.Popen([program_case.PROGRAM, *arguments], env=self.variables, cwd=self.folder, stdin=theirs,
                                   stdout=subprocess.PIPE, stderr=theirs, start_new_session=True)
        os.close(theirs)
        shown = b""
        while b"delete it: " not in shown:
            shown += os.read(ours, 4096)
        if isinstance(answer, str):
            os.write(ours, answer.encode())
        else:
            running.send_signal(answer)
        try:
            while block := os.read(ours, 4096):
                shown += block
        except OSError:  # the program has closed the terminal
            pass
        running.communicate(timeout=60)
        os.close(ours)
        self.assertEqual(status, running.returncode, shown.decode())
        return shown.decode().replace("\r\n", "\n")

    def test_yes(self):
        other = self.table(("date", "S"))
        self.assertEqual("", self.dynaco("drop", self.name, other, "--yes"))
        self.assertEqual(f"dynaco drop: deleted {self.name}\ndynaco drop: deleted {other}\n", self.errors)
        self.assertFalse(self.exists() or self.exists(other))

    def test_nobody_can_be_asked_without_a_terminal(self):
        self.dynaco("drop", self.name, status=2, stdin=self.name + "\n")
        self.assertIn("the program cannot ask for confirmation without a terminal; nothing was changed; add --yes to confirm", self.errors)
        self.assertTrue(self.exists())

    def test_a_person_writes_the_name(self):
        self.client.put_item(TableName=self.name, Item={"id": {"S": "1"}})
        shown = self.on_terminal("drop", self.name, answer=self.name + "\n", status=0)
        for line in (f"table     {self.name}", "account   000000000000", f"endpoint  {program_case.ENDPOINT}",
                     "items     1, at most 6 h ago", "All items are lost."):
            self.assertIn(line, shown)
        self.assertFalse(self.exists())

    def test_a_person_writes_something_else(self):
        for answer in ("y\n", "\n", self.name.upper() + "\n", "\x04"):
            with self.subTest(answer=answer):
                shown = self.on_terminal("drop", self.name, answer=answer, status=1)
                self.assertIn("nothing was changed", shown)
                self.assertTrue(self.exists())

    def test_ctrl_c_instead_of_an_answer(self):
        shown = self.on_terminal("drop", self.name, answer=signal.SIGINT, status=130)
        self.assertIn("\ndynaco drop: interrupted; nothing was changed\n", shown)
        self.assertTrue(self.exists())

    def test_deletion_protection_is_respected(self):
        other = self.table()
        self.client.update_table(TableName=self.name, DeletionProtectionEnabled=True)
        self.addCleanup(lambda: self.client.update_table(TableName=self.name, DeletionProtectionEnabled=False))
        self.dynaco("drop", other, self.name, "--yes", status=1)
        self.assertEqual(f"dynaco drop: deletion protection of {self.name} is on, so nothing was deleted; switch it off "
                         f"with: dynaco update-table {self.name} --no-protect\n", self.errors)
        self.assertTrue(self.exists() and self.exists(other))

    def test_a_table_that_does_not_exist(self):
        self.dynaco("drop", self.name, "no-such-table", "--yes", status=1)
        self.assertIn("no-such-table", self.errors)
        self.assertTrue(self.exists())

    def test_a_table_that_is_named_twice(self):
        self.dynaco("drop", self.name, self.name, "--yes", status=2)
        self.assertIn("named twice; nothing was deleted", self.errors)
        self.assertTrue(self.exists())

    def test_an_arn_is_not_replaced_by_a_name_of_this_account(self):
        arn = "arn:aws:dynamodb:eu-west-1:210987654321:table/x"
        description = {"TableName": "x", "TableArn": arn, "TableStatus": "ACTIVE"}
        with ScriptedService(DescribeTable=[{"Table": description}, Error("ResourceNotFoundException")],
                             DeleteTable=[{"TableDescription": description}]) as service:
            self.dynaco("drop", arn, "--yes", "--endpoint", service.url)
            self.assertEqual({"TableName": arn}, service.only("DeleteTable"))

    def test_no_wait(self):
        description = {"TableName": "xyz", "TableArn": "arn:aws:dynamodb:r:1:table/xyz", "TableStatus": "ACTIVE", "ItemCount": 3}
        with ScriptedService(DescribeTable=[{"Table": description}], DeleteTable=[{"TableDescription": description}]) as service:
            self.dynaco("drop", "xyz", "--yes", "--no-wait", "--endpoint", service.url)
            self.assertEqual(["DescribeTable", "DeleteTable"], service.operations())


if __name__ == "__main__":
    program_case.main()
