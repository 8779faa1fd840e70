"""Builds project/ with dynaco as its Meson subproject and installs both. Fails if anything warns.

usage: install.py <checkout> <build folder>     (the folder is kept, so that a second run builds only changed files)

The subproject is a link to the checkout. Both kinds of the library and the development files are installed in <build folder>/prefix.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

WARNING = re.compile(r"\bwarning(:| \(dev\)| at )", re.IGNORECASE)  # compilers, linkers, Meson, CMake
OPTIONS = (
    "-Dbuildtype=release", "-Dwarning_level=3", "-Dwerror=true", "-Dlibdir=lib",
    "-Ddynaco:default_library=both", "-Ddynaco:development_files=enabled", "-Ddynaco:load=enabled",
)  # fmt: skip


def run(*command):
    """Runs a command and shows its output. Ends the program if the command fails or warns."""
    print("+", *command, flush=True)
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    warnings = []
    for line in process.stdout:
        print(line, end="", flush=True)
        if WARNING.search(line):
            warnings.append(line)
    if process.wait():
        sys.exit(f"install.py: {command[0]} failed")
    if warnings:
        sys.exit(f"install.py: {command[0]} warned: {warnings[0]}")


def copy_project(checkout, target):
    """Copies project/ and the first tutorial, and makes dynaco its subproject."""
    shutil.copytree(pathlib.Path(__file__).parent / "project", target, dirs_exist_ok=True)
    shutil.copy2(checkout / "examples" / "01_accounts.cpp", target / "tutorial.cpp")
    (target / "subprojects").mkdir(exist_ok=True)
    link = target / "subprojects" / "dynaco"
    if not link.is_symlink():
        link.symlink_to(checkout, target_is_directory=True)


def main():
    checkout, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    project, build = work / "project", work / "subproject"
    copy_project(checkout, project)
    configured = (build / "meson-private" / "coredata.dat").exists()
    run("meson", "setup", *(["--reconfigure"] if configured else []), *OPTIONS, f"--prefix={work / 'prefix'}", build, project)
    run("ninja", "-C", build, "-j", os.environ.get("DYNACO_JOBS") or os.cpu_count() or 2, "--quiet")
    # A header that was removed from the checkout must not stay.
    shutil.rmtree(work / "prefix", ignore_errors=True)
    run("meson", "install", "-C", build, "--no-rebuild", "--quiet")


if __name__ == "__main__":
    main()
