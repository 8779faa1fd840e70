"""Runs `dynaco convert`, which needs no DynamoDB; `everything` is read back by the program itself.

usage: convert_test.py <program>
"""

import base64
import gzip
import json
import unittest

from data_case import DataCase, comparable, everything, main


def dynamodb_json(item):
    def value(attribute):
        (kind, content), = attribute.items()
        if kind == "B":
            content = base64.b64encode(content).decode()
        elif kind == "BS":
            content = [base64.b64encode(each).decode() for each in content]
        elif kind == "L":
            content = list(map(value, content))
        elif kind == "M":
            content = dynamodb_json(content)
        return {kind: content}
    return {name: value(attribute) for name, attribute in item.items()}


class Convert(DataCase):
    def setUp(self):
        super().setUp()
        # Without any connection
        for name in ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_REGION", "AWS_ACCESS_KEY_ID"):
            del self.variables[name]
        self.all = [{name: value for place, (name, value) in enumerate(dynamodb_json(everything(each)).items())
                     if place == 0 or (each + place) % 4} for each in range(50)]
        self.file("all.jsonl", "".join(json.dumps(each) + "\n" for each in self.all))

    def lines(self, name):
        return [json.loads(line) for line in (self.folder / name).read_text().splitlines()]

    def test_there_and_back(self):
        for name, *how in (["a.csv"], ["a.tsv"], ["a.csv.gz"], ["a.jsonl.zst"], ["s3", "--output-format", "s3"]):
            with self.subTest(name=name):
                self.dynaco("convert", "all.jsonl", name, *how)
                self.assertNotIn("loses", self.errors)
                self.dynaco("convert", name, "back.jsonl", "--overwrite")
                self.assertCountEqual(map(comparable, self.all), map(comparable, self.lines("back.jsonl")))
        self.assertEqual(["a.csv", "a.csv.gz", "a.jsonl.zst", "a.tsv", "all.jsonl", "back.jsonl", "s3"], self.names())

    def test_the_order_of_columns(self):
        text = self.dynaco("convert", "-", "-", "--output-format", "csv", stdin='{"z":1,"a":"x"}\n{"b":true}\n')
        self.assertEqual("z:N,a:S,b:BOOL\n1,x,\n,,true\n", text)

    def test_plain_json(self):
        text = self.dynaco("convert", "all.jsonl", "-", "--output-format", "plain")
        self.assertIn("loses something: ", self.errors)
        self.assertEqual(50, len(text.splitlines()))
        self.dynaco("convert", "-", "-", "--output-format", "plain", stdin='{"id":{"S":"1"},"n":{"N":"1.50"}}\n')
        self.assertNotIn("loses", self.errors)

    def test_csv_to_plain_json(self):
        self.file("a.csv", "id,n\n0001,2\n")
        self.assertEqual('{"id":"0001","n":2}\n', self.dynaco("convert", "a.csv", "-", "--types", "n:N", "--output-format", "plain"))

    def test_rejects(self):
        self.file("a.csv", "id,n:N\n1,x\n2,2\n")
        self.dynaco("convert", "a.csv", "b.jsonl", status=4)
        self.assertIn("a.csv, line 2, byte 3, n: ", self.errors)
        self.assertEqual(["a.csv", "all.jsonl"], self.names())
        self.dynaco("convert", "a.csv", "b.jsonl", "--max-rejects", "1", "--rejects", "no.jsonl", status=3)
        self.assertEqual([{"id": {"S": "2"}, "n": {"N": "2"}}], self.lines("b.jsonl"))
        self.assertEqual(1, len(self.lines("no.jsonl")))

    def test_records_that_dynamodb_would_not_store(self):
        digits = "1" * 39
        bad = ['{"a":{"N":"abc"}}', '{"a":{"X":"1"}}', '{"a":{"SS":[]}}', '{"a":{"B":"!!"}}', '{"a":{"N":"%s"}}' % digits,
               '{"a":{"M":{"b":{"N":""}}}}', '{"a":{"SS":["x","x"]}}', '{"a":{"S":"%s"}}' % ("x" * 410_000)]
        self.file("bad.jsonl", "".join(each + '\n{"good":{"S":"x"}}\n' for each in bad))
        self.dynaco("convert", "bad.jsonl", "b.jsonl", "--input-format", "dynamodb", status=4)
        self.assertIn("bad.jsonl, line 1, a: ", self.errors)
        self.assertNotIn("b.jsonl", self.names())
        for name in ("b.jsonl", "b.csv"):
            self.dynaco("convert", "bad.jsonl", name, "--input-format", "dynamodb", "--max-rejects", "8", "--rejects", "no.jsonl",
                        "--overwrite", status=3)
            rejected = self.lines("no.jsonl")
            self.assertEqual([1, 3, 5, 7, 9, 11, 13, 15], [each["line"] for each in rejected])
            self.assertEqual(["a", "a", "a", "a", "a", "a.b", "a"], [each.get("attribute") for each in rejected[:7]])
            self.assertEqual(bad, [each["text"] for each in rejected])
        self.assertEqual([{"good": {"S": "x"}}] * 8, self.lines("b.jsonl"))

    def test_an_item_that_does_not_fit_the_columns_is_a_reject(self):
        self.file("a.jsonl", '{"id":"1","n":"x"}\n{"id":"2","n":5}\n')
        self.dynaco("convert", "a.jsonl", "b.csv", "--columns", "id,n:N", status=4)
        self.assertIn("a.jsonl, line 1, n: the attribute has the type S, but its column has N", self.errors)
        self.dynaco("convert", "a.jsonl", "b.csv", "--columns", "id,n:N", "--max-rejects", "1", status=3)
        self.assertEqual("id:S,n:N\n2,5\n", (self.folder / "b.csv").read_text())

    def test_a_column_that_no_item_has(self):
        self.dynaco("convert", "all.jsonl", "a.csv", "--columns", "id,totel:N")
        self.assertIn('--columns: no item has "totel" (did you mean "total"?); the column is empty', " ".join(self.errors.split()))
        self.dynaco("convert", "all.jsonl", "b.csv", "--columns", "id,total:N")
        self.assertNotIn("no item has", self.errors)
        self.dynaco("convert", "all.jsonl", "b.jsonl", "--columns", "id", status=2)
        self.assertIn("--columns is for csv and tsv", self.one_line())

    def test_a_rejects_file_in_use(self):
        self.file("a.csv", "id,n:N\n1,x\n")
        running = self.start("convert", "-", "c.jsonl", "--rejects", "no.jsonl", "--max-rejects", "5")
        running.stdin.write('{"n":1}\n' * 100_000)  # more than a pipe holds: it has begun
        running.stdin.flush()
        self.dynaco("convert", "a.csv", "b.jsonl", "--max-rejects", "1", "--rejects", "no.jsonl", status=1)
        self.assertIn("no.jsonl is in use by another process", self.one_line())
        running.communicate(timeout=60)
        self.assertEqual(0, running.returncode)
        self.assertEqual(["a.csv", "all.jsonl", "c.jsonl"], self.names())

    def test_a_file_that_two_options_name(self):
        for words, *arguments in (("OUT and --rejects are the same file", "new.jsonl", "--rejects", "./new.jsonl"),
                                  ("the unfinished OUT and --rejects are the same file", "new.jsonl", "--rejects", "new.jsonl.part"),
                                  ("OUT is empty", "")):
            with self.subTest(arguments):
                self.dynaco("convert", "all.jsonl", *arguments, status=2)
                self.assertIn(words, self.one_line())
        self.assertEqual(["all.jsonl"], self.names())

    def test_an_existing_file(self):
        self.file("b.csv", "old")
        self.dynaco("convert", "all.jsonl", "b.csv", status=1)
        self.assertIn("b.csv exists; --overwrite replaces it", self.one_line())
        self.assertEqual("old", (self.folder / "b.csv").read_text())
        self.dynaco("convert", "all.jsonl", "b.csv", "--overwrite")
        self.assertNotEqual("old", (self.folder / "b.csv").read_text())

    def test_mistakes(self):
        self.dynaco("convert", "all.jsonl", "all.jsonl", status=2)
        self.dynaco("convert", "none.jsonl", "a.csv", status=1)
        self.assertIn("none.jsonl", self.one_line())
        self.dynaco("convert", "all.jsonl", "a.xml", "--output-format", "xml", status=2)
        self.file("cut.jsonl.gz", gzip.compress(b'{"id":"1"}\n' * 9999)[:50])
        self.dynaco("convert", "cut.jsonl.gz", "a.csv", status=1)
        self.assertIn("cut.jsonl.gz", self.one_line())
        self.assertEqual(["all.jsonl", "cut.jsonl.gz"], self.names())


if __name__ == "__main__":
    main()
