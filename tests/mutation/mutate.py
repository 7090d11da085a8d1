#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Breaks one line of a header at a time and says which breaks the nearest tests do not notice. See README.md beside this."""
import argparse
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INCLUDE = os.path.join(ROOT, "include")
TESTS = os.path.join(ROOT, "tests")
FLOORS = ["fold", "measures", "dyadic", "pairs", "kernels", "positions", "graph", "model", "io", "negotiation", "text"]
# Programs of their own, or tests that need more than a compiler.
NOT_NEAR = {"mpi", "examples", "compile_fail", "consumer", "packaging", "support", "static", "mutation", "fuzz"}

OPERATORS = [
    ("a comparison takes its end along", r" < ", " <= "),
    ("a comparison leaves its end out", r" <= ", " < "),
    ("a comparison takes its end along", r" > ", " >= "),
    ("a comparison leaves its end out", r" >= ", " > "),
    ("equal, not different", r" != ", " == "),
    ("different, not equal", r" == ", " != "),
    ("or, not and", r" && ", " || "),
    ("and, not or", r" \|\| ", " && "),
    ("not", r"\bif \((?!constexpr)", "if (!("),  # closed below
    ("minus, not plus", r" \+ ", " - "),
    ("plus, not minus", r" - ", " + "),
    ("divided, not times", r" \* ", " / "),
    ("times, not divided", r" / ", " * "),
    ("taken away, not added", r" \+= ", " -= "),
    ("added, not taken away", r" -= ", " += "),
    ("the greater", r"\bstd::min\b", "std::max"),
    ("the lesser", r"\bstd::max\b", "std::min"),
    ("false", r"\btrue\b", "false"),
    ("true", r"\bfalse\b", "true"),
    ("one, not nothing", r"(?<![\w.'])0(?![\w.'x])", "1"),
    ("two, not one", r"(?<![\w.'])1(?![\w.'])", "2"),
    ("the other end", r"\blower\b", "upper"),
    ("the other end", r"\bupper\b", "lower"),
    ("the other end", r"\.front\(\)", ".back()"),
    ("the other end", r"\.back\(\)", ".front()"),
    ("the first", r"\bsecond\b", "first"),
    ("the second", r"\bfirst\b", "second"),
    ("no magnitude", r"\bstd::abs\(", "("),
]
# What is not computed: declarations, messages, assertions, what only a compiler reads.
SKIP = re.compile(
    r"^\s*(//|#|\*|/\*|template|using |friend |concept |namespace |virtual |public:|private:|case |default:)"
    r"|static_assert|requires|operator|throw |refuse|message|ENTENTE_ASSERT|ENTENTE_TARGET|\"[^\"]{6,}\"|= default|= delete"
)
STATEMENT = re.compile(r"^[\w\[\]().>\-+*&:, ]+ ?(=|\+=|-=|\|=|&=|\+\+|\()[^{}]*;$")
DECLARATION = re.compile(
    r"^(auto|const|constexpr|static|inline|return|if|for|while|else|do|break|continue|explicit|std::[\w<>:, ]+ \w+"
    r"|(double|bool|int|unsigned|char|float) |[\w:<>, ]+ (const )?[&*]?\w+( =|;|\{|\())"
)


