"""Conan 2 recipe that builds the checkout that contains it: conan create packaging/conan --build=missing"""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load, rmdir
from conan.tools.gnu import PkgConfigDeps
from conan.tools.layout import basic_layout
from conan.tools.meson import Meson, MesonToolchain

required_conan_version = ">=2.0.5"


class DynacoConan(ConanFile):
    name = "dynaco"
    description = "DynamoDB client for C++20 coroutines"
    license = "BSL-1.0"
    topics = ("dynamodb", "aws", "asio", "coroutines", "orm")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False], "load": [True, False]}
    # dynaco uses only the headers of Boost. A program that needs Boost's libraries overrides this.
    default_options = {"shared": False, "fPIC": True, "load": False, "boost/*:header_only": True}
    implements = ["auto_shared_fpic"]

    def set_version(self):
        build_file = load(self, os.path.join(self.recipe_folder, "..", "..", "meson.build"))
        self.version = re.search(r"version: '([^']+)'", build_file)[1]

    def export_sources(self):
        checkout = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("meson.build", "meson_options.txt", "LICENSE", "include/*", "src/*", "packaging/meson.build", "packaging/cmake/*"):
            copy(self, pattern, checkout, self.export_sources_folder)

    def layout(self):
        basic_layout(self, src_folder=".")

    def requirements(self):
        self.requires("boost/[>=1.81 <2]", transitive_headers=True)
        self.requires("openssl/[>=3 <4]")
        self.requires("rapidjson/cci.20230929")
        if self.options.load:
            self.requires("zlib/[>=1.2.11 <2]")
            self.requires("zstd/[>=1.5 <1.6]")

    def build_requirements(self):
        self.tool_requires("meson/[>=1.0.1 <2]")
        if not self.conf.get("tools.gnu:pkg_config", check_type=str):
            self.tool_requires("pkgconf/[>=2.0 <3]")

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = MesonToolchain(self)
        toolchain.project_options.update(dict.fromkeys(("tests", "examples", "bench", "tools"), "disabled"))
        toolchain.project_options["load"] = "enabled" if self.options.load else "disabled"
        toolchain.properties["boost_root"] = self.dependencies["boost"].package_folder
        toolchain.generate()
        dependencies = PkgConfigDeps(self)
        dependencies.set_property("rapidjson", "pkg_config_name", "RapidJSON")
        if self.options.load:
            dependencies.set_property("zstd", "pkg_config_name", "libzstd")
        dependencies.generate()

    def build(self):
        meson = Meson(self)
        meson.configure()
        meson.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        Meson(self).install()
        for folder in ("pkgconfig", "cmake"):  # Conan writes such files itself, from package_info
            rmdir(self, os.path.join(self.package_folder, "lib", folder))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "dynaco")
        library = self.cpp_info.components["dynaco"]
        library.libs = ["dynaco"]
        library.requires = ["boost::headers", "openssl::openssl", "rapidjson::rapidjson"]
        library.set_property("cmake_target_name", "dynaco::dynaco")
        library.set_property("pkg_config_name", "dynaco")
        if self.settings.os in ("Linux", "FreeBSD"):
            library.system_libs = ["pthread"]
        if self.settings.compiler == "gcc" and int(str(self.settings.compiler.version).split(".", maxsplit=1)[0]) < 13:
            library.cxxflags = ["-Wno-mismatched-new-delete"]  # g++ 12 wrongly warns about every coroutine frame
        if self.options.load:
            loader = self.cpp_info.components["dynaco-load"]
            loader.libs = ["dynaco-load"]
            loader.requires = ["dynaco", "zlib::zlib", "zstd::zstd"]
            loader.set_property("cmake_target_name", "dynaco::dynaco-load")
            loader.set_property("pkg_config_name", "dynaco-load")
