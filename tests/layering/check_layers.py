"""Holds the layers of DESIGN: reads every #include of include/dynaco and src, prints `file:line: message`, fails on any.

usage: check_layers.py [checkout]
"""

import pathlib
import re
import sys

# layer: the other layers it may include
ALLOWED = {
    "core": "",
    "json": "core",
    "model": "json core",
    "expression": "model json core",
    "operations": "expression model json core",
    "wire": "json core",
    "sigv4": "json core",
    "retry": "json core",
    "transport": "wire core",
    "identity": "transport wire sigv4 retry json core",
    "client": "identity transport wire sigv4 retry operations json core",
    "table": "client operations expression model json core retry",
    "load": "table client operations expression model json core retry",
    "tools": "client core",
}

# What is included from outside: pattern, the layers whose src/ may do so (include/ never may), why. The first match decides.
EXTERNAL = [
    (r"boost/(beast|asio/ssl)\b", "transport", "Beast and Asio's SSL"),
    (r"openssl/ssl", "transport", "OpenSSL's TLS"),
    (r"openssl/", "sigv4 transport identity", "OpenSSL's cryptography"),
    (r"rapidjson/", "json", "RapidJSON"),
    (r"CLI/", "tools", "CLI11"),
]

UMBRELLA = "dynaco.hpp"
VAGUE_NAMES = re.compile(r"(^|_)(utils?|helpers?)\d*$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of_include(path, quoted, checkout, target):
    """The layer that an #include names, or None if it is none of ours."""
    if target.startswith("dynaco/"):
        return target.split("/")[1]
    if not quoted:
        return None
    beside = (path.parent / target).resolve()
    for root in (checkout / "src", checkout / "include" / "dynaco"):
        if beside.is_file() and beside.is_relative_to(root.resolve()):
            return beside.relative_to(root.resolve()).parts[0]
    return target.split("/")[0] if "/" in target else None


def check_include(layer, public, named, target):
    """The complaint about one #include, or None."""
    if target == UMBRELLA:
        return f"the library never includes {UMBRELLA}"
    if named in ALLOWED:
        if named != layer and named not in ALLOWED[layer].split():
            return f"{layer} may not include {named} ({target})"
        return None
    if target.startswith("dynaco/"):
        return f"{target} is in no layer"
    for pattern, layers, what in EXTERNAL:
        if re.match(pattern, target):
            if public:
                return f"no public header includes {what} ({target})"
            if layer not in layers.split():
                return f"only src/{{{','.join(layers.split())}}} may include {what} ({target})"
            return None
    return None


def check_file(path, root, checkout, public):
    """All complaints about one file, as (line, message)."""
    layer = path.relative_to(root).parts[0]
    if layer not in ALLOWED or path.parent == root:
        return [(1, f"not in a folder that is a layer ({', '.join(ALLOWED)})")]
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    if VAGUE_NAMES.search(path.stem):
        found.append((1, "a file is named after the type or verb inside, not utils or helpers"))
    if path.suffix == ".hpp" and "#pragma once" not in (line.strip() for line in lines):
        found.append((1, "a header without #pragma once"))
    for number, line in enumerate(lines, 1):
        if include := INCLUDE.match(line):
            named = layer_of_include(path, include[1] == '"', checkout, include[2])
            if message := check_include(layer, public, named, include[2]):
                found.append((number, message))
    return found


def check(checkout):
    """All complaints about a checkout, as `file:line: message`, and the number of files read."""
    complaints, count = [], 0
    for root, public in ((checkout / "include" / "dynaco", True), (checkout / "src", False)):
        for path in sorted(root.rglob("*")):
            if path.suffix not in (".hpp", ".cpp", ".ipp", ".h") or path.parent == checkout / "src" / "pch":
                continue
            count += 1
            for line, message in check_file(path, root, checkout, public):
                complaints.append(f"{path.relative_to(checkout)}:{line}: {message}")
    return complaints, count


if __name__ == "__main__":
    complaints, count = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(*complaints, sep="\n", end="\n" if complaints else "")
    print(f"{count} files read, {len(complaints)} complaints")
    sys.exit(bool(complaints) or not count)
