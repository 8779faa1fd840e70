"""Compares dynaco with boto3 on the same server, with random items and expressions. The results must be equal.

usage: random_comparison.py <exchange program> [written | read | writes | queries]… | --self-test

DYNACO_ENDPOINT is the URL of the server. Without it, or without boto3, the test is skipped. DYNACO_INTEROP_ITEMS is the number of
items in each direction, and of expressions (default 2000). DYNACO_INTEROP_SEED is the seed of the random values (default 1). The
first difference is printed and ends the run. --self-test changes a stored item in every phase, and fails if that is not reported.
"""

import json
import os
import random
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

try:
    import boto3
    from boto3.dynamodb.types import Binary, TypeDeserializer
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed: skipped")
    sys.exit(77)

import expressions
import items

ROUND = 500  # cases in one round
TAMPERED = 7  # the case that a self-test changes


class Difference(Exception):
    pass


class Exchange:
    """dynaco's side: exchange.cpp."""

    def __init__(self, program, endpoint):
        environment = {**os.environ, "AWS_REGION": "us-east-1"}
        self.process = subprocess.Popen([program, endpoint], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def round(self, tasks):
        for task in tasks:
            self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answers = []
        for line in self.process.stdout:
            if line == "\n":
                return answers
            answers.append(json.loads(line))
        raise RuntimeError(f"dynaco's program ended with {self.process.wait()}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Service:
    """boto3's side."""

    def __init__(self, endpoint):
        self.db = boto3.client("dynamodb", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="local", aws_secret_access_key="local",
                               config=Config(max_pool_connections=16, parameter_validation=False))
        self.tables = []

    def make_table(self):
        table = f"dynaco-random-{uuid.uuid4()}"
        self.db.create_table(TableName=table, BillingMode="PAY_PER_REQUEST",
                             KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "rank", "KeyType": "RANGE"}],
                             AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "rank", "AttributeType": "N"}])
        self.db.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
        self.tables.append(table)
        return table

    def close(self):
        for table in self.tables:
            self.db.delete_table(TableName=table)

    def put(self, table, given):
        for i in range(0, len(given), 25):
            left = {table: [{"PutRequest": {"Item": each}} for each in given[i:i + 25]]}
            while left:
                left = self.db.batch_write_item(RequestItems=left)["UnprocessedItems"]

    def get(self, table, keys):
        """Returns the items in the order of the keys; {} for an item that does not exist."""
        found = {}
        for i in range(0, len(keys), 100):
            left = {table: {"Keys": keys[i:i + 100], "ConsistentRead": True}}
            while left:
                reply = self.db.batch_get_item(RequestItems=left)
                found.update((key_of(each), each) for each in reply["Responses"].get(table, []))
                left = reply["UnprocessedKeys"]
        return [found.get(key_of(each), {}) for each in keys]

    def tamper(self, table, key, attribute):
        """Changes an attribute of a stored item."""
        self.db.update_item(TableName=table, Key=key, UpdateExpression="SET #a = :v", ExpressionAttributeNames={"#a": attribute},
                            ExpressionAttributeValues={":v": {"S": "changed behind dynaco's back"}})


def key_of(item):
    return item["id"]["S"], items.plain_number(item["rank"]["N"])


def key_in(item):
    return {"id": item["id"], "rank": item["rank"]}


class Deserializer(TypeDeserializer):
    """boto3's deserializer with its own numbers: boto3's rejects 1E+125 if the server writes it with 126 digits."""

    def _deserialize_n(self, value):
        return Decimal(value)


def in_python(stored):
    """Returns boto3's value of an attribute, in a form in which only equal values of the same type are equal."""
    return strict(Deserializer().deserialize(stored))


def strict(it):
    if isinstance(it, (list, tuple)):
        return ["L", *map(strict, it)]
    if isinstance(it, dict):
        return {name: strict(each) for name, each in it.items()}
    if isinstance(it, set):
        return ["set", *sorted(map(strict, it), key=repr)]
    if isinstance(it, Binary):
        return "B", bytes(it).hex()
    if isinstance(it, (bool, str)) or it is None:
        return type(it).__name__, it
    return "N", items.plain_number(str(it))


def shown(stored):
    return "nothing" if stored is None else json.dumps(stored, default=lambda data: {"bytes": bytes(data).hex()}, ensure_ascii=True)


