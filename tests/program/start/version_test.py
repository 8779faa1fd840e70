"""Checks that `dynaco --version` prints the version of the library and nothing else.

usage: version_test.py <program> <version>
"""

import subprocess
import sys

program, version = sys.argv[1:]
done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
wanted = (0, f"dynaco {version}\n", "")
found = (done.returncode, done.stdout, done.stderr)
if found != wanted:
    sys.exit(f"found {found}, not {wanted}")
