"""The benchmark's server: nginx with prepared responses, over HTTP and HTTPS, on free ports of the loopback interface.

usage: server.py <folder> [--cores 0]    prints its endpoints and runs until it is interrupted
"""

import argparse
import collections.abc
import contextlib
import dataclasses
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import time

import answers

TEMPLATE = pathlib.Path(__file__).with_name("nginx.conf")
OPERATIONS = ("GetItem", "PutItem", "BatchWriteItem", "DescribeTable", "Query", "Scan")


@dataclasses.dataclass(frozen=True)
class server:
    """A running server: its ports, the certificate of the authority to trust, and its process id."""

    plain: int
    tls: int
    ca: pathlib.Path
    pid: int

    def endpoint(self, tls: bool = False, variation: str = "") -> str:
        base = f"https://127.0.0.1:{self.tls}" if tls else f"http://127.0.0.1:{self.plain}"
        return f"{base}/{variation}" if variation else base


def program() -> str:
    """The path of nginx. On Debian it is in /usr/sbin, which only root has in PATH."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if not found:
        raise RuntimeError("nginx is not installed")
    return found


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def make_certificates(folder: pathlib.Path) -> None:
    """Makes a temporary certificate authority (ca.pem), and a certificate for 127.0.0.1 (server.pem, server.key)."""
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=dynaco bench CA",
            "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1")
    (folder / "server.ext").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30",
            "-extfile", "server.ext", "-out", "server.pem")


def affinity(cores: collections.abc.Sequence[int]) -> str:
    """nginx's masks for one worker on each of `cores`: "01 10" for 0 and 1."""
    width = max(cores) + 1
    return " ".join(format(1 << core, f"0{width}b") for core in cores)


def open_files() -> int:
    """The number of files that a worker may open: enough for every scenario, or the limit of the process if it is lower."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return 16_384 if allowed == resource.RLIM_INFINITY else min(allowed, 16_384)


def answer_map(canned: list[answers.answer]) -> str:
    """nginx's map from path and operation to a file. If a variation has no file for an operation, that of "" is used."""
    files = {(each.operation, each.variation): each.file for each in canned}
    lines = []
    for variation in sorted({each.variation for each in canned}):
        for operation in OPERATIONS:
            file = files.get((operation, variation), files[operation, ""])
            for path in {f"/{variation}", f"/{variation}/"} if variation else {"/"}:
                lines.append(f"        {path}DynamoDB_20120810.{operation} /answers/{file};")
    return "\n".join(lines)


def configuration(folder: pathlib.Path, canned: list[answers.answer], ports: tuple[int, int],
                  cores: collections.abc.Sequence[int]) -> str:
    values = {
        "folder": str(folder),
        "user": "user root;" if os.geteuid() == 0 else "",
        "workers": str(len(cores)),
        "affinity": affinity(cores),
        "files": str(open_files()),
        "connections": str(open_files() - 100),
        "plain": str(ports[0]),
        "tls": str(ports[1]),
        "answers": answer_map(canned),
        "checksums": "\n".join(f"        /answers/{each.file} {each.crc32};" for each in canned),
    }
    text = TEMPLATE.read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError("nginx did not start: see error.log in the server's folder")


@contextlib.contextmanager
def serving(folder: pathlib.Path, cores: collections.abc.Sequence[int] = (0,)) -> collections.abc.Iterator[server]:
    """Runs nginx with one worker on each of `cores` until the end of the `with`. All its files are in `folder`."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    canned = answers.write(folder / "answers")
    if not (folder / "server.pem").exists():
        make_certificates(folder)
    for attempt in range(3):  # another program may take the free ports in between
        plain, tls = free_ports(2)
        (folder / "nginx.conf").write_text(configuration(folder, canned, (plain, tls), cores))
        process = subprocess.Popen([program(), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until_it_answers(plain, process)
            break
        except RuntimeError:
            process.kill()
            process.wait()
            if attempt == 2:
                raise
    try:
        yield server(plain, tls, folder / "ca.pem", process.pid)
    finally:
        process.send_signal(signal.SIGTERM)  # a graceful end would wait for keep-alive connections
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--cores", type=int, nargs="+", default=[0], help="cores with one worker each; default 0")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: exit())
    with serving(options.folder, options.cores) as running:
        print(running.endpoint(), running.endpoint(tls=True), f"CA: {running.ca}", sep="\n", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
