"""The items that every client reads and writes, as DynamoDB-JSON."""

import json

NAMES = ("Ada", "Grace", "Edsger", "Barbara", "Donald", "Frances", "Niklaus", "Radia")
FILLER = "the quick brown fox jumps over the lazy dog and runs on "
FIRST = 1000  # sort key of the first item

# The order of attributes in responses. As with DynamoDB, it differs from the order in which a struct declares its members.
ORDER = ("address", "payload", "sk", "active", "count", "tags", "name", "scores", "pk", "price", "email", "created")


def text(value: object) -> bytes:
    """`value` as JSON without spaces, in the order given."""
    return json.dumps(value, separators=(",", ":")).encode()


def filler(length: int, seed: int = 0) -> str:
    """Returns `length` readable characters, which depend on the seed."""
    start = seed * 7 % len(FILLER)
    return (FILLER * (length // len(FILLER) + 2))[start:start + length]


def key(number: int = FIRST) -> dict[str, object]:
    return {"pk": {"S": "bench"}, "sk": {"N": str(number)}}


def standard_attributes(number: int) -> dict[str, object]:
    """All attributes except the payload of the item with sort key `number`."""
    name = NAMES[number % len(NAMES)]
    return key(number) | {
        "name": {"S": f"{name} of the customers {number:06}"[:30].ljust(30, ".")},
        "email": {"S": f"{name.lower()}.{number:08}@example.com".rjust(30, "x")[:30]},
        "count": {"N": str(number * 37 % 100_000)},
        "price": {"N": f"{number % 900 + 100}.95"},
        "active": {"BOOL": number % 2 == 0},
        "tags": {"SS": ["bench", "customer", "loyal"]},
        "address": {"M": {"city": {"S": "Springfield"}, "zip": {"S": f"{number % 90_000 + 10_000}"},
                          "street": {"S": f"{number % 900 + 100} Evergreen Terrace"}}},
        "scores": {"L": [{"N": str((number * factor) % 1_000)} for factor in (3, 5, 7, 11, 13)]},
        "created": {"N": str(1_600_000_000 + number)},
    }


def padded(attributes: dict[str, object], size: int, seed: int = 0) -> dict[str, object]:
    """Adds a payload to `attributes`, so that the item's DynamoDB-JSON is `size` bytes long.

    Raises ValueError if it is already longer without a payload.
    """
    room = size - len(text(attributes | {"payload": {"S": ""}}))
    if room < 0:
        raise ValueError(f"{size} bytes are too few for these attributes: {-room} more are needed")
    return attributes | {"payload": {"S": filler(room, seed)}}


def in_answer_order(item: dict[str, object]) -> dict[str, object]:
    """The item with its attributes in the order of a response."""
    return {name: item[name] for name in ORDER}


def standard_item(number: int = FIRST, size: int = 1024) -> dict[str, object]:
    """The standard item of the benchmark: 12 attributes, `size` bytes."""
    return in_answer_order(padded(standard_attributes(number), size, number))


def item_of_size(size: int) -> dict[str, object]:
    """An item of `size` bytes: the standard item, or only the key and a payload if the standard item is longer."""
    try:
        return standard_item(FIRST, size)
    except ValueError:
        return padded(key(), size)


def item_of_attributes(count: int, size: int = 1024) -> dict[str, object]:
    """An item with `count` attributes: two are the key, the others are texts. It has `size` bytes, or more if necessary."""
    names = ["payload", *(f"a{number:03}" for number in range(count - 3))]
    bare = len(text(key() | {name: {"S": ""} for name in names}))
    length, longer = divmod(max(size - bare, len(names)), len(names))
    return key() | {name: {"S": filler(length + (number < longer), number)} for number, name in enumerate(names)}


def item_of_depth(depth: int, size: int = 1024) -> dict[str, object]:
    """An item of `size` bytes. Its attribute "nested" has `depth` maps inside one another; the innermost has one text."""
    nested: dict[str, object] = {"S": "leaf"}
    for _ in range(depth):
        nested = {"M": {"in": nested}}
    return padded(key() | {"nested": nested}, size)
