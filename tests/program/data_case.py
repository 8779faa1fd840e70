"""The base of the tests of the bulk commands: import, export, copy, compare, truncate, count, convert."""

import contextlib
import http.client
import http.server
import json
import pathlib
import re
import shlex
import signal
import threading
import urllib.parse
import zlib

from program_case import ENDPOINT, PROGRAM, ProgramCase, main  # noqa: F401  (for the tests)

PAIR = ("sort", "N")  # a range key
SANITIZED = any(name in pathlib.Path(PROGRAM).read_bytes() for name in (b"__asan_init", b"__tsan_init", b"__msan_init"))


def everything(number):
    """An item with every type of DynamoDB, in the form of botocore."""
    return {
        "id": {"S": f"id-{number:05}"}, "total": {"N": f"{number}.0{number + 1}"}, "zero": {"S": f"000{number}"},
        "digits": {"N": "12345678901234567890123456789012345678"}, "raw": {"B": bytes([0, 255, number % 256])},
        "yes": {"BOOL": True}, "no": {"BOOL": False}, "nothing": {"NULL": True}, "empty": {"S": ""},
        "tags": {"SS": ["a,b", 'quote "', "line\nend"]}, "numbers": {"NS": ["1", "2.5"]}, "blobs": {"BS": [b"\0", b"\1\2"]},
        "list": {"L": [{"S": "x"}, {"N": "1"}, {"M": {"deep": {"BOOL": False}}}]}, "map": {"M": {"a b": {"S": " c "}, "n": {"N": "7"}}},
        "text": {"S": f'ü€😀 "{number}", \t\nend '},
    }


def comparable(item):
    """An item whose equality is that of DynamoDB: sets without order, numbers by value."""
    def value(attribute):
        (kind, content), = attribute.items()
        if kind in ("SS", "BS"):
            content = frozenset(content)
        elif kind == "N":
            content = normal(content)
        elif kind == "NS":
            content = frozenset(map(normal, content))
        elif kind == "L":
            content = tuple(map(value, content))
        elif kind == "M":
            content = comparable(content)
        return kind, content
    return tuple(sorted((name, value(attribute)) for name, attribute in item.items()))


def normal(digits):
    import decimal
    with decimal.localcontext(decimal.Context(prec=60)):
        return format(decimal.Decimal(digits).normalize(), "f")


