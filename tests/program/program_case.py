"""The base of the tests that run the dynaco program against a local DynamoDB.

usage of a test: <test>.py <program>. The server's URL is in DYNACO_ENDPOINT; without it the test is skipped (exit status 77).
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import uuid

try:
    import boto3
except ImportError:  # the first python3 in PATH may not be the system's
    python = os.environ.get("DYNACO_BOTOCORE_PYTHON", "")
    if not python or os.environ.get("DYNACO_PYTHON_CHANGED"):
        raise
    os.environ["DYNACO_PYTHON_CHANGED"] = "1"
    os.execv(python, [python, *sys.argv])

SKIPPED = 77  # Meson's status for a skipped test
PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
ENDPOINT = os.environ.get("DYNACO_ENDPOINT", "")


def add_new_members(client):
    """Adds the members of tables that the botocore of Debian 12 does not know: it refuses them, and drops them from responses."""
    shapes = client.meta.service_model._shape_resolver._shape_map  # pylint: disable=protected-access
    shapes.setdefault("NewFlag", {"type": "boolean"})
    shapes.setdefault("NewNumber", {"type": "long"})
    units = {"MaxReadRequestUnits": {"shape": "NewNumber"}, "MaxWriteRequestUnits": {"shape": "NewNumber"}}
    shapes.setdefault("NewThroughput", {"type": "structure", "members": units})
    for name in ("CreateTableInput", "UpdateTableInput", "TableDescription"):
        shapes[name]["members"].setdefault("DeletionProtectionEnabled", {"shape": "NewFlag"})
        shapes[name]["members"].setdefault("OnDemandThroughput", {"shape": "NewThroughput"})


class ProgramCase(unittest.TestCase):
    """Runs the program in an empty folder, with its own home folder, against the local DynamoDB."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.variables = {"HOME": folder.name, "AWS_EC2_METADATA_DISABLED": "true", "AWS_ACCESS_KEY_ID": "local",
                          "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL_DYNAMODB": ENDPOINT,
                          "AWS_ENDPOINT_URL_DYNAMODB_STREAMS": ENDPOINT, "LANG": "C.UTF-8"}
        for name, value in os.environ.items():
            if name.endswith("SAN_OPTIONS") or name in ("PATH", "LD_LIBRARY_PATH"):
                self.variables[name] = value

    def start(self, *arguments, **more):
        """Starts the program; it has no terminal."""
        return subprocess.Popen([PROGRAM, *arguments], env=self.variables, cwd=self.folder, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)

    def until_progress(self, running):
        """Reads standard error until the first line of progress, and returns it."""
        for line in running.stderr:
            if line.startswith("{"):
                return line
        self.fail("the program has ended: " + str(running.wait(timeout=60)))

    def dynaco(self, *arguments, status=0, stdin=""):
        """Runs the program, compares its exit status and returns its standard output. `self.errors` has standard error."""
        done = subprocess.run([PROGRAM, *arguments], env=self.variables, cwd=self.folder, input=stdin, capture_output=True,
                              text=True, timeout=120, check=False)
        self.errors = done.stderr
        self.assertEqual(status, done.returncode, f"dynaco {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def rows(self, *arguments, **more):
        """Runs the program and returns its standard output, which is JSON lines."""
        return [json.loads(line) for line in self.dynaco(*arguments, **more).splitlines()]

    def assert_dry_run_refuses(self, *arguments, status=1):
        """A dry run fails as the command does: with its status and messages. Neither changes a file. Returns the messages as one line."""
        def files():
            return {each: each.read_bytes() for each in self.folder.rglob("*") if each.is_file()}

        before, found = files(), []
        for more in (["--dry-run"], []):
            self.dynaco(*arguments, *more, status=status)
            found.append([each for each in self.errors.splitlines() if not each.startswith("{")])
            self.assertEqual(before, files())
        self.assertEqual(found[1], found[0])
        return " ".join(found[0])

    def boto(self):
        """A client of botocore, to arrange and to compare with."""
        client = boto3.client("dynamodb", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="local",
                              aws_secret_access_key="local")
        add_new_members(client)
        return client

    def table(self, range_key=None, **more):
        """Creates a table with the hash key `id` (S), and returns its name. It is deleted after the test."""
        name = f"t-{uuid.uuid4().hex[:12]}"
        keys = [("id", "S", "HASH")] + ([(*range_key, "RANGE")] if range_key else [])
        client = self.boto()
        more.setdefault("AttributeDefinitions", [{"AttributeName": n, "AttributeType": t} for n, t, _ in keys])
        client.create_table(TableName=name, KeySchema=[{"AttributeName": n, "KeyType": k} for n, _, k in keys],
                            BillingMode="PAY_PER_REQUEST", **more)
        self.addCleanup(lambda: self.delete(client, name))
        client.get_waiter("table_exists").wait(TableName=name)
        return name

    @staticmethod
    def delete(client, name):
        try:
            client.delete_table(TableName=name)
        except client.exceptions.ResourceNotFoundException:
            pass


def main():
    """Runs the tests of the calling module: all, those of the classes that are named, or with --without those of all others."""
    if not ENDPOINT:
        print("DYNACO_ENDPOINT is not set")
        sys.exit(SKIPPED)
    chosen = sys.argv[2:]
    if chosen[:1] == ["--without"]:
        chosen = [name for name, each in vars(sys.modules["__main__"]).items() if isinstance(each, type) and name not in chosen
                  and issubclass(each, unittest.TestCase) and each.__module__ == "__main__"]
    unittest.main(argv=[sys.argv[0], *chosen])
