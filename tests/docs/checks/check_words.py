"""Checks the English of documents, docstrings, comments and error texts.

usage: check_words.py <checkout>

PHRASES lists phrases that are hard to read if English is not your first language, and what to write instead. The glossary is in
docs/architecture.md: one word per thing.
"""

import pathlib
import re
import sys

# regular expression (ignoring case, at word boundaries): what to write instead
PHRASES = {
    r"whoever|whosoever": "the caller, the provider, the program that …",
    r"whichever|whatsoever": "any, each",
    r"(?<!there )(is|are|was|were) none": "does not exist, is not set",
    r"(?<!there )(is|are) no(?! (longer|more|less))": "is not a …, does not have …",
    r"(is|are|was|were|be) told": "is reported, gets an error",
    r"(tell|tells) (of|it|them|him)": "reports",
    r"left? word|leaves word": "stores the result",
    r"without a word": "without an error",
    r"by [\w']+ word": "as … reports",
    r"of (its|their|his) own accord": "automatically",
    r"of one's own": "your own …",
    r"in vain": "without success",
    r"(comes|come|came) of": "is caused by",
    r"(comes|come|came) by": "gets",
    r"fares?|fared": "what happens to …",
    r"heeds?|heeded": "obeys, observes",
    r"hence|whence|thereby|therein|thereof|whereof|ere|lest|albeit|nought|aught": "so, from there, …",
    r"all the same": "anyway, still",
    r"as good as": "almost",
    r"(and|or) the like": "name the others",
    r"dearer|dear": "more expensive",
    r"save for|but for": "except",
    r"give[sn]? up for": "treats as",
    r"(go|goes|going|went) on(?! (foot|to))": "continues",
    r"(?<!no matter )(whatever|wherever)": "any, every",
    r"what (becomes?|became) of": "the outcome of",
    r"in what way": "how",
    r"(at|since) the begin": "at the beginning",
    r"of (its|their|his) own(?! \w)": "its own …",
    r"surely|aforesaid": "certainly, always",
    r"hand(s|ed)? (on|out|over|down)": "passes, returns",
    r"dealt|in silence": "assigned; without an error",
    r"(stands?|stood) (in the way|for)": "conflicts; means",
    r"be asked (for|without)": "requests",
    r"at most so many|up to so many": "at most this number of",
}
WORDS = re.compile("|".join(rf"(?P<p{i}>\b(?:{phrase})\b)" for i, phrase in enumerate(PHRASES)), re.IGNORECASE)

COMMENT = re.compile(r"//[/!]?<?(.*)$")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def prose_of_source(text):
    """Yields (line number, text) of comments and of string literals that contain a space."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#include"):
            continue
        without_strings = STRING.sub('""', line)
        for literal in STRING.findall(line):
            if " " in literal:
                yield number, literal
        if comment := COMMENT.search(without_strings):
            yield number, comment[1]


def prose_of_document(text):
    """Yields (line number, text) of the text outside code blocks and `code`."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield number, re.sub(r"`[^`]*`", "``", line)


def texts(root):
    for top in ("include", "src", "examples"):
        for path in sorted((root / top).rglob("*.?pp")):
            yield path, prose_of_source(path.read_text())
    for path in [*sorted(root.glob("*.md")), *sorted(root.glob("docs/**/*.md"))]:
        yield path, prose_of_document(path.read_text())


def faults(root):
    replacements = list(PHRASES.values())
    for path, lines in texts(root):
        for number, text in lines:
            for found in WORDS.finditer(text):
                index = int(found.lastgroup[1:])
                yield f"{path.relative_to(root)}:{number}: “{found[0]}”: write {replacements[index]}"


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1]).resolve()))
    print(*found, f"{len(found)} faults", sep="\n")
    sys.exit(bool(found))
