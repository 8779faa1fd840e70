"""Checks that layers, and rooms (sub-folders) of layers, include only what they may. docs/architecture.md describes them.

Reads every #include in include/dynaco and src, prints `file:line: message` for each wrong one, and fails if there are any.
Also checks the number of files in a folder, the names of files, that no header includes itself through others, and that each
test has a namespace of its own.

usage: check_layers.py [checkout]
"""

import pathlib
import re
import sys

# layer: the other layers that it may include
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
    "load": "table client transport operations expression model json core retry",
    "program": "load table client operations expression model json core",
}

# layer: its rooms; for each room, the other rooms of the layer that it may include. "" is the layer's folder itself, named "/" in the
# lists. A layer that is not in this table has no rooms.
ROOMS = {
    "transport": {
        "": "",
        "tls": "/",
        "deadline": "/",
        "http": "tls deadline /",
        "connect": "http tls deadline /",
        "pool": "connect tls deadline /",
    },
    "identity": {
        "": "",
        "text": "/",
        "machine": "text /",
        "profile": "machine text /",
        "endpoint": "profile text /",
        "source": "endpoint profile machine text /",
        "refresh": "source /",
        "sts": "source endpoint profile machine text /",
        "sso": "source endpoint profile machine text /",
        "login": "source endpoint profile machine text /",
        "container": "source endpoint profile machine text /",
        "instance": "source endpoint profile machine text /",
        "chain": "container instance login sso sts source profile machine text /",
    },
    "client": {
        "handle": "",
        "route": "handle",
        "observe": "handle",
        "call": "observe route handle",
        "configuration": "call route handle",
        "explain": "configuration call handle",
        "": "call handle",
    },
    "table": {
        "models": "",
        "key": "models",
        "call": "key models",
        "read": "call key models",
        "write": "read call key models",
        "batch": "read call key models",
        "admin": "read call models",
        "stream": "read call models",
        "statement": "batch write read call models",
        "": "admin batch write read call key models",
        "transaction": "/ statement write call key models",
    },
    "load": {
        "": "",
        "check": "/",
        "pace": "/",
        "plan": "/",
        "file": "/",
        "text": "/",
        "decode": "text /",
        "encode": "text /",
        "format": "encode decode text file /",
        "engine": "format file plan pace check /",
        "bulk": "engine format file plan pace check /",
    },
    "program": {
        "text": "",
        "expression": "text",
        "show": "text",
        "progress": "show",
        "terminal": "",
        "": "text expression show progress terminal",
        "definition": "text show /",
        "bulk": "text expression show progress terminal /",
        "items": "bulk text expression show progress terminal /",
        "data": "bulk text expression show progress terminal /",
        "tables": "definition text expression show progress terminal /",
        "jobs": "definition text expression show progress terminal /",
        "watch": "text expression show progress terminal /",
        "measure": "bulk text expression show progress terminal /",
        "help": "text expression show progress terminal /",
        "start": "help measure watch jobs tables data bulk items definition text expression show progress terminal /",
    },
}

# The headers that users include; header: layer, or layer/room.
PUBLIC_HEADERS = {
    "errors": "core",
    "types": "core",
    "version": "core",
    "schema": "model",
    "codec": "model",
    "attribute_types": "model",
    "json": "model",
    "expressions": "expression",
    "operations": "operations",
    "credentials": "identity",
    "client": "client/handle",
    "client_options": "client/handle",
    "observing": "client/handle",
    "writing": "table/call",
    "reading": "table/read",
    "batch": "table/batch",
    "admin": "table/admin",
    "stream": "table/stream",
    "partiql": "table/statement",
    "table": "table",
    "item_table": "table",
    "polymorphic": "table",
    "transaction": "table/transaction",
}
LARGEST_FOLDER = 30  # files in one folder, without those in its sub-folders

# Headers of other libraries: pattern, layers that may include them in src/ (files in include/ may not), name. The first match decides.
EXTERNAL = [
    (r"boost/(beast|asio/ssl)\b", "transport", "Beast and Asio's SSL"),
    (r"openssl/ssl", "transport", "OpenSSL's TLS"),
    (r"openssl/", "sigv4 transport identity load", "OpenSSL's cryptography"),
    (r"rapidjson/", "json", "RapidJSON"),
    (r"zlib\.h", "load program", "zlib"),
    (r"zstd\.h", "load", "zstd"),
    (r"CLI/", "program", "CLI11"),
    (r"libsmartcols", "program", "libsmartcols"),
]

