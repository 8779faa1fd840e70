"""A DynamoDB that answers what a test wrote down, for operations that no local server has."""

import http.server
import json
import threading


class ScriptedService:
    """Serves on loopback. `answers` has a list for each operation; its last element answers all later requests.

    An answer is the response as a dict, or an `Error`. An operation without answers is unknown, as on a local server.
    """

    def __init__(self, **answers):
        self.answers = answers
        self.requests = []  # (operation, request)
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                operation = self.headers["X-Amz-Target"].split(".")[1]
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = service.answer(operation, request)
                body = json.dumps(answer.body if isinstance(answer, Error) else answer).encode()
                self.send_response(400 if isinstance(answer, Error) else 200)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.lock = threading.Lock()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def answer(self, operation, request):
        with self.lock:
            self.requests.append((operation, request))
            left = self.answers.get(operation)
            if not left:
                return Error("UnknownOperationException", "")
            return left[0] if len(left) == 1 else left.pop(0)

    def operations(self):
        return [operation for operation, _ in self.requests]

    def only(self, operation):
        """The request of an operation that was sent once."""
        found = [request for name, request in self.requests if name == operation]
        assert len(found) == 1, f"{operation} was sent {len(found)} times"
        return found[0]


class Error:
    """An error response of DynamoDB."""

    def __init__(self, code, message="refused"):
        self.body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": message}