def compare_items(where, wanted, found, wanted_by, found_by):
    for name in sorted(wanted.keys() | found.keys()):
        if name in found and name in wanted and (wanted[name] == found[name] or in_python(wanted[name]) == in_python(found[name])):
            continue
        raise Difference(f"{where}, attribute {name!r}:\n  {wanted_by}: {shown(wanted.get(name))}\n  {found_by}: {shown(found.get(name))}")


class Comparison:
    def __init__(self, program, endpoint, seed, count, tamper=None):
        self.seed, self.count, self.tampered = seed, count, tamper
        self.dynaco, self.service = Exchange(program, endpoint), Service(endpoint)

    def close(self):
        self.dynaco.close()
        self.service.close()

    def generator(self, phase, number):
        return random.Random(f"{self.seed} {phase} {number}")

    def where(self, phase, number):
        return f"seed {self.seed}, {phase}, case {number}"

    def rounds(self):
        for first in range(0, self.count, ROUND):
            yield range(first, min(first + ROUND, self.count))

    def tamper(self, phase, numbers, table, keys, attribute):
        if self.tampered == phase and TAMPERED in numbers:
            self.service.tamper(table, keys[TAMPERED - numbers[0]], attribute)

    # ---- items: dynaco writes, boto3 reads -------------------------------------------------------------------------------

    def written(self, phase="written by dynaco"):
        table = self.service.make_table()
        for numbers in self.rounds():
            drawn = [items.draw(self.generator(phase, number), number) for number in numbers]
            answers = self.dynaco.round([{"do": "save", "table": table, "object": each} for each in drawn])
            wanted = [items.stored_item(each) for each in drawn]
            keys = list(map(key_in, wanted))
            self.tamper(phase, numbers, table, keys, "a text")
            for number, answer, want, found in zip(numbers, answers, wanted, self.service.get(table, keys)):
                where = self.where(phase, number)
                if answer != {"saved": True}:
                    raise Difference(f"{where}: dynaco says {answer} for\n  {shown(want)}")
                compare_items(where, want, found, "to be written", "boto3 reads")

    # ---- items: boto3 writes, dynaco reads and writes again --------------------------------------------------------------

    def read(self, phase="read by dynaco", again="written back by dynaco"):
        table, copies = self.service.make_table(), self.service.make_table()
        for numbers in self.rounds():
            generators = [self.generator(phase, number) for number in numbers]
            spelled = [items.spelled_item(rng, items.draw(rng, number)) for rng, number in zip(generators, numbers)]
            stored = [each for each, _ in spelled]
            keys = list(map(key_in, stored))
            self.service.put(table, stored)
            self.tamper(phase, numbers, table, keys, "a text")
            answers = self.dynaco.round([{"do": "copy", "table": table, "copies": copies, "id": wanted["id"], "rank": wanted["rank"]}
                                         for _, wanted in spelled])
            self.tamper(again, numbers, copies, keys, "i64")
            for number, answer, (raw, wanted), copy in zip(numbers, answers, spelled, self.service.get(copies, keys)):
                where = self.where(phase, number)
                if "object" not in answer:
                    raise Difference(f"{where}: dynaco says {answer} of\n  {shown(raw)}")
                self.compare_members(where, raw, wanted, answer["object"])
                compare_items(self.where(again, number), items.stored_item(wanted), copy, "to be written", "boto3 reads")

    @staticmethod
    def compare_members(where, raw, wanted, found):
        kinds = {**items.KINDS, "unknown attributes": items.Document()}
        for member, kind in kinds.items():
            if not items.same(kind, wanted[member], found.get(member)):
                raise Difference(f"{where}, member {member}:\n  boto3 wrote: {shown(raw.get(items.WIRE.get(member, member)))}\n"
                                 f"  to be read: {shown(wanted[member])}\n  dynaco reads: {shown(found.get(member))}")

    # ---- updates and conditions, each client on its own copy of an item --------------------------------------------------

    def writes(self, phase="writes", verdicts="verdicts"):
        ours, theirs = self.service.make_table(), self.service.make_table()
        for numbers in self.rounds():
            cases = [self.draw_write(self.generator(phase, number), number) for number in numbers]
            given = [stored(case["before"]) for case in cases]
            keys = list(map(key_in, given))
            for table in (ours, theirs):
                self.service.put(table, [item for item, case in zip(given, cases) if not case["fresh"]])
            answers = self.dynaco.round([dynaco_write(ours, case) for case in cases])
            if self.tampered == verdicts and TAMPERED in numbers:
                turned = cases[TAMPERED - numbers[0]]
                turned["when"] = ["not", turned["when"] or ["exists", ["id"]]]
            results = self.at_once(lambda case: boto3_write(self.service.db, theirs, case), cases)
            self.tamper(phase, numbers, ours, keys, "n")
            after = zip(self.service.get(theirs, keys), self.service.get(ours, keys))
            for number, case, answer, result, (wanted, found) in zip(numbers, cases, answers, results, after):
                what = f"{result['request']}\n  on {shown(stored(case['before']))}"
                compare_answers(self.where(verdicts, number), what, result, answer)
                compare_items(f"{self.where(phase, number)}: {what}\n  afterwards", wanted, found, "boto3", "dynaco")

    @staticmethod
    def draw_write(rng, number):
        before = expressions.draw(rng, (f"w{number}", rng.randrange(-5, 5)))
        case = {"do": rng.choice(["update"] * 4 + ["put", "remove"]), "before": before, "fresh": rng.random() < 0.05}
        case["when"] = expressions.condition(rng, before) if case["do"] != "update" or rng.random() < 0.4 else None
        if case["do"] == "update":
            case["actions"] = expressions.actions(rng, before)
        if case["do"] == "put":
            case["item"] = expressions.draw(rng, (before["id"]["S"], before["rank"]["N"]))
        return case

    # ---- filters and projections, both clients on the same items ---------------------------------------------------------

    def queries(self, phase="queries"):
        table = self.service.make_table()
        for numbers in self.rounds():
            groups = {}
            for number in numbers:
                group = number // 10
                rng = self.generator("items to query", group)
                groups.setdefault(group, [expressions.draw(rng, (f"g{group}", rank)) for rank in range(8)])
            self.service.put(table, [stored(item) for group in groups.values() for item in group])
            cases = [self.draw_query(self.generator(phase, number), groups[number // 10]) for number in numbers]
            answers = self.dynaco.round([dynaco_query(table, case) for case in cases])
            if self.tampered == phase and TAMPERED in numbers:
                turned = cases[TAMPERED - numbers[0]]
                turned["filter"] = ["not", turned["filter"] or ["exists", ["id"]]]
            results = self.at_once(lambda case: boto3_query(self.service.db, table, case), cases)
            for number, answer, result in zip(numbers, answers, results):
                compare_answers(self.where(phase, number), result["request"], result, answer)

    @staticmethod
    def draw_query(rng, group):
        example = rng.choice(group)
        return {"id": example["id"]["S"], "filter": expressions.condition(rng, example) if rng.random() < 0.8 else None,
                "project": expressions.projection(rng, example) if rng.random() < 0.6 else [], "forward": rng.random() < 0.5}

    @staticmethod
    def at_once(call, cases):
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(call, cases))


def stored(item):
    return {name: items.Value().stored(each) for name, each in item.items()}


def dynaco_write(table, case):
    return {"do": case["do"], "table": table, "id": case["before"]["id"]["S"], "rank": case["before"]["rank"]["N"],
            "when": case["when"] and expressions.spelled_condition(case["when"]),
            "actions": [expressions.spelled_action(each) for each in case.get("actions", [])], "item": case.get("item")}


def boto3_write(db, table, case):
    texts = expressions.Texts()
    request = {"TableName": table}
    if case["do"] == "put":
        request["Item"] = stored(case["item"])
    else:
        request["Key"] = key_in(case["before"])
    if case["do"] == "update":
        request["UpdateExpression"] = texts.update(case["actions"])
    if case["when"]:
        request["ConditionExpression"] = texts.condition(case["when"])
    request.update(texts.placeholders())
    call = {"update": db.update_item, "put": db.put_item, "remove": db.delete_item}[case["do"]]
    result = sent(call, request, lambda _: {"done": True})
    if "existing" in result:  # the stored item of the rejected write; Debian 12's boto3 cannot request it with the write
        key = key_in(case["item"] if case["do"] == "put" else case["before"])
        result["existing"] = db.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})
    return result


