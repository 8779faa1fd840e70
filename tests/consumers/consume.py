"""Builds project/ as users of an installed dynaco do, runs its programs against DYNACO_ENDPOINT, and writes TAP.

usage: consume.py <checkout> <build folder>     (install.py has filled <build folder>/prefix)

Each kind of user is one case. It fails if a command fails or warns, if a program links another library than it says, or if a program
prints something else than expected. Without DYNACO_ENDPOINT the programs are built and not run.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

import install

CHECKOUT, WORK = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
PROJECT, PREFIX, MOVED = WORK / "project", WORK / "prefix", WORK / "moved" / "dynaco"
EXPECTED = {
    "loading": "30 items were loaded, 30 are in the table\n",
    "service": "note 1 says hello\n",
    "tutorial": (CHECKOUT / "examples" / "expected" / "01_accounts.txt").read_text(),
}
PACKAGES = {"loading": "dynaco-load"}  # what a program needs, if it is not "dynaco"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1"}
one_at_a_time = threading.Lock()  # the tutorial creates and deletes its table


class Failed(Exception):
    """A command failed or warned, or a program is not as it must be."""


def run(*command, **environment):
    """Runs a command and returns its output. A command that warns has failed."""
    command = [*map(str, command)]
    done = subprocess.run(command, env={**CREDENTIALS, **os.environ, **environment}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
    if done.returncode or install.WARNING.search(done.stdout):
        raise Failed(f"{' '.join(command)}\n{done.stdout}")
    return done.stdout


def check_programs(folder, names, *, shared):
    """Checks which library the programs need, and runs them."""
    for name in names:
        needs_shared = re.search(r"NEEDED.*\[libdynaco\.", run("readelf", "-d", folder / name)) is not None
        if needs_shared != shared:
            raise Failed(f"{name} links the {'shared' if needs_shared else 'static'} library")
        if "DYNACO_ENDPOINT" in os.environ:
            with one_at_a_time:
                printed = run(folder / name)
            if printed != EXPECTED[name]:
                raise Failed(f"{name} printed:\n{printed}")


def meson_subproject():
    check_programs(WORK / "subproject", EXPECTED, shared=True)
    return "Meson subproject: release, warnings are errors, shared library"


def flags(prefix, program, *what):
    """Returns the flags that pkg-config prints for a dynaco that was installed in `prefix`, also if it was moved there."""
    folder = prefix / "lib" / "pkgconfig"
    package = PACKAGES.get(program, "dynaco")
    return run("pkg-config", "--define-prefix", *what, package, PKG_CONFIG_PATH=str(folder)).split()


def compile_and_link(compiler, names, folder, prefix, *, static=False):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if not (folder / f"{name}.o").exists():
            source = PROJECT / f"{name}.cpp"
            run(compiler, "-std=c++20", "-Wall", "-Wextra", "-c", source, "-o", folder / f"{name}.o", *flags(prefix, name, "--cflags"))
        if static:
            libraries = [re.sub(r"^-l(dynaco.*)$", r"-l:lib\1.a", each) for each in flags(prefix, name, "--static", "--libs")]
        else:
            libraries = [*flags(prefix, name, "--libs"), f"-Wl,-rpath,{prefix / 'lib'}"]
        run(compiler, folder / f"{name}.o", "-o", folder / name, *libraries)


def pkg_config_shared():
    folder = WORK / "pkg-config"
    shutil.rmtree(folder, ignore_errors=True)
    compile_and_link("g++", EXPECTED, folder, PREFIX)
    check_programs(folder, EXPECTED, shared=True)
    return "pkg-config: g++, shared library"


def pkg_config_static():
    folder = WORK / "pkg-config"  # the same objects are linked again
    compile_and_link("g++", EXPECTED, folder, PREFIX, static=True)
    check_programs(folder, EXPECTED, shared=False)
    return "pkg-config: g++, static library"


def pkg_config_moved():
    folder = WORK / "pkg-config-clang"
    shutil.rmtree(folder, ignore_errors=True)
    compile_and_link("clang++", ["service"], folder, MOVED)
    check_programs(folder, ["service"], shared=True)
    return "pkg-config: clang++, shared library of a prefix that was moved"


def cmake(static):
    folder = WORK / "cmake"
    run("cmake", "-S", PROJECT, "-B", folder, f"-DCMAKE_PREFIX_PATH={MOVED}", f"-Ddynaco_USE_STATIC_LIBS={static}", CXX="g++")
    run("cmake", "--build", folder)
    check_programs(folder, EXPECTED, shared=static == "OFF")


def cmake_shared():
    shutil.rmtree(WORK / "cmake", ignore_errors=True)
    cmake("OFF")
    return "CMake: shared library of a prefix that was moved"


def cmake_static():
    cmake("ON")  # the same folder is linked again
    return "CMake: static library of a prefix that was moved"


# Groups of cases run in parallel. The cases of a group run in this order.
GROUPS = ([meson_subproject, pkg_config_shared, pkg_config_static], [cmake_shared, cmake_static], [pkg_config_moved])


def run_group(cases):
    lines = []
    for case in cases:
        try:
            lines.append(("ok", case() + ("" if "DYNACO_ENDPOINT" in os.environ else " # SKIP built; DYNACO_ENDPOINT is not set")))
        except Failed as failure:
            lines.append(("not ok", "\n# ".join([case.__name__, *str(failure).splitlines()[:60]])))
    return lines


def main():
    shutil.rmtree(MOVED.parent, ignore_errors=True)
    shutil.copytree(PREFIX, MOVED, symlinks=True)
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("DYNACO_JOBS") or os.cpu_count() or 2)) as pool:
        results = [line for lines in pool.map(run_group, GROUPS) for line in lines]
    print(f"1..{len(results)}")
    for number, (verdict, text) in enumerate(results, 1):
        print(f"{verdict} {number} - {text}")
    sys.exit(any(verdict != "ok" for verdict, _ in results))


main()
