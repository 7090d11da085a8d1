#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Breaks lines of headers and says which breaks the nearest tests do not notice. See README.md beside this."""
import argparse
import collections
import concurrent.futures
import functools
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from breaks import breaks_of, with_switches

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INCLUDE = os.path.join(ROOT, "include")
TESTS = os.path.join(ROOT, "tests")
FLOORS = ["base", "model", "graph", "fold", "measures", "positions", "kernels", "dyadic", "pairs", "group", "coalition",
          "negotiation", "io", "text"]
# Programs of their own, or tests that need more than a compiler.
NOT_NEAR = {"mpi", "examples", "compile_fail", "consumer", "packaging", "support", "static", "mutation", "fuzz", "headers",
            "failures", "compilers"}
MEMORY = 8 << 30  # bytes of address space of a test; what is broken may ask for any number

# What the switches ask. While the compiler computes, nothing is broken; which switches were asked is written at the end.
SWITCHES = r"""
{include}
#include <cstdio>
#include <cstdlib>
#include <type_traits>
namespace entente_mutation {{
inline int chosen = 0;
inline unsigned char reached[{count} + 1];
struct run {{
    run() {{ if (char const* const k = std::getenv("ENTENTE_MUTANT")) chosen = std::atoi(k); }}
    ~run() {{
        char const* const path = std::getenv("ENTENTE_REACHED");
        std::FILE* const file = path ? std::fopen(path, "w") : nullptr;
        if (!file) return;
        for (int k = 1; k <= {count}; ++k)
            if (reached[k]) std::fprintf(file, "%d\n", k);
        std::fclose(file);
    }}
}};
inline run const this_run;
constexpr bool broken(int k) {{
    if (std::is_constant_evaluated()) return false;
    reached[k] = 1;
    return chosen == k;
}}
}}
#define ENTENTE_BROKEN(k) ::entente_mutation::broken(k)
"""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def headers_of(floor):
    for folder, folders, files in os.walk(os.path.join(INCLUDE, "entente", floor)):
        folders.sort()
        for file in sorted(files):
            if file.endswith(".hpp"):
                yield os.path.relpath(os.path.join(folder, file), INCLUDE)


def test_files():
    """The path in tests/ and the text of every file of tests that may be near."""
    for folder, folders, files in os.walk(TESTS):
        folders[:] = sorted(f for f in folders if f not in NOT_NEAR)
        for file in sorted(files):
            path = os.path.join(folder, file)
            if file.endswith(".cpp") and re.search(r"^\s*(TEST_CASE|SCENARIO)", text := read(path), re.MULTILINE):
                yield os.path.relpath(path, TESTS), text


def includers():
    """By the path of a header, those that include it."""
    found = collections.defaultdict(set)
    for floor in os.listdir(os.path.join(INCLUDE, "entente")):
        for header in headers_of(floor):
            for included in re.findall(r'^#include "(entente/[^"]+)"', read(os.path.join(INCLUDE, header)), re.MULTILINE):
                found[included].add(header)
    return found


def users_of(header, included_by, most=4):
    """The names of what includes a header, [those that do, those that include these, ...], each where it is nearest."""
    seen, last, rings = {header}, {header}, []
    for _ in range(most):
        last = {user for near in last for user in included_by[near]} - seen
        seen |= last
        rings.append({os.path.basename(user)[: -len(".hpp")] for user in last} - {"src", "entente", "all"})
    return rings


@functools.lru_cache(maxsize=None)
def words_of(text):
    return collections.Counter(re.findall(r"\w+", text))


def nearest_tests(header, tests, included_by, most):
    """The tests of a header: of its name on its floor, that include it, that speak of it, or of what includes it."""
    floor, stem = header.split("/")[1], os.path.basename(header)[: -len(".hpp")]
    rings = [ring - {stem} for ring in users_of(header, included_by)]
    scored = []
    for path, text in tests:
        name, words = os.path.basename(path)[: -len(".cpp")], words_of(text)
        score = 4 * (f"{header}" in text) + min(4, words[stem])
        score += sum(sum(min(2, words[user]) for user in ring) / max(1, len(ring)) / far for far, ring in enumerate(rings, 1))
        if path.split("/")[0] == floor:
            score += 3 + 8 * (name == stem)
            score += max((4 / far for far, ring in enumerate(rings, 1) if name in ring), default=0)
            score += 2 * bool(set(stem.split("_")) & set(name.split("_")))
        if score > 0:
            scored.append((-score, len(text), path))
    return [path for _, _, path in sorted(scored)[:most]]