class DataCase(ProgramCase):
    def setUp(self):
        super().setUp()
        self.db = self.boto()

    def put(self, table, items):
        items = list(items)
        for begin in range(0, len(items), 25):
            self.db.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": each}} for each in items[begin:begin + 25]]})

    def items(self, table, db=None):
        pages = (db or self.db).get_paginator("scan").paginate(TableName=table)
        return [item for page in pages for item in page["Items"]]

    def assert_items(self, expected, table):
        self.assertCountEqual(map(comparable, expected), map(comparable, self.items(table)))

    def assert_same(self, left, right):
        self.assertEqual("", self.dynaco("compare", left, right))

    def file(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def names(self):
        """The names of the files in the folder."""
        return sorted(each.name for each in self.folder.iterdir())

    def csv(self, name, rows, header="id,total:N"):
        return self.file(name, header + "\n" + "".join(f"id-{each:06},{each}\n" for each in range(rows)))

    def assert_rows(self, rows, table):
        """The table has the items of `csv(…, rows)`."""
        found = {(each["id"]["S"], each["total"]["N"]) for each in self.items(table)}
        self.assertEqual({(f"id-{each:06}", str(each)) for each in range(rows)}, found)

    def one_line(self):
        """The only line on standard error that is not about progress."""
        lines = [each for each in self.errors.splitlines() if not each.startswith("{")]
        self.assertEqual(1, len(lines), self.errors)
        return lines[0]

    def unfinished(self, state):
        """Writes the state of a work that did not end."""
        facts = '{"command":"dynaco again","file":"dynaco state"'
        return self.file(state, facts + f',"state_crc32":{zlib.crc32((facts + chr(10)).encode())}' + "}\n\n")

    def check_damaged_state(self, state, *arguments):
        """No damage of a state is used, wherever it is. The command that starts again is printed."""
        whole = state.read_bytes()
        head, checkpoint = whole.split(b"\n")[:2]
        texts = [b"", head[:50], head, head + b"\n" + checkpoint[:len(checkpoint) // 2] + b"\n"]
        for place in (30, len(head) // 2, len(head) - 3, len(head) + len(checkpoint) // 2, len(whole) - 4):
            texts.append(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        for text in texts:
            state.write_bytes(text)
            for more in ([], ["--resume"]):
                self.dynaco(*arguments, *more, status=2)
                self.assertIn(f"{state.name} is damaged: it should have the state of an earlier {arguments[0]}", " ".join(self.errors.split()))
                self.assertNotIn('"event":"end"', self.errors)
                self.assertNotIn("continue with: ", self.errors)
                self.assertRegex(self.errors, "start again with: .* --restart\n")

    def until_items(self, running):
        """Reads standard error until some items were written; returns the last state."""
        for line in running.stderr:
            if line.startswith("{") and json.loads(line).get("items", 0) > 0:
                return json.loads(line)
        self.fail("the program has ended: " + str(running.wait(timeout=60)))

    def interrupt(self, *arguments, how=signal.SIGINT):
        """Starts the program, interrupts it when it has written items; returns its status and standard error."""
        running = self.start(*arguments)
        self.until_items(running)
        running.send_signal(how)
        _, errors = running.communicate(timeout=60)
        return running.returncode, errors

    def holding(self, operation, passes=0):
        """A proxy that lets some requests of an operation pass, and holds the others back until the test ends or `release` is set.
        `held` is set when it has held one."""
        held, release = threading.Event(), threading.Event()
        left = iter(range(passes))

        def answer(name, _):
            if name == operation and next(left, None) is None:
                held.set()
                release.wait(60)

        proxy = Proxy(answer)
        proxy.held, proxy.release = held, release
        self.addCleanup(proxy.close)
        self.addCleanup(release.set)
        return proxy

    def check_work_at_its_beginning(self, state, *arguments, operation):
        """A work whose first request does not end yet has its state: another one is refused, and after a kill it goes on."""
        proxy = self.holding(operation)
        running = self.start(*arguments, "--endpoint", proxy.endpoint)
        self.assertTrue(proxy.held.wait(60))
        for more in ([], ["--resume"], ["--restart"]):
            self.dynaco(*arguments, *more, status=1)
            self.assertIn(f"{state} is in use by another process, number {running.pid}; wait until the other {arguments[0]} has ended",
                          self.errors)
        running.kill()
        running.communicate()
        proxy.release.set()
        self.assertIn(state, self.names())
        self.dynaco(*arguments, status=2)
        self.assertIn("--resume", self.errors)
        self.dynaco(*arguments, "--resume")
        self.assertNotIn(state, self.names())
        self.assertNotIn(state + ".lock", self.names())

    def assert_rates_of_this_run(self, unit, items, counted="items", read=None):
        """The last line of a run that continued: counts are those of the whole work, rates are those of this run."""
        end = json.loads([each for each in self.errors.splitlines() if each.startswith("{")][-1])
        self.assertEqual("end", end["event"])
        self.assertEqual(items, end["items"])
        self.assertEqual(read or items, end[counted])
        self.assertLess(0, end["items_before"])
        self.assertLess(end["items_before"], items)
        if counted == "items":
            self.assertAlmostEqual(items - end["items_before"], end["items_per_s"] * end["elapsed_s"], delta=items / 5)
        self.assertLess(end[unit + "_per_s"] * end["elapsed_s"], end[unit] * 0.99)
        return end

    def printed_command(self, errors):
        """The arguments of the command that the program printed."""
        command, = re.findall(r"continue with: (.*)$", errors, re.MULTILINE)
        words = shlex.split(command)
        self.assertEqual((PROGRAM, "--resume"), (words[0], words[-1]))
        return words[1:]

    def go_on(self, errors, status=0):
        """Runs the command that the program printed."""
        return self.dynaco(*self.printed_command(errors), status=status)


class Proxy:
    """A server that passes requests on to the local DynamoDB. `answer(operation, body)` may return (status, body) instead."""

    def __init__(self, answer):
        self.requests = []
        target = urllib.parse.urlsplit(ENDPOINT)
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                operation = self.headers["X-Amz-Target"].rpartition(".")[2]
                own = answer(operation, json.loads(body))
                proxy.requests.append((operation, json.loads(body)))
                status, text = own if own else self.pass_on(body)
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def pass_on(self, body):
                with contextlib.closing(http.client.HTTPConnection(target.hostname, target.port)) as connection:
                    connection.request("POST", "/", body, dict(self.headers.items()))
                    response = connection.getresponse()
                    return response.status, response.read()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """The program has ended."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def refusal(code, message="refused"):
    """An error response."""
    return 400, json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#" + code, "message": message}).encode()