UMBRELLA = "dynaco.hpp"
VAGUE_NAMES = re.compile(r"(^|_)(utils?|helpers?)\d*$")
# The program uses the public names, as users do. A codec of a user gets the reader and the writer of JSON, too.
PRIVATE_NAME = re.compile(r"\bdetail::(?!json::(reader|writer|form)\b)")
NAMESPACE = re.compile(r"^namespace ([\w:]+) \{", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def place_of(path):
    """Returns (layer, room) of a path relative to src/ or include/dynaco/; None if it is not in a layer."""
    parts = path.split("/")
    if parts[0] == "detail":
        parts = parts[1:]
    if len(parts) == 1:
        layer, _, room = PUBLIC_HEADERS.get(parts[0].removesuffix(".hpp"), "").partition("/")
        return (layer, room) if layer else None
    return (parts[0], "/".join(parts[1:-1])) if parts[0] in ALLOWED else None


def included_path(path, quoted, checkout, target):
    """Returns the path that an #include names, relative to src/ or include/dynaco/; None if it is not a file of dynaco."""
    if target.startswith("dynaco/"):
        return target.removeprefix("dynaco/")
    if not quoted:
        return None
    beside = (path.parent / target).resolve()
    for root in (checkout / "src", checkout / "include" / "dynaco"):
        if beside.is_file() and beside.is_relative_to(root.resolve()):
            return beside.relative_to(root.resolve()).as_posix()
    return target if "/" in target else None


def check_external(layer, public, target):
    """Returns the complaint about an #include of another library, or None."""
    for pattern, layers, what in EXTERNAL:
        if re.match(pattern, target):
            if public:
                return f"no public header includes {what} ({target})"
            if layer not in layers.split():
                return f"only src/{{{','.join(layers.split())}}} may include {what} ({target})"
            return None
    return None


def check_include(place, public, named, target):
    """Returns the complaint about one #include, or None. `named` is the result of included_path."""
    layer, room = place
    if target == UMBRELLA:
        return f"the library never includes {UMBRELLA}"
    if named is None:
        return check_external(layer, public, target)
    there = place_of(named)
    if there is None:
        return f"{target} is in no layer" if target.startswith("dynaco/") else check_external(layer, public, target)
    if there[0] != layer:
        allowed = there[0] in ALLOWED[layer].split()
        return None if allowed else f"{layer} may not include {there[0]} ({target})"
    if layer in ROOMS and there[1] != room and (there[1] or "/") not in ROOMS[layer].get(room, "").split():
        return f"{layer}: room {room or '/'} may not include room {there[1] or '/'} ({target})"
    return None


def circles(includes):
    """Yields a complaint for each circle of headers. `includes`: file: [(line, included file)]."""
    done, path = set(), []

    def visit(name):
        path.append(name)
        for line, target in includes.get(name, []):
            if target in path:
                yield f"{name}:{line}: the file includes itself: {' > '.join([*path[path.index(target):], target])}"
            elif target not in done:
                yield from visit(target)
        done.add(path.pop())

    for name in sorted(includes):
        if name not in done:
            yield from visit(name)


def check_file(path, root, checkout, public, includes):
    """Returns all complaints about one file, as (line, message). Adds the files of dynaco that it includes to `includes`."""
    place = place_of(path.relative_to(root).as_posix())
    if place is None:
        return [(1, f"not in a folder that is a layer ({', '.join(ALLOWED)}), and not a header in PUBLIC_HEADERS")]
    found = []
    if place[1] not in ROOMS.get(place[0], {"": ""}):
        found.append((1, f"{place[0]} has no room {place[1]}: add it to ROOMS"))
    lines = path.read_text(encoding="utf-8").splitlines()
    if VAGUE_NAMES.search(path.stem):
        found.append((1, "name the file after the type or function in it, not utils or helpers"))
    if path.suffix == ".hpp" and "#pragma once" not in (line.strip() for line in lines):
        found.append((1, "a header without #pragma once"))
    for number, line in enumerate(lines, 1):
        if place[0] == "program" and PRIVATE_NAME.search(line):
            found.append((number, "the program uses only public names, detail::json::reader and detail::json::writer"))
        if include := INCLUDE.match(line):
            named = included_path(path, include[1] == '"', checkout, include[2])
            if named is not None:
                folder = "include/dynaco/" if include[2].startswith("dynaco/") else "src/"
                includes.setdefault(path.relative_to(checkout).as_posix(), []).append((number, folder + named))
            if message := check_include(place, public, named, include[2]):
                found.append((number, message))
    return found


def crowded_folders(checkout):
    """Complaints about folders with more than LARGEST_FOLDER files."""
    for top in ("include", "src", "tests", "examples", "bench", "docs"):
        for folder in [checkout / top, *(checkout / top).rglob("*/")]:
            if not folder.is_dir() or {"node_modules", "__pycache__"} & set(folder.parts):
                continue
            count = sum(each.is_file() for each in folder.iterdir())
            if count > LARGEST_FOLDER:
                yield f"{folder.relative_to(checkout)}: {count} files; at most {LARGEST_FOLDER}: move some to sub-folders"


def shared_names(checkout):
    """Complaints about tests whose names are in a namespace of other files. Files are compiled in groups, so the names could meet."""
    for path in sorted((checkout / "tests").rglob("*_test.cpp")):
        text = path.read_text()
        spaces = NAMESPACE.findall(text)
        if "\nnamespace {" in text and not any(each.endswith(path.stem) for each in spaces):
            yield f"{path.relative_to(checkout)}: put its names into a namespace {path.stem}"


def check(checkout):
    """Returns all complaints about a checkout, as `file:line: message`, and the number of files read."""
    complaints, count, includes = [*crowded_folders(checkout), *shared_names(checkout)], 0, {}
    for root, public in ((checkout / "include" / "dynaco", True), (checkout / "src", False)):
        for path in sorted(root.rglob("*")):
            if path.suffix not in (".hpp", ".cpp", ".ipp", ".h") or path.parent == checkout / "src" / "pch":
                continue
            count += 1
            for line, message in check_file(path, root, checkout, public, includes):
                complaints.append(f"{path.relative_to(checkout)}:{line}: {message}")
    return complaints + list(circles(includes)), count


if __name__ == "__main__":
    complaints, count = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(*complaints, sep="\n", end="\n" if complaints else "")
    print(f"{count} files read, {len(complaints)} complaints")
    sys.exit(bool(complaints) or not count)
