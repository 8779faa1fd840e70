"""Tests check_layers with good and bad trees."""

import pathlib
import tempfile
import unittest

import check_layers


class CheckLayers(unittest.TestCase):
    def complaints(self, files):
        with tempfile.TemporaryDirectory() as folder:
            checkout = pathlib.Path(folder)
            for name, text in files.items():
                path = checkout / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return check_layers.check(checkout)[0]

    def test_a_good_tree(self):
        self.assertEqual([], self.complaints({
            "include/dynaco.hpp": "#pragma once\n#include <dynaco/table.hpp>\n",
            "include/dynaco/errors.hpp": "#pragma once\n#include <string>\n",
            "include/dynaco/detail/json/reader.hpp": "#pragma once\n#include <dynaco/errors.hpp>\n",
            "include/dynaco/client.hpp": "#pragma once\n#include <boost/asio/awaitable.hpp>\n",
            "src/json/document.cpp": '#include "json/document.hpp"\n#include <rapidjson/reader.h>\n',
            "src/json/document.hpp": "// what it is\n#pragma once\n",
            "src/transport/tls.cpp": "#include <boost/asio/ssl/stream.hpp>\n#include <openssl/ssl.h>\n#include <openssl/x509.h>\n",
            "src/sigv4/signature.cpp": "#include <openssl/evp.h>\n",
            "src/program/a.cpp": "detail::json::writer out(text);\nwhy.diagnostics().detail;\n",
            "src/load/a.cpp": "detail::expression::expressions_ref x;\n",
        }))

    def test_a_crowded_folder(self):
        files = {f"tests/unit/core/a{i}_test.cpp": "" for i in range(31)}
        self.assertEqual(["tests/unit/core: 31 files; at most 30: move some to sub-folders"], self.complaints(files))
        self.assertEqual([], self.complaints(dict(list(files.items())[1:])))

    def test_a_namespace_of_other_files(self):
        file = "tests/unit/core/a_test.cpp"
        complaint = [f"{file}: put its names into a namespace a_test"]
        self.assertEqual(complaint, self.complaints({file: "namespace dynaco::test {\nnamespace {\nint count = 1;\n"}))
        for good in ("", "namespace dynaco::test {\n", "namespace dynaco::test::a_test {\nnamespace {\n",
                     "namespace snippet {\n}\nnamespace dynaco::core_a_test {\nnamespace {\n"):
            self.assertEqual([], self.complaints({file: good}))

    def test_a_circle(self):
        files = {
            "include/dynaco/errors.hpp": "#pragma once\n#include <dynaco/types.hpp>\n",
            "include/dynaco/types.hpp": "#pragma once\n#include <string>\n#include <dynaco/detail/core/a.hpp>\n",
            "include/dynaco/detail/core/a.hpp": "#pragma once\n#include <dynaco/types.hpp>\n",
        }
        self.assertEqual(["include/dynaco/types.hpp:3: the file includes itself: include/dynaco/detail/core/a.hpp > "
                          "include/dynaco/types.hpp > include/dynaco/detail/core/a.hpp"], self.complaints(files))
        files["include/dynaco/detail/core/a.hpp"] = "#pragma once\n"
        self.assertEqual([], self.complaints(files))

    def test_each_rule(self):
        header = "#pragma once\n"
        for name, text, expected in [
            ("include/dynaco/core/a.hpp", header + "#include <dynaco/json/b.hpp>", ":2: core may not include json"),
            ("include/dynaco/core/a.hpp", header + '\n  # include "dynaco/table/b.hpp"', ":3: core may not include table"),
            ("include/dynaco/wire/a.hpp", header + "#include <dynaco/retry/b.hpp>", "wire may not include retry"),
            ("include/dynaco/table/a.hpp", header + "#include <dynaco/transport/b.hpp>", "table may not include transport"),
            ("src/operations/a.cpp", '#include "client/call.hpp"', "operations may not include client"),
            ("src/core/a.cpp", '#include "../json/b.hpp"\n', "core may not include json"),
            ("src/client/a.cpp", "#include <dynaco.hpp>", "never includes dynaco.hpp"),
            ("src/client/a.cpp", "#include <dynaco/detail/b.hpp>", "in no layer"),
            ("src/client/a.cpp", "#include <boost/beast/core.hpp>", "only src/{transport}"),
            ("src/client/a.cpp", "#include <boost/asio/ssl.hpp>", "only src/{transport}"),
            ("src/sigv4/a.cpp", "#include <openssl/ssl3.h>", "only src/{transport}"),
            ("src/core/a.cpp", "#include <openssl/sha.h>", "only src/{sigv4,transport,identity,load}"),
            ("src/client/a.cpp", "#include <rapidjson/reader.h>", "only src/{json}"),
            ("src/client/a.cpp", "#include <CLI/CLI.hpp>", "only src/{program}"),
            ("src/client/a.cpp", '#include "program/b.hpp"', "client may not include program"),
            ("include/dynaco/json/a.hpp", header + "#include <rapidjson/reader.h>", "no public header"),
            ("include/dynaco/transport/a.hpp", header + "#include <boost/beast.hpp>", "no public header"),
            ("include/dynaco/sigv4/a.hpp", header + "#include <openssl/evp.h>", "no public header"),
            ("include/dynaco/core/a.hpp", "#ifndef A\n#define A\n#endif\n", "without #pragma once"),
            ("src/program/a.cpp", "detail::expression::expressions_ref x;", "only public names"),
            ("src/program/a.cpp", "dynaco::detail::json::walk(x);", "only public names"),
            ("src/core/string_utils.cpp", "", "not utils or helpers"),
            ("src/core/helpers.cpp", "", "not utils or helpers"),
            ("src/transport/tls/a.cpp", '#include "transport/pool/pool.hpp"', "room tls may not include room pool"),
            ("src/transport/a.cpp", '#include "transport/tls/context.hpp"', "room / may not include room tls"),
            ("include/dynaco/detail/table/call/options.hpp", header + "#include <dynaco/batch.hpp>", "room call may not include room batch"),
            ("src/transport/cellar/a.cpp", "", "has no room cellar"),
            ("src/misc/a.cpp", "", "not in a folder that is a layer"),
            ("include/dynaco/a.hpp", header, "not in a folder that is a layer"),
        ]:
            with self.subTest(name=name, text=text):
                files = {name: text}
                if "../json" in text:
                    files["src/json/b.hpp"] = header
                found = self.complaints(files)
                self.assertEqual(1, len(found), found)
                self.assertTrue(found[0].startswith(name + ":"), found)
                self.assertIn(expected, found[0])


if __name__ == "__main__":
    unittest.main()
