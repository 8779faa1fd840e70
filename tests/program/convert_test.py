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

    def test_an_existing_file(self):
        self.file("b.csv", "old")
        self.dynaco("convert", "all.jsonl", "b.csv", status=1)
        self.assertIn("b.csv exists; --overwrite replaces it", self.one_line())
        self.assertEqual("old", (self.folder / "b.csv").read_text())
        self.dynaco("convert", "all.jsonl", "b.csv", "--overwrite")
        self.assertNotEqual("old", (self.folder / "b.csv").read_text())

    def test_mistakes(self):
        self.dynaco("convert", "all.jsonl", "all.jsonl", status=2)
        self.dynaco("convert", "none.jsonl", "a.csv", status=2)
        self.assertIn("none.jsonl", self.one_line())
        self.dynaco("convert", "all.jsonl", "a.xml", "--output-format", "xml", status=2)
        self.file("cut.jsonl.gz", gzip.compress(b'{"id":"1"}\n' * 9999)[:50])
        self.dynaco("convert", "cut.jsonl.gz", "a.csv", status=1)
        self.assertIn("cut.jsonl.gz", self.one_line())
        self.assertEqual(["all.jsonl", "cut.jsonl.gz"], self.names())


if __name__ == "__main__":
    main()
