"""Random conditions, updates and projections: trees for dynaco (expression.hpp), texts with placeholders for boto3.

A path is a list of names and indexes. A tree is an array whose first element is its kind. Operands are {"path": …},
{"size": …}, {"value": …} or {"if_not_exists": [path, value]}.
"""

from items import Document, Number, Text, Value, comparable, exact, raw, text

ATTRIBUTES = {"n": "N", "count": "N", "s": "S", "status": "S", "b": "B", "flag": "BOOL", "gone": "NULL", "m": "M", "l": "L", "ss": "SS", "ns": "NS",
              "bs": "BS", "a.b": "N", "it's": "S", "with space": "M", "#x": "S", "Größe": "N"}
TYPES = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"]
COMPARISONS = ["=", "<>", "<", "<=", ">", ">="]


def small(rng):
    return str(rng.choice([0, 1, 2, 5, 10, -1, 100, "0.5"]))


def word(rng):
    return rng.choice(["", "a", "ab", "abc", "b", "ä", text(rng)])


def value_of(rng, kind, depth=0):
    """Returns the description of a random value of this type."""
    few = range(rng.randrange(1, 4))
    if kind == "S":
        return {kind: word(rng)}
    if kind == "N":
        return {kind: small(rng) if rng.random() < 0.8 else exact(rng)}
    if kind == "B":
        return {kind: rng.choice([b"", b"a", b"ab", raw(rng)]).hex()}
    if kind == "BOOL":
        return {kind: rng.random() < 0.5}
    if kind == "NULL":
        return {kind: True}
    if kind == "SS":
        return {kind: sorted({word(rng) for _ in few})}
    if kind == "NS":
        return {kind: sorted({small(rng) for _ in few})}
    if kind == "BS":
        return {kind: sorted({rng.choice([b"a", b"b", raw(rng)]).hex() for _ in few})}
    simple = TYPES if depth < 2 else ["S", "N", "BOOL"]
    if kind == "L":
        return {kind: [value_of(rng, rng.choice(simple), depth + 1) for _ in range(rng.randrange(4))]}
    return {kind: {each: value_of(rng, rng.choice(simple), depth + 1) for each in rng.sample(["x", "y", "x.y", "z'z", "0"], rng.randrange(4))}}


def draw(rng, key):
    """Returns a random item: most attributes exist and have their type."""
    it = {"id": {"S": key[0]}, "rank": {"N": str(key[1])}}
    for name, kind in ATTRIBUTES.items():
        if rng.random() < 0.8:
            it[name] = value_of(rng, kind if rng.random() < 0.9 else rng.choice(TYPES))
    return it


def path(rng, it, name=None):
    """Returns a random path from an attribute, and the value at it or None. Most paths have a value."""
    steps = [name or rng.choice(list(ATTRIBUTES))]
    found = it.get(steps[0])
    while found and rng.random() < 0.6:
        ((kind, content),) = found.items()
        if kind == "M":
            steps.append(rng.choice(list(content)) if content and rng.random() < 0.8 else rng.choice(["x", "x.y", "new"]))
            found = content.get(steps[-1])
        elif kind == "L":
            steps.append(rng.randrange(len(content) + 1))
            found = content[steps[-1]] if steps[-1] < len(content) else None
        else:
            break
    return steps, found


def near(rng, found, kinds=TYPES):
    """Returns a value to compare with a stored value: the same value, one of its type, or any value."""
    if found and rng.random() < 0.4:
        return found
    if found and rng.random() < 0.8:
        return value_of(rng, *found)
    return value_of(rng, rng.choice(kinds))


def operand(rng, it):
    steps, found = path(rng, it)
    if found and rng.random() < 0.2:
        return {"size": steps}, {"N": small(rng)}
    return {"path": steps}, found