def listed(path):
    """Breaks that a file lists: header, the line before, the line after, each on a line; entries apart by an empty line."""
    keys = set()
    for entry in read(path).split("\n\n"):
        lines = [line.strip() for line in entry.strip().split("\n") if line and not line.startswith("#")]
        if len(lines) >= 3:
            header = lines[0].split(":")[0]
            keys.add((header, lines[1].removeprefix("-").strip(), lines[2].removeprefix("+").strip()))
    return keys


def drawn(floors, wanted, seed, count):
    """Breaks to look at: a floor, a header of it, a break of that, each drawn with equal chances, no line twice."""
    rng, pool = random.Random(seed), {}
    for floor in floors:
        found = [(h, b) for h in headers_of(floor)
                 if wanted(h) and (b := list(breaks_of(h, read(os.path.join(INCLUDE, h)))))]
        if not found:
            continue
        pool[floor] = found
    if not pool:
        sys.exit("no header of these floors has these tests near")
    seen, chosen = set(), []
    for _ in range(100 * count):
        if len(chosen) == count:
            break
        header, of_header = rng.choice(pool[rng.choice(sorted(pool))])
        found = rng.choice(of_header)
        if (header, found.line) not in seen:
            seen.add((header, found.line))
            chosen.append(found)
    return chosen


