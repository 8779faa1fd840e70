"""The members of a wide item (wide.hpp): how each is drawn at random, described, stored and spelled.

A description is the plain JSON that description.hpp reads and writes. `stored` is what dynaco must write for a description,
according to the documented types and to what PynamoDB and Python write. `spelled` is another writer's form of the same value;
dynaco must read it as equal. Values are in boto3's wire form: {"N": "1"}, with binary as bytes.
"""

import base64
import datetime
import json
import struct

ABSENT = None  # no attribute
NULL = {"NULL": True}

TEXTS = ["", " ", "a", "é", "\U0001f600", "\u0000", "\"\\/\b\f\n\r\t", "\u2028\u2029", "\x7f", "null", "0", "#0", ":0", "a.b[0]",
         "'quoted'", "\ufffd\uffff", "ß" * 40, "x" * 700, "\ue000\U0010ffff", "{\"S\": \"x\"}", "A#B", "cafe\u0301"]
ALPHABETS = ["abc", "abcdefghijklmnopqrstuvwxyz0123456789 ._-#:'\"[]{}\\/", "éüß漢字\U0001f600\U0001f468\u200d", "".join(map(chr, range(1, 128)))]
NUMBERS = ["0", "1", "-1", "9" * 38, "-" + "9" * 38, "0." + "1" * 38, "1E-130", "-1E-130", "9.9999999999999999999999999999999999999E+125",
           "-9.9999999999999999999999999999999999999E+125", "1E+125", "12345678901234567890.123456789012345678", "0.1", "100", "1E+37",
           "1.7976931348623157", "18446744073709551616", "-9223372036854775809", "0.000001", "123456789012345678901234567890"]


def text(rng):
    if rng.random() < 0.4:
        return rng.choice(TEXTS)
    alphabet = rng.choice(ALPHABETS)
    return "".join(rng.choices(alphabet, k=rng.randrange(30)))


def name(rng):
    """Returns a random name of a map's element: any text except the empty one."""
    return text(rng) or "n"


def raw(rng):
    return rng.choice([b"", b"\0", b"\xff\xfe", bytes(range(256)), rng.randbytes(rng.randrange(40))])


def exact(rng):
    if rng.random() < 0.4:
        return rng.choice(NUMBERS)
    digits = str(rng.randrange(1, 10 ** rng.randrange(1, 39)))
    exponent = rng.choice([0, 0, 0, -1, -len(digits), rng.randrange(-91, 87)])
    return f"{rng.choice(['', '-'])}{digits}" + (f"E{exponent}" if exponent else "")


class Kind:
    """A type. `default` is the description of a member without an initialiser."""
    default = None
    holds_null = False

    def sample(self, rng):
        raise NotImplementedError

    def stored(self, it):
        raise NotImplementedError

    def spelled(self, rng, it):
        return self.stored(it)


class Integer(Kind):
    default = "0"

    def __init__(self, bits=64, signed=True):
        self.low, self.high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)

    def sample(self, rng):
        if rng.random() < 0.3:
            return str(rng.choice([self.low, self.high, 0, 1, max(self.low, -1), self.high - 1]))
        bits = rng.randrange(1, 65)
        return str(min(self.high, max(self.low, rng.getrandbits(bits) - (1 << bits - 1 if self.low else 0))))

    def stored(self, it):
        return {"N": it}

    def spelled(self, rng, it):
        return {"N": rng.choice([it, it, it + ".0", it + "E0", it + "0E-1"])}


class Real(Kind):
    default = "0x0.0p+0"

    def __init__(self, single=False):
        self.single = single

    def sample(self, rng):
        while True:
            it = rng.choice([0.0, 0.1 + 0.2, 1.0, -1.5, 1e15, 1e16, 1e21, 123456789.123, 5e-5, rng.gauss(0, 1e3), float(rng.getrandbits(53)),
                             struct.unpack("<d", rng.randbytes(8))[0]])
            if self.single and it == it and abs(it) < 3e38:
                it = struct.unpack("<f", struct.pack("<f", it))[0]
            elif self.single:
                continue
            if it == 0 or 1e-129 < abs(it) < 9e125:
                return it.hex()

    def stored(self, it):
        number = float.fromhex(it)
        if not self.single:
            return {"N": repr(number)}
        for digits in range(1, 10):  # the shortest that reads back as the same float
            shortest = f"{number:.{digits}g}"
            if struct.pack("<f", float(shortest)) == struct.pack("<f", number):
                return {"N": shortest}
        raise AssertionError(it)


