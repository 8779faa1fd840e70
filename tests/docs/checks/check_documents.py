"""Checks that documents, examples and headers can be found from the start pages, and that links and names are valid.

usage: check_documents.py <checkout>

- docs/guide.md links every chapter of docs/guide in its table; README.md links every document and every example;
- dynaco.hpp includes every public header, directly or not, or LEFT_OUT has it with the reason;
- every relative link leads to a file, and its #anchor to a heading of that file;
- names in `code` exist: files of this tree, names such as errc::throttling, the tests of a promise.
"""

import pathlib
import re
import sys

# the start of a header's name: the reason
LEFT_OUT = {
    "dynaco/operations.hpp": "the operations as DynamoDB defines them: most programs use the table layer",
    "dynaco/load/": "the loader is a library of its own, which needs zlib and zstd",
    "dynaco/operations/document.hpp": "a part of dynaco/operations.hpp",
}
FOREIGN = ("std::", "boost::", "asio::", "this_coro::")


def outside_code(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def links_of(document, lines=""):
    """Yields (target, anchor) of the relative links in lines that begin with `lines`."""
    text = "\n".join(line for line in outside_code(document.read_text()).splitlines() if line.startswith(lines))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield (document.parent / path).resolve() if path else document, anchor


def anchors_of(document):
    """Yields the anchors that GitHub makes from the headings."""
    for heading in re.findall(r"^#+ (.*)$", outside_code(document.read_text()), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def broken_links(root):
    for document in [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("bench/**/*.md"), *root.glob("tests/**/*.md")]:
        for target, anchor in links_of(document):
            if not target.exists():
                yield f"{document.relative_to(root)}: the link target {target} does not exist"
            elif anchor and anchor not in anchors_of(target):
                yield f"{document.relative_to(root)}: {target.name} has no heading #{anchor}"


def unlinked(root, document, files, lines=""):
    """Yields a fault for each of `files` that has no link in a line that begins with `lines`."""
    linked = {target for target, _ in links_of(root / document, lines)}
    for each in sorted(files):
        if each.resolve() not in linked:
            yield f"{document}: {each.relative_to(root)} is not linked"


def included(root, header, seen):
    if header in seen:
        return
    seen.add(header)
    for each in re.findall(r"^#include <(dynaco/[^>]+)>", (root / "include" / header).read_text(), re.MULTILINE):
        included(root, each, seen)


def left_out_headers(root):
    seen = set()
    included(root, "dynaco.hpp", seen)
    headers = {str(each.relative_to(root / "include")) for each in root.glob("include/dynaco/**/*.hpp") if "detail" not in each.parts}
    for each in sorted(headers - seen):
        if not any(map(each.startswith, LEFT_OUT)):
            yield f"include/dynaco.hpp does not include {each}; include it, or give the reason in LEFT_OUT of {pathlib.Path(__file__).name}"
    for start in LEFT_OUT:
        if any(each.startswith(start) for each in seen):
            yield f"dynaco.hpp includes {start}…, which is in LEFT_OUT of {pathlib.Path(__file__).name}"


def detail_includes(root):
    for path in [*root.glob("examples/*.cpp"), *root.glob("tests/docs/*.cpp"), *root.glob("*.md"), *root.glob("docs/**/*.md")]:
        for header in re.findall(r"#include <(dynaco/detail/[^>]+)>", path.read_text()):
            yield f"{path.relative_to(root)} includes {header}, which is not for users"


def inline_code(document):
    return re.findall(r"`([^`\n]+)`", outside_code(document.read_text()))


def missing_names(root):
    known = set()
    for source in [*root.glob("include/**/*.hpp"), *root.glob("src/**/*.?pp")]:
        known.update(re.findall(r"\w+", source.read_text()))
    for document in [*root.glob("*.md"), *root.glob("docs/**/*.md")]:
        for code in inline_code(document):
            for name in re.findall(r"\w+(?:::\w+)+", code):
                if not name.startswith(FOREIGN) and name.split("::")[-1] not in known:
                    yield f"{document.relative_to(root)}: there is no {name}"


def missing_files_and_tests(root):
    tests = {match for source in root.glob("tests/**/*.cpp")
             for match in re.findall(r"^(?:TYPED_)?TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", source.read_text(), re.MULTILINE)}
    for document in (root / "docs/architecture.md", root / "docs/reliability.md"):
        for code in inline_code(document):
            if re.fullmatch(r"(src|include|tests|examples|docs|bench)/[\w./-]+", code) and not (root / code).exists():
                yield f"{document.relative_to(root)}: there is no file {code}"
    for suite, test in re.findall(r"`([A-Z]\w+)\.([A-Z]\w+)`", (root / "docs/reliability.md").read_text()):
        if (suite, test) not in tests:
            yield f"docs/reliability.md: there is no test {suite}.{test}"


def check(root):
    faults = [
        *unlinked(root, "docs/guide.md", root.glob("docs/guide/*.md"), lines="| ["),
        *unlinked(root, "README.md", [*root.glob("docs/*.md"), *root.glob("examples/[0-9]*.cpp")]),
        *left_out_headers(root),
        *detail_includes(root),
        *broken_links(root),
        *missing_names(root),
        *missing_files_and_tests(root),
    ]
    print(*faults, f"{len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(check(pathlib.Path(sys.argv[1]).resolve()))