def mutants_of(path):
    """(line number, before, after, what) for every break of a file, in order."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines):
        code = line.split("//")[0].rstrip()
        if not code.strip() or SKIP.search(line):
            continue
        for what, pattern, replacement in OPERATORS:
            for match in re.finditer(pattern, code):
                if code.count('"', 0, match.start()) % 2:
                    continue
                after = code[: match.start()] + replacement + code[match.end() :]
                if what == "not":
                    depth, at = 0, match.end()
                    while at < len(code) and not (code[at] == ")" and depth == 0):
                        depth += {"(": 1, ")": -1}.get(code[at], 0)
                        at += 1
                    if at == len(code):
                        continue
                    inner = code[match.end() : at]
                    if ";" in inner:
                        continue
                    after = f"{code[: match.start()]}if (!({inner})){code[at + 1 :]}"
                yield number, line, after, what
        body = code.strip()
        if STATEMENT.match(body) and not DECLARATION.match(body):
            yield number, line, re.match(r"\s*", code).group(0) + ";", "dropped"


def test_files():
    for folder, folders, files in os.walk(TESTS):
        folders[:] = sorted(f for f in folders if f not in NOT_NEAR)
        for file in sorted(files):
            path = os.path.join(folder, file)
            if file.endswith(".cpp"):
                with open(path, encoding="utf-8") as handle:
                    text = handle.read()
                if re.search(r"^\s*(TEST_CASE|SCENARIO)", text, re.MULTILINE):
                    yield os.path.relpath(path, TESTS), text


def includers():
    """By the path of a header, the names of those that include it."""
    found = collections.defaultdict(set)
    for folder, _, files in os.walk(os.path.join(INCLUDE, "entente")):
        for file in files:
            with open(os.path.join(folder, file), encoding="utf-8") as handle:
                for included in re.findall(r'^#include "(entente/[^"]+)"', handle.read(), re.MULTILINE):
                    found[included].add(file[: -len(".hpp")])
    return found


def nearest_tests(header, tests, included_by, most):
    """The tests of a header: of its name on its floor, that include it, that speak of it, or of what includes it."""
    floor, stem = header.split("/")[1], os.path.basename(header)[: -len(".hpp")]
    users = included_by[header] - {stem, "src", "entente", "all"}
    scored = []
    for path, text in tests:
        name = os.path.basename(path)[: -len(".cpp")]
        score = 4 * (f'"{header}"' in text) + min(4, len(re.findall(rf"\b{stem}\b", text)))
        score += sum(min(2, len(re.findall(rf"\b{user}\b", text))) for user in users) / max(1, len(users))
        if path.split("/")[0] == floor:
            score += 3 + 8 * (name == stem) + 4 * (name in users)
            score += 2 * bool(set(stem.split("_")) & set(name.split("_")))
        if score > 0:
            scored.append((-score, len(text), path))
    return [path for _, _, path in sorted(scored)[:most]]


class Builder:
    def __init__(self, work, compiler, timeout):
        self.work, self.timeout = work, timeout
        self.overlay = os.path.join(work, "include")
        self.command = [compiler, "-std=c++20", "-O0", "-w"]
        self.defines = [
            f'-DENTENTE_TESTS_DIR="{TESTS}"',
            f'-DENTENTE_EXAMPLES_DIR="{ROOT}/examples"',
            f'-DENTENTE_EXAMPLES_DATA_DIR="{ROOT}/examples/data"',
            '-DENTENTE_EXAMPLES_BINARY_DIR="/nonexistent"',
            '-DENTENTE_REFERENCE_DIR=""',
            "-DENTENTE_TEST_QUICK",
        ]
        shutil.copy(os.path.join(TESTS, "support", "pch.hpp"), os.path.join(work, "pch.hpp"))
        self.main = os.path.join(work, "main.o")
        self.run([*self.command, *self.defines, "-x", "c++-header", os.path.join(work, "pch.hpp")], None, check=True)
        self.run([*self.command, "-c", os.path.join(TESTS, "support", "main.cpp"), "-o", self.main], None, check=True)
        self.passes = {}

    @staticmethod
    def run(command, timeout, check=False):
        return subprocess.run(
            ["nice", "-n", "19", *command], timeout=timeout, check=check, stdout=subprocess.DEVNULL,
            stderr=None if check else subprocess.DEVNULL, cwd=ROOT,
        ).returncode

    def verdict(self, test):
        """no-compile, failed or passed, with whatever stands in the overlay."""
        program = os.path.join(self.work, "test")
        source = os.path.join(TESTS, test)
        includes = [f"-I{d}" for d in (self.overlay, INCLUDE, TESTS, os.path.join(ROOT, "examples"), os.path.dirname(source))]
        command = [*self.command, *self.defines, f"-I{self.work}", "-include", "pch.hpp", *includes]
        if self.run([*command, source, self.main, "-o", program, "-pthread"], None) != 0:
            return "no-compile"
        try:
            return "passed" if self.run([program], self.timeout) == 0 else "failed"
        except subprocess.TimeoutExpired:
            return "failed"

    def whole(self, test):
        """Whether a test passes with nothing broken; otherwise it tells nothing."""
        if test not in self.passes:
            shutil.rmtree(self.overlay, ignore_errors=True)
            self.passes[test] = self.verdict(test) == "passed"
        return self.passes[test]

    def break_line(self, header, number, after):
        shutil.rmtree(self.overlay, ignore_errors=True)
        with open(os.path.join(INCLUDE, header), encoding="utf-8") as file:
            lines = file.read().split("\n")
        lines[number] = after
        target = os.path.join(self.overlay, header)
        os.makedirs(os.path.dirname(target))
        with open(target, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))


def plan(floors, seed):
    """Breaks without end: a floor, a header of it, a break of that, each drawn with equal chances, none twice."""
    rng = random.Random(seed)
    pool = {}
    for floor in floors:
        headers = []
        for folder, folders, files in os.walk(os.path.join(INCLUDE, "entente", floor)):
            folders.sort()
            for file in sorted(files):
                path = os.path.join(folder, file)
                breaks = list(mutants_of(path)) if file.endswith(".hpp") else []
                if breaks:
                    headers.append((os.path.relpath(path, INCLUDE), breaks))
        if headers:
            pool[floor] = headers
    if not pool:
        sys.exit("these floors have no headers: " + ", ".join(floors))
    seen = set()
    for _ in range(100000):
        header, breaks = rng.choice(pool[rng.choice(sorted(pool))])
        chosen = rng.choice(breaks)
        if (header, *chosen) not in seen:
            seen.add((header, *chosen))
            yield (header, *chosen)


def known_equivalents():
    """Breaks that change nothing, as equivalent.txt says: header, before, after, each on a line, then why."""
    known = set()
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "equivalent.txt")
    with open(path, encoding="utf-8") as file:
        for entry in file.read().split("\n\n"):
            lines = [line for line in entry.strip().split("\n") if not line.startswith("#")]
            if len(lines) >= 4:
                known.add((lines[0].strip(), lines[1].removeprefix("-").strip(), lines[2].removeprefix("+").strip()))
    return known


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="how many breaks (default 40)")
    parser.add_argument("--seed", type=int, default=1, help="which of them: the same seed, the same breaks")
    parser.add_argument("--seconds", type=float, default=3600, help="begin none after so long (default 3600)")
    parser.add_argument("--floors", default=",".join(FLOORS), help="of which folders of include/entente")
    parser.add_argument("--tests", type=int, default=5, help="at most so many tests for each (default 5)")
    parser.add_argument("--timeout", type=float, default=120, help="of one run of a test, in seconds")
    parser.add_argument("--compiler", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--list", action="store_true", help="show the breaks and their tests, and build nothing")
    options = parser.parse_args()

    tests, included_by, equivalent = list(test_files()), includers(), known_equivalents()
    tally, survivors = collections.Counter(), []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="entente-mutation-") as work:
        builder = None if options.list else Builder(work, options.compiler, options.timeout)
        for done, (header, number, before, after, what) in enumerate(plan(options.floors.split(","), options.seed)):
            if done == options.count or time.monotonic() - begun > options.seconds:
                break
            nearest = nearest_tests(header, tests, included_by, options.tests)
            shown = f"{header}:{number + 1} ({what})\n    - {before.strip()}\n    + {after.strip()}"
            if options.list:
                print(f"{shown}\n    {', '.join(nearest)}")
                continue
            if (header, before.strip(), after.strip()) in equivalent:
                tally["equivalent"] += 1
                continue
            verdict, by = "SURVIVED", ""
            for test in nearest:
                if not builder.whole(test):
                    print(f"{test} does not pass by itself, and is left out", file=sys.stderr)
                    continue
                builder.break_line(header, number, after)
                found = builder.verdict(test)
                if found != "passed":
                    verdict, by = ("found", test) if found == "failed" else ("no-compile", test)
                    break
            tally[verdict] += 1
            if verdict == "SURVIVED":
                survivors.append(f"{shown}\n    passed: {', '.join(nearest)}")
            print(f"{verdict:10s} {shown}" + (f"\n    by {by}" if by else ""), flush=True)

    if options.list:
        return
    counted = tally["found"] + tally["SURVIVED"]
    print(f"\nSurvivors, {len(survivors)}:" if survivors else "\nNo survivors.")
    print("\n".join(survivors))
    print(f"\n{tally['found']} of {counted} were found; {tally['no-compile']} did not compile, "
          f"{tally['equivalent']} are known to change nothing. {time.monotonic() - begun:.0f} s, seed {options.seed}.")


if __name__ == "__main__":
    main()
