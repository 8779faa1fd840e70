"""Checks the names in a library.

usage: check_symbols.py <nm> <c++filt> shared <library> <include folder> <private namespace>...
       check_symbols.py <nm> <c++filt> static <library>

"shared" reads the names that a shared library exports, "static" those that a static library defines for others. A shared library exports names of dynaco only, and those objects of Boost that program and library must share
(src/symbols/version_script.py). A static library contains functions of Boost and the standard library; those of RapidJSON are in a
namespace of dynaco.
"""

import pathlib
import re
import subprocess
import sys

# What the demangled name of an object begins with
KIND = re.compile(r"(guard variable for |typeinfo (name )?for |vtable for |VTT for |(non-)?virtual thunk to )+")
BOOST = re.compile(
    r"boost::("
    r"asio::detail::(call_stack<.*>::top_|keyword_tss_ptr<.*>::value_|(execution_context_)?service_base<.*>::id)"
    r"|asio::detail::typeid_wrapper<.*>"
    r"|asio::(ssl::)?error::get_\w+_category\(\)::instance"
    r"|asio::execution::.*::(fns|fns_with_\w+|prop_fns\w*|object_fns_table\w*)"
    r"|asio::(strand<.*>|multiple_exceptions|execution::bad_executor|execution::detail::blocking_t<0>::never)"
    r"|system::(system_error|detail::\w+_holder<void>::\w+)"
    r"|wrapexcept<boost::(system::system_error|asio::execution::bad_executor)>|exception|exception_detail::clone_base"
    r")$"
)


def symbols(nm, filt, library, *options):
    """Returns [(mangled name, demangled name)] of what the library defines for others."""
    command = [nm, "--defined-only", "--extern-only", "--format=posix", *options]
    found = subprocess.run([*command, library], capture_output=True, text=True, check=True).stdout
    # Each line is: name, type, address. An archive has also lines with the name of a member.
    mangled = sorted({line.split()[0].split("@")[0] for line in found.splitlines() if len(line.split()) > 2})
    demangled = subprocess.run([filt], input="\n".join(mangled), capture_output=True, text=True, check=True)
    return list(zip(mangled, demangled.stdout.splitlines(), strict=True))


def is_exported(mangled, demangled, private):
    """Whether a shared library may export the name."""
    # _Z, maybe a special name or a local one, N, qualifiers, dynaco, the next name
    of_dynaco = re.match(r"_Z(?:GV|T[ISTV]|T[hv][^N]*_)?Z?N[KOR]*6dynaco(?:(\d+)(\w+))?", mangled)
    if of_dynaco:
        return not of_dynaco[1] or of_dynaco[2][: int(of_dynaco[1])] not in private
    return bool(BOOST.match(KIND.sub("", demangled)))


def used_in_headers(folder, private):
    """Returns "header: namespace" of each private namespace that a public header opens: a user could not link its functions."""
    for header in sorted(pathlib.Path(folder).rglob("*.hpp")):
        for name in re.findall(r"^namespace (?:dynaco::)?(\w+)", header.read_text(encoding="utf-8"), re.MULTILINE):
            if name in private:
                yield f"{header}: {name} is a private namespace in src/meson.build"


def main():
    nm, filt, kind, library, *more = sys.argv[1:]
    found = symbols(nm, filt, library, *(["--dynamic"] if kind == "shared" else []))
    if kind == "shared":
        folder, *private = more
        wrong = [name for mangled, name in found if not is_exported(mangled, name, private)] + [*used_in_headers(folder, private)]
    else:
        wrong = [name for mangled, name in found if "rapidjson::" in name.replace("dynaco::detail::json::rapidjson::", "")]
    of_dynaco = sum("6dynaco" in mangled for mangled, _ in found)
    print(f"{len(found)} names, {of_dynaco} of dynaco, {len(wrong)} wrong")
    print(*wrong, sep="\n")
    sys.exit(bool(wrong) or not of_dynaco)


if __name__ == "__main__":
    main()
