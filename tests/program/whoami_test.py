"""Runs `dynaco whoami` with the test's own environment variables and home folder.

usage: whoami_test.py <program>
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
SECRETS = ("S3CR3T", "T0K3N", "AKIAIOSFODNN7EXAMPLE")


class Whoami(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        # No test may call a metadata service.
        self.variables = {"HOME": folder.name, "AWS_EC2_METADATA_DISABLED": "true"}
        for name, value in os.environ.items():
            if name.endswith("SAN_OPTIONS") or name in ("PATH", "LD_LIBRARY_PATH"):
                self.variables[name] = value

    def config(self, text):
        (self.home / ".aws").mkdir()
        (self.home / ".aws" / "config").write_text(text)

    def run_program(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments], env=self.variables, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60, check=False)
        for secret in SECRETS:
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done

    def lines(self, done):
        """The report's first value for each name."""
        found = {}
        for line in done.stdout.splitlines():
            name, _, value = line.partition("  ")
            found.setdefault(name, value.strip())
        return found

    def set_keys(self):
        self.variables |= {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "S3CR3T",
                           "AWS_SESSION_TOKEN": "T0K3N", "AWS_REGION": "eu-west-1"}

    def test_keys_of_the_environment(self):
        self.set_keys()
        done = self.run_program("whoami")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        lines = self.lines(done)
        self.assertEqual("eu-west-1 (environment variable AWS_REGION)", lines["region"])
        self.assertEqual("https://dynamodb.eu-west-1.amazonaws.com (the region's endpoint)", lines["endpoint"])
        self.assertEqual("environment (AWS_ACCESS_KEY_ID is set)", lines["chosen"])
        self.assertEqual("AKIA...MPLE", lines["access key id"])
        self.assertEqual("***", lines["secret access key"])
        self.assertEqual("yes", lines["session token"])

    def test_a_profile_that_runs_a_program(self):
        self.config("[profile dev]\nregion = eu-central-1\ncredential_process = echo "
                    "'{\"Version\":1,\"AccessKeyId\":\"AKIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"S3CR3T\"}'\n")
        done = self.run_program("whoami", "--profile", "dev")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertEqual("AKIA...MPLE", self.lines(done)["access key id"])
        self.assertTrue(self.lines(done)["region"].startswith("eu-central-1 (profile \"dev\""))

    def test_options_come_first(self):
        self.set_keys()
        done = self.run_program("whoami", "--region", "us-west-2", "--endpoint", "http://localhost:8000")
        self.assertEqual(0, done.returncode)
        self.assertEqual("us-west-2 (--region)", self.lines(done)["region"])
        self.assertEqual("http://localhost:8000 (--endpoint)", self.lines(done)["endpoint"])

    def test_nothing_is_configured(self):
        done = self.run_program("whoami")
        self.assertEqual(1, done.returncode)
        self.assertIn("a client could not make calls", done.stderr)
        self.assertIn("AWS_ACCESS_KEY_ID is not set", done.stdout)

    def test_a_profile_that_is_not_there(self):
        self.config("[profile dev]\nregion = eu-west-1\n")
        done = self.run_program("whoami", "--profile", "oops")
        self.assertEqual(1, done.returncode)
        self.assertIn('"oops"', done.stdout)

    def test_loads_nothing_if_told_so(self):
        self.config(f"[default]\nregion = eu-west-1\ncredential_process = touch {self.home}/ran\n")
        done = self.run_program("whoami", "--no-load")
        self.assertEqual(0, done.returncode, done.stdout)
        self.assertEqual('profile "default" (by default)', self.lines(done)["chosen"])
        self.assertFalse((self.home / "ran").exists())

    def test_help_and_mistakes(self):
        done = self.run_program("whoami", "--help")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertIn("--no-load", done.stdout)
        for arguments in ([], ["--oops"], ["whoami", "--oops"], ["oops"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assertEqual((2, ""), (done.returncode, done.stdout))
                self.assertNotEqual("", done.stderr)


if __name__ == "__main__":
    unittest.main()