def dynaco_query(table, case):
    return {"do": "query", "table": table, "id": case["id"], "forward": case["forward"],
            "filter": case["filter"] and expressions.spelled_condition(case["filter"]), "project": list(map(expressions.spelled_path, case["project"]))}


def boto3_query(db, table, case):
    texts = expressions.Texts()
    request = {"TableName": table, "ScanIndexForward": case["forward"],
               "KeyConditionExpression": f"{texts.path(['id'])} = {texts.value({'S': case['id']})}"}
    if case["filter"]:
        request["FilterExpression"] = texts.condition(case["filter"])
    if case["project"]:
        request["ProjectionExpression"] = ", ".join(map(texts.path, case["project"]))
    request.update(texts.placeholders())
    return sent(db.query, request, lambda reply: {"items": reply["Items"]})


def sent(call, request, answer):
    text = shown({name: each for name, each in request.items() if name != "TableName"})
    try:
        return {"request": text, **answer(call(**request))}
    except ClientError as e:
        if e.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return {"request": text, "existing": {}}
        return {"request": text, "refused": e.response["Error"]["Code"], "why": e.response["Error"]["Message"]}


def compare_answers(where, what, wanted, found):
    """Compares the outcomes. If dynaco rejects its request before sending it, the service must have rejected boto3's."""
    (kind,) = found
    if kind == "failed" and wanted.get("refused") == "ValidationException":
        return
    if kind not in wanted or kind == "refused" and wanted[kind] != found[kind]:
        raise Difference(f"{where}: {what}\n  boto3: {shown({name: each for name, each in wanted.items() if name != 'request'})}\n  dynaco: {shown(found)}")
    if kind == "existing":
        compare_items(f"{where}: {what}\n  what is there", wanted[kind], stored(found[kind]), "boto3", "dynaco")
    if kind == "items":
        if len(wanted[kind]) != len(found[kind]):
            raise Difference(f"{where}: {what}\n  boto3 finds {len(wanted[kind])} items, dynaco {len(found[kind])}")
        for number, (one, other) in enumerate(zip(wanted[kind], found[kind])):
            compare_items(f"{where}: {what}\n  item {number} of the result", one, stored(other), "boto3", "dynaco")


