"""A gateway in front of DynamoDB that can hold responses, refuse requests and be switched off."""

import contextlib
import http.client
import http.server
import json
import socket
import threading
import urllib.parse


class Gateway:
    """Forwards requests to the DynamoDB at `endpoint`."""

    def __init__(self, endpoint):
        self._upstream = urllib.parse.urlsplit(endpoint)
        self._state = threading.Condition()
        self._held = 0
        self._holds = False
        self._refusal = None
        self._links = set()
        self._server = None
        self._port = 0
        self.switch_on()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._port}"

    def switch_on(self):
        """Listens, on the same port as before."""
        self._server = _server_for(self, self._port)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}).start()

    def switch_off(self):
        """Refuses connections and closes those that are open."""
        self.release()
        self._server.shutdown()
        self._server.server_close()
        with self._state:
            for each in self._links:
                with contextlib.suppress(OSError):  # the client has closed it
                    each.shutdown(socket.SHUT_RDWR)

    def hold(self):
        """Holds each response from now on, until `release`."""
        with self._state:
            self._holds = True

    def release(self):
        with self._state:
            self._holds = False
            self._state.notify_all()

    def wait_until_held(self, count):
        """Waits until `count` responses are held."""
        with self._state:
            if not self._state.wait_for(lambda: self._held == count, timeout=60):
                raise TimeoutError(f"{self._held} responses are held, not {count}")

    def refuse(self, status, code):
        """Responds to each request with this error from now on, until `forward`."""
        self._refusal = status, json.dumps({"__type": code, "message": "refused by the gateway"}).encode()

    def forward(self):
        self._refusal = None

    # called by the threads of the server

    def opened(self, link):
        with self._state:
            self._links.add(link)

    def closed(self, link):
        with self._state:
            self._links.discard(link)

    def connect(self):
        return http.client.HTTPConnection(self._upstream.hostname, self._upstream.port, timeout=60)

    def respond(self, upstream, headers, body):
        refusal = self._refusal
        if refusal:
            return *refusal, {}
        upstream.request("POST", self._upstream.path or "/", body, headers)
        response = upstream.getresponse()
        content = response.read()
        with self._state:
            if self._holds:
                self._held += 1
                self._state.notify_all()
                self._state.wait_for(lambda: not self._holds)
                self._held -= 1
        return response.status, content, {"x-amz-crc32": response.headers.get("x-amz-crc32")}


def _server_for(gateway, port):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece

        def setup(self):
            super().setup()
            gateway.opened(self.connection)
            self.upstream = gateway.connect()

        def finish(self):
            self.upstream.close()
            gateway.closed(self.connection)
            with contextlib.suppress(OSError):  # the client has left
                super().finish()

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, content, headers = gateway.respond(self.upstream, dict(self.headers), body)
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                for name, value in headers.items():
                    if value:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
                self.wfile.flush()
            except OSError:
                self.close_connection = True

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

        def handle_error(self, *_):
            pass  # a link that was broken while a request was read

    return Server(("127.0.0.1", port), Handler)
