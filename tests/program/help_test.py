"""Help and man pages are complete, fit a terminal, and each of their examples works.

usage: help_test.py <program>
"""

import pathlib
import re
import shlex
import shutil
import subprocess
import time
import unittest

import program_case
import sample_case

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src" / "program"

# Examples that cannot end with 0 here. A pattern: the reason.
NOT_RUN = {
    r"^dynaco backup ": "the local DynamoDB has no backups; backup_test.py has a scripted service",
    r"^dynaco restore ": "the local DynamoDB has no backups; backup_test.py has a scripted service",
    r"^dynaco jobs ": "the local DynamoDB has no jobs; jobs_test.py has a scripted service",
}
# Examples whose exit status is their result. A pattern: the status.
STATUS = {}
# Run before an example. A pattern: shell lines.
BEFORE = {}

ADDED = re.compile(r"add_(?:option|flag)(?:_function|_callback)?(?:<[^>]*>)?\(\s*\"([^\"]*)\"")
NAME = re.compile(r"\.name = \"([a-z-]+)\",\s*\.group")


def first_match(patterns, line, otherwise):
    return next((found for pattern, found in patterns.items() if re.search(pattern, line)), otherwise)


def sections(page):
    """The sections of a help page: heading → lines."""
    found, lines = {}, []
    for line in page.splitlines():
        if re.fullmatch(r"[A-Z][A-Za-z ]*:", line):
            lines = found[line[:-1]] = []
        elif line:
            lines.append(line)
    return found


def options_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


