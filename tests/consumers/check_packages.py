"""Checks the versions in packaging/, what dynaco installs for pkg-config and CMake, and what a subproject installs; writes TAP.

usage: check_packages.py <checkout> <prefix>
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import install

CHECKOUT, PREFIX = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])

# find_package finds a version; or the message says why not. Each row: arguments, variables, a part of CMake's output.
FIND_PACKAGE = [
    ("dynaco", "", "found dynaco"),
    ("dynaco {version} EXACT", "", "found dynaco"),
    ("dynaco {minor}", "", "found dynaco"),
    ("dynaco {minor}...<{next}", "", "found dynaco"),
    ("dynaco {next}", "", 'compatible with requested version "{next}"'),
    ("dynaco {next}...{next}.9", "", "compatible with requested version range"),
    ("dynaco 0.0", "", 'compatible with requested version "0.0"'),
    ("dynaco", "dynaco_USE_STATIC_LIBS=ON", "found dynaco"),
    ("dynaco", "dynaco_USE_STATIC_LIBS=ON CMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON", "static library needs OpenSSL 3: install"),
    ("dynaco", "CMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON", "found dynaco"),
    ("dynaco COMPONENTS load", "", "found dynaco"),
    ("dynaco COMPONENTS load", "dynaco_USE_STATIC_LIBS=ON", "found dynaco"),
    ("dynaco COMPONENTS load", "dynaco_USE_STATIC_LIBS=ON CMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON", "needs zlib and libzstd: install"),
    ("dynaco", "dynaco_USE_STATIC_LIBS=ON CMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON", "found dynaco"),
    ("dynaco COMPONENTS nothing", "", "has no component nothing"),
    ("dynaco OPTIONAL_COMPONENTS nothing", "", "found dynaco"),
    ("dynaco", "CMAKE_DISABLE_FIND_PACKAGE_Boost=ON", "found dynaco"),
    ("dynaco", "CMAKE_DISABLE_FIND_PACKAGE_Boost=ON CMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF", "needs the headers of Boost 1.81 or newer"),
    ("dynaco", "CMAKE_DISABLE_FIND_PACKAGE_Boost=ON BOOST_ROOT={old_boost}", "has an older one: set BOOST_ROOT"),
]  # fmt: skip


def output_of(*command, **options):
    done = subprocess.run([*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    return done.stdout or "(nothing was printed)"


def find_package(folder):
    """Yields (name, complaint or None) for each row of FIND_PACKAGE."""
    version = output_of("pkg-config", "--modversion", PREFIX / "lib/pkgconfig/dynaco.pc").strip()
    major, minor, *_ = version.split(".")
    old_boost = folder / "old"
    for header, text in {"version.hpp": "#define BOOST_VERSION 107400\n", "asio/awaitable.hpp": ""}.items():
        (old_boost / "include/boost" / header).parent.mkdir(parents=True, exist_ok=True)
        (old_boost / "include/boost" / header).write_text(text)
    names = {"version": version, "minor": f"{major}.{minor}", "next": f"{major}.{int(minor) + 1}", "old_boost": old_boost}
    for number, (arguments, variables, wanted) in enumerate(FIND_PACKAGE):
        arguments, variables, wanted = (each.format(**names) for each in (arguments, variables, wanted))
        source = folder / f"find{number}"
        source.mkdir()
        (source / "CMakeLists.txt").write_text(
            f"cmake_minimum_required(VERSION 3.25)\nproject(find CXX)\nfind_package({arguments} CONFIG REQUIRED)\n"
            'message(STATUS "found dynaco ${dynaco_VERSION}")\n'
        )
        printed = output_of("cmake", "-S", source, "-B", folder / "build", "--fresh", "--no-warn-unused-cli", f"-DCMAKE_PREFIX_PATH={PREFIX}",
                            *(f"-D{each}" for each in variables.split()))  # fmt: skip
        one_line = re.sub(r"\s+", " ", printed)
        good = wanted in one_line and not (wanted.startswith("found") and install.WARNING.search(printed))
        yield f"find_package({arguments}) {variables.split('=')[0]}: {wanted}", None if good else printed


def versions(_folder):
    """Yields (name, complaint or None) for each file that repeats the version."""
    packaging = CHECKOUT / "packaging"
    version = re.search(r"version: '([^']+)'", (CHECKOUT / "meson.build").read_text())[1]
    for file, pattern in {
        "vcpkg/vcpkg.json": r'"version": "([^"]+)"',
        "debian/changelog": r"dynaco \(([^-]+)-",
        "debian/control": r"Package: libdynaco(\d+\.\d+)\n",
        "meson/dynaco.wrap": r"revision = v(.*)",
    }.items():
        found = re.search(pattern, (packaging / file).read_text())[1]
        wanted = ".".join(version.split(".")[:2]) if file == "debian/control" else version
        yield f"packaging/{file} has the version {wanted}", None if found == wanted else f"it has {found}"


def pkg_config(_folder):
    """Yields (name, complaint or None): what pkg-config prints."""
    libraries = {"-L" + str(PREFIX / "lib"), "-ldynaco", "-pthread"}
    wanted = {
        ("--cflags", "dynaco"): {"-I" + str(PREFIX / "include"), "-pthread"},
        ("--libs", "dynaco"): libraries,
        ("--libs", "--static", "dynaco"): {*libraries, "-lssl", "-lcrypto"},
        ("--libs", "dynaco-load"): {*libraries, "-ldynaco-load"},
        ("--libs", "--static", "dynaco-load"): {*libraries, "-ldynaco-load", "-lssl", "-lcrypto", "-lz", "-lzstd"},
    }
    for arguments, expected in wanted.items():
        printed = output_of("pkg-config", *arguments, env={**os.environ, "PKG_CONFIG_PATH": str(PREFIX / "lib/pkgconfig")})
        # -ldl and others are for OpenSSL; the warning is turned off only for g++ 12, which is wrong about coroutines
        found = {each for each in printed.split() if each not in ("-ldl", "-Wno-mismatched-new-delete")}
        yield f"pkg-config {' '.join(arguments)}", None if found == expected else printed


def subproject(folder):
    """Yields (name, complaint or None): what a subproject installs by itself."""
    project = folder / "project"
    install.copy_project(CHECKOUT, project)
    for library, expected in {"static": ["tutorial"], "shared": ["libdynaco.so", "tutorial"]}.items():
        build = folder / library
        printed = output_of("meson", "setup", f"-Ddynaco:default_library={library}", build, project)
        plan = output_of("meson", "introspect", "--installed", build)
        names = sorted({re.sub(r"\.so[.\d]*$", ".so", pathlib.Path(each).name) for each in re.findall(r'": "([^"]+)"', plan)})
        yield f"a {library} subproject installs {' and '.join(names) or 'nothing'}", None if names == expected else printed + plan


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = [each for check in (versions, pkg_config, find_package, subproject) for each in check(pathlib.Path(folder))]
    print(f"1..{len(results)}")
    for number, (name, complaint) in enumerate(results, 1):
        print(f"{'not ok' if complaint else 'ok'} {number} - {name}")
        if complaint:
            print("\n".join(f"# {line}" for line in complaint.splitlines()[-40:]))
    sys.exit(any(complaint for _, complaint in results))


main()
