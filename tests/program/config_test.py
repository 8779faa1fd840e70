"""--config and ~/.config/dynaco/config.toml.

usage: config_test.py <program>
"""

import os
import unittest

import program_case
import sample_case


class Config(sample_case.SampleCase):
    def config(self, text, name=".config/dynaco/config.toml"):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return str(file)

    def mistake(self, text, *arguments):
        """The one line that is printed about a file."""
        file = self.config(text, "mine.toml")
        self.assertEqual("", self.dynaco("--config", file, *(arguments or ("scan", "orders")), status=2))
        self.assertEqual(1, len(self.errors.splitlines()), self.errors)
        self.assertTrue(self.errors.startswith(f"dynaco: {file}, line "), self.errors)
        return self.errors.rstrip("\n").removeprefix(f"dynaco: {file}, ")

    def test_options_of_all_commands(self):
        self.config('region = "eu-west-1"\nformat = "dynamodb"\nquiet = true\n')
        self.assertRegex(self.dynaco("whoami"), r"region +eu-west-1 \(--region\)")
        self.assertEqual(20, self.dynaco("scan", "orders", "--region", "us-east-1").count('{"customer":{"S":'))
        self.assertEqual("", self.errors, "quiet")

    def test_the_command_line_comes_first(self):
        self.config('format = "dynamodb"\n')
        self.assertIn('"customer":"c-1"', self.dynaco("scan", "orders", "--format", "json"))

    def test_sections_are_for_one_command(self):
        self.config('format = "dynamodb"\n[scan]\nlimit = 3\nformat = "csv"\nattributes = "customer, date" # part\n'
                    "[query]\ndescending = true\n")
        self.assertEqual("customer:S,date:S", self.dynaco("scan", "orders").splitlines()[0])
        self.assertEqual(4, len(self.dynaco("scan", "orders").splitlines()))
        self.assertEqual(5, len(self.dynaco("scan", "orders", "--limit", "4").splitlines()))
        dates = [row["date"]["S"] for row in self.rows("query", "orders", "c-1")]
        self.assertEqual(sorted(dates, reverse=True), dates)
        self.assertEqual(5, len(dates))

    def test_another_file(self):
        self.config('region = "eu-west-1"\n')
        other = self.config('region = "eu-west-2"\n', "other.toml")
        self.assertIn("eu-west-2", self.dynaco("whoami", "--config", other))
        self.variables["XDG_CONFIG_HOME"] = str(self.folder / "x")
        self.config('region = "eu-west-3"\n', "x/dynaco/config.toml")
        self.assertIn("eu-west-3", self.dynaco("whoami"))

    def test_mistakes_are_one_line(self):
        self.assertEqual("line 2: there is no option `regon` of all commands; `dynaco help` lists all; write options of one command "
                         "below [COMMAND]", self.mistake('quiet = true\nregon = "eu-west-1"\n'))
        self.assertEqual("line 2: `dynaco scan` has no option `limt`; `dynaco help scan` lists all",
                         self.mistake("[scan]\nlimt = 5\n"))
        self.assertEqual("line 2: `dynaco query` has no option `limt`; `dynaco help query` lists all",
                         self.mistake("[query]\nlimt = 5\n"), "of another command")
        self.assertEqual("line 2: there is no command `scn`; `dynaco help` lists all", self.mistake("[scn]\nlimit = 5\n"))
        self.assertEqual("line 1: `quiet` is true or false", self.mistake("quiet = 5\n"))
        self.assertIn("line 1: a value is neither a number", self.mistake("region = eu-west-1\n"))
        for name in ("config", "help", "version"):
            self.assertIn(f"there is no option `{name}`", self.mistake(f'{name} = "x"\n'))

    def test_a_wrong_value_names_the_option(self):
        self.config('format = "xml"\n')
        self.dynaco("scan", "orders", status=2)
        self.assertIn("--format", self.errors)

    def test_a_file_that_cannot_be_read_is_one_line(self):
        for name, reason in (("missing.toml", "No such file or directory"), (".", "it is not a file")):
            self.dynaco("--config", name, "scan", "orders", status=2)
            self.assertEqual(f"dynaco: cannot read the configuration file {name}: {reason}\n", self.errors)

    def test_a_missing_default_file_is_silent(self):
        self.assertEqual("20\n", self.dynaco("scan", "orders", "--count", "--quiet"))
        self.assertEqual("", self.errors)
        del self.variables["HOME"]
        self.assertEqual("20\n", self.dynaco("scan", "orders", "--count", "--quiet"))

    def test_a_default_file_that_cannot_be_read_is_reported(self):
        folder = self.folder / ".config" / "dynaco" / "config.toml"
        folder.mkdir(parents=True)
        self.dynaco("scan", "orders", status=2)
        self.assertEqual(f"dynaco: cannot read the configuration file {folder}: it is not a file\n", self.errors)

    @unittest.skipIf(os.geteuid() == 0, "root may read every file")
    def test_a_default_file_without_permission_is_reported(self):
        os.chmod(self.config("quiet = true\n"), 0)
        self.dynaco("scan", "orders", status=2)
        self.assertIn("Permission denied", self.errors)

    def test_completion_uses_it(self):
        del self.variables["AWS_ENDPOINT_URL_DYNAMODB"]
        self.config(f'endpoint = "{program_case.ENDPOINT}"\n')
        self.assertEqual("orders\n", self.dynaco("__complete", "scan", "orde"))


if __name__ == "__main__":
    program_case.main()
