# SPDX-License-Identifier: BSL-1.0
"""The recipe of this checkout, for Conan 2: conan create cmake/packaging/conan"""
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class EntenteConan(ConanFile):
    name = "entente"
    description = "Header-only C++20 library for actor-position modelling"
    license = "BSL-1.0"
    topics = ("actor-position modelling", "agreement", "negotiation", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    # One for each component: with it find_package(entente COMPONENTS <name>) finds what the component needs.
    options = {"json": [True, False], "sqlite": [True, False], "mpi": [True, False]}
    default_options = {"json": False, "sqlite": False, "mpi": False, "boost/*:header_only": True}
    no_copy_source = True

    @property
    def _root(self):
        return os.path.abspath(os.path.join(self.recipe_folder, "..", "..", ".."))

    def set_version(self):
        # The version stands in the header, in one place.
        text = load(self, os.path.join(self._root, "include", "entente", "version.hpp"))
        part = lambda name: re.search(rf"^#define ENTENTE_VERSION_{name} (\d+)$", text, re.MULTILINE).group(1)
        self.version = ".".join(part(name) for name in ("MAJOR", "MINOR", "PATCH"))

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "include/*", "cmake/*"):
            copy(self, pattern, self._root, self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.74 <2]", transitive_headers=True)
        if self.options.json:
            self.requires("nlohmann_json/[>=3.9 <4]", transitive_headers=True)
        if self.options.sqlite:
            self.requires("sqlite3/[>=3.31 <4]", transitive_headers=True)
        if self.options.mpi:
            self.requires("openmpi/[>=4.1 <6]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = CMakeToolchain(self)
        for option in ("ENTENTE_BUILD_TESTS", "ENTENTE_BUILD_EXAMPLES", "ENTENTE_BUILD_BENCHMARKS"):
            toolchain.cache_variables[option] = "OFF"
        toolchain.cache_variables["ENTENTE_INSTALL"] = "ON"
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        CMake(self).configure()

    def package(self):
        CMake(self).install()

    def package_id(self):
        self.info.clear()  # the headers of all components are installed, whatever is asked for

    def package_info(self):
        # The installed package config is used as it is, so that components are found as everywhere.
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.builddirs = [os.path.join("share", "cmake", "entente")]
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.set_property("pkg_config_name", "entente")