class Builder:
    """Breaks a copy of the tree, in a folder of its own, and builds tests there."""

    def __init__(self, work, options):
        self.work, self.options, self.tree = work, options, os.path.join(work, "tree")
        for part in ("include", "tests", "examples", os.path.join("cmake", "compiled")):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(self.tree, part), symlinks=True)
        self.include, self.tests = os.path.join(self.tree, "include"), os.path.join(self.tree, "tests")
        self.compiler = [
            options.compiler, "-std=c++20", "-O0", "-w", "-D_GLIBCXX_ASSERTIONS", "-DENTENTE_TEST_QUICK",
            f'-DENTENTE_TESTS_DIR="{self.tests}"',
            f'-DENTENTE_EXAMPLES_DIR="{self.tree}/examples"',
            f'-DENTENTE_EXAMPLES_DATA_DIR="{self.tree}/examples/data"',
            '-DENTENTE_EXAMPLES_BINARY_DIR="/nonexistent"',
            f'-DENTENTE_REFERENCE_DIR="{options.reference}"',
        ]
        self.places = [f"-I{d}" for d in (work, self.include, self.tests, os.path.join(self.tree, "examples"))]
        self.left_out = set()  # numbers of breaks that do not compile
        self.objects = []
        self.one_at_a_time = threading.Lock()
        self.lines = {}  # of the broken headers: the number of the break by header and line

    def start(self, breaks, tests):
        """Makes what so many tests share. `breaks` are numbered from 1."""
        pch = os.path.join(self.work, "switches.hpp")
        with open(pch, "w", encoding="utf-8") as file:
            shared = f'#include "{self.tests}/support/pch.hpp"' if tests > 3 else ""
            file.write(SWITCHES.format(include=shared, count=len(breaks)))
        self.breaks, self.whole = breaks, {b.header: read(os.path.join(self.include, b.header)) for b in breaks}
        if self.options.library:
            self.compiler.append("-DENTENTE_SEPARATE_COMPILATION")
        if shared:
            self.run([*self.compiler, "-x", "c++-header", pch], check=True)
        self.main = os.path.join(self.work, "main.o")
        self.run([*self.compiler, "-c", os.path.join(self.tests, "support", "main.cpp"), "-o", self.main], check=True)
        self.write()

    def write(self):
        """The broken headers, without what does not compile."""
        by_header = collections.defaultdict(list)
        for number, found in enumerate(self.breaks, 1):
            if number not in self.left_out:
                by_header[found.header].append((number, found))
        for header, whole in self.whole.items():
            text, left = with_switches(whole, by_header[header])
            self.left_out.update(left)
            with open(os.path.join(self.include, header), "w", encoding="utf-8") as file:
                file.write(text)
            for match in re.finditer(r"ENTENTE_BROKEN\((\d+)\)", text):
                self.lines[header, text.count("\n", 0, match.start()) + 1] = int(match.group(1))

    def run(self, command, check=False, timeout=None, env=None, stdout=subprocess.DEVNULL):
        return subprocess.run(
            ["nice", "-n", str(self.options.nice), *command], timeout=timeout, check=check, cwd=self.tree, text=True, errors="replace",
            stdout=stdout, stderr=subprocess.STDOUT if stdout else None, env={**os.environ, **(env or {})},
            preexec_fn=None if env is None else lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )

    def compile(self, source, target):
        """Whether a file compiles, with fewer breaks where it has to be."""
        command = [*self.compiler, "-include", "switches.hpp", *self.places,
                   f"-I{os.path.dirname(source)}", "-c", source, "-o", target]
        for _ in range(8):
            done = self.run(command, stdout=subprocess.PIPE)
            if done.returncode == 0:
                return True
            guilty = set()
            for pattern in (r"^.*\berror:.*$", r"^.*$"):
                for line in re.findall(pattern, done.stdout, re.MULTILINE):
                    for header, at in re.findall(re.escape(self.include) + r"/(entente/[\w/]+\.hpp):(\d+)", line):
                        guilty.add(self.lines.get((header, int(at)), 0))
                if guilty := guilty - self.left_out - {0}:
                    break
            if not guilty:
                print(f"{source} does not compile:\n{done.stdout[:600]}", file=sys.stderr)
                return False
            self.left_out |= guilty
            self.write()
        return False

    def library(self):
        folder = os.path.join(self.tree, "cmake", "compiled")
        for file in sorted(f for f in os.listdir(folder) if f.endswith(".cpp")):
            target = os.path.join(self.work, "lib_" + file[: -len(".cpp")] + ".o")
            if not self.compile(os.path.join(folder, file), target):
                sys.exit("the library does not compile")
            self.objects.append(target)

    def build(self, test):
        """The program of a test, or None."""
        base = os.path.join(self.work, test.replace("/", "_")[: -len(".cpp")])
        if not self.compile(os.path.join(self.tests, test), base + ".o"):
            return None
        link = [self.options.compiler, base + ".o", self.main, *self.objects, "-o", base, "-pthread"]
        done = self.run(link, stdout=subprocess.PIPE)
        os.remove(base + ".o")
        if done.returncode != 0:
            print(f"{test} is not linked:\n{done.stdout[:600]}", file=sys.stderr)
        return base if done.returncode == 0 else None

    def finds_alone(self, number, test):
        """Whether a test does not compile, or fails, with one break built in for good: it may be decided while compiling."""
        with self.one_at_a_time:
            return self.finds_built_in(number, test)

    def finds_built_in(self, number, test):
        found, whole = self.breaks[number - 1], self.whole[self.breaks[number - 1].header]
        path = os.path.join(self.include, found.header)
        switched = read(path)
        with open(path, "w", encoding="utf-8") as file:
            file.write(whole[: found.begin] + found.instead + whole[found.end :])
        base = os.path.join(self.work, "alone")
        source = os.path.join(self.tests, test)
        command = [*self.compiler, "-include", "switches.hpp", *self.places, f"-I{os.path.dirname(source)}", source]
        done = self.run([*command, self.main, *self.objects, "-o", base, "-pthread"], stdout=subprocess.PIPE)
        with open(path, "w", encoding="utf-8") as file:
            file.write(switched)
        return done.returncode != 0 or not self.passes(base, 0, 10 * self.options.slow)

    def passes(self, program, number, timeout, reached=""):
        try:
            return self.run([program, "--abort-after=1"], timeout=timeout,
                            env={"ENTENTE_MUTANT": str(number), "ENTENTE_REACHED": reached}).returncode == 0
        except subprocess.TimeoutExpired:
            return False


Program = collections.namedtuple("Program", "path seconds reached")


def programs_of(builder, tests):
    """By its name, what was built of each test, how long it takes, and the breaks that it comes by."""
    built = {}
    for test in tests:
        path = builder.build(test)
        if not path:
            continue
        begun, reached = time.monotonic(), path + ".reached"
        if not builder.passes(path, 0, builder.options.slow, reached):
            print(f"{test} fails or takes more than {builder.options.slow:g} s with nothing broken: left out", file=sys.stderr)
            continue
        seconds = time.monotonic() - begun
        built[test] = Program(path, seconds, {int(k) for k in read(reached).split()})
        print(f"built {test}: {seconds:.1f} s, comes by {len(built[test].reached)} breaks", file=sys.stderr, flush=True)
    return built


