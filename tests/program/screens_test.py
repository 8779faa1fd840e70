"""The screens in docs/program.md are what a terminal shows; the program fits narrow terminals and obeys NO_COLOR.

usage: screens_test.py <program> [--update | <test>...]

Each screen of the document is a fenced block behind a comment:

    <!-- screen 80: dynaco scan orders --limit 3 -->

The number is the width of the terminal. Words behind it: `varies`, the numbers and times are different in each run;
`types=TEXT`, the text is typed at the question; `until=TEXT`, the screen is taken when it has this text, while the command
runs. `<!-- run: COMMAND -->` is run before, without a screen. --update writes the screens into the document.
"""

import pathlib
import re
import shutil
import sys

import program_case
import sample_case
import tmux_screen

DOCUMENTS = [pathlib.Path(__file__).resolve().parents[2] / name for name in ("docs/program.md", "README.md")]
BLOCK = re.compile(r"(?P<head><!-- screen (?P<width>\d+)(?P<words>(?: [a-z]+(?:=\S+)?)*): (?P<command>[^\n]*) -->\n)"
                   r"```console\n(?P<screen>.*?)```\n|<!-- run: (?P<run>[^\n]*) -->\n", re.DOTALL)
ESCAPE = "\x1b"
UPDATE = "--update" in sys.argv


def without_numbers(screen):
    """What stays the same in each run: numbers, times, the widths of columns and the ends of lines do not."""
    words = re.sub(r"\d[\d,.:TZ-]*", "N", screen)
    words = words.replace("N k/s", "N/s")
    words = re.sub(r"\bN ?(ns|µs|us|ms|s|min|h|B|KB|MB|GB|K|M)\b", "N", words)
    return re.sub(r"\s+", "", words)


class ScreenCase(sample_case.SampleCase):
    def setUp(self):
        super().setUp()
        self.screen = self.enterContext(tmux_screen.TmuxScreen(self.variables, self.folder))

    def normal(self, screen):
        """Without the places of this run."""
        return screen.replace(program_case.ENDPOINT, "http://localhost:8000").replace(str(self.folder), "~")


class Document(ScreenCase):
    def block(self, found):
        """The text of a block with its screen."""
        if found["run"]:
            done = self.shell(found["run"])
            self.assertEqual(0, done.returncode, f"{found['run']}\n{done.stderr}")
            return found[0]
        words = dict((word + "=").split("=")[:2] for word in found["words"].split())
        self.screen.start(found["command"], int(found["width"]))
        if "types" in words:
            self.screen.wait_for_question()
            self.screen.type(words["types"])
        screen = self.screen.until(words["until"]) if "until" in words else self.screen.finish()
        shown = f"$ {found['command']}\n{self.normal(screen)}"
        same = without_numbers(shown) == without_numbers(found["screen"]) if "varies" in words else shown == found["screen"]
        if not UPDATE and not same:
            with self.subTest(found["command"]):
                self.assertEqual(found["screen"], shown)
        return found[0] if same else f"{found['head']}```console\n{shown}```\n"

    def test_screens_are_as_in_the_documents(self):
        for document in DOCUMENTS:
            self.arrange()
            text = document.read_text()
            self.assertEqual(text.count("<!-- screen"), sum(bool(each["command"]) for each in BLOCK.finditer(text)), "a wrong comment")
            rendered = BLOCK.sub(self.block, text)
            if UPDATE:
                document.write_text(rendered)


class Shapes(ScreenCase):
    """Commands in terminals of several widths."""

    LINES = ("dynaco help", "dynaco help scan", "dynaco tables 'orders*' --long", "dynaco describe orders", "dynaco scan orders",
             "dynaco scan orders --limit 2 --format json", "dynaco get orders c-1 2026-01-01", "dynaco query orders c-9",
             "dynaco scan nothing", "dynaco scan orders --where 'total > and status = \"open\"'", "dynaco count orders",
             "dynaco truncate orders --dry-run", "dynaco frobnicate", "dynaco import orders orders.csv",
             "dynaco watch orders --from start --no-follow", "dynaco whoami")

    def test_lines_fit_the_terminal(self):
        for width in (40, 80):
            for line in self.LINES:
                with self.subTest(line, width=width):
                    # A line that is too long continues on the next line of the screen, which is then full.
                    self.screen.start(line, width)
                    joined = self.screen.finish(joined=True)
                    for each in joined.splitlines():
                        if len(each) > width:
                            self.assertNotIn(" ", each.strip(), "only a word that cannot be divided may be wider")

    def test_no_color_is_obeyed(self):
        for line in self.LINES:
            with self.subTest(line):
                self.assertNotIn(ESCAPE, self.screen.run(f"NO_COLOR=1 {line}", 80, colours=True))

    def test_tables_have_colours(self):
        for line in ("dynaco scan orders", "dynaco describe orders", "dynaco tables 'orders*' --long"):
            with self.subTest(line):
                self.assertIn(ESCAPE, self.screen.run(line, 80, colours=True))

    def test_without_a_terminal_there_are_no_controls(self):
        for line in self.LINES:
            with self.subTest(line):
                done = self.shell(line)
                self.assertNotIn(ESCAPE, done.stdout + done.stderr)
                self.assertNotIn("\r", done.stdout + done.stderr)


if __name__ == "__main__":
    if not shutil.which("tmux"):
        print("tmux is missing")
        sys.exit(program_case.SKIPPED)
    if UPDATE:
        sys.argv[2:] = ["Document"]
    program_case.main()