class Number(Kind):
    default = "0"

    def sample(self, rng):
        return exact(rng)

    def stored(self, it):
        return {"N": it}


class Text(Kind):
    default = ""

    def sample(self, rng):
        return text(rng)

    def stored(self, it):
        return {"S": it}


class Key(Text):
    def sample(self, rng):
        return name(rng)


class Bool(Kind):
    default = False

    def sample(self, rng):
        return rng.random() < 0.5

    def stored(self, it):
        return {"BOOL": it}


class Binary(Kind):
    default = ""

    def __init__(self, length=None):
        self.length = length
        self.default = "00" * (length or 0)

    def sample(self, rng):
        return (rng.randbytes(self.length) if self.length else raw(rng)).hex()

    def stored(self, it):
        return {"B": bytes.fromhex(it)}


class Legacy(Binary):
    def stored(self, it):
        return {"B": base64.b64encode(bytes.fromhex(it))}


class Uuid(Kind):
    default = "00" * 16

    def sample(self, rng):
        return rng.randbytes(16).hex()

    def stored(self, it):
        return {"S": "-".join((it[:8], it[8:12], it[12:16], it[16:20], it[20:]))}


class Enum(Kind):
    def __init__(self, values):
        self.values = values
        self.default = "0"

    def sample(self, rng):
        return rng.choice(list(self.values))

    def stored(self, it):
        return {"S": self.values[it]}


class EnumNumber(Enum):
    def stored(self, it):
        return {"N": it}


EPOCH = datetime.datetime(1970, 1, 1)
FIRST = (datetime.datetime(1, 1, 1) - EPOCH) // datetime.timedelta(seconds=1)
LAST = (datetime.datetime(9999, 12, 31, 23, 59, 59) - EPOCH) // datetime.timedelta(seconds=1)


