"""Checks that `dynaco --version` prints the version of the library and nothing else, and fails if it cannot.

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

# The shell closes standard output, or it is full; a reader that has ended is the way of other programs.
for more, status, words in ((">&-", 1, "standard output cannot be written: it is closed"), ("> /dev/full", 1, "the disk is full"),
                            ("| sleep 0", 141, "")):
    for arguments in ("--version", "--help", "help", "help copy", "completion bash", "__manual", "__complete sca", "whoami"):
        line = f"set -o pipefail; trap '' PIPE; {{ sleep 0.2; {program} {arguments}; }} {more}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != status or words not in done.stderr or (not words and done.stderr):
            sys.exit(f"{line}: status {done.returncode}, {done.stderr!r}")
