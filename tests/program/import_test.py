"""Runs `dynaco import` against the local DynamoDB.

usage: import_test.py <program>
"""

import bz2
import gzip
import json
import lzma
import re
import shlex
import signal
import subprocess
import threading
import time
import unittest

from data_case import ENDPOINT, PAIR, PROGRAM, SANITIZED, DataCase, Proxy, main, refusal


class Formats(DataCase):
    def test_keys_get_the_types_of_the_table(self):
        table = self.table(range_key=PAIR)
        self.dynaco("import", table, self.file("a.csv", "id,sort,name\n0001,7,0002\n"))
        self.assert_items([{"id": {"S": "0001"}, "sort": {"N": "7"}, "name": {"S": "0002"}}], table)

    def test_keys_of_indexes_get_their_types(self):
        index = {"IndexName": "by-rank", "KeySchema": [{"AttributeName": "rank", "KeyType": "HASH"}],
                 "Projection": {"ProjectionType": "ALL"}}
        table = self.table(GlobalSecondaryIndexes=[index],
                           AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                 {"AttributeName": "rank", "AttributeType": "N"}])
        self.dynaco("import", table, self.file("a.csv", "id,rank\n1,2\n"))
        self.assert_items([{"id": {"S": "1"}, "rank": {"N": "2"}}], table)
        self.dynaco("import", table, "a.csv", "--types", "rank : s", status=2)
        self.assertIn("a key of the table or of an index: write rank:N or leave it out", self.one_line())
        self.dynaco("import", table, "a.csv", "--types", "rank:n", "--dry-run")
        # Without a type, it is still that of the key.
        self.dynaco("import", table, self.file("b.csv", "id,rank\n2,3\n"), "--types", "rank")
        self.assert_items([{"id": {"S": "1"}, "rank": {"N": "2"}}, {"id": {"S": "2"}, "rank": {"N": "3"}}], table)

    def test_types_header_and_delimiter(self):
        table = self.table()
        file = self.file("a.txt", "1;2.50;true;[1]\n")
        self.dynaco("import", table, file, "--input-format", "csv", "--header", "id,price,open:BOOL,rest:L", "--types", "price:N",
                    "--delimiter", ";")
        self.assert_items([{"id": {"S": "1"}, "price": {"N": "2.5"}, "open": {"BOOL": True}, "rest": {"L": [{"N": "1"}]}}], table)

    def test_types_as_a_person_writes_them(self):
        table = self.table()
        file = self.file("a.csv", "id,price,tags\n1,2.50,x\n")
        self.dynaco("import", table, file, "--types", " price : n , tags")
        self.assert_items([{"id": {"S": "1"}, "price": {"N": "2.5"}, "tags": {"S": "x"}}], table)
        self.dynaco("import", table, file, "--types", "price=N", status=2)
        self.assertIn("price:N", self.errors)

    def test_a_type_of_no_column(self):
        table = self.table()
        file = self.file("a.csv", "id,price\n1,2\n")
        for command in (["import", table, file], ["import", table, file, "--dry-run"], ["convert", file, "b.jsonl"]):
            self.dynaco(*command, "--types", "prise:N", status=2)
            self.assertIn('the files have no column "prise", did you mean "price"? The columns are id, price', " ".join(self.errors.split()))
        self.dynaco("import", table, file, "--types", "other:N", status=2)
        self.assertIn('--types: the files have no column "other"; the columns are id, price', self.errors)
        self.assertEqual([], self.items(table))
        self.assertEqual(["a.csv"], self.names())
        for rows, status in (("id,price\n1,2\n", 0), ("id,price:N\n1,x\n", 4)):
            self.dynaco("import", table, "-", "--types", "other:N", stdin=rows, status=status)
            self.assertIn('--types: the files have no column "other"; the columns are id, price', self.errors)
        other = self.file("b.csv", "id,other\n1,2\n")
        self.dynaco("import", table, file, other, "--types", "price:N,other:N")

    def test_types_in_the_header_and_in_the_option(self):
        table = self.table()
        file = self.file("a.csv", "id,price:N\n1,2\n")
        words = 'line 1, the header: the column "price" has the type N in the header, and S in --types'
        for arguments, stdin in ((["import", table, file], ""), (["import", table, file, "--dry-run"], ""), (["import", table, "-"], "id,price:N\n1,2\n"),
                                 (["import", table, "-", "--dry-run"], "id,price:N\n1,2\n"), (["convert", file, "-"], ""),
                                 (["convert", "-", "-"], "id,price:N\n1,2\n")):
            with self.subTest(arguments):
                self.dynaco(*arguments, "--types", "price:S", stdin=stdin, status=2)
                self.assertIn(words, self.errors)
        self.assertEqual([], self.items(table))
        self.dynaco("import", table, file, "--types", "price:N")
        self.file("b.csv", "id,price:n\n1,2\n")
        self.dynaco("import", table, "b.csv", "--dry-run")
        self.assertIn('the column "price:n" is text with this name: n is not a type, because types in a header are in capitals: price:N',
                      self.errors)
        self.dynaco("import", table, "-", stdin="id,price:number\n1,2\n")
        self.assertIn('the column "price:number" is text with this name: number is not a type', self.errors)
        for header, text in (("id,n:Q", 'if Q belongs to the name, add a type: "n:Q:S"'), ("id,n:N:typed", ":typed means that the cells are DynamoDB JSON")):
            self.dynaco("import", table, self.file("c.csv", header + "\n1,2\n"), status=1)
            self.assertIn(text, self.errors)

    def test_a_wrong_list_of_columns_is_a_mistake_in_the_arguments(self):
        table, file = self.table(), self.file("a.csv", "id,price\n1,2\n")
        for option, value in (("--types", "price:X"), ("--types", ":N"), ("--types", "price:N,price:S"), ("--header", "id,,x"),
                              ("--header", "id,id"), ("--header", "price:X,id")):
            for arguments in (["import", table, file], ["import", table, file, "--dry-run"], ["convert", file, "-"]):
                with self.subTest((option, value, arguments)):
                    self.dynaco(*arguments, option, value, status=2)
                    self.assertIn(option + ": ", self.errors)
        self.dynaco("import", table, file, "--header", "x,y", status=2)
        self.assertIn('--header has no column "id", which the key of the table needs', self.errors)
        for command in (["export", table, "b.csv"], ["convert", file, "b.csv"]):
            self.dynaco(*command, "--columns", "id,,x", status=2)
            self.assertIn("--columns: a column has no name", self.errors)
        self.assertEqual([], self.items(table))

    def test_standard_input(self):
        table = self.table()
        self.dynaco("import", table, "-", stdin='{"id":"1","total":12.50,"open":false,"none":null}\n\n{"id":"2"}\n')
        self.assert_items([{"id": {"S": "1"}, "total": {"N": "12.5"}, "open": {"BOOL": False}, "none": {"NULL": True}},
                           {"id": {"S": "2"}}], table)
        self.assertEqual([], self.names())

    def test_gzip_is_recognised_by_its_bytes(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.csv", gzip.compress(b"id\n1\n")), self.file("b", b'{"id":{"S":"2"}}'))
        self.assert_items([{"id": {"S": "1"}}, {"id": {"S": "2"}}], table)

    def test_a_full_batch_and_blank_lines_and_equal_keys(self):
        table = self.table()
        rows = "".join(f'{{"id":"{each}"}}\n\n' for each in range(25))
        self.dynaco("import", table, self.file("a.jsonl", rows))
        self.assertEqual(25, len(self.items(table)))
        self.dynaco("import", table, self.file("b.csv", "id,n:N\n" + "".join(f"same,{each}\n" for each in range(60))))
        self.assertEqual({"N": "59"}, self.db.get_item(TableName=table, Key={"id": {"S": "same"}})["Item"]["n"])

    def test_an_item_of_400_kilobytes(self):
        table = self.table()
        most = 400 * 1024 - len("id") - len("1") - len("text")
        self.dynaco("import", table, self.file("a.jsonl", json.dumps({"id": "1", "text": "x" * most})))
        self.assertEqual(1, len(self.items(table)))
        self.dynaco("import", table, self.file("b.jsonl", json.dumps({"id": "2", "text": "x" * (most + 1)})), status=4)
        self.assertIn("409601 bytes", self.errors)
        self.assertEqual(1, len(self.items(table)))


    def test_many_items_there_and_back(self):
        table, other = self.table(), self.table()
        self.dynaco("import", table, self.csv("a.csv", 10_000))
        self.dynaco("export", table, "b.csv.zst")
        self.dynaco("import", other, "b.csv.zst")
        self.assertEqual("10000\n", self.dynaco("count", other))
        self.assert_rows(10_000, other)


class Rejects(DataCase):
    def bad(self, rows):
        return self.file("a.csv", "id,price:N\n" + "".join(f"{each},{'x' if each % 2 else each}\n" for each in range(rows)))

    def test_the_first_one_ends_the_import(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.csv", "id,price:N\n1,12x\n"), status=4)
        self.assertIn("a.csv, line 2, byte 3, price: ", self.errors)
        self.assertIn("1 record was rejected, more than 0 (--max-rejects)", self.errors)
        self.assertEqual([], self.items(table))

    def test_the_first_record_is_skipped(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.csv", "id,price:N\n1,12x\n2,3\n"), status=4)
        command, = re.findall(r"nothing was written; skip such records with: (.*)$", self.errors, re.MULTILINE)
        self.assertIn("or correct the file and run the same command again", self.errors)
        self.assertEqual(["a.csv"], self.names())
        self.dynaco(*shlex.split(command)[1:], status=3)
        self.assertEqual(1, len(self.items(table)))

    def test_other_files_are_not_replaced(self):
        table = self.table()
        command = ("import", table, self.bad(4), "--max-rejects", "9", "--rejects")
        for text in ("precious", '{"id": "1"}\n', "\n", "id,reason\n1,2\n", "x" * 10_000):
            with self.subTest(text[:9]):
                self.file("other.csv", text)
                self.dynaco(*command, "other.csv", status=2)
                self.assertIn("other.csv exists and has no rejected records, so it is not replaced", self.errors)
                self.assertEqual(text, (self.folder / "other.csv").read_text())
        for _ in range(2):  # its own file is replaced
            self.dynaco(*command, "no.jsonl", status=3)
            self.assertEqual(2, len((self.folder / "no.jsonl").read_text().splitlines()))

    def test_a_last_line_that_is_not_complete(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.jsonl", '{"id": "1"}\n{"id": '), status=4)
        self.assertIn("the file ends in this record: it may be cut off", self.errors)
        self.assertRegex(self.errors, "or correct the file and start again with: .* --restart\n")

    def test_the_next_command_says_how_to_skip(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.csv", "id,price:N\n1,1\n2,12x\n3,3\n"), status=4)
        command, = re.findall(r"skip such records with: (.*)$", self.errors, re.MULTILINE)
        self.dynaco("import", table, "a.csv", status=2)
        self.assertIn(f"or continue it with: {command}\n", self.errors)
        self.dynaco(*shlex.split(command)[1:], status=3)
        self.assertEqual(2, len(self.items(table)))

    def test_some_are_kept(self):
        table = self.table()
        self.dynaco("import", table, self.bad(30), "--max-rejects", "15", "--rejects", "no.jsonl", status=3)
        rejected = [json.loads(line) for line in (self.folder / "no.jsonl").read_text().splitlines()]
        self.assertEqual([f"{each},x" for each in range(1, 30, 2)], [each["text"].strip() for each in rejected])
        self.assertEqual([each + 2 for each in range(1, 30, 2)], [each["line"] for each in rejected])
        self.assertEqual({"a.csv"}, {each["file"] for each in rejected})
        self.assertEqual({"price"}, {each["attribute"] for each in rejected})
        self.assertEqual({2, 3, 4}, {each["column"] for each in rejected} | {2, 3, 4})
        self.assertEqual(15, len(self.items(table)))
        self.assertEqual(10, self.errors.count("a.csv, line "))
        self.assertIn("15 records were rejected; see no.jsonl", self.errors)
        self.assertEqual(["a.csv", "no.jsonl"], self.names())

    def test_those_of_standard_input_are_only_shown(self):
        table = self.table()
        for rows, words in ((3, "3 records were rejected; rejected records are only shown: --rejects FILE keeps them in a file"),
                            (12, "12 records were rejected; only the first of them were shown: --rejects FILE keeps all in a file")):
            self.dynaco("import", table, "-", "--max-rejects", "100", stdin="id,n:N\n" + "1,x\n" * rows, status=3)
            self.assertIn(words, self.errors)
        self.dynaco("import", table, "-", "--max-rejects", "100", "--rejects", "no.jsonl", stdin="id,n:N\n1,x\n", status=3)
        self.assertIn("1 record was rejected; see no.jsonl", self.errors)
        self.assertEqual(["no.jsonl"], self.names())

    def test_are_kept_next_to_the_file_by_default(self):
        table = self.table()
        self.dynaco("import", table, self.bad(4), "--max-rejects", "2", status=3)
        self.assertEqual(["a.csv", f"a.csv.{table}.rejects.jsonl"], self.names())

    def test_text_that_is_not_utf8(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.jsonl", b'{"id":"\xff"}\n'), "--max-rejects", "1", status=3)
        kept, = (self.folder / f"a.jsonl.{table}.rejects.jsonl").read_text().splitlines()
        self.assertIn("text_base64", json.loads(kept))

    def test_a_key_of_the_wrong_type(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.jsonl", '{"id":7}\n'), status=4)
        self.assertIn("id", self.errors)
        self.assertIn("S", self.errors)


class Headers(DataCase):
    """A mistake in a header is one message before anything is written, and not a reject of each row."""

    def refused(self, text, *more, status=1, stdin=None):
        table = self.table(range_key=PAIR)
        file = "-" if stdin is not None else self.file("a.csv", text)
        self.dynaco("import", table, file, "--max-rejects", "1000", *more, status=status, stdin=stdin or "")
        self.assertEqual([], self.items(table))
        self.assertLessEqual(set(self.names()), {"a.csv"})
        message = self.errors
        if stdin is None:
            self.dynaco("import", table, file, *more, "--dry-run", status=status)
            self.assertEqual(message.splitlines()[-1], self.errors.splitlines()[-1])
        return message

    def test_a_missing_key(self):
        rows = "".join(f"{each},x\n" for each in range(50))
        for stdin in (None, "id,note\n" + rows):
            message = self.refused("id,note\n" + rows, stdin=stdin)
            self.assertIn('line 1, the header: the column "sort" is missing; the file has the columns "id", "note"', message)
            self.assertEqual(1, len([each for each in message.splitlines() if not each.startswith("{")]), message)
        self.assertIn("a.csv: line 1", self.refused("id,note\n" + rows).replace("a.csv, line 1", "a.csv: line 1"))

    def test_all_missing_keys_are_named(self):
        self.assertIn('the columns "id", "sort" are missing; the file has the columns "a", "b"', self.refused("a,b\n1,x\n"))

    def test_another_delimiter(self):
        message = self.refused("id|sort|n\n1|2|3\n")
        self.assertIn('the file has the columns "id|sort|n"; if another character separates the cells, set --delimiter', message)

    def test_a_key_of_another_type(self):
        self.assertIn('the column "sort" has the type S, and N is needed', self.refused("id,sort:S\n1,2\n"))
        self.assertIn("write id:S or leave it out", self.refused("id,sort\n1,2\n", "--types", "id:N", status=2))

    def test_a_key_of_an_index_of_another_type(self):
        index = {"IndexName": "by-rank", "KeySchema": [{"AttributeName": "rank", "KeyType": "HASH"}],
                 "Projection": {"ProjectionType": "ALL"}}
        table = self.table(GlobalSecondaryIndexes=[index], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                                                 {"AttributeName": "rank", "AttributeType": "N"}])
        self.dynaco("import", table, self.file("a.csv", "id,rank:S\n1,2\n"), status=1)
        self.assertIn('the column "rank" has the type S in the header, and N in --types or the table\'s keys', self.one_line())
        self.dynaco("import", table, self.file("a.csv", "id,rank\n1,2\n2,\n"))
        self.assertEqual(2, len(self.items(table)))

    def test_the_rest(self):
        for header, words in (("id,id,sort", "occurs twice"), ("id,sort,", "name"), ("id,sort,n:Q", "n:Q")):
            with self.subTest(header):
                self.assertIn("header", self.refused(header + "\n1,2,3\n")) if header != "id,sort,n:Q" else None
        # The second of two files: nothing of the first one is written.
        table = self.table()
        self.dynaco("import", table, self.file("a.csv", "id\n1\n"), self.file("b.csv", "nr\n1\n"), status=1)
        self.assertIn("b.csv", self.one_line())
        self.assertEqual([], self.items(table))

    def test_removing_needs_the_keys_only(self):
        table = self.table(range_key=PAIR)
        self.dynaco("import", table, self.file("a.csv", "sort,id\n1,2\n"), "--remove")

    def test_semicolons_are_guessed(self):
        words = "the cells are separated by semicolons, because the header has semicolons and no commas; --delimiter names another character"
        text = "id;n:N;text\n1;2;a,b\n"
        for arguments, stdin, name in ((["import", self.table(), self.file("a.csv", text)], "", "a.csv"),
                                       (["import", self.table(), "-"], text, "standard input"),
                                       (["import", self.table(), "a.csv", "--dry-run"], "", "a.csv"),
                                       (["convert", "a.csv", "-"], "", "a.csv"), (["convert", "-", "-"], text, "standard input")):
            with self.subTest(arguments):
                self.dynaco(*arguments, stdin=stdin)
                self.assertIn(f"dynaco {arguments[0]}: {name}: {words}\n", self.errors)
                self.dynaco(*arguments, "--delimiter", ";", stdin=stdin)
                self.assertNotIn("semicolons", self.errors)
        self.dynaco("import", self.table(), "a.csv", "--delimiter", ",", status=1)
        self.assertIn('the file has the columns "id;n:N;text"', self.errors.replace('"id;n;text"', '"id;n:N;text"'))
        for command in ("import", "convert"):
            self.assertIn("semicolon if the header has semicolons and no comma", " ".join(self.dynaco("help", command).split()))


class Actions(DataCase):
    def test_only_new_items(self):
        table = self.table()
        self.put(table, [{"id": {"S": "1"}, "old": {"BOOL": True}}])
        self.dynaco("import", table, self.file("a.csv", "id\n1\n2\n"), "--if-absent")
        self.assert_items([{"id": {"S": "1"}, "old": {"BOOL": True}}, {"id": {"S": "2"}}], table)
        self.assertIn("1 item existed already", self.errors)
        end = json.loads([each for each in self.errors.splitlines() if each.startswith("{")][-1])
        self.assertEqual((2, 1), (end["items"], end["wcu"]))

    def test_a_lost_response_about_a_new_item(self):
        table = self.table()
        lost = iter(range(1))

        def answer(operation, body):
            if operation != "PutItem" or next(lost, None) is None:
                return None
            self.db.put_item(TableName=table, Item=body["Item"])
            return 500, b"{}"

        proxy = Proxy(answer)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, self.file("a.csv", "id\n1\n2\n"), "--if-absent", "--endpoint", proxy.endpoint, "--quiet")
        self.assert_items([{"id": {"S": "1"}}, {"id": {"S": "2"}}], table)
        self.assertIn("1 item exists now, but a response was lost: this import wrote it, or it existed already and stayed as before",
                      self.one_line())

    def test_removing(self):
        table = self.table(range_key=PAIR)
        self.put(table, [{"id": {"S": "1"}, "sort": {"N": "1"}, "x": {"S": "a"}}, {"id": {"S": "1"}, "sort": {"N": "2"}}])
        self.dynaco("import", table, self.file("a.csv", "x,sort,id\na,1,1\nb,3,1\n"), "--remove")
        self.assert_items([{"id": {"S": "1"}, "sort": {"N": "2"}}], table)

    def test_creating_the_table(self):
        name = self.table()
        self.delete(self.db, name)
        self.addCleanup(lambda: self.delete(self.db, name))
        file = self.file("a.csv", "id,n,x\n1,2,3\n")
        self.dynaco("import", name, file, "--create", "--key", "id:S,n:N", "--dry-run")
        self.assertNotIn(name, self.db.list_tables()["TableNames"])
        self.dynaco("import", name, file, "--create", "--key", "id:S,n:N")
        self.assert_items([{"id": {"S": "1"}, "n": {"N": "2"}, "x": {"S": "3"}}], name)
        self.dynaco("import", name, file, "--create", "--key", "id:S", status=2)
        self.assertIn("its range key is n:N, not none", self.errors)

    def test_a_dry_run_refuses_what_the_import_refuses(self):
        table = self.table()
        self.file("a.csv", "id,n:N\n1,2\n")
        self.file("key.csv", "nr\n1\n")
        self.file("typed.csv", "id,n:S\n1,2\n")
        self.file("cells.csv", 'id,n:typed\n1,"{""S"":""1""}"\n')
        self.file("old.csv", "id\n1\n")
        self.unfinished(f"old.csv.{table}.dynaco-import")
        self.file("notes.txt", "mine\n")
        for words, *arguments in (("does not exist at", "none", "a.csv"), ("none.csv", table, "none.csv"),
                                  ('the column "id" is missing', table, "key.csv"),
                                  ("No such file", table, "a.csv", "--rejects", "none/no.jsonl"),
                                  ("none/state: No such file", table, "a.csv", "--checkpoint", "none/state")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses("import", *arguments))
        for words, *arguments in (("an earlier import did not end", table, "old.csv"),
                                  ("not a state file", table, "a.csv", "--checkpoint", "notes.txt"),
                                  ("are the same file", table, "a.csv", "--checkpoint", "x", "--rejects", "./x"),
                                  ("are the same file", table, "a.csv", "--rejects", f"a.csv.{table}.dynaco-import"),
                                  ('has the type S in the header, and N in --types', table, "typed.csv", "--types", "n:N"),
                                  ("have their own types", table, "cells.csv", "--types", "n:N"),
                                  ("its hash key is id:S, not nr:S", table, "key.csv", "--create", "--key", "nr"),
                                  ("expected a number", table, "a.csv", "--max-write-units-per-second", "fast"),
                                  ("no column \"m\"", table, "a.csv", "--types", "m:N")):
            with self.subTest(arguments):
                self.assertIn(words, self.assert_dry_run_refuses("import", *arguments, status=2))
        self.assertEqual([], self.items(table))

    def test_a_table_is_created_after_all_checks(self):
        name = self.table()
        self.delete(self.db, name)
        self.addCleanup(lambda: self.delete(self.db, name))
        file = self.file("a.csv", "id,n\n1,2\n")
        for key in ("nr", "id,date:N"):
            self.assert_dry_run_refuses("import", name, file, "--create", "--key", key)
        self.assertNotIn(name, self.db.list_tables()["TableNames"])
        create = ("--create", "--key", "id,n:N")
        shown = self.dynaco("import", name, file, *create, "--dry-run")
        self.assertEqual(f"the table {name} would be created (on demand) with the key id:S,n:N", shown.splitlines()[0])
        shown = json.loads(self.dynaco("import", name, file, *create, "--dry-run", "--format", "json", "--quiet"))
        self.assertEqual({"table": name, "key": "id:S,n:N"}, shown["creates"])
        self.assertNotIn(name, self.db.list_tables()["TableNames"])
        self.dynaco("import", name, file, *create)
        self.assertIn(f"created the table {name} (on demand) with the key id:S,n:N", self.errors)
        shown = self.dynaco("import", name, file, *create, "--dry-run")
        self.assertNotIn("created", shown)

    def test_dry_run(self):
        table = self.table()
        file = self.file("a.csv", "id,text,n:N\n" + f"1,{'x' * 2000},1\n2,,x\n3,,3\n")
        shown = self.dynaco("import", table, file, "--dry-run", "--max-rejects", "1", status=3)
        self.assertIn("columns: id:S text:S n:N\n", shown)
        self.assertIn("2 items to write", shown)
        self.assertIn("at least 3 write units", shown)
        self.assertIn("1 record rejected", shown)
        found = json.loads(self.dynaco("import", table, file, "--dry-run", "--format", "json", status=4))
        self.assertEqual((2, 3, 1), (found["items"], found["write_units"], found["rejected"]))
        self.assertEqual([], self.items(table))
        self.assertEqual(["a.csv"], self.names())

    def test_workers_share_a_file(self):
        table = self.table()
        self.file("a.jsonl", "".join(f'{{"id":"id-{each:06}","total":{each}}}\n' for each in range(1000)))
        counts = []
        for worker in ("1/3", "2/3", "3/3"):
            self.dynaco("import", table, "a.jsonl", "--worker", worker)
            counts.append(json.loads(self.errors.splitlines()[-1])["items"])
        self.assertEqual(1000, sum(counts))
        self.assertTrue(all(counts))
        self.assert_rows(1000, table)

    def test_no_records(self):
        table = self.table()
        self.dynaco("import", table, self.file("a.csv", "id,total:N\n"))
        self.assertIn("no records; nothing was written", self.errors)

    def test_quiet(self):
        table = self.table()
        self.assertEqual("", self.dynaco("import", table, self.csv("a.csv", 100), "--quiet"))
        self.assertEqual("", self.errors)

    def test_the_end_is_reported_as_json(self):
        table = self.table()
        self.dynaco("import", table, self.csv("a.csv", 100))
        end = json.loads(self.errors)
        self.assertEqual(("import", "end", 100), (end["command"], end["event"], end["items"]))


class Mistakes(DataCase):
    def test_a_missing_table(self):
        self.dynaco("import", "no-such-table", self.csv("a.csv", 10), status=1)
        self.assertIn("no-such-table does not exist at ", self.one_line())
        self.assertIn("--create --key NAME:S creates it", self.errors)
        self.assertEqual(["a.csv"], self.names())

    def test_a_missing_file(self):
        self.dynaco("import", self.table(), "none.csv", status=1)
        self.assertIn("none.csv", self.one_line())

    def test_a_file_of_another_kind(self):
        for name, packed in (("a.csv.xz", lzma.compress(b"id\n1\n")), ("a.csv", bz2.compress(b"id\n1\n"))):
            self.dynaco("import", self.table(), self.file(name, packed), status=1)
            self.assertRegex(self.one_line(), f"{name}: the file is compressed with (xz|bzip2), which dynaco does not read")

    def test_a_damaged_file(self):
        table = self.table()
        packed = gzip.compress(b"id\n" + b"".join(b"%d\n" % each for each in range(10000)))
        self.dynaco("import", table, self.file("a.csv.gz", packed[:len(packed) // 2]), self.file("b.csv", "id\nother\n"), status=1)
        self.assertIn("a.csv.gz, byte ", self.errors)
        written = len(self.items(table))
        self.assertGreater(written, 1000)
        self.assertIn(f"{written:,} items were written: those of all records that could be read", self.errors)
        # To continue would end in the same way: the file is damaged.
        self.assertNotIn("--resume", self.errors)
        advice = r"when the file is replaced by a whole one, start again with: (.*)$"
        command, = re.findall(advice, self.errors, re.MULTILINE)
        self.dynaco("import", table, "a.csv.gz", "b.csv", status=2)
        self.assertEqual([command], re.findall(advice, self.errors, re.MULTILINE))
        self.assertIn("a.csv.gz, byte ", self.errors)
        self.assertNotIn("--resume", self.errors)
        self.dynaco("import", table, "a.csv.gz", "b.csv", "--resume", status=1)
        self.assertEqual([command], re.findall(advice, self.errors, re.MULTILINE))
        self.file("a.csv.gz", packed)
        self.dynaco(*shlex.split(command)[1:])
        self.assertEqual(10001, len(self.items(table)))
        self.assertEqual(["a.csv.gz", "b.csv"], self.names())

    def test_options_that_contradict(self):
        for wrong in (["--remove", "--if-absent"], ["--resume", "--restart"], ["--key", "id:S"], ["--create"], ["--worker", "5/4"],
                      ["--input-format", "xml"], ["--batch-size", "101"], ["--max-rejects", "x"], ["--delimiter", "ab"],
                      ["--max-write-units-per-second", "fast"]):
            with self.subTest(wrong=wrong):
                self.dynaco("import", self.table(), self.csv("a.csv", 1), *wrong, status=2)
        self.dynaco("import", self.table(), "-", "--checkpoint", "x", status=2)

    def test_permission_is_denied(self):
        table = self.table()
        proxy = Proxy(lambda operation, _: refusal("AccessDeniedException", "not you") if operation == "BatchWriteItem" else None)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, self.csv("a.csv", 5000), "--endpoint", proxy.endpoint, status=1)
        self.assertIn("not you", self.one_line())
        self.assertEqual(["a.csv"], self.names())

    def test_throttling_and_leftovers_reject_nothing(self):
        table = self.table()
        turn = iter(range(10**9))

        def answer(operation, body):
            if operation != "BatchWriteItem" or next(turn) % 3 == 0:
                return None
            if next(turn) % 2:
                return refusal("ProvisionedThroughputExceededException")
            return 200, json.dumps({"UnprocessedItems": body["RequestItems"]}).encode()

        proxy = Proxy(answer)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, self.csv("a.csv", 300), "--endpoint", proxy.endpoint)
        self.assert_rows(300, table)
        end = json.loads(self.errors.splitlines()[-1])
        self.assertEqual((300, 0), (end["items"], end.get("rejected", 0)))
        self.assertGreater(end["throttled"], 0)

    def test_the_index_that_throttles_is_named(self):
        index = {"IndexName": "by-rank", "KeySchema": [{"AttributeName": "rank", "KeyType": "HASH"}],
                 "Projection": {"ProjectionType": "ALL"}}
        table = self.table(GlobalSecondaryIndexes=[index], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                                                                 {"AttributeName": "rank", "AttributeType": "S"}])
        arn = f"arn:aws:dynamodb:us-east-1:000000000000:table/{table}/index/by-rank"
        reasons = [{"reason": "IndexWriteKeyRangeThroughputExceeded", "resource": arn}]
        text = json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "message": "slow down",
                           "throttlingReasons": reasons}).encode()
        turn = iter(range(10**9))
        proxy = Proxy(lambda operation, _: (400, text) if operation == "BatchWriteItem" and next(turn) % 2 == 0 else None)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, self.csv("a.csv", 100), "--endpoint", proxy.endpoint)
        self.assert_rows(100, table)
        end = json.loads(self.errors.splitlines()[-1])
        self.assertEqual([(table, "by-rank")], [(each["table"], each["index"]) for each in end["throttled_by"]])

    def test_a_service_that_fails_among_bad_rows_rejects_nothing_else(self):
        table = self.table()
        rows = "".join(f"id-{each:06},{'x' if each == 150 else each}\n" for each in range(300))
        self.file("a.csv", "id,total:N\n" + rows)
        turn = iter(range(10**9))

        def answer(operation, _):
            if operation != "BatchWriteItem" or next(turn) % 2:
                return None
            return 500, json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": "oh"}).encode()

        proxy = Proxy(answer)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, "a.csv", "--max-rejects", "10", "--endpoint", proxy.endpoint, status=3)
        self.assertEqual(299, len(self.items(table)))
        self.assertIn("1 record was rejected", self.errors)

    def test_an_outage_is_shown(self):
        """The service answers nothing useful until the program has shown it."""
        table = self.table()
        over = threading.Event()

        def answer(operation, _):
            if operation == "BatchWriteItem" and not over.is_set():
                return 503, b'{"__type":"com.amazonaws.dynamodb.v20120810#ServiceUnavailable","message":"oh"}'

        proxy = Proxy(answer)
        self.addCleanup(proxy.close)
        running = self.start("import", table, self.csv("a.csv", 100), "--endpoint", proxy.endpoint)
        for line in running.stderr:
            shown = json.loads(line)
            if shown.get("retrying_s", 0) > 2.5:
                break
        self.assertEqual("HTTP 503", shown["retrying"])
        self.assertEqual(0, shown["items"])
        self.assertGreater(shown["repeated"], 1)
        over.set()
        _, errors = running.communicate(timeout=60)
        self.assertEqual(0, running.returncode, errors)
        self.assert_rows(100, table)
        lines = errors.splitlines()
        end = json.loads([each for each in lines if each.startswith("{")][-1])
        self.assertNotIn("retrying", end)
        self.assertGreater(end["outage_s"], 2)
        self.assertRegex(lines[-1], r"requests failed and were sent again; no request succeeded for [0-9.]+ s")

    def test_the_limit_holds_at_the_server(self):
        table, times = self.table(), []

        def answer(operation, body):
            if operation != "BatchWriteItem":
                return None
            times.extend([time.monotonic()] * len(body["RequestItems"][table]))
            return 200, b'{"UnprocessedItems":{}}'

        proxy = Proxy(answer)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, self.csv("a.csv", 1200), "--max-write-units-per-second", "300", "--endpoint", proxy.endpoint)
        self.assertEqual(1200, len(times))
        # At most 5 % more in each second, so the units after those of the first second take this time.
        self.assertGreater(max(times) - min(times), (1200 - 315) / 315)

    def test_the_size_of_a_batch(self):
        table = self.table()
        proxy = Proxy(lambda operation, body: (200, b'{"UnprocessedItems":{}}') if operation == "BatchWriteItem" else None)
        self.addCleanup(proxy.close)
        self.dynaco("import", table, self.csv("a.csv", 1000), "--endpoint", proxy.endpoint, "--batch-size", "100")
        sizes = [len(body["RequestItems"][table]) for operation, body in proxy.requests if operation == "BatchWriteItem"]
        self.assertEqual(1000, sum(sizes))
        self.assertEqual(100, max(sizes))


