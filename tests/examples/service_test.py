"""Tests examples/07_service.cpp: starts the service and sends requests to it. DynamoDB is behind a gateway that can fail.

usage: service_test.py <program>

Exits with 77, which means skipped, if DYNACO_ENDPOINT is not set. Without wrk, the test that needs it is skipped.
"""

import concurrent.futures
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import unittest

from gateway import Gateway

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""
TABLE = f"service-test-{os.getpid()}"


class Service:
    """The program. With a grace period of 100 s, an idle connection is closed 10 s after SIGTERM."""

    def __init__(self, endpoint, port=0, deadline_ms=60_000, grace_ms=100_000, **variables):
        arguments = {"--port": port, "--deadline-ms": deadline_ms, "--grace-ms": grace_ms, "--table": TABLE}
        self._process = subprocess.Popen(
            [PROGRAM, *(str(each) for pair in arguments.items() for each in pair)], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=os.environ | {"DYNACO_ENDPOINT": endpoint} | variables)
        self._log = concurrent.futures.ThreadPoolExecutor(1)
        self._errors = self._log.submit(self._process.stderr.read)
        line = self._process.stdout.readline()
        if not line.startswith("listening on port "):
            self._process.kill()
            raise RuntimeError(f"the service did not start: {line}{self._errors.result()}")
        self.port = int(line.split()[-1])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method, path, body=None, headers=None):
        """Sends a request on its own connection; returns the status, the body and the response."""
        connection = self.connect()
        try:
            return exchange(connection, method, path, body, headers)
        finally:
            connection.close()

    def count(self, operation, outcome):
        """Returns how many calls had this outcome."""
        found = re.search(rf'^dynaco_calls_total{{operation="{operation}",table="{TABLE}",outcome="{outcome}"}} (\d+)$',
                          self.ask("GET", "/metrics")[1], re.MULTILINE)
        return int(found[1]) if found else 0

    def send_signal(self, number):
        self._process.send_signal(number)

    def wait_until_closed(self):
        """Waits until the service accepts no more connections."""
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=60).close()
            except ConnectionRefusedError:
                return
            except ConnectionResetError:
                pass

    def wait(self):
        """Waits for the end of the program. Returns its exit code and its log."""
        code = self._process.wait(timeout=120)
        self._process.stdout.close()
        log = self._errors.result()
        self._process.stderr.close()
        self._log.shutdown()
        return code, log

    def end(self):
        if self._process.poll() is None:
            self._process.kill()
        self.wait()


def exchange(connection, method, path, body=None, headers=None):
    if isinstance(body, dict):
        body = json.dumps(body)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    return response.status, response.read().decode(), response


