"""Facts about the machine and the programs, without which figures mean nothing. No host names and no paths."""

import datetime
import os
import pathlib
import platform
import re
import subprocess


def first_line(*command: str) -> str | None:
    """The first line that a command prints; None if it prints nothing, fails or cannot be run."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0].strip() if lines and done.returncode == 0 else None


def processor(cpuinfo: str) -> str:
    """The name of the processor in `cpuinfo`, the text of /proc/cpuinfo."""
    found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo, re.MULTILINE)
    return found[1] if found else platform.machine()


def package(name: str) -> str | None:
    """The version of an installed Debian package; None if it is not installed."""
    return first_line("dpkg-query", "-W", "-f=${Version}", name)


def without_paths(text: str) -> str:
    """`text` without the folders of this machine: "see …/npm.log"."""
    return re.sub(r"(?<![\w.:/])/(?:[\w.@+-]+/)+", "…/", text)


def facts() -> dict[str, object]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "processor": processor(cpuinfo.read_text() if cpuinfo.exists() else ""),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory / 2**30),
        "kernel": f"{platform.system()} {platform.release()}",
        "compiler": first_line(os.environ.get("CXX", "c++"), "--version"),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
        "versions": {name: version for name, version in {
            "nginx": package("nginx"),
            "wrk": package("wrk"),
            "openssl": package("libssl3"),
            "boost": package("libboost1.81-dev") or package("libboost-dev"),
            "go": package("golang-go"),
            "aws-sdk-go-v2": package("golang-github-aws-aws-sdk-go-v2-dev"),
            "boto3": package("python3-boto3"),
            "pynamodb": first_line("/usr/bin/python3", "-c", "import importlib.metadata as m; print(m.version('pynamodb'))"),
            "nodejs": first_line("node", "--version"),
        }.items() if version},
    }
