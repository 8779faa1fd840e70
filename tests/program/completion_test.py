"""The shells really complete: their scripts run in bash, zsh and fish.

usage: completion_test.py <program>
"""

import os
import pty
import select
import shutil
import socket
import subprocess
import time
import unittest

import program_case
import sample_case

BASH_CALL = """
source <(dynaco completion bash)
COMP_LINE=$1 COMP_POINT=${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_dynaco dynaco "${COMP_WORDS[-1]}" ""
(( ${#COMPREPLY[@]} )) && printf '%s\\n' "${COMPREPLY[@]}"
true
"""
FISH_CALL = "dynaco completion fish | source; complete -C $argv[1]"
PROMPT = "ready>"


class Terminal:
    """An interactive shell in a terminal of its own."""

    def __init__(self, command, variables, folder):
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {**variables, "PS1": PROMPT, "TERM": "dumb"})
        self.seen = ""

    def wait_for(self, text):
        """Reads until the text arrives. Returns what came before it, and forgets both."""
        end = time.monotonic() + 30
        while text not in self.seen:
            if not select.select([self.screen], [], [], max(0.0, end - time.monotonic()))[0]:
                raise AssertionError(f"{text!r} does not arrive: {self.seen!r}")
            self.seen += os.read(self.screen, 4096).decode(errors="replace")
        before, _, self.seen = self.seen.partition(text)
        return before

    def type(self, keys):
        os.write(self.screen, keys.encode())

    def close(self):
        os.close(self.screen)
        os.waitpid(self.process, 0)


