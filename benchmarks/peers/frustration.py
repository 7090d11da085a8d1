#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares the exact frustration of signed networks with integer programming by GLPK.

usage: frustration.py --program ENTENTE --edges EDGES.csv [--seconds S]

EDGES.csv is window,source,target,sign: one network for each window. ENTENTE is the program (examples/); glpsol is of the Debian package
glpk-utils. Ours and theirs are processes that take turns on each network: `entente coalition --edges ... --frustration`, and glpsol on a
model of side x of each actor and failure f of each tie:

    min sum f    f >= |x_a - x_b| (tie for)    f >= |1 - x_a - x_b| (tie against)    f_1 + f_2 + f_3 >= 1 (unbalanced triangle)

with the side of the actor of most ties given; the triangles tighten its relaxation. Times are of a processor, start and reading among
them, without the writing of the model, the best of three rounds. Who does not prove a value within S seconds (60) has no time; two proved
values that differ end the program with status 1.
"""
import argparse
import collections
import csv
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

ROUNDS = 3


def networks(file):
    windows = collections.defaultdict(dict)
    with open(file, newline="") as text:
        for row in csv.DictReader(text):
            tie, window = frozenset((row["source"], row["target"])), windows[row["window"]]
            if len(tie) != 2 or tie in window or row["sign"] not in ("1", "-1"):
                sys.exit(f"{file}: {row}: ties are between two actors, once, of sign 1 or -1")
            window[tie] = int(row["sign"])
    return windows


def model(ties):
    """The program of GLPK's LP format, and how many triangles it has."""
    neighbours = collections.defaultdict(set)
    for tie in ties:
        a, b = tie
        neighbours[a].add(b), neighbours[b].add(a)
    actor = {name: f"x{i}" for i, name in enumerate(sorted(neighbours))}
    failure = {tie: f"f{i}" for i, tie in enumerate(ties)}
    lines, triangles = ["minimize", " cost: " + " + ".join(failure.values()), "subject to"], 0
    for tie, sign in ties.items():
        f, (a, b) = failure[tie], (actor[name] for name in sorted(tie))
        lines += [f" {f} - {a} + {b} >= 0", f" {f} + {a} - {b} >= 0"] if sign > 0 else [f" {f} - {a} - {b} >= -1", f" {f} + {a} + {b} >= 1"]
    for tie in ties:
        a, b = sorted(tie)
        for c in sorted(neighbours[a] & neighbours[b]):
            third, fourth = frozenset((a, c)), frozenset((b, c))
            if c > b and ties[tie] * ties[third] * ties[fourth] < 0:
                triangles += 1
                lines.append(f" {failure[tie]} + {failure[third]} + {failure[fourth]} >= 1")
    hub = max(sorted(neighbours), key=lambda name: len(neighbours[name]))
    lines += [f" {actor[hub]} = 1", "bounds", *(f" 0 <= {f} <= 1" for f in failure.values()), "binary", *(f" {x}" for x in actor.values()), "end"]
    return "\n".join(lines) + "\n", triangles


def cpu_of(command, seconds):
    """Seconds of a processor and the output; none where it takes longer than so many."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)  # os.times counts in hundredths
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None, ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr or done.stdout}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def ours(program, edges, seconds):
    took, text = cpu_of([program, "coalition", "--edges", edges, "--frustration", "--format", "csv"], seconds)
    values = dict(line.split(",", 1) for line in text.splitlines())
    return (took, float(values["cost"])) if values.get("proved") == "true" else (None, None)


def theirs(program, lp, scratch, seconds):
    solution = scratch / "solution.txt"
    solution.unlink(missing_ok=True)
    took, _ = cpu_of([program, "--lp", lp, "--output", solution], seconds)
    text = solution.read_text() if took is not None else ""
    if "INTEGER OPTIMAL" not in text:
        return None, None
    return took, float(text.split("cost = ", 1)[1].split()[0])


def best(runs):
    """The least time and the value of runs, each of which proved it."""
    runs = list(runs)
    if any(took is None for took, _ in runs):
        return None, None
    return min(runs)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", required=True)
    options.add_argument("--edges", required=True)
    options.add_argument("--seconds", type=float, default=60)
    given = options.parse_args()
    glpsol = shutil.which("glpsol")
    if not glpsol:
        sys.exit("glpsol is missing: apt-get install glpk-utils")
    windows, differ = networks(given.edges), False
    total = {"entente": 0.0, "GLPK": 0.0}
    both, proved, ratios = 0, collections.Counter(), []
    print(f"{'window':<10}{'actors':>8}{'ties':>8}{'triangles':>11}{'cost':>7}{'entente, ms':>13}{'GLPK, ms':>11}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        edges, lp = scratch / "edges.csv", scratch / "model.lp"
        for name, ties in sorted(windows.items()):
            pairs = [(*sorted(tie), sign) for tie, sign in ties.items()]
            edges.write_text("source,target,weight\n" + "".join(f"{a},{b},{sign}\n" for a, b, sign in pairs))
            text, triangles = model(ties)
            lp.write_text(text)
            turns = [(ours(given.program, edges, given.seconds), theirs(glpsol, lp, scratch, given.seconds)) for _ in range(ROUNDS)]
            (mine, cost), (other, optimum) = best(turn[0] for turn in turns), best(turn[1] for turn in turns)
            proved["entente"] += mine is not None
            proved["GLPK"] += other is not None
            ratio = ""
            if mine is not None and other is not None:
                both += 1
                total["entente"] += mine
                total["GLPK"] += other
                ratios.append(other / mine if mine else float("inf"))
                ratio = f"{ratios[-1]:.1f}"
                if abs(cost - optimum) > 1e-6:
                    differ = True
                    print(f"{name}: {cost} is not GLPK's {optimum}", file=sys.stderr)
            value = cost if cost is not None else optimum
            show = lambda x, scale=1: "-" if x is None else f"{x * scale:.0f}"
            actors = len({actor for tie in ties for actor in tie})
            print(f"{name:<10}{actors:>8}{len(ties):>8}{triangles:>11}{show(value):>7}{show(mine, 1e3):>13}{show(other, 1e3):>11}{ratio:>8}")
    print(f"proved: entente {proved['entente']}, GLPK {proved['GLPK']} of {len(windows)}")
    if both and total["entente"]:
        print(f"{both} that both proved: entente {total['entente'] * 1e3:.0f} ms, GLPK {total['GLPK'] * 1e3:.0f} ms, "
              f"{total['GLPK'] / total['entente']:.1f} x")
    sys.exit(differ)


if __name__ == "__main__":
    main()
