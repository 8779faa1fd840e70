"""Tests of the benchmark's prepared responses and of the server's configuration."""

import json
import pathlib
import tempfile
import unittest
import zlib

import loopback  # noqa: F401
import answers
import item
import server


def depth_of(value: dict) -> int:
    return 1 + depth_of(value["M"]["in"]) if "M" in value else 0


class Items(unittest.TestCase):
    def test_standard_item_has_the_size_it_is_asked_for(self) -> None:
        for number in (1000, 1001, 1999):
            self.assertEqual(len(item.text(item.standard_item(number))), 1024)
        self.assertEqual(len(item.text(item.standard_item(size=4096))), 4096)

    def test_standard_item_has_the_attributes_of_the_contract_with_their_types(self) -> None:
        types = {name: next(iter(value)) for name, value in item.standard_item().items()}
        self.assertEqual(types, {"pk": "S", "sk": "N", "name": "S", "email": "S", "count": "N", "price": "N", "active": "BOOL",
                                 "tags": "SS", "address": "M", "scores": "L", "created": "N", "payload": "S"})

    def test_texts_of_about_30_bytes_have_them(self) -> None:
        for number in range(1000, 2000):
            attributes = item.standard_attributes(number)
            self.assertEqual((len(attributes["name"]["S"]), len(attributes["email"]["S"])), (30, 30))  # type: ignore[index]

    def test_too_small_a_size_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            item.standard_item(size=100)

    def test_small_item_does_without_most_attributes(self) -> None:
        small = item.item_of_size(256)
        self.assertEqual((len(item.text(small)), list(small)), (256, ["pk", "sk", "payload"]))

    def test_attributes_are_as_many_as_asked_for(self) -> None:
        for count in answers.ATTRIBUTES:
            self.assertEqual(len(item.item_of_attributes(count)), count)
        self.assertEqual(len(item.text(item.item_of_attributes(16))), 1024)

    def test_depth_is_as_asked_for(self) -> None:
        for depth in answers.DEPTHS:
            deep = item.item_of_depth(depth)
            self.assertEqual(len(item.text(deep)), 1024)
            self.assertEqual(depth_of(deep["nested"]), depth)  # type: ignore[arg-type]

    def test_every_item_that_is_read_has_key_and_payload(self) -> None:
        for each in answers.all_answers():
            if each.operation == "GetItem":
                self.assertLessEqual({"pk", "sk", "payload"}, json.loads(each.body)["Item"].keys(), each.variation)


class Answers(unittest.TestCase):
    def test_page_holds_its_items_and_says_where_to_go_on(self) -> None:
        page = json.loads(answers.page(30, last=False))
        self.assertEqual([page["Count"], page["ScannedCount"], len(page["Items"])], [30, 30, 30])
        self.assertEqual(page["LastEvaluatedKey"], {"pk": {"S": "bench"}, "sk": {"N": "1029"}})
        self.assertEqual(len({each["sk"]["N"] for each in page["Items"]}), 30)

    def test_last_page_has_no_next_one(self) -> None:
        self.assertNotIn("LastEvaluatedKey", json.loads(answers.page(1, last=True)))

    def test_page_of_1000_is_a_megabyte(self) -> None:
        self.assertAlmostEqual(len(answers.page(1000, last=True)), 1_025_000, delta=100)

    def test_files_hold_the_answers(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            written = answers.write(pathlib.Path(folder))
            self.assertEqual(len({each.file for each in written}), len(written))
            for each in written:
                self.assertEqual(zlib.crc32((pathlib.Path(folder) / each.file).read_bytes()), each.crc32)


class Configuration(unittest.TestCase):
    def test_every_operation_is_answered_at_every_path(self) -> None:
        lines = server.answer_map([answers.answer(each, "", b"{}") for each in server.OPERATIONS]
                                  + [answers.answer("GetItem", "depth-4", b"{}")]).split("\n")
        self.assertEqual(len(lines), 3 * len(server.OPERATIONS))
        for path in ("/depth-4", "/depth-4/"):
            self.assertIn(f"        {path}DynamoDB_20120810.GetItem /answers/depth-4.GetItem.json;", lines)
            self.assertIn(f"        {path}DynamoDB_20120810.PutItem /answers/standard.PutItem.json;", lines)

    def test_workers_have_a_core_each(self) -> None:
        self.assertEqual(server.affinity((0,)), "1")
        self.assertEqual(server.affinity((1,)), "10")
        self.assertEqual(server.affinity((0, 1)), "01 10")

    def test_nothing_is_left_to_be_filled_in(self) -> None:
        text = server.configuration(pathlib.Path("folder"), answers.all_answers(), (8001, 8002), (0, 1))
        self.assertNotRegex(text, r"@\w+@")
        self.assertIn("worker_processes 2;", text)
        self.assertIn("listen 127.0.0.1:8002 ssl", text)


if __name__ == "__main__":
    unittest.main()
