"""Checks that every C++ block of the documents stands, word for word but for indentation, in a file that is compiled.

usage: check_snippets.py <checkout>
"""

import pathlib
import re
import sys

SOURCES = ("tests/docs/*.cpp", "examples/*.cpp")
DOCUMENTS = ("README.md", "docs/*.md", "docs/guide/*.md")


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def contains(haystack, needle):
    return any(haystack[i : i + len(needle)] == needle for i in range(len(haystack) - len(needle) + 1))


def check(root):
    compiled = [lines_of(path.read_text()) for pattern in SOURCES for path in sorted(root.glob(pattern))]
    blocks = failures = 0
    for document in (path for pattern in DOCUMENTS for path in sorted(root.glob(pattern))):
        text = document.read_text()
        for block in re.finditer(r"^```cpp\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            blocks += 1
            if not any(contains(source, lines_of(block[1])) for source in compiled):
                failures += 1
                line = text.count("\n", 0, block.start()) + 1
                print(f"{document.relative_to(root)}:{line}: this code is not in any of {', '.join(SOURCES)}")
    print(f"{blocks} blocks of code, {failures} not compiled anywhere")
    return 1 if failures or not blocks else 0


if __name__ == "__main__":
    sys.exit(check(pathlib.Path(sys.argv[1])))
