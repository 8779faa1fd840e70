"""Checks that every block of C++, Meson and CMake in the documents is in a file that is built, word for word except for indentation, and
that the program in README.md is a whole file.

usage: check_snippets.py <checkout>
"""

import pathlib
import re
import sys

SOURCES = {"cpp": ("tests/docs/*.cpp", "examples/*.cpp"), "meson": ("tests/consumers/project/meson.build",),
           "cmake": ("tests/consumers/project/CMakeLists.txt",)}
PROGRAM = "tests/docs/readme.cpp"
DOCUMENTS = ("README.md", "docs/*.md", "docs/guide/*.md")


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def contains(haystack, needle):
    return any(haystack[i : i + len(needle)] == needle for i in range(len(haystack) - len(needle) + 1))


def check(root):
    built = {language: [lines_of(path.read_text()) for pattern in patterns for path in sorted(root.glob(pattern))]
             for language, patterns in SOURCES.items()}
    blocks = failures = 0
    for document in (path for pattern in DOCUMENTS for path in sorted(root.glob(pattern))):
        text = document.read_text()
        for block in re.finditer(r"^```(cpp|meson|cmake)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            blocks += 1
            if not any(contains(source, lines_of(block[2])) for source in built[block[1]]):
                failures += 1
                line = text.count("\n", 0, block.start()) + 1
                print(f"{document.relative_to(root)}:{line}: this code is not in any of {', '.join(SOURCES[block[1]])}")
    program = re.sub(r"\A(//.*\n)+", "", (root / PROGRAM).read_text())
    if program not in (root / "README.md").read_text():
        failures += 1
        print(f"README.md: no block is all of {PROGRAM}")
    print(f"{blocks} blocks of code, {failures} not built anywhere")
    return 1 if failures or not blocks else 0


if __name__ == "__main__":
    sys.exit(check(pathlib.Path(sys.argv[1])))