class HelpCase(sample_case.SampleCase):
    pages = {}  # of all tests: a page is always the same

    def commands(self):
        """All commands of `dynaco help`."""
        found = [re.match(r"  ([a-z][a-z-]*)(  |$)", line) for lines in sections(self.page()).values() for line in lines]
        return [each[1] for each in found if each]

    def paths(self):
        """All commands and subcommands: ["get"], ["jobs", "wait"]."""
        found = []
        for command in self.commands():
            found.append([command])
            within = sections(self.page(command)).get("Commands", [])
            found += [[command, each[1]] for each in (re.match(r"  ([a-z][a-z-]*)(  |$)", line) for line in within) if each]
        return found

    def page(self, *path, width=None):
        """The help of a command, as it is on a terminal with this width."""
        if (path, width) not in self.pages:
            self.pages[path, width] = self.new_page(path, width)
        return self.pages[path, width]

    def new_page(self, path, width):
        if width is None:
            return self.dynaco("help", *path)
        done = subprocess.run(["script", "-qec", f"stty cols {width}; dynaco help {' '.join(path)}", "/dev/null"],
                              env=self.variables, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=True)
        return done.stdout.replace("\r\n", "\n")

    def manual(self, *path):
        """The man page of a command, rendered as text."""
        source = self.dynaco("__manual", *path)
        if not shutil.which("scdoc"):
            return re.sub(r"\\(.)", r"\1", source)
        roff = subprocess.run(["scdoc"], input=source, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((0, ""), (roff.returncode, roff.stderr), source)
        return re.sub(r"\\f[A-Z]|\\&", "", roff.stdout).replace("\\-", "-")


class Pages(HelpCase):
    def arrange(self):
        pass  # needs no tables

    def delete_tables(self):
        pass

    def test_every_command_has_a_page(self):
        self.assertGreater(len(self.commands()), 10)
        for path in self.paths():
            with self.subTest(path):
                page = self.page(*path)
                self.assertIn(f"Usage: dynaco {' '.join(path)}", page)
                self.assertNotEqual("", page.splitlines()[0], "no summary")
                self.assertTrue(sections(page).get("Examples") or len(path) == 2, "no examples")
                self.assertNotRegex(page, r"(?m)^  \S+$\n^(  \S|$)", "an option without a text")

    def test_help_and_the_option_help_are_the_same(self):
        self.assertEqual(self.dynaco("help"), self.dynaco("--help"))
        for path in self.paths():
            with self.subTest(path):
                self.assertEqual(self.page(*path), self.dynaco(*path, "--help"))
                self.assertEqual("", self.errors)

    def test_a_mistake_names_the_right_command(self):
        self.dynaco("help", "qury", status=2)
        self.assertIn("`qury`", self.errors)
        self.assertIn("query", self.errors)

    def test_every_option_of_the_sources_is_shown(self):
        everywhere = "".join(self.page(*path) for path in self.paths())
        for source in sorted(SOURCES.rglob("*.cpp")):
            text = source.read_text()
            options = {name for added in ADDED.findall(text) for name in options_in(added)}
            for command in NAME.findall(text) or [None]:
                page = "".join(self.page(*path) for path in self.paths() if path[0] == command) if command else everywhere
                with self.subTest(source=source.name, command=command):
                    self.assertEqual(set(), options - options_in(page))

    def test_options_are_found_in_the_sources(self):
        text = "".join(each.read_text() for each in SOURCES.rglob("*.cpp"))
        found = {name for added in ADDED.findall(text) for name in options_in(added)}
        for name in ("--where", "--region", "--format", "--quiet", "--no-load", "--if-new"):  # of each spelling
            self.assertIn(name, found)

    def test_man_pages_have_everything_that_help_has(self):
        for command in self.commands():
            with self.subTest(command):
                page = "".join(self.page(*path) for path in self.paths() if path[0] == command)
                shown = "\n".join(line for heading, lines in sections(page).items() if heading != "Examples" for line in lines)
                manual = self.manual(command)
                self.assertEqual(set(), options_in(shown) - options_in(manual))
                for path in self.paths():
                    if path[0] == command:
                        self.assertIn(path[-1], manual)
        overview = self.manual()
        for command in self.commands():
            self.assertIn(command, overview)

    def test_man_pages_of_all_commands_are_installed(self):
        listed = re.search(r"program_commands = \[(.*?)\]", (SOURCES / "installed" / "meson.build").read_text(), re.DOTALL)[1]
        self.assertEqual(sorted(self.commands()), re.findall(r"'([a-z-]+)'", listed))

    @unittest.skipUnless(shutil.which("script"), "script(1) is missing")
    def test_pages_fit_the_terminal(self):
        for width in (40, 80, 100):
            for path in [[], *self.paths()]:
                with self.subTest(path, width=width):
                    for line in self.page(*path, width=width).splitlines():
                        if len(line) > width:  # only a word that cannot be divided
                            self.assertEqual(1, len(shlex.split(line.rstrip(" \\"))), line)

    @unittest.skipUnless(shutil.which("script"), "script(1) is missing")
    def test_paragraphs_are_divided_only_at_the_width(self):
        for width in (40, 80, 100):
            for path in self.paths():
                page = self.page(*path, width=width)
                details = re.split(r"(?m)^(?:Commands|Arguments|Options):$", page.partition("\n\nUsage: ")[2])[0]
                lines = details.partition("\n\n")[2].rstrip("\n").split("\n")
                for line, further in zip(lines, lines[1:]):
                    if line and further and not line.startswith(" ") and not further.startswith(" "):
                        with self.subTest(path, width=width):
                            self.assertGreater(len(line) + 1 + len(further.split(" ")[0]), width, f"{line}\n{further}")

    def test_examples_are_divided_so_that_a_shell_can_read_them(self):
        if not shutil.which("script"):
            self.skipTest("script(1) is missing")
        for path in self.paths():
            with self.subTest(path):
                self.assertEqual(examples(self.page(*path)), examples(self.page(*path, width=40)))

    def test_a_start_is_measured(self):
        best = min(self.timed("--version") for _ in range(10))
        print(f"dynaco --version takes {best * 1000:.1f} ms, help {self.timed('help') * 1000:.1f} ms")

    def timed(self, *arguments):
        begin = time.perf_counter()
        self.dynaco(*arguments)
        return time.perf_counter() - begin


def examples(page):
    """The command lines of the examples of a page."""
    text = re.sub(r" \\\n +", " ", "\n".join(sections(page).get("Examples", [])))
    return [line.strip() for line in text.splitlines() if not line.startswith("  # ")]


class Examples(HelpCase):
    def test_every_example_works(self):
        reasons, run = {}, 0
        for path in self.paths():
            lines = examples(self.page(*path))
            if not lines:
                continue
            self.arrange()
            for line in lines:
                reason = first_match(NOT_RUN, line, None)
                if reason:
                    reasons[line] = reason
                    continue
                with self.subTest(line):
                    self.run_example(line)
                    run += 1
        print(f"{run} examples were run")
        for line, reason in reasons.items():
            print(f"not run: {line}: {reason}")

    def run_example(self, line):
        self.write_files()
        for before in first_match(BEFORE, line, []):
            done = self.shell(before)
            self.assertEqual(0, done.returncode, f"{before}\n{done.stderr}")
        done = self.shell(line)
        # head may end before all is written.
        expected = (0, 141) if "| head" in line else (first_match(STATUS, line, 0),)
        self.assertIn(done.returncode, expected, f"{line}\n{done.stdout}\n{done.stderr}")
        self.assertNotIn("terminate called", done.stderr)


if __name__ == "__main__":
    program_case.main()