class Interruptions(DataCase):
    rows = 1600
    slowly = ("--max-write-units-per-second", "400")

    def start_and_interrupt(self, table, *more, how=signal.SIGINT):
        self.csv("a.csv", self.rows)
        return self.interrupt("import", table, "a.csv", *self.slowly, *more, how=how)

    def test_the_printed_command_goes_on(self):
        table = self.table()
        status, errors = self.start_and_interrupt(table)
        self.assertEqual(130, status, errors)
        self.assertIn(f"a.csv.{table}.dynaco-import", self.names())
        before = len(self.items(table))
        self.assertLess(before, self.rows)
        self.go_on(errors)
        self.assert_rows(self.rows, table)
        self.assertEqual(["a.csv"], self.names())
        # What was written before is not written again.
        self.assertEqual(self.rows, json.loads(self.errors.splitlines()[-1])["items"])

    def test_a_run_that_continues_has_totals_of_all_and_rates_of_its_own(self):
        status, errors = self.start_and_interrupt(self.table())
        self.assertEqual(130, status, errors)
        self.go_on(errors)
        end = self.assert_rates_of_this_run("wcu", self.rows)
        self.assertLess(end["wcu_per_s"], 400 * 1.2)  # the cap is a hard one

    def test_several_interruptions(self):
        table = self.table()
        self.csv("a.csv", 4000)
        arguments = ["import", table, "a.csv", *self.slowly]
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            status, errors = self.interrupt(*arguments, how=how)
            self.assertEqual(130, status, errors)
            arguments = self.printed_command(errors)
        self.go_on(errors)
        self.assert_rows(4000, table)

    def test_an_interruption_is_noticed_by_the_next_import(self):
        table = self.table()
        _, errors = self.start_and_interrupt(table)
        self.dynaco("import", table, "a.csv", status=2)
        self.assertIn("--resume", self.errors)
        self.dynaco("import", table, "a.csv", "--restart")
        self.assert_rows(self.rows, table)
        self.dynaco("import", table, "a.csv", "--resume", status=2)
        self.assertIn("nothing to resume", self.errors)

    def test_after_a_kill(self):
        table = self.table()
        self.csv("a.csv", self.rows)
        running = self.start("import", table, "a.csv", *self.slowly)
        state = self.folder / f"a.csv.{table}.dynaco-import"
        while not state.exists():
            self.until_items(running)
        running.kill()
        running.communicate()
        self.dynaco("import", table, "a.csv", "--resume")
        self.assert_rows(self.rows, table)

    def test_a_table_that_was_created_again_is_not_resumed(self):
        table = self.table()
        self.start_and_interrupt(table)
        self.dynaco("drop", table, "--yes")
        self.dynaco("create", table, "--key", "id")
        self.dynaco("import", table, "a.csv", *self.slowly, "--resume", status=1)
        self.assertIn("was deleted and created again since the import began; start again with: ", self.errors)
        self.assertIn("--restart", self.errors)

    def test_a_table_of_the_same_name_elsewhere_is_another_one(self):
        table = self.table()
        self.start_and_interrupt(table)
        self.dynaco("drop", table, "--yes")
        self.dynaco("create", table, "--key", "id")
        elsewhere = Proxy(lambda *_: None)
        self.addCleanup(elsewhere.close)
        self.dynaco("import", table, "a.csv", *self.slowly, "--resume", "--endpoint", elsewhere.endpoint, status=1)
        self.assertRegex(self.errors, f"is the state of another import, of the table .*{table} at {ENDPOINT}; name another file")
        self.assertNotIn("deleted", self.errors)

    def test_other_files_are_not_resumed(self):
        table = self.table()
        _, errors = self.start_and_interrupt(table)
        self.csv("a.csv", self.rows + 1)
        self.dynaco("import", table, "a.csv", *self.slowly, "--resume", status=1)
        self.assertIn("a.csv was changed since the import began; start again with: ", self.errors)
        self.assertNotIn(" ns", self.errors)

    def test_another_path_of_the_same_file_is_resumed(self):
        (self.folder / "link.csv").symlink_to("a.csv")
        for other in ("./a.csv", str(self.folder / "a.csv"), "link.csv"):
            with self.subTest(other):
                table = self.table()
                _, errors = self.start_and_interrupt(table, "--checkpoint", "state")
                self.dynaco("import", table, other, "--checkpoint", "state", "--resume")
                self.assert_rows(self.rows, table)
        table = self.table()
        self.start_and_interrupt(table)
        self.dynaco("import", table, "link.csv", status=2)
        self.assertIn("did not end", self.errors)
        self.dynaco("import", table, "link.csv", "--resume")
        self.assert_rows(self.rows, table)

    def test_other_options_are_not_resumed(self):
        table = self.table()
        _, errors = self.start_and_interrupt(table, "--types", "total:N")
        self.dynaco("import", table, "a.csv", *self.slowly, "--resume", "--if-absent", status=1)
        self.assertIn("--if-absent is not as it was when the import began; continue with: ", self.errors)
        self.dynaco("import", table, "a.csv", *self.slowly, "--types", "id:S", "--resume", status=1)
        self.assertIn("--types is not as it was when the import began; continue with: ", self.errors)
        self.file("b.csv", "id,total:N\n1,1\n")
        self.dynaco("import", table, "a.csv", "b.csv", *self.slowly, "--types", "total:N", "--resume", status=1)
        self.assertIn("the list of files is not as it was when the import began; continue with: ", self.errors)
        command = self.printed_command(self.errors)
        self.assertIn("--types", command)
        self.assertNotIn("--if-absent", command)
        self.dynaco(*command)
        self.assert_rows(self.rows, table)

    def restart(self, table, rows):
        """Runs the command that starts again."""
        command, = re.findall(r"start again with: (.*)$", self.errors, re.MULTILINE)
        self.dynaco(*shlex.split(command)[1:])
        self.assert_rows(rows, table)
        self.assertEqual(["a.csv"], self.names())

    def test_a_state_that_cannot_be_used(self):
        table = self.table()
        status, errors = self.start_and_interrupt(table)
        self.assertEqual(130, status, errors)
        state = self.folder / f"a.csv.{table}.dynaco-import"
        self.check_damaged_state(state, "import", table, "a.csv")
        self.restart(table, self.rows)

    def test_the_state_of_another_work(self):
        table, other = self.table(), self.table()
        status, errors = self.start_and_interrupt(table, "--checkpoint", "state")
        self.assertEqual(130, status, errors)
        before = (self.folder / "state").read_bytes()
        self.csv("b.csv", 3)
        for arguments, words in ((["import", other, "a.csv", "--resume"], f"state is the state of another import, of the table {table};"),
                                 (["import", table, "b.csv", "--resume"], "state is the state of another import, of a.csv;"),
                                 (["import", other, "a.csv", "--restart"], f"state is the state of another import, of the table {table};"),
                                 (["import", table, "b.csv", "--restart"], "state is the state of another import, of a.csv;"),
                                 (["import", table, "b.csv"], "state is the state of another import, of a.csv;"),
                                 (["export", table, "c.jsonl", "--resume"], "state is the state of an import and not of an export"),
                                 (["export", table, "c.jsonl", "--restart"], "state is the state of an import and not of an export")):
            with self.subTest(arguments):
                continues = arguments[0] == "import" and arguments[-1] == "--resume"
                self.dynaco(*arguments, "--checkpoint", "state", status=1 if continues else 2)
                self.assertIn(words, self.errors)
                self.assertIn("name another file with --checkpoint. ", self.errors)
                self.assertNotIn("deleted", self.errors)
                self.assertEqual(before, (self.folder / "state").read_bytes())
        self.go_on(self.errors.replace("continues with: ", "continue with: "))
        self.assert_rows(self.rows, table)
        self.assertEqual(["a.csv", "b.csv"], self.names())

    def test_what_is_shown_is_what_was_written(self):
        table = self.table()
        self.csv("a.csv", 20_000)
        proxy = self.holding("BatchWriteItem", passes=40)
        running = self.start("import", table, "a.csv", "--endpoint", proxy.endpoint)
        shown = self.until_items(running)
        while shown["items"] < 1000:
            shown = json.loads(next(running.stderr))
        for _ in range(2):
            shown = json.loads(next(running.stderr))
        self.assertAlmostEqual(5, shown["percent"], delta=1)
        self.assertAlmostEqual(0.05 * shown["total_bytes"], shown["bytes"], delta=0.01 * shown["total_bytes"])
        running.kill()
        running.communicate()
        proxy.release.set()

    def test_a_run_that_continues_shows_its_own_rates_from_the_beginning(self):
        table = self.table()
        self.csv("a.csv", 4000)
        status, errors = self.interrupt("import", table, "a.csv", "--max-write-units-per-second", "1000")
        self.assertEqual(130, status, errors)
        running = self.start("import", table, "a.csv", "--max-write-units-per-second", "300", "--resume")
        _, errors = running.communicate(timeout=60)
        lines = [json.loads(each) for each in errors.splitlines()]
        self.assertEqual(4000, lines[-1]["items"])
        for each in lines:
            self.assertLess(each["items_per_s"], 600, each)
            self.assertLess(each["wcu_per_s"], 600, each)
        for each in lines[:-1]:
            self.assertLessEqual(each["bytes"], each["total_bytes"])
            self.assertAlmostEqual(each["items"] / 40, each["percent"], delta=5)

    def test_the_advice_after_a_reject_works(self):
        table = self.table()
        rows = "".join(f"id-{each:06},{'x' if each == 1500 else each}\n" for each in range(self.rows))
        self.file("a.csv", "id,total:N\n" + rows)
        self.dynaco("import", table, "a.csv", *self.slowly, status=4)
        # All rows before the bad one are written, and none after it.
        self.assertEqual(1500, len(self.items(table)))
        self.assertIn("1500 items were written: those of the records before", self.errors.replace(",", ""))
        self.assertIn("a.csv, line 1502, byte 11, total: ", self.errors)
        command, = re.findall(r"skip such records with: (.*)$", self.errors, re.MULTILINE)
        self.assertIn("or correct the file and start again with: ", self.errors)
        words = shlex.split(command)[1:]
        self.assertEqual(["--resume", "--max-rejects", "100"], words[-3:])
        proxy = Proxy(lambda *_: None)
        self.addCleanup(proxy.close)
        self.dynaco(*words, "--endpoint", proxy.endpoint, status=3)
        writes = [len(body["RequestItems"][table]) for operation, body in proxy.requests if operation == "BatchWriteItem"]
        self.assertEqual(self.rows - 1501, sum(writes))
        self.assertEqual(self.rows - 1, len(self.items(table)))
        kept, = (self.folder / f"a.csv.{table}.rejects.jsonl").read_text().splitlines()
        self.assertEqual(1502, json.loads(kept)["line"])

    def test_a_second_signal_ends_at_once(self):
        table = self.table()
        self.csv("a.csv", self.rows)
        proxy = self.holding("BatchWriteItem", passes=8)
        running = self.start("import", table, "a.csv", *self.slowly, "--endpoint", proxy.endpoint)
        self.until_items(running)
        self.assertTrue(proxy.held.wait(60))
        running.send_signal(signal.SIGINT)
        running.send_signal(signal.SIGTERM)
        _, errors = running.communicate(timeout=60)
        proxy.release.set()
        self.assertEqual(130, running.returncode, errors)
        self.assertIn("ended at once", errors)
        self.assertIn("may or may not have been done", errors)
        self.go_on(errors.replace(proxy.endpoint, self.variables["AWS_ENDPOINT_URL_DYNAMODB"]))
        self.assert_rows(self.rows, table)

    def test_at_the_beginning(self):
        table = self.table()
        self.check_work_at_its_beginning(f"a.csv.{table}.dynaco-import", "import", table, self.csv("a.csv", 100),
                                         operation="BatchWriteItem")
        self.assert_rows(100, table)
        self.assertEqual(["a.csv"], self.names())

    def test_a_state_that_two_name(self):
        table = self.table()
        self.csv("a.csv", 10)
        self.csv("b.csv", 10)
        proxy = self.holding("BatchWriteItem")
        running = self.start("import", table, "a.csv", "--checkpoint", "state", "--rejects", "no.jsonl", "--endpoint", proxy.endpoint)
        self.assertTrue(proxy.held.wait(60))
        self.dynaco("import", table, "b.csv", "--checkpoint", "state", status=1)
        self.assertIn("state is in use by another process", self.one_line())
        self.dynaco("import", table, "b.csv", "--rejects", "no.jsonl", status=1)
        self.assertIn("no.jsonl is in use by another process", self.one_line())
        proxy.release.set()
        running.communicate(timeout=60)
        self.assertEqual(0, running.returncode)
        self.assertEqual(["a.csv", "b.csv"], self.names())

    def test_rejects_are_not_kept_twice(self):
        table = self.table()
        rows = "".join(f"id-{each:06},{'x' if each % 10 == 0 else each}\n" for each in range(self.rows))
        self.file("a.csv", "id,total:N\n" + rows)
        status, errors = self.interrupt("import", table, "a.csv", "--max-rejects", "1k", "--rejects", "no.jsonl", *self.slowly)
        self.assertEqual(130, status, errors)
        self.go_on(errors, status=3)
        kept = [json.loads(line)["line"] for line in (self.folder / "no.jsonl").read_text().splitlines()]
        self.assertEqual([each + 2 for each in range(0, self.rows, 10)], sorted(kept))
        self.assertEqual(self.rows * 9 // 10, len(self.items(table)))

    def test_a_folder_that_cannot_be_written(self):
        import os
        if os.getuid() == 0:
            self.skipTest("root may write everywhere")
        table = self.table()
        self.csv("a.csv", 10)
        self.folder.chmod(0o500)
        self.addCleanup(self.folder.chmod, 0o700)
        self.dynaco("import", table, "a.csv")
        self.assertIn("--checkpoint", self.errors)
        self.assert_rows(10, table)


@unittest.skipIf(SANITIZED, "sanitizers need more memory")
class Memory(DataCase):
    def test_does_not_grow_with_the_file(self):
        """The largest resident set of the program, in kB, for files of which one is 20 times as large."""
        proxy = Proxy(lambda operation, body: (200, b'{"UnprocessedItems":{}}') if operation == "BatchWriteItem" else None)
        self.addCleanup(proxy.close)
        table = self.table()
        self.csv("small.csv", 5000)
        self.csv("large.csv", 100_000)
        code = ("import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True); "
                "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        found = []
        for file in ("small.csv", "large.csv"):
            command = ["python3", "-c", code, PROGRAM, "import", table, file, "--endpoint", proxy.endpoint]
            done = subprocess.run(command, env=self.variables, cwd=self.folder, capture_output=True, text=True, check=True)
            status, size = map(int, done.stdout.split())
            self.assertEqual(0, status)
            found.append(size)
        self.assertLess(found[1], 200_000)


if __name__ == "__main__":
    main()
