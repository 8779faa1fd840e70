"""Prints the headers under the folder given, one per line, as one includes them."""

import pathlib
import sys

root = pathlib.Path(sys.argv[1])
print(*sorted(path.relative_to(root).as_posix() for path in root.rglob("*.hpp")), sep="\n")
