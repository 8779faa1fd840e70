"""Prints the headers in the given folder, one per line, as they are included."""

import pathlib
import sys

root = pathlib.Path(sys.argv[1])
print(*sorted(path.relative_to(root).as_posix() for path in root.rglob("*.hpp")), sep="\n")