class Completion(sample_case.SampleCase):
    def bash(self, line, words=None):
        """What bash offers at the end of the line. `words`: as bash divides it at : and = too."""
        words = words or (line.split() + ([""] if line.endswith(" ") else []))
        done = subprocess.run(["bash", "-c", BASH_CALL, "bash", line, *words], env=self.variables, cwd=self.folder,
                              capture_output=True, text=True, timeout=60, check=True)
        self.assertEqual("", done.stderr)
        return done.stdout.splitlines()

    # bash

    def test_bash_completes_commands(self):
        self.assertEqual(["scan"], self.bash("dynaco sc"))
        self.assertEqual([], self.bash("dynaco xyz"))
        every = self.bash("dynaco ")
        for command in ("get", "query", "tables", "whoami", "help"):
            self.assertIn(command, every)

    def test_bash_completes_options_and_their_values(self):
        self.assertEqual(["--where"], self.bash("dynaco scan --wh"))
        self.assertEqual(["--region"], self.bash("dynaco scan --re"))
        self.assertEqual(["json"], self.bash("dynaco scan orders --format j"))
        self.assertEqual(["json"], self.bash("dynaco scan orders --format=j", "dynaco scan orders --format = j".split()))
        self.assertEqual(["table", "json", "dynamodb", "csv", "tsv"],
                         self.bash("dynaco scan orders --format=", "dynaco scan orders --format =".split()))
        self.assertEqual(["zsh"], self.bash("dynaco completion z"))

    def test_bash_completes_tables_and_indexes(self):
        self.assertEqual(["orders"], self.bash("dynaco scan orde"))
        self.assertEqual({"customers", "orders"}, {*self.bash("dynaco get ")} & {"customers", "orders"})
        self.assertEqual(["by-status"], self.bash("dynaco query orders --index "))
        self.assertEqual(["by-status"], self.bash("dynaco query orders --index by"))
        self.assertEqual([], self.bash("dynaco query customers --index "))

    def test_bash_takes_a_url_for_one_word(self):
        del self.variables["AWS_ENDPOINT_URL_DYNAMODB"]
        host, port = program_case.ENDPOINT.removeprefix("http://").split(":")
        words = ["dynaco", "--endpoint", "http", ":", f"//{host}", ":", port, "scan", "orde"]
        self.assertEqual(["orders"], self.bash(f"dynaco --endpoint http://{host}:{port} scan orde", words))
        words[2:2] = ["="]
        self.assertEqual(["orders"], self.bash(f"dynaco --endpoint=http://{host}:{port} scan orde", words))

    def test_bash_leaves_files_to_bash(self):
        self.assertEqual([], self.bash("dynaco --config "))
        self.assertEqual([], self.bash("dynaco put customers @cust"))

    def test_bash_in_a_terminal(self):
        terminal = Terminal(["bash", "--norc", "--noprofile", "-i"], self.variables, self.folder)
        self.addCleanup(terminal.close)
        terminal.wait_for(PROMPT)
        terminal.type("source <(dynaco completion bash)\n")
        terminal.wait_for(PROMPT)
        terminal.type("dynaco --versi\t\n")
        self.assertRegex(terminal.wait_for(PROMPT), r"\ndynaco [0-9]")
        terminal.type(f"dynaco --endpoint {program_case.ENDPOINT} ge\torde\tc-1 2026-01-01 --attri\t'total' --format=js\t\n")
        self.assertIn('\n{"total":25}', terminal.wait_for(PROMPT).replace("\r", ""))

    # the other shells

    @unittest.skipUnless(shutil.which("zsh"), "zsh is missing")
    def test_zsh_in_a_terminal(self):
        terminal = Terminal(["zsh", "-f", "-i"], self.variables, self.folder)
        self.addCleanup(terminal.close)
        terminal.wait_for(PROMPT)
        terminal.type("autoload -Uz compinit && compinit -D && source <(dynaco completion zsh); unsetopt zle_bracketed_paste\n")
        terminal.wait_for(PROMPT)
        terminal.type("dynaco --versi\t\n")
        self.assertRegex(terminal.wait_for(PROMPT), r"\ndynaco [0-9]")
        terminal.type("dynaco ge\torde\tc-1 2026-01-01 --attri\t'total' --format js\t\n")
        self.assertIn('\n{"total":25}', terminal.wait_for(PROMPT).replace("\r", ""))

    @unittest.skipUnless(shutil.which("fish"), "fish is missing")
    def test_fish(self):
        def offered(line):
            done = subprocess.run(["fish", "--no-config", "-c", FISH_CALL, line], env=self.variables, cwd=self.folder,
                                  capture_output=True, text=True, timeout=60, check=True)
            return [each.split("\t")[0] for each in done.stdout.splitlines()]

        self.assertEqual(["scan"], offered("dynaco sc"))
        self.assertEqual(["--where"], offered("dynaco scan --wh"))
        self.assertEqual(["json"], offered("dynaco scan --format j"))
        self.assertEqual(["orders"], offered("dynaco scan orde"))
        self.assertEqual(["by-status"], offered("dynaco query orders --index "))
        self.assertEqual(["customer.json"], offered("dynaco --config customer.j"))

    # what the shells call

    def test_words_have_a_text(self):
        self.assertIn("scan\tPrint all items of a table or index", self.dynaco("__complete", "sc"))

    def test_an_unreachable_service_is_silent(self):
        with socket.create_server(("127.0.0.1", 0)) as deaf:  # accepts connections and never responds
            for url in (f"http://127.0.0.1:{deaf.getsockname()[1]}", "http://127.0.0.1:1", "not a URL"):
                with self.subTest(url):
                    self.variables["AWS_ENDPOINT_URL_DYNAMODB"] = url
                    begin = time.perf_counter()
                    self.assertEqual("", self.dynaco("__complete", "scan", "ord"))
                    self.assertEqual("", self.errors)
                    print(f"no names from {url} after {time.perf_counter() - begin:.1f} s")

    def test_missing_settings_are_silent(self):
        for name in ("AWS_REGION", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ACCESS_KEY_ID"):
            del self.variables[name]
        shutil.rmtree(self.folder / ".aws")
        self.assertEqual("", self.dynaco("__complete", "scan", "ord"))
        self.assertEqual("", self.errors)


if __name__ == "__main__":
    program_case.main()
