"""Runs `dynaco truncate` against the local DynamoDB.

usage: truncate_test.py <program>
"""

import os
import pty
import unittest

from data_case import PAIR, PROGRAM, DataCase, everything, main


class Truncate(DataCase):
    def filled(self, **more):
        table = self.table(**more)
        self.put(table, [{**everything(each), "sort": {"N": str(each)}} for each in range(60)])
        return table

    def on_terminal(self, answer, *arguments):
        """Runs the program on a terminal and writes the answer when it is asked. Returns its status and what the terminal showed."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execve(PROGRAM, [PROGRAM, *arguments], {**self.variables, "TERM": "xterm"})
        shown = b""
        while True:
            try:
                block = os.read(terminal, 4096)
            except OSError:  # the program has ended
                break
            if not block:
                break
            asked = b"to continue: " in shown
            shown += block
            if not asked and b"to continue: " in shown:
                os.write(terminal, answer.encode())
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()

    def test_the_name_is_asked_for(self):
        table = self.filled()
        status, shown = self.on_terminal("yes\n", "truncate", table)
        self.assertEqual(1, status, shown)
        self.assertIn("nothing was changed", shown)
        for word in ("account", "region", "endpoint", "items", "cost", table):
            self.assertIn(word, shown)
        self.assertEqual(60, len(self.items(table)))
        status, shown = self.on_terminal("\x04", "truncate", table)
        self.assertEqual((1, 60), (status, len(self.items(table))), shown)
        status, shown = self.on_terminal("\x03", "truncate", table)
        self.assertEqual((130, 60), (status, len(self.items(table))), shown)
        status, shown = self.on_terminal(table + "\n", "truncate", table)
        self.assertEqual((0, []), (status, self.items(table)), shown)
        self.assertIn("60 items removed", shown)

    def test_without_a_terminal_nothing_is_removed(self):
        table = self.filled()
        self.dynaco("truncate", table, stdin=table + "\n", status=2)
        self.assertIn("--yes", self.errors)
        self.assertEqual(60, len(self.items(table)))

    def test_for_scripts(self):
        table = self.filled(range_key=PAIR)
        self.assertEqual("", self.dynaco("truncate", table, "--yes"))
        self.assertEqual([], self.items(table))
        self.assertRegex(self.errors, "(?s)account .*region .*items     60 items.*cost .*at least 60 write units")
        self.assertLess(self.errors.index("cost"), self.errors.index("60 items removed"))
        self.dynaco("truncate", table, "--yes", "--quiet")
        self.assertEqual("", self.errors)
        self.dynaco("truncate", table, "--yes")
        self.assertIn("0 items removed", self.errors)
        self.assertIn(table, self.db.list_tables()["TableNames"])

    def test_dry_run(self):
        table = self.filled()
        self.dynaco("truncate", table, "--dry-run")
        self.assertIn("nothing was changed (--dry-run)", self.errors)
        self.assertEqual(60, len(self.items(table)))
        if "size      not known" in self.errors:  # a server that counts items and not bytes
            self.assertIn("cost      a read unit for 8 KB; at least 60 write units", self.errors)

    def test_deletion_protection(self):
        table = self.filled(DeletionProtectionEnabled=True)
        self.addCleanup(lambda: self.db.update_table(TableName=table, DeletionProtectionEnabled=False))
        self.dynaco("truncate", table, "--yes", status=1)
        self.assertIn("deletion protection", self.one_line())
        self.assertEqual(60, len(self.items(table)))

    def test_a_missing_table(self):
        self.dynaco("truncate", "no-such-table", "--yes", status=1)
        self.assertIn("no-such-table", self.one_line())

    def test_an_interruption(self):
        table = self.table()
        self.put(table, [{"id": {"S": str(each)}} for each in range(1000)])
        status, errors = self.interrupt("truncate", table, "--yes", "--max-write-units-per-second", "250")
        self.assertEqual(130, status, errors)
        self.assertIn("truncate again", errors)
        self.assertTrue(self.items(table))
        self.dynaco("truncate", table, "--yes")
        self.assertEqual([], self.items(table))


if __name__ == "__main__":
    main()
