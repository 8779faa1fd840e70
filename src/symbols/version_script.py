"""Prints the linker's version script of the shared library: the names that it exports.

usage: version_script.py <private namespace>...

Exported are the names of dynaco, except those of the private namespaces, and a few objects of Boost. All other names are
local to the library: it never shares a function of Boost or the standard library with a program that uses another version.

The patterns are for mangled names, because the demangled name of a function may begin with its result. If a name matches
both, linkers export it. So an exception is written as exports of everything else.
"""

import sys

PREFIXES = [
    # functions and objects in a namespace
    "_ZN", "_ZN[KOR]", "_ZNK[OR]",
    # guards of objects, types and virtual tables, thunks
    "_ZGVN", "_ZT[ISTV]N", "_ZTh*_N", "_ZTv*_N",
    # static objects in functions, their guards, local types
    "_ZZN", "_ZZN[KOR]", "_ZZNK[OR]", "_ZGVZN", "_ZGVZN[KOR]", "_ZGVZNK[OR]", "_ZT[ISV]ZN", "_ZT[ISV]ZN[KOR]",
]  # fmt: skip

# Program and library each contain these objects of Boost, and both must use the same one.
SHARED_OBJECTS = [
    # Which contexts and strands the thread runs, and its memory for coroutines. Without them, the library takes a thread that
    # runs the context for another one, and programs crash.
    "_ZN5boost4asio6detail10call_stackI*E4top_E",
    "_ZN5boost4asio6detail15keyword_tss_ptrI*E6value_E",
    # Compared by address: the keys of services, the tables of executors, error categories.
    "_ZN5boost4asio6detail12service_baseI*E2idE",
    "_ZN5boost4asio6detail30execution_context_service_baseI*E2idE",
    "_ZZN5boost4asio9execution*",
    "_ZZN5boost4asio5error*E8instance",
    "_ZZN5boost4asio3ssl5error*E8instance",
    "_ZN5boost6system6detail*_holderIvE*",
]
# libc++ compares types by the address of their names: keys of services, targets of executors, exceptions.
SHARED_TYPES = [
    "4asio6detail14typeid_wrapperI*E",
    "4asio6strandI*E",
    "4asio19multiple_exceptionsE",
    "4asio9execution12bad_executorE",
    "6system12system_errorE",
    "10wrapexceptINS_6system12system_errorEEE",
    "10wrapexceptINS_4asio9execution12bad_executorEEE",
    "9exceptionE",
    "16exception_detail10clone_baseE",
]


def all_but(words):
    """Returns patterns that match each text that does not begin with one of the words."""
    ends = {word[0]: [] for word in words}
    for word in words:
        if len(word) > 1:
            ends[word[0]].append(word[1:])
    # gold does not know [!...].
    patterns = [f"[^{''.join(sorted(ends))}]*"]
    for first, rest in sorted(ends.items()):
        patterns += [first + pattern for pattern in (all_but(rest) if rest else [])]
    return patterns


def exported(private_namespaces):
    """Returns the patterns of all names that are exported."""
    public = all_but([f"{len(name)}{name}" for name in private_namespaces])
    patterns = [f"{prefix}6dynaco{rest}" for prefix in PREFIXES for rest in public]
    for name in SHARED_OBJECTS:
        patterns += [name, name.replace("_Z", "_ZGV", 1)]
    return patterns + [f"_ZT[IS]N5boost{name}" for name in SHARED_TYPES]


if __name__ == "__main__":
    print("{\n  global:", *(f"    {pattern};" for pattern in exported(sys.argv[1:])), "  local:\n    *;\n};", sep="\n")
