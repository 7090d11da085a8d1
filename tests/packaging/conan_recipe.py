# SPDX-License-Identifier: BSL-1.0
"""conan_recipe.py CONANFILE FOLDER: copies the sources that a recipe exports to FOLDER, and prints, a line each, the version that it
finds, its name, its licence, what it requires, and for each option its name, its default and what is required with it.

Conan is not needed: of its modules stand here what these steps call."""
import fnmatch
import os
import shutil
import sys
import types


def copy(recipe, pattern, source, target):
    copied = 0
    for folder, folders, files in os.walk(source):
        folders[:] = [f for f in folders if f not in ("build", ".git")]
        for file in files:
            relative = os.path.relpath(os.path.join(folder, file), source)
            if fnmatch.fnmatchcase(relative, pattern):
                os.makedirs(os.path.dirname(os.path.join(target, relative)), exist_ok=True)
                shutil.copy2(os.path.join(source, relative), os.path.join(target, relative))
                copied += 1
    if not copied:
        sys.exit(f"nothing is called {pattern}")


def load(recipe, path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def module(name, **members):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(members)


module("conan", ConanFile=object)
module("conan.tools")
module("conan.tools.build", check_min_cppstd=None)
module("conan.tools.cmake", CMake=None, CMakeDeps=None, CMakeToolchain=None, cmake_layout=None)
module("conan.tools.files", copy=copy, load=load)

path, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
names = {}
exec(compile(load(None, path), path, "exec"), names)
recipe = names["EntenteConan"]()
recipe.recipe_folder = os.path.dirname(path)
recipe.export_sources_folder = folder
recipe.set_version()
recipe.export_sources()


def required(chosen):
    found = []
    recipe.options = types.SimpleNamespace(**chosen)
    recipe.requires = lambda reference, **traits: found.append((reference, traits))
    recipe.requirements()
    if not all(traits.get("transitive_headers") for reference, traits in found):
        sys.exit("whoever includes the library includes what it requires")
    return {reference.split("/")[0] for reference, traits in found}


off = {name: False for name in type(recipe).options}
defaults = {name: recipe.default_options[name] for name in off}
print(recipe.version, recipe.name, recipe.license, " ".join(sorted(required(off))), sep="\n")
for name in sorted(off):
    more = sorted(required({**off, name: True}) - required(off))
    print(name, defaults[name], *more)