def compare_all(program, endpoint, seed, count, wanted):
    """Runs the phases. `wanted`: names of phases; if empty, all phases."""
    comparison = Comparison(program, endpoint, seed, count)
    try:
        for phase in (Comparison.written, Comparison.read, Comparison.writes, Comparison.queries):
            if wanted and phase.__name__ not in wanted:
                continue
            if phase in (Comparison.writes, Comparison.queries):  # half of the expressions each
                comparison.count = (count + 1) // 2
            started = time.monotonic()
            phase(comparison)
            print(f"{phase.__name__}: {comparison.count} cases, no difference ({time.monotonic() - started:.1f} s)", flush=True)
    except Difference as difference:
        print(f"{difference}\nDYNACO_INTEROP_SEED={seed} DYNACO_INTEROP_ITEMS={count} repeats it")
        return 1
    finally:
        comparison.close()
    return 0


def self_test(program, endpoint, seed):
    missed = 0
    for phase, name, attribute in ((Comparison.written, "written by dynaco", "a text"), (Comparison.read, "read by dynaco", "text"),
                                   (Comparison.read, "written back by dynaco", "i64"), (Comparison.writes, "verdicts", ""),
                                   (Comparison.writes, "writes", "attribute 'n'"), (Comparison.queries, "queries", "")):
        comparison = Comparison(program, endpoint, seed, TAMPERED + 5, name)
        try:
            phase(comparison)
            reported = "nothing"
        except Difference as difference:
            reported = str(difference)
        finally:
            comparison.close()
        noticed = f"{name}, case {TAMPERED}" in reported and attribute in reported
        missed += not noticed
        print(f"{name}: {'noticed' if noticed else 'missed'}\n{reported}\n")
    return 1 if missed else 0


def main():
    endpoint = os.environ.get("DYNACO_ENDPOINT")
    if not endpoint:
        print("set DYNACO_ENDPOINT to the URL of a local DynamoDB to run this test")
        return 77
    program, *wanted = sys.argv[1:]
    seed = os.environ.get("DYNACO_INTEROP_SEED", "1")
    if "--self-test" in wanted:
        return self_test(program, endpoint, seed)
    count = int(os.environ.get("DYNACO_INTEROP_ITEMS", "2000"))
    print(f"seed {seed}, {count} items each way, {count} expressions", flush=True)
    return compare_all(program, endpoint, seed, count, wanted)


if __name__ == "__main__":
    sys.exit(main())