class Time(Kind):
    default = "0"

    def __init__(self, per_second):
        self.per_second = per_second

    def sample(self, rng):
        second = rng.choice([0, -1, FIRST, LAST, rng.randrange(FIRST, LAST), rng.randrange(2**31), rng.randrange(2**31)])
        return str(second * self.per_second + rng.choice([0, self.per_second - 1, rng.randrange(self.per_second)]))

    def moment(self, it):
        return EPOCH + datetime.timedelta(microseconds=int(it) * (1000000 // self.per_second))

    def stored(self, it):
        moment = self.moment(it)
        return {"S": f"{moment.isoformat(timespec='microseconds')}+0000"}

    def spelled(self, rng, it):
        moment = self.moment(it)
        hours = rng.choice([0, 0, 5, -11])
        if not datetime.timedelta(days=1) < moment - datetime.datetime.min < datetime.timedelta(days=3652000):
            hours = 0
        shifted = (moment + datetime.timedelta(hours=hours)).isoformat(" " if rng.random() < 0.3 else "T")
        zone = rng.choice(["Z", "+00:00", "+0000"]) if hours == 0 else rng.choice([f"{hours:+03d}:00", f"{hours:+03d}00"])
        return {"S": shifted + zone}


class Day(Kind):
    default = "0"

    def sample(self, rng):
        return str(rng.choice([0, -719162, 2932896, 11016, rng.randrange(-719162, 2932896)]))

    def stored(self, it):
        return {"S": (EPOCH.date() + datetime.timedelta(days=int(it))).isoformat()}


class Epoch(Integer):
    """A time stored as a whole number. A fraction of another writer is rounded down, towards the past."""

    def __init__(self):
        super().__init__(48)

    def spelled(self, rng, it):
        return {"N": it + rng.choice(["", ".0", ".25" if int(it) >= 0 else ".0"])}


class Optional(Kind):
    def __init__(self, kind):
        self.kind = kind
        self.holds_null = kind.holds_null

    def sample(self, rng):
        return None if rng.random() < 0.3 else self.kind.sample(rng)

    def stored(self, it):
        return ABSENT if it is None else self.kind.stored(it)

    def spelled(self, rng, it):
        return ABSENT if it is None else self.kind.spelled(rng, it)


class Nullable(Kind):
    default = []
    holds_null = True

    def __init__(self, kind):
        self.kind = kind

    def sample(self, rng):
        return [] if rng.random() < 0.3 else [self.kind.sample(rng)]

    def stored(self, it):
        return self.kind.stored(it[0]) if it else NULL


class Variant(Kind):
    def __init__(self, *kinds):
        self.kinds = kinds
        self.holds_null = kinds[0] is Nothing
        self.default = ["0", kinds[0].default]

    def sample(self, rng):
        index = rng.randrange(len(self.kinds))
        return [str(index), self.kinds[index].sample(rng)]

    def stored(self, it):
        return self.kinds[int(it[0])].stored(it[1])

    def spelled(self, rng, it):
        return self.kinds[int(it[0])].spelled(rng, it[1])


class NothingKind(Kind):
    holds_null = True

    def sample(self, rng):
        return None

    def stored(self, it):
        return NULL


Nothing = NothingKind()


class List(Kind):
    def __init__(self, kind, length=None):
        self.kind, self.length = kind, length
        self.default = [kind.default] * (length or 0)

    def sample(self, rng):
        length = rng.choice([0, 0, 1, 2, 5]) if self.length is None else self.length
        return [self.kind.sample(rng) for _ in range(length)]

    def stored(self, it):
        return {"L": [self.kind.stored(each) for each in it]}

    def spelled(self, rng, it):
        return {"L": [self.kind.spelled(rng, each) for each in it]}


class Set(Kind):
    """A set. An empty set is not stored."""
    default = []

    def __init__(self, kind):
        self.kind = kind

    def sample(self, rng):
        found = {}
        for _ in range(rng.choice([0, 1, 2, 6])):
            it = self.kind.sample(rng)
            found.setdefault(comparable(self.kind.stored(it)), it)
        return list(found.values())

    def stored(self, it):
        if not it:
            return ABSENT
        stored = [self.kind.stored(each) for each in it]
        (kind,) = stored[0]
        return {kind + "S": [each[kind] for each in stored]}


class Map(Kind):
    default = {}

    def __init__(self, kind):
        self.kind = kind

    def sample(self, rng):
        return {name(rng): self.kind.sample(rng) for _ in range(rng.choice([0, 1, 3]))}

    def stored(self, it):
        return {"M": {key: self.kind.stored(each) for key, each in it.items()}}

    def spelled(self, rng, it):
        return {"M": {key: self.kind.spelled(rng, each) for key, each in it.items()}}


class Value(Kind):
    """Any value. The description has the wire form, with binary in hexadecimal."""
    default = NULL
    holds_null = True

    def sample(self, rng, depth=0):
        kind = rng.choice(["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS"] + ["M", "L"] * (3 if depth < 4 else 0))
        if kind == "M":
            return {"M": {name(rng): self.sample(rng, depth + 1) for _ in range(rng.choice([0, 1, 3]))}}
        if kind == "L":
            return {"L": [self.sample(rng, depth + 1) for _ in range(rng.choice([0, 1, 3]))]}
        if depth == 0 and rng.random() < 0.02:
            return deep(rng)
        simple = {"S": Text(), "N": Number(), "B": Binary()}
        if kind in simple:
            return {kind: simple[kind].sample(rng)}
        if kind[0] in simple and kind[-1] == "S":
            return {kind: Set(simple[kind[0]]).sample(rng) or [simple[kind[0]].sample(rng)]}
        return NULL if kind == "NULL" else {kind: rng.random() < 0.5}

    def stored(self, it):
        ((kind, content),) = it.items()
        if kind == "B":
            return {kind: bytes.fromhex(content)}
        if kind == "BS":
            return {kind: list(map(bytes.fromhex, content))}
        if kind == "L":
            return {kind: list(map(self.stored, content))}
        if kind == "M":
            return {kind: {key: self.stored(each) for key, each in content.items()}}
        return it


def deep(rng):
    """A value with the maximum depth of DynamoDB: 31 levels below the attribute."""
    it = {"S": "the ground"}
    for _ in range(30):
        it = {"M": {"below": it}} if rng.random() < 0.5 else {"L": [it]}
    return it


class Document(Kind):
    default = {}

    def sample(self, rng):
        return {name(rng): Value().sample(rng, 1) for _ in range(rng.choice([0, 1, 3]))}

    def stored(self, it):
        return Value().stored({"M": it})


class Record(Kind):
    """A struct. Its members are (name, name on the wire, kind)."""

    def __init__(self, *members, kinds=(), others=False):
        self.members, self.kinds, self.others = members, kinds, others
        self.default = {member: kind.default for member, _, kind in members}
        if others:
            self.default["unknown attributes"] = {}

    def sample(self, rng):
        it = {member: kind.sample(rng) for member, _, kind in self.members}
        if self.others:
            it["unknown attributes"] = {f"other {each}": Value().sample(rng, 2) for each in range(rng.choice([0, 1]))}
        return it

    def write(self, it, how):
        stored = {wire: how(kind, it[member]) for member, wire, kind in self.members}
        stored = {wire: each for wire, each in stored.items() if each is not ABSENT}
        for other, each in it.get("unknown attributes", {}).items():
            stored[other] = Value().stored(each)
        return stored

    def stored(self, it):
        stored = self.write(it, lambda kind, each: kind.stored(each))
        if self.kinds:
            stored["kind"] = {"S": self.kinds[0]}
        return {"M": stored}

    def spelled(self, rng, it):
        stored = self.write(it, lambda kind, each: kind.spelled(rng, each))
        if self.kinds:
            stored["kind"] = {"S": rng.choice(self.kinds)}
        return {"M": stored}


class JsonText(Kind):
    """A string that contains JSON in the format of Python's json.dumps."""

    def __init__(self, kind, plain):
        self.kind, self.plain, self.default = kind, plain, kind.default

    def sample(self, rng):
        return self.kind.sample(rng)

    def stored(self, it):
        return {"S": json.dumps(self.plain(it))}

    def spelled(self, rng, it):
        options = [{}, {"ensure_ascii": False}, {"separators": (",", ":")}, {"indent": 1}]
        return {"S": json.dumps(self.plain(it), **rng.choice(options))}


class JsonValue(Kind):
    """A dynaco::value of the types of JSON, without binary and sets, and with numbers that Python writes in the same form."""
    default = NULL

    def sample(self, rng, depth=0):
        kind = rng.choice(["S", "N", "BOOL", "NULL"] + ["M", "L"] * (2 if depth < 3 else 0))
        if kind == "M":
            return {"M": {name(rng): self.sample(rng, depth + 1) for _ in range(rng.choice([0, 1, 3]))}}
        if kind == "L":
            return {"L": [self.sample(rng, depth + 1) for _ in range(rng.choice([0, 1, 3]))]}
        return {"S": {"S": text(rng)}, "N": {"N": str(rng.randrange(-10**15, 10**15))}, "BOOL": {"BOOL": rng.random() < 0.5}, "NULL": NULL}[kind]

    @classmethod
    def plain(cls, it):
        ((kind, content),) = it.items()
        if kind == "M":  # in the order of dynaco::item: bytewise
            return {key: cls.plain(content[key]) for key in sorted(content, key=str.encode)}
        if kind == "L":
            return list(map(cls.plain, content))
        return {"N": int, "NULL": lambda _: None}.get(kind, lambda each: each)(content)


def comparable(stored):
    """Returns a form of a wire value that is equal for equal values and can be an element of a set."""
    return json.dumps(normal(stored), sort_keys=True)


def normal(stored):
    """Returns a form for comparison: normalised numbers, sorted sets, bytes in hexadecimal."""
    ((kind, content),) = stored.items()
    if kind == "N":
        return {kind: plain_number(content)}
    if kind == "NS":
        return {kind: sorted(map(plain_number, content))}
    if kind == "SS":
        return {kind: sorted(content)}
    if kind == "B":
        return {kind: bytes(content).hex()}
    if kind == "BS":
        return {kind: sorted(bytes(each).hex() for each in content)}
    if kind == "L":
        return {kind: list(map(normal, content))}
    if kind == "M":
        return {kind: {key: normal(each) for key, each in content.items()}}
    return stored


def plain_number(spelling):
    """Returns digits and exponent of the text of a number, without arithmetic that could round."""
    mantissa, _, exponent = spelling.strip().upper().partition("E")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("+-").partition(".")
    digits = (whole + fraction).lstrip("0")
    power = int(exponent or 0) - len(fraction) + len(digits) - len(digits.rstrip("0"))
    digits = digits.rstrip("0")
    return f"{sign}{digits}E{power}" if digits else "0"


LEAF = Record(("label", "l", Text()), ("size", "the size", Optional(Integer(32))), ("tags", "tags", Set(Text())))
TREE = Record(("first", "first", LEAF), ("leaves", "leaves", List(LEAF)), ("by_name", "by_name", Map(LEAF)), ("last", "last", Optional(LEAF)),
              others=True)
CIRCLE = Record(("radius", "radius", Real()), kinds=("circle", "disc"))
SQUARE = Record(("side", "side", Integer()), ("label", "label", Optional(Text())), kinds=("square",))
LOOK = Record(("font", "font", Text()), ("dark", "dark", Bool()), ("sizes", "sizes", List(Integer(32))))

INITIAL = {"i32": "-1", "single": "0x1.0000000000000p-1", "text": "as initialised", "flag": True, "paint": "1", "height": "-3"}
WIRE = {"text": "a text", "i16": "i.16"}

KINDS = {
    "id": Key(), "rank": Integer(),
    "i8": Integer(8), "u8": Integer(8, False), "i16": Integer(16), "u16": Integer(16, False), "i32": Integer(32), "u32": Integer(32, False),
    "i64": Integer(), "u64": Integer(64, False), "real": Real(), "single": Real(single=True), "number": Number(), "text": Text(), "flag": Bool(),
    "blob": Binary(), "digest": Binary(4), "legacy": Legacy(),
    "maybe_text": Optional(Text()), "maybe_count": Optional(Integer()), "null_text": Nullable(Text()), "maybe_null": Optional(Nullable(Integer(32))),
    "any_of": Variant(Nothing, Text(), Integer(), Bool(), Binary(), List(Integer(32))), "shape": Variant(CIRCLE, SQUARE),
    "anything": Value(), "document": Document(),
    "counts": List(Integer()), "words": List(Text()), "flags": List(Bool()), "triple": List(Integer(32), 3), "mixed": List(Value()),
    "with_gaps": List(Nullable(Text())), "labels": Map(Text()), "prices": Map(Number()), "nested": Map(List(Map(Real()))),
    "strings": Set(Text()), "more_strings": Set(Text()), "numbers": Set(Integer(32)), "exact_numbers": Set(Number()), "blobs": Set(Binary()),
    "legacy_blobs": Set(Legacy()), "colours": Set(Enum({"0": "red", "1": "green", "2": "blue"})),
    "tree": TREE, "moment": Time(1000000), "milli": Optional(Time(1000)), "second": Time(1), "day": Day(), "expires": Epoch(), "stamped": Epoch(),
    "idle": Integer(), "spent": Real(), "paint": Enum({"0": "red", "1": "green", "2": "blue"}),
    "height": EnumNumber({"-3": None, "1000": None, "5": None}), "uuid": Uuid(),
    "styled": JsonText(LOOK, lambda it: {"font": it["font"], "dark": it["dark"], "sizes": list(map(int, it["sizes"]))}),
    "free_json": JsonText(JsonValue(), JsonValue.plain),
    "created_by": Text(), "created_on": Time(1),
}
KEYS = ("id", "rank")
IN_COMPOSED = ("i32", "u32", "maybe_count")  # if an item does not have these, they are read from the composed attribute


def compose(it, stored):
    stored["joined"] = {"S": f"I#{it['i32']}#{int(it['u32']):010}"}
    if it["maybe_count"] is not None:
        stored["maybe_joined"] = {"S": f"MAYBE#{it['maybe_count']}"}
    for other, each in it["unknown attributes"].items():
        stored[other] = Value().stored(each)
    return stored


def draw(rng, number):
    it = {member: kind.sample(rng) for member, kind in KINDS.items()}
    it["id"] = f"{number} {it['id']}"
    it["unknown attributes"] = {f"{name(rng)} ?": Value().sample(rng, 2) for _ in range(rng.choice([0, 0, 1, 3]))}
    return it


def stored_item(it):
    """Returns what dynaco must write for the description."""
    stored = {WIRE.get(member, member): kind.stored(it[member]) for member, kind in KINDS.items()}
    return compose(it, {wire: each for wire, each in stored.items() if each is not ABSENT})


def spelled_item(rng, it):
    """Returns another writer's item, and the description of what dynaco must read. Some attributes are missing or NULL."""
    it = dict(it)
    stored = {}
    for member, kind in KINDS.items():
        spelling = kind.spelled(rng, it[member])
        if member not in KEYS + IN_COMPOSED and rng.random() < 0.1:
            it[member] = INITIAL.get(member, kind.default)
            spelling = ABSENT if kind.holds_null or rng.random() < 0.5 else NULL
        if spelling is not ABSENT:
            stored[WIRE.get(member, member)] = spelling
    return compose(it, stored), it


def same(kind, wanted, found):
    """Returns whether two descriptions have equal values."""
    if wanted == found or wanted is None or found is None:
        return wanted == found
    return comparable_or_absent(kind.stored(wanted)) == comparable_or_absent(kind.stored(found))


def comparable_or_absent(stored):
    return stored if stored is ABSENT else comparable(stored)