def condition(rng, it, depth=0):
    kind = rng.choice(["compare"] * 4 + ["between", "in", "exists", "not_exists", "is_type", "begins_with", "contains"]
                      + (["and", "or", "not"] * 2 if depth < 3 else []))
    if kind in ("and", "or"):
        return [kind, *(condition(rng, it, depth + 1) for _ in range(rng.randrange(2, 4)))]
    if kind == "not":
        return [kind, condition(rng, it, depth + 1)]
    if kind == "compare":
        left, found = operand(rng, it)
        if rng.random() < 0.3:
            right, _ = operand(rng, it)
        else:
            right = {"value": near(rng, found)}
        operands = [left, right]
        if rng.random() < 0.2:
            operands.reverse()
        ordered = found and next(iter(found)) in ("S", "N", "B")
        return [rng.choice(COMPARISONS if ordered or rng.random() < 0.1 else COMPARISONS[:2]), *operands]
    if kind == "between":
        middle, found = operand(rng, it)
        bounds = [{"value": near(rng, found, ["N", "S"])} if rng.random() < 0.8 else operand(rng, it)[0] for _ in range(2)]
        return [kind, middle, *bounds]
    steps, found = path(rng, it)
    if kind == "in":
        return [kind, steps, *(near(rng, found) for _ in range(rng.randrange(1, 5)))]
    if kind == "is_type":
        return [kind, steps, next(iter(found)) if found and rng.random() < 0.5 else rng.choice(TYPES)]
    if kind == "begins_with":
        return [kind, steps, value_of(rng, "B" if found and "B" in found else "S")]
    if kind == "contains":
        return [kind, steps, element(rng, found)]
    return [kind, steps]


def element(rng, found):
    ((kind, content),) = (found or {"S": ""}).items()
    if kind in ("SS", "NS", "BS"):
        return {kind[0]: rng.choice(content)} if rng.random() < 0.5 else value_of(rng, kind[0])
    if kind == "L" and content:
        return rng.choice(content)
    return value_of(rng, kind if kind in ("S", "B") else rng.choice(["S", "N"]))


def assigned(rng, it, kind):
    """Returns an operand of arithmetic or of list_append."""
    steps, _ = path(rng, it, rng.choice([name for name, each in ATTRIBUTES.items() if each == kind]))
    if rng.random() < 0.3:
        return {"if_not_exists": [steps, value_of(rng, kind)]}
    return {"path": steps}


def action(rng, it, name):
    steps, found = path(rng, it, name)
    kind = next(iter(found)) if found else ATTRIBUTES[name]
    choice = rng.choice(["set", "set", "set", "remove", "add", "delete"])
    if choice == "remove":
        return [choice, steps]
    if choice in ("add", "delete") and kind in ("N", "SS", "NS", "BS") and (choice, kind) != ("delete", "N"):
        return [choice, steps, value_of(rng, kind)]
    if kind == "N" and rng.random() < 0.5:
        operands = [assigned(rng, it, "N"), {"value": value_of(rng, "N")} if rng.random() < 0.7 else assigned(rng, it, "N")]
        if rng.random() < 0.3:
            operands.reverse()
        return ["set", steps, [rng.choice("+-"), *operands]]
    if kind == "L" and rng.random() < 0.5:
        return ["set", steps, [rng.choice(["append", "prepend"]), assigned(rng, it, "L"), {"value": value_of(rng, "L")}]]
    if rng.random() < 0.2:
        return ["set", steps, {"if_not_exists": [path(rng, it)[0], near(rng, found)]}]
    if rng.random() < 0.2:
        return ["set", steps, {"path": path(rng, it)[0]}]
    return ["set", steps, {"value": near(rng, found)}]


def actions(rng, it):
    return [action(rng, it, name) for name in rng.sample(list(ATTRIBUTES), rng.choice([1, 1, 2, 3, 5]))]


def projection(rng, it):
    names = rng.sample(["id", "rank", *ATTRIBUTES], rng.randrange(1, 5))
    return [path(rng, it, name)[0] for name in names]


# ---- for dynaco: paths as it spells them --------------------------------------------------------------------------------