def note(author, note_id, text):
    return {"author": author, "note_id": note_id, "text": text}


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.gateway = Gateway(os.environ["DYNACO_ENDPOINT"])
        cls.addClassCleanup(cls.gateway.switch_off)
        cls.addClassCleanup(delete_table)

    def setUp(self):
        self.addCleanup(self.gateway.release)
        self.addCleanup(self.gateway.forward)

    def start(self, **options):
        service = Service(self.gateway.url, **options)
        self.addCleanup(service.end)
        return service

    def stop(self, service, number=signal.SIGTERM):
        service.send_signal(number)
        code, log = service.wait()
        self.assertEqual(code, 0, log)

    def expect(self, service, status, method, path, body=None, headers=None):
        got = service.ask(method, path, body, headers)
        self.assertEqual(got[0], status, f"{method} {path}: {got[1]}")
        return got

    def test_each_endpoint_answers(self):
        service = self.start()
        self.assertEqual(self.expect(service, 200, "GET", "/health")[1], "ok\n")
        hello = note("ann", "1", "Hello")
        self.assertEqual(json.loads(self.expect(service, 200, "PUT", "/notes/ann/1", {"text": "Hello"})[1]), hello)
        self.assertEqual(json.loads(self.expect(service, 200, "GET", "/notes/ann/1")[1]), hello)
        _, body, head = self.expect(service, 200, "HEAD", "/notes/ann/1")
        self.assertEqual((body, int(head.headers["Content-Length"])), ("", len(json.dumps(hello, separators=",:"))))
        self.expect(service, 201, "POST", "/notes/ann", {"note_id": "2", "text": "New"})
        self.expect(service, 409, "POST", "/notes/ann", {"note_id": "2", "text": "Newer"})
        self.assertEqual(json.loads(self.expect(service, 200, "GET", "/notes/ann/2")[1])["text"], "New")
        self.expect(service, 204, "DELETE", "/notes/ann/2")
        self.expect(service, 404, "GET", "/notes/ann/2")
        self.assertEqual(service.count("PutItem", "success"), 2)
        self.assertEqual(service.count("PutItem", "conditional_check_failed"), 1)
        self.assertIn("dynaco_connections", self.expect(service, 200, "GET", "/metrics")[1])
        self.stop(service)

    def test_wrong_requests_are_refused(self):
        service = self.start()
        for status, method, path, body in [
                (404, "GET", "/", None), (404, "GET", "/note", None), (405, "PATCH", "/notes/ann/1", "{}"),
                (400, "GET", "/notes/", None), (400, "GET", "/notes/a%20b", None), (400, "GET", "/notes/ann/1/2", None),
                (400, "GET", f"/notes/ann/{'x' * 65}", None), (400, "PUT", "/notes/ann/1", "Hello"),
                (400, "PUT", "/notes/ann/1", '{"text":1}'), (400, "POST", "/notes/ann", '{"text":"no id"}'),
                (400, "GET", "/notes/ann?limit=0", None), (400, "GET", "/notes/ann?limit=many", None),
                (413, "PUT", "/notes/ann/1", {"text": "x" * 100_000})]:
            self.expect(service, status, method, path, body)
        self.assertEqual(self.expect(service, 405, "DELETE", "/notes/ann")[2].headers["Allow"], "GET, POST")
        self.expect(service, 431, "GET", "/health", headers={"x": "x" * 10_000})
        with socket.create_connection(("127.0.0.1", service.port), timeout=60) as peer:
            peer.sendall(b"NOT HTTP\r\n\r\n")
            self.assertTrue(read_all(peer).startswith(b"HTTP/1.1 400 "))
        self.stop(service)

    def test_pages_continue_where_the_last_one_ended(self):
        service = self.start()
        for i in range(5):
            self.expect(service, 200, "PUT", f"/notes/pages/{i}", {"text": "text"})
        ids, tokens = [], [""]
        while tokens[-1] is not None:
            page = json.loads(self.expect(service, 200, "GET", f"/notes/pages?limit=2&next={tokens[-1]}")[1])
            ids.append([each["note_id"] for each in page["notes"]])
            tokens.append(page.get("next"))
        self.assertEqual(ids, [["0", "1"], ["2", "3"], ["4"]])
        self.expect(service, 400, "GET", f"/notes/ann?next={tokens[1]}")
        self.expect(service, 400, "GET", f"/notes/pages?next={tokens[1][:-1]}")
        self.expect(service, 400, "GET", "/notes/pages?next=nonsense")
        self.stop(service)

    def test_a_connection_serves_many_requests(self):
        service = self.start()
        connection = service.connect()
        for i in range(20):
            self.assertEqual(exchange(connection, "PUT", "/notes/ann/3", {"text": str(i)})[0], 200)
            self.assertEqual(json.loads(exchange(connection, "GET", "/notes/ann/3")[1])["text"], str(i))
        connection.close()
        with socket.create_connection(("127.0.0.1", service.port), timeout=60) as peer:
            peer.sendall(b"GET /notes/ann/3 HTTP/1.1\r\nHost: a\r\n\r\n" * 2 + b"GET /health HTTP/1.0\r\n\r\n")
            answers = read_all(peer)
        self.assertEqual(answers.count(b"HTTP/1.1 200 "), 2)
        self.assertTrue(answers.endswith(b"\r\n\r\nok\n"))
        self.stop(service)

    def test_a_client_may_wait_for_100_continue(self):
        service = self.start()
        with socket.create_connection(("127.0.0.1", service.port), timeout=60) as peer, peer.makefile("rb") as answers:
            peer.sendall(b"PUT /notes/ann/4 HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n")
            self.assertEqual(answers.readline(), b"HTTP/1.1 100 Continue\r\n")
            self.assertEqual(answers.readline(), b"\r\n")
            peer.sendall(b'{"text":"a"}')
            self.assertEqual(answers.readline(), b"HTTP/1.1 200 OK\r\n")
        self.stop(service)

    def test_failures_of_dynamodb_have_their_own_status(self):
        service = self.start(AWS_MAX_ATTEMPTS="1")
        for (status, code), read, write in [
                ((400, "ProvisionedThroughputExceededException"), 503, 503),
                ((500, "InternalServerError"), 503, 504),  # the write may have been applied
                ((400, "ResourceNotFoundException"), 404, 404), ((400, "ValidationException"), 400, 400),
                ((400, "AccessDeniedException"), 500, 500)]:
            self.gateway.refuse(status, code)
            answer = self.expect(service, read, "GET", "/notes/ann/1")[2]
            self.assertEqual(answer.headers["Retry-After"], "1" if read == 503 else None)
            self.expect(service, write, "PUT", "/notes/ann/1", {"text": "a"})
        self.gateway.forward()
        self.expect(service, 200, "PUT", "/notes/ann/1", {"text": "a"})
        self.stop(service)

    def test_a_request_ends_at_its_deadline(self):
        service = self.start(deadline_ms=200)
        self.gateway.hold()
        self.expect(service, 504, "GET", "/notes/ann/1")
        self.expect(service, 504, "PUT", "/notes/ann/1", {"text": "late"})
        self.gateway.release()
        self.assertEqual(service.count("GetItem", "deadline_exceeded"), 1)
        # On a slow machine, the write may not have been sent before the deadline.
        self.assertEqual(service.count("PutItem", "outcome_unknown") + service.count("PutItem", "deadline_exceeded"), 1)
        self.stop(service)

    def test_a_peer_that_leaves_cancels_its_call(self):
        service = self.start()
        self.gateway.hold()
        peers = [service.connect() for _ in range(8)]
        for each in peers:
            each.request("GET", "/notes/ann/1")
        self.gateway.wait_until_held(8)
        self.assertEqual(service.count("GetItem", "canceled"), 0)
        for each in peers:
            each.close()
        while service.count("GetItem", "canceled") < 8:  # Meson ends a test that waits for ever
            pass
        self.assertIn("\ndynaco_calls_in_flight 0\n", self.expect(service, 200, "GET", "/metrics")[1])
        self.gateway.release()
        self.expect(service, 404, "GET", "/notes/ann/none")
        self.stop(service)

    def test_dynamodb_fails_and_recovers(self):
        service = self.start()
        self.expect(service, 200, "PUT", "/notes/ann/5", {"text": "kept"})
        self.gateway.switch_off()
        try:
            self.expect(service, 503, "GET", "/notes/ann/5")
            self.expect(service, 503, "PUT", "/notes/ann/5", {"text": "never sent"})
            self.expect(service, 200, "GET", "/health")
        finally:
            self.gateway.switch_on()
        self.assertEqual(json.loads(self.expect(service, 200, "GET", "/notes/ann/5")[1])["text"], "kept")
        self.stop(service)

    def test_a_killed_service_starts_again_on_its_port(self):
        first = self.start()
        self.expect(first, 200, "PUT", "/notes/ann/6", {"text": "kept"})
        first.send_signal(signal.SIGKILL)
        first.wait_until_closed()
        second = self.start(port=first.port)
        self.assertEqual(json.loads(self.expect(second, 200, "GET", "/notes/ann/6")[1])["text"], "kept")
        self.stop(second)

    def test_requests_in_flight_are_answered_after_sigterm(self):
        service = self.start()
        self.expect(service, 200, "PUT", "/notes/ann/7", {"text": "a"})
        self.gateway.hold()
        peers = [service.connect() for _ in range(16)]
        for i, each in enumerate(peers):
            each.request("PUT" if i % 2 else "GET", "/notes/ann/7", '{"text":"a"}' if i % 2 else None)
        self.gateway.wait_until_held(16)
        service.send_signal(signal.SIGTERM)
        service.wait_until_closed()
        self.gateway.release()
        for each in peers:
            response = each.getresponse()
            self.assertEqual((response.status, response.headers["Connection"]), (200, "close"))
            self.assertEqual(json.loads(response.read()), note("ann", "7", "a"))
            each.close()
        self.assertEqual(service.wait()[0], 0)

    def test_sigterm_under_load_cuts_no_request(self):
        for number in signal.SIGTERM, signal.SIGINT:
            service = self.start()
            with concurrent.futures.ThreadPoolExecutor(16) as threads:
                loads = [threads.submit(self.load_until_closed, service, i) for i in range(16)]
                while service.count("GetItem", "success") < 100:
                    pass
                service.send_signal(number)
                self.assertGreater(sum(each.result() for each in loads), 100)
            self.assertEqual(service.wait()[0], 0)

    def load_until_closed(self, service, author):
        """Sends requests on one connection until the service says that it closes it. Returns their number."""
        connection, requests, path = service.connect(), 0, f"/notes/load-{author}/1"
        while True:
            text = str(requests)
            for method, body in ("PUT", {"text": text}), ("GET", None):
                status, answer, response = exchange(connection, method, path, body)
                self.assertEqual((status, json.loads(answer)), (200, note(f"load-{author}", "1", text)))
                requests += 1
                if response.headers["Connection"] == "close":
                    connection.close()
                    return requests

    def test_idle_connections_do_not_delay_the_end(self):
        service = self.start(grace_ms=1_000)
        peers = [service.connect() for _ in range(4)]
        for each in peers[:2]:  # the others have sent nothing yet
            self.assertEqual(exchange(each, "GET", "/health")[0], 200)
        for each in peers[2:]:
            each.connect()
        self.stop(service)
        for each in peers:
            self.assertEqual(each.sock.recv(1), b"")
            each.close()

    def test_the_grace_period_ends(self):
        service = self.start(grace_ms=200)
        self.gateway.hold()
        peer = service.connect()
        peer.request("GET", "/notes/ann/1")
        self.gateway.wait_until_held(1)
        service.send_signal(signal.SIGTERM)
        code, log = service.wait()
        self.assertEqual(code, 0, log)
        self.assertIn("outcome=canceled", log)
        self.assertEqual(peer.sock.recv(1), b"")
        peer.close()

    def test_many_clients_at_once(self):
        service = self.start()
        with concurrent.futures.ThreadPoolExecutor(16) as threads:
            for each in [threads.submit(self.one_of_many, service, f"many-{i}") for i in range(16)]:
                each.result()
        self.stop(service)

    def one_of_many(self, service, author):
        connection = service.connect()
        for i in range(25):
            created = note(author, f"{i:02}", f"{author} {i}")
            self.assertEqual(exchange(connection, "POST", f"/notes/{author}", created)[0], 201)
            self.assertEqual(json.loads(exchange(connection, "GET", f"/notes/{author}/{i:02}")[1]), created)
        page = json.loads(exchange(connection, "GET", f"/notes/{author}?limit=100")[1])
        self.assertEqual([each["text"] for each in page["notes"]], [f"{author} {i}" for i in range(25)])
        connection.close()

    @unittest.skipUnless(shutil.which("wrk"), "wrk is not installed")
    def test_wrk_at_64_connections(self):
        service = Service(os.environ["DYNACO_ENDPOINT"])  # without the gateway, which is slow
        self.addCleanup(service.end)
        self.expect(service, 200, "PUT", "/notes/ann/8", {"text": "a"})
        seconds = os.environ.get("DYNACO_WRK_SECONDS", "1")
        done = subprocess.run(["wrk", "-c", "64", "-t", "2", "-d", seconds, "--timeout", "60",
                               f"http://127.0.0.1:{service.port}/notes/ann/8"], capture_output=True, text=True, check=True)
        print(done.stdout)
        self.assertGreater(int(re.search(r"(\d+) requests in", done.stdout)[1]), 64)
        self.assertNotRegex(done.stdout, "Socket errors|Non-2xx")
        self.stop(service)


def read_all(peer):
    parts = []
    while part := peer.recv(65536):
        parts.append(part)
    return b"".join(parts)


def delete_table():
    """Local servers accept any signature. Another server keeps the table."""
    target = {"X-Amz-Target": "DynamoDB_20120810.DeleteTable", "Content-Type": "application/x-amz-json-1.0",
              "Authorization": "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                               "SignedHeaders=host;x-amz-date, Signature=0", "X-Amz-Date": "20260101T000000Z"}
    gateway = Gateway(os.environ["DYNACO_ENDPOINT"])
    connection = gateway.connect()
    connection.request("POST", "/", json.dumps({"TableName": TABLE}), target)
    connection.getresponse().read()
    connection.close()
    gateway.switch_off()


if __name__ == "__main__":
    if not os.environ.get("DYNACO_ENDPOINT"):
        print("skipped: DYNACO_ENDPOINT is not set")
        sys.exit(77)
    unittest.main()
