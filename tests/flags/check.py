"""Links program.cpp, compiled with other flags than the library, with the library; writes TAP, a line per set of flags.

usage: check.py <include folder> <library> <compiler> [argument ...]

Each link must fail, and the error must name every flag. Without such flags the link must succeed.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(__file__).with_name("program.cpp")

# additional arguments → the flags that the linker must name, and whether the program sets them
CASES = [
    ([], {}),
    (["-fno-rtti"], {"fno_rtti": True}),
    (["-DBOOST_ASIO_DISABLE_THREADS"], {"BOOST_ASIO_DISABLE_THREADS": True}),
    (["-DBOOST_ASIO_DISABLE_EPOLL"], {"BOOST_ASIO_DISABLE_EPOLL": True}),
    (["-DBOOST_ASIO_ENABLE_HANDLER_TRACKING"], {"BOOST_ASIO_ENABLE_HANDLER_TRACKING": True}),
    (
        [
            "-O2", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections", "-D_GLIBCXX_DEBUG",
            *(f"-DBOOST_ASIO_DISABLE_{name}" for name in ("EVENTFD", "STD_ALIGNED_ALLOC", "SMALL_BLOCK_RECYCLING")),
        ],
        {
            "GLIBCXX_DEBUG": True,
            "BOOST_ASIO_ENABLE_BUFFER_DEBUGGING": True,
            "BOOST_ASIO_DISABLE_EVENTFD": True,
            "BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC": True,
            "BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING": True,
        },
    ),
]  # fmt: skip


def named_by(linker_output):
    """Returns the flags in the undefined symbols, and whether the program sets them."""
    symbols = re.findall(r"library_is_built_with::(\w+)_<(true|false|\d+)>::as_well", linker_output)
    return {name: value == "true" for name, value in symbols}


def main():
    include, library, *compiler = sys.argv[1:]
    print(f"1..{len(CASES)}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (flags, wanted) in enumerate(CASES, 1):
            command = [*compiler, "-std=c++20", "-pthread", f"-I{include}", *flags, str(PROGRAM), library, "-lssl", "-lcrypto"]
            command += [f"-Wl,-rpath,{pathlib.Path(library).parent}", "-o", f"{folder}/program"]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            found = named_by(run.stderr)
            missing = {name for name, is_set in wanted.items() if found.get(name) != is_set}
            good = (run.returncode == 0) == (not wanted) and not missing
            failed += not good
            print(f"{'ok' if good else 'not ok'} {number} - {' '.join(flags) or 'the same flags'}")
            if not good:
                print("\n".join(f"# {line}" for line in [str(command), *run.stderr.splitlines()[:30]]))
    sys.exit(failed != 0)


main()