def spelled_path(steps):
    words = []
    for step in steps:
        if isinstance(step, int):
            words[-1] += f"[{step}]"
        else:
            words.append(step if step.isidentifier() and step.isascii() else "'" + step.replace("'", "''") + "'")
    return ".".join(words)


def is_path(tree):
    return isinstance(tree, list) and tree and all(isinstance(step, (str, int)) for step in tree)


def spelled_operand(operand_):
    ((kind, content),) = operand_.items()
    if kind in ("path", "size"):
        return {kind: spelled_path(content)}
    if kind == "if_not_exists":
        return {kind: [spelled_path(content[0]), content[1]]}
    return operand_


def spelled_condition(tree):
    kind, *rest = tree
    if kind in ("and", "or", "not"):
        return [kind, *map(spelled_condition, rest)]
    if kind in COMPARISONS or kind == "between":
        return [kind, *map(spelled_operand, rest)]
    return [kind, spelled_path(rest[0]), *rest[1:]]


def spelled_action(tree):
    kind, steps, *rest = tree
    if kind == "set":
        rest = [[rest[0][0], *map(spelled_operand, rest[0][1:])] if isinstance(rest[0], list) else spelled_operand(rest[0])]
    return [kind, spelled_path(steps), *rest]


# ---- for boto3: texts ---------------------------------------------------------------------------------------------------

class Texts:
    """The expressions of one request, and their placeholders."""

    def __init__(self):
        self.names, self.values = {}, {}

    def path(self, steps):
        words = []
        for step in steps:
            if isinstance(step, int):
                words[-1] += f"[{step}]"
            else:
                words.append(self.names.setdefault(step, f"#n{len(self.names)}"))
        return ".".join(words)

    def value(self, it):
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = Value().stored(it)
        return placeholder

    def operand(self, it):
        ((kind, content),) = it.items()
        if kind == "path":
            return self.path(content)
        if kind == "size":
            return f"size ({self.path(content)})"
        if kind == "if_not_exists":
            return f"if_not_exists ({self.path(content[0])}, {self.value(content[1])})"
        return self.value(content)

    def condition(self, tree):
        kind, *rest = tree
        if kind in ("and", "or"):
            return f" {kind.upper()} ".join(f"({self.condition(each)})" for each in rest)
        if kind == "not":
            return f"NOT ({self.condition(rest[0])})"
        if kind in COMPARISONS:
            return f"{self.operand(rest[0])} {kind} {self.operand(rest[1])}"
        if kind == "between":
            return "{} BETWEEN {} AND {}".format(*map(self.operand, rest))
        if kind == "in":
            return f"{self.path(rest[0])} IN ({', '.join(map(self.value, rest[1:]))})"
        if kind == "is_type":
            return f"attribute_type ({self.path(rest[0])}, {self.value({'S': rest[1]})})"
        if kind in ("begins_with", "contains"):
            return f"{kind} ({self.path(rest[0])}, {self.value(rest[1])})"
        return f"attribute_{kind} ({self.path(rest[0])})"

    def assigned(self, it):
        if not isinstance(it, list):
            return self.operand(it)
        kind, left, right = it
        left, right = self.operand(left), self.operand(right)
        if kind == "append":
            return f"list_append ({left}, {right})"
        if kind == "prepend":
            return f"list_append ({right}, {left})"
        return f"{left} {kind} {right}"

    def update(self, trees):
        sections = {"SET": [], "REMOVE": [], "ADD": [], "DELETE": []}
        for kind, steps, *rest in trees:
            target = self.path(steps)
            if kind == "set":
                sections["SET"].append(f"{target} = {self.assigned(rest[0])}")
            else:
                sections[kind.upper()].append(" ".join([target, *map(self.value, rest)]))
        return " ".join(f"{word} {', '.join(each)}" for word, each in sections.items() if each)

    def placeholders(self):
        names = {placeholder: name for name, placeholder in self.names.items()}
        found = {"ExpressionAttributeNames": names, "ExpressionAttributeValues": self.values}
        return {option: each for option, each in found.items() if each}
