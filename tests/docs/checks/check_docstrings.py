"""Lists public names without a docstring: names of namespace dynaco in all headers, and their public members. Names in
dynaco::detail and other nested namespaces are not public.

usage: check_docstrings.py <checkout>

A docstring is a `///` comment above a declaration, or `///<` after it. It is enough if one of several overloads has one.
"""

import pathlib
import re
import sys

# Declarations without a docstring: copying, comparison and printing of a type, and declarations for the compiler only.
SELF_EXPLAINING = re.compile(
    r"operator\b|= (default|delete);|^friend\b|^static_assert|^using \w+::|^public:|^private:|^protected:|^template <>|->.*;$|^extern template|^(inline )?namespace\b")
# Specialisations of these are described where the template is.
CUSTOMISED = ("codec", "requires")
# Members of ranges with the same meaning as in the standard library.
STANDARD = set("begin end empty size clear contains find iterator const_iterator value_type reference difference_type container".split())
SCOPE = re.compile(r"^(?:template <.*> *)?(?:requires .*)?(?:inline )?(class|struct|enum class|namespace)\s+(?:\[\[nodiscard\]\]\s+)?([\w:]+)?")
FORWARD = re.compile(r"^(?:template <.*> *)?(class|struct|enum class) [\w:]+( : [\w:]+)?;$")


def statements(text):
    """Yields (line, declaration, documented, scopes) of each declaration that is not inside a function."""
    scopes, comment, pending, start, paren = [], False, "", 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("///") and not pending:
            comment = True
            continue
        if stripped.startswith(("//", "#")) or not stripped:
            if not stripped and not pending:
                comment = False
            continue
        behind = "///<" in line
        code = re.sub(r'"(?:[^"\\]|\\.)*"', '""', re.sub(r"//.*$", "", stripped)).strip()
        if scopes and scopes[-1][0] == "body":
            scopes[-1][2] += code.count("{") - code.count("}")
            if scopes[-1][2] <= 0:
                scopes.pop()
            continue
        if not pending:
            start = number
            if code in ("public:", "private:", "protected:") and scopes:
                scopes[-1][2] = code[:-1]
                comment = False
                continue
            if re.match(r"^\}", code) and scopes:
                scopes.pop()
                comment = False
                continue
        pending = (pending + " " + code).strip()
        if re.fullmatch(r"template <.*>|requires .*[^;{]", pending) and not pending.endswith(("{", ";")):
            continue
        opened, closed = pending.count("{"), pending.count("}")
        if opened > closed:
            scope = SCOPE.match(pending)
            if scope:
                yield start, pending, comment or behind, [tuple(each) for each in scopes]
                access = {"class": "private", "struct": "public", "enum class": "enum", "namespace": "namespace"}[scope[1]]
                scopes.append([scope[1], scope[2] or "", access])
            else:
                yield start, pending, comment or behind, [tuple(each) for each in scopes]
                scopes.append(["body", "", opened - closed])
            pending, comment = "", False
        elif pending.endswith((";", "}")) or (scopes and scopes[-1][2] == "enum" and pending.endswith(",")) or (
                scopes and scopes[-1][2] == "enum"):
            yield start, pending, comment or behind, [tuple(each) for each in scopes]
            pending, comment = "", False


def name_of(declaration):
    """Returns the name that a declaration declares."""
    text = re.sub(r"\[\[.*?\]\]", "", declaration)
    while True:
        shorter = re.sub(r"<[^<>]*>", "", text)
        if shorter == text:
            break
        text = shorter
    text = re.sub(r"^\s*template\s*(requires .*?(?=\b(class|struct|inline|constexpr|auto|using|concept|awaitable)\b))?", "", text).strip()
    if scope := re.match(r"(?:class|struct|enum class|concept|using)\s+(\w+)", text):
        return scope[1]
    head = re.split(r"[({=;]|(?<!:):(?!:)", text)[0].strip()
    words = re.findall(r"~?\w+", head)
    return words[-1] if words else ""


def undocumented(path):
    names, lines = {}, {}
    for line, declaration, documented, scopes in statements(path.read_text()):
        spaces = [each[1] for each in scopes if each[0] == "namespace"]
        if spaces[:1] != ["dynaco"] or len(spaces) > 1 and spaces[1:] not in (["literals"], ["returning"]):
            continue
        classes = [each for each in scopes if each[0] != "namespace"]
        if any(each[0] == "body" or each[2] not in ("public", "enum") for each in classes):
            continue
        if SELF_EXPLAINING.search(declaration) or FORWARD.match(declaration) or re.search(r"\w::\w+$", declaration.split("(")[0]):
            continue
        name = name_of(declaration)
        if not name or classes and name.lstrip("~") == classes[-1][1]:
            continue
        if classes and name in STANDARD:
            continue
        full = "::".join([each[1] for each in classes] + [name])
        names[full] = names.get(full, False) or documented
        lines.setdefault(full, line)
    return [(lines[name], name) for name, documented in names.items() if not documented]


def faults(root):
    for path in sorted(root.glob("include/dynaco/**/*.hpp")):
        internal = "detail" in path.parts
        for line, name in undocumented(path):
            if internal and name.split("::")[0] in CUSTOMISED:
                continue
            yield f"{path.relative_to(root)}:{line}: {name} has no docstring"


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1]).resolve()))
    print(*found, f"{len(found)} faults", sep="\n")
    sys.exit(bool(found))
