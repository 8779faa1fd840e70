"""Builds and runs project/ as a user would. Its subproject dynaco is a link to the checkout.

usage: consume.py <checkout> <work folder>      (the folder is kept, so that a second run builds only changed files)
"""

import os
import pathlib
import shutil
import subprocess
import sys

checkout, work = map(pathlib.Path, sys.argv[1:3])
shutil.copytree(pathlib.Path(__file__).parent / "project", work, dirs_exist_ok=True)
(work / "subprojects").mkdir(exist_ok=True)
link = work / "subprojects" / "dynaco"
if not link.is_symlink():
    link.symlink_to(checkout, target_is_directory=True)

build = work / "build"
configured = (build / "meson-private" / "coredata.dat").exists()
env = dict(os.environ)
for name, value in {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1"}.items():
    env.setdefault(name, value)

for command in (
    ["meson", "setup", *(["--reconfigure"] if configured else []), "-Dbuildtype=plain", "-Dwarning_level=3", "-Dwerror=true",
     str(build), str(work)],
    ["meson", "compile", "-C", str(build), "-j", str(min(os.cpu_count() or 2, 2))],
    [str(build / "service")],
):
    print("+", *command, flush=True)
    status = subprocess.run(command, env=env, check=False).returncode
    if status:
        sys.exit(status if status > 0 else 1)
if "DYNACO_ENDPOINT" not in env:
    print("built; not run against a server, because DYNACO_ENDPOINT is not set")