def verdict(builder, number, nearest, built, most):
    """("found", test), ("SURVIVED", tests that came by) or ("not reached", [])."""
    near = {test: k for k, test in enumerate(nearest)}
    able = [test for test in built if number in built[test].reached]
    if not able:
        for test in nearest[: builder.options.alone]:
            if test in built and builder.finds_alone(number, test):
                return "found", [test]
    able.sort(key=lambda test: (near.get(test, len(near)), built[test].seconds))
    for test in able[:most]:
        program = built[test]
        if not builder.passes(program.path, number, 10 + 10 * program.seconds):
            return "found", [test]
    return ("SURVIVED", able[:most]) if able else ("not reached", [])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many breaks (default 100)")
    parser.add_argument("--seed", type=int, default=1, help="which of them: the same seed, the same breaks")
    parser.add_argument("--floors", default=",".join(FLOORS), help="of which folders of include/entente")
    parser.add_argument("--again", metavar="FILE", help="these breaks and no others, as --survivors wrote them")
    parser.add_argument("--survivors", metavar="FILE", help="write the survivors there")
    parser.add_argument("--seconds", type=float, default=3600, help="look at no more breaks after so long (default 3600)")
    parser.add_argument("--tests", type=int, default=4, help="build so many tests for each header (default 4)")
    parser.add_argument("--runs", type=int, default=8, help="run at most so many tests for each break (default 8)")
    parser.add_argument("--alone", type=int, default=1, help="build what no test comes by alone, with so many of the nearest tests (default 1)")
    parser.add_argument("--slow", type=float, default=60, help="leave out tests that take longer, in seconds (default 60)")
    parser.add_argument("--jobs", type=int, default=1, help="tests that run at once (default 1)")
    parser.add_argument("--only", metavar="TEST,...", help="these tests, as io/date.cpp, and headers that they are nearest to")
    parser.add_argument("--library", action="store_true", help="compile the library once: pays from some twenty tests on")
    parser.add_argument("--nice", type=int, default=19, help="the priority of all that is run (default 19, the lowest)")
    parser.add_argument("--compiler", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--reference", default="", help="answers of other tools, as ENTENTE_REFERENCE_DIR")
    parser.add_argument("--list", action="store_true", help="show the breaks and their tests, and build nothing")
    options = parser.parse_args()
    begun = time.monotonic()
    tests, included_by = list(test_files()), includers()
    only = set(options.only.split(",")) if options.only else None

    def near(header, most):
        found = nearest_tests(header, tests, included_by, most)
        return [test for test in found if only is None or test in only]

    if options.again:
        keys = listed(options.again)
        chosen = [b for header in sorted({key[0] for key in keys})
                  for b in breaks_of(header, read(os.path.join(INCLUDE, header))) if b.key() in keys]
    else:
        chosen = drawn(options.floors.split(","), lambda h: not options.only or near(h, 2), options.seed, options.count)
    equivalent = listed(os.path.join(os.path.dirname(os.path.abspath(__file__)), "equivalent.txt"))
    tally = collections.Counter(equivalent=sum(b.key() in equivalent for b in chosen))
    chosen = [b for b in chosen if b.key() not in equivalent]
    nearest = {h: near(h, options.tests) for h in {b.header for b in chosen}}
    if options.list:
        for found in chosen:
            print(f"{found}\n    {', '.join(nearest[found.header])}")
        return

    with tempfile.TemporaryDirectory(prefix="entente-mutation-") as work:
        builder = Builder(work, options)
        to_build = sorted({test for some in nearest.values() for test in some})
        builder.start(chosen, len(to_build))
        if options.library:
            builder.library()
        built = programs_of(builder, to_build)
        print(f"built after {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)

        def judge(numbered):
            number, found = numbered
            if number in builder.left_out:
                return found, "no-compile", []
            if time.monotonic() - begun > options.seconds:
                return found, "no time", []
            return (found, *verdict(builder, number, nearest[found.header], built, options.runs))

        survivors = []
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for found, what, by in pool.map(judge, enumerate(chosen, 1)):
                tally[what] += 1
                if what in ("SURVIVED", "not reached"):
                    survivors.append(found)
                print(f"{what:11s} {found}" + (f"\n    by {', '.join(by)}" if by else ""), flush=True)

    if options.survivors:
        with open(options.survivors, "w", encoding="utf-8") as file:
            file.write("\n\n".join(f"{b.header}:{b.line}\n- {b.before}\n+ {b.after}" for b in survivors) + "\n")
    counted = tally["found"] + tally["SURVIVED"] + tally["not reached"]
    print(f"\n{tally['found']} of {counted} were found; {tally['SURVIVED']} were not, and no test came by "
          f"{tally['not reached']}. {tally['no-compile']} did not compile or have no switch, {tally['equivalent']} are known "
          f"to change nothing, {tally['no time']} were not looked at. {time.monotonic() - begun:.0f} s, seed {options.seed}.")


if __name__ == "__main__":
    main()
