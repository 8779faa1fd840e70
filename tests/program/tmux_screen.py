"""A terminal without a window: runs one command line in tmux and returns what the screen shows at the end."""

import os
import subprocess
import tempfile
import time

CONFIGURATION = """
set -g status off
set -g history-limit 5000
set -g default-terminal tmux-256color
set -g remain-on-exit on
set -g remain-on-exit-format ""
set -g escape-time 0
"""


class TmuxScreen:
    """A tmux server of its own. Use it in a `with` statement."""

    def __init__(self, variables, folder):
        self.variables, self.folder = variables, folder

    def __enter__(self):
        self.place = tempfile.TemporaryDirectory()
        self.socket, self.number = None, 0
        self.configuration = os.path.join(self.place.name, "tmux.conf")
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION)
        return self

    def __exit__(self, *_):
        self.stop()
        self.place.cleanup()

    def stop(self):
        if self.socket:
            self.tmux("kill-server", check=False)

    def tmux(self, *arguments, check=True):
        done = subprocess.run(["tmux", "-u", "-S", self.socket, "-f", self.configuration, *arguments], env=self.variables,
                              cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"tmux {arguments[0]}: {done.stderr}")
        return done.stdout

    def start(self, line, width, height=50):
        """Starts a line of bash in a terminal of this size."""
        self.stop()
        self.number += 1
        self.socket = os.path.join(self.place.name, f"socket-{self.number}")  # a server that ends may still hold the old one
        self.tmux("new-session", "-d", "-x", str(width), "-y", str(height), "bash", "-c", line)

    def type(self, text):
        """Types a line and the return key."""
        self.tmux("send-keys", "-l", text)
        self.tmux("send-keys", "Enter")

    def wait(self, condition, what):
        """Asks tmux until the condition holds."""
        end = time.monotonic() + 100
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"{what}:\n{self.show()}")

    def wait_for_question(self):
        """Waits until the last line of the screen ends with a colon."""
        self.wait(lambda: self.show().rstrip().endswith(":"), "no question appears")

    def until(self, text):
        """Waits until the screen shows the text, and ends the command."""
        self.wait(lambda: text in self.show(), f"{text!r} does not appear")
        shown = self.show()
        self.stop()
        return shown

    def finish(self, **more):
        """Waits until the command ended and tmux has read all of it. Returns the screen and what scrolled out of it."""
        self.wait(lambda: self.tmux("list-panes", "-F", "#{pane_dead}") == "1\n", "the command does not end")
        return self.show(**more)

    def show(self, colours=False, joined=False):
        """What the screen shows. colours: with escape sequences. joined: a line that the terminal had to divide is one."""
        shown = self.tmux("capture-pane", "-p", "-S", "-", *(["-e"] if colours else []), *(["-J"] if joined else []))
        return "".join(line.rstrip() + "\n" for line in shown.rstrip().splitlines())

    def run(self, line, width, **more):
        self.start(line, width)
        return self.finish(**more)
