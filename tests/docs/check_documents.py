"""Checks that nothing is left out of the places from which people find it, and that links lead somewhere.

usage: check_documents.py <checkout>

- every chapter of docs/guide is in the table of docs/guide.md, every document and every example in README.md;
- every public header is included by dynaco.hpp, directly or not, or stands in LEFT_OUT with the reason;
- every relative link leads to a file, and its #anchor to a heading of that file.
"""

import pathlib
import re
import sys

# Beginnings of headers' names.
LEFT_OUT = {
    "dynaco/sigv4/": "signatures for other requests than DynamoDB's: who wants them includes them",
    "dynaco/json/path.hpp": "for compiled sources",
    "dynaco/json/plain.hpp": "for compiled sources; users have model/plain_json.hpp",
}


def outside_code(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def links_of(document, lines=""):
    """(target, anchor) of the relative links in lines that begin so."""
    text = "\n".join(line for line in outside_code(document.read_text()).splitlines() if line.startswith(lines))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield (document.parent / path).resolve() if path else document, anchor


def anchors_of(document):
    """As GitHub makes them from headings."""
    for heading in re.findall(r"^#+ (.*)$", outside_code(document.read_text()), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def broken_links(root):
    for document in [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("bench/**/*.md"), *root.glob("tests/**/*.md")]:
        for target, anchor in links_of(document):
            if not target.exists():
                yield f"{document.relative_to(root)}: the link to {target} leads nowhere"
            elif anchor and anchor not in anchors_of(target):
                yield f"{document.relative_to(root)}: {target.name} has no heading #{anchor}"


def unlinked(root, document, files, lines=""):
    """`lines`: how the lines begin that count."""
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
            yield f"dynaco.hpp includes {start}…, which stands in LEFT_OUT of {pathlib.Path(__file__).name}"


def check(root):
    faults = [
        *unlinked(root, "docs/guide.md", root.glob("docs/guide/*.md"), lines="| ["),
        *unlinked(root, "README.md", [*root.glob("docs/*.md"), *root.glob("examples/[0-9]*.cpp")]),
        *left_out_headers(root),
        *broken_links(root),
    ]
    print(*faults, f"{len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(check(pathlib.Path(sys.argv[1]).resolve()))
