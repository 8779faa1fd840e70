"""Tests check_words and check_docstrings with good and bad texts."""

import pathlib
import tempfile
import unittest

import check_docstrings
import check_words


class CheckTexts(unittest.TestCase):
    def faults(self, checker, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(text)
            return list(checker.faults(pathlib.Path(folder)))

    def test_words_of_sources(self):
        for text in ('/// Whoever asks gets it.\n', 'int a;  // is none\n', 'fail("the key is no member of the model");\n', "//! hence\n"):
            with self.subTest(text=text):
                self.assertEqual(1, len(self.faults(check_words, "src/core/a.cpp", text)))
        for text in ('std::string hence;\n', '/// There is no key.\n', '/// is no longer\n', '#include "hence or whence.hpp"\n'):
            with self.subTest(text=text):
                self.assertEqual([], self.faults(check_words, "src/core/a.cpp", text))

    def test_words_of_documents(self):
        self.assertEqual(1, len(self.faults(check_words, "docs/a.md", "Nothing is told.\n```\nis told\n```\n`is told`\n")))

    def test_docstrings(self):
        head, tail = "namespace dynaco {\n\n", "\n}  // namespace dynaco\n"
        for text, missing in [
            ("struct a {};", ["a"]),
            ("/// A.\nstruct a {\n    int b = 0;\n};", ["a::b"]),
            ("/// A.\nclass a {\n    int b = 0;\n\n public:\n    [[nodiscard]] std::string c() const;\n};", ["a::c"]),
            ("/// A.\nenum class a {\n    b,\n    c,  ///< C.\n};", ["a::b"]),
            ("int a();", ["a"]),
            ("template <class T>\nconcept a = true;", ["a"]),
            ("/// A.\ntemplate <class T>\nclass a {\n public:\n    /// B.\n    void b() {\n        int c = 0;\n    }\n    void d();\n};", ["a::d"]),
        ]:
            with self.subTest(text=text):
                found = self.faults(check_docstrings, "include/dynaco/a.hpp", head + text + tail)
                self.assertEqual(missing, [each.split(": ")[1].split()[0] for each in found])
        for text in ("class a;", "namespace detail {\nint a();\n}", "/// A.\nint a();\nint a(int);",
                     "/// A.\nstruct a {\n    int b = 0;  ///< B.\n    a() = default;\n    friend bool operator==(a, a) = default;\n};"):
            with self.subTest(text=text):
                self.assertEqual([], self.faults(check_docstrings, "include/dynaco/a.hpp", head + text + tail))


if __name__ == "__main__":
    unittest.main()
