#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares the library with what people use outside C++: SciPy, scikit-learn, NumPy, pandas and R.

Ours and theirs are processes that read the same input and then take turns, one thread each: ours, theirs, ours, theirs. Times are
CPU time of the computation alone, without start, reading and what is prepared once; medians of the rounds. Both results are
compared. A peer that cannot honour missing positions is compared on complete data, and once more with ours on data with gaps.

An input is a file of doubles: actors, issues, categories (0: positions are real numbers in [0, 1]; otherwise 1 ... categories),
the weight of each issue, where each actor's stances begin (actors + 1 of them), the issue of each stance, its position.
"""
import argparse
import array
import collections
import functools
import math
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build" / "bench"

# What an issue weighs: 1 to 3 in quarters, in whole numbers, or any real number.
quarters = lambda: 1 + random.randrange(9) / 4
whole = lambda: float(random.randint(1, 3))
real = lambda: random.uniform(1, 3)

Shape = collections.namedtuple("Shape", "actors issues categories missing weight")
SHAPES = {
    "UN": Shape(200, 6000, 3, 0.30, quarters),
    "LEG": Shape(1024, 1000, 2, 0.40, quarters),
    "VAA": Shape(2000, 50, 5, 0.15, whole),
    "REAL": Shape(200, 6000, 0, 0.30, real),
    "VAA30000": Shape(30001, 50, 5, 0.15, whole),  # the first asks, the others are candidates
    "SP 0.5 %": Shape(1000, 100_000, 5, 0.995, quarters),
    "SP 2 %": Shape(1000, 100_000, 5, 0.98, quarters),
    "SP 10 %": Shape(1000, 100_000, 5, 0.90, quarters),
}
ALL_PAIRS = ["UN", "LEG", "VAA", "REAL"]
FEW_CATEGORIES = ["UN", "LEG", "VAA"]
SPARSE = ["SP 0.5 %", "SP 2 %", "SP 10 %"]

# What our side is told of the scale; `single`: continuous, in single precision. Where identity is asked for, there are categories on both sides.
SCALES = ["categories", "continuous", "single"]
IN_SINGLE = {"city_block", "city_block, weights", "euclidean"}

Peer = collections.namedtuple("Peer", "name needs call job shapes gaps")
PEERS = [
    Peer("R dist", "R", "dist", "city_block", ALL_PAIRS, True),
    Peer("R vegan vegdist", "vegan", "vegdist", "city_block", ALL_PAIRS, True),
    Peer("R cluster daisy", "cluster", "daisy", "city_block, weights", ALL_PAIRS, True),
    Peer("R cor", "R", "cor", "pearson", ALL_PAIRS, True),
    Peer("pandas corr", "pandas", "pandas_corr", "pearson", ALL_PAIRS, True),
    Peer("SciPy pdist", "scipy", "scipy_pdist", "city_block", ALL_PAIRS, False),
    Peer("SciPy pdist w", "scipy", "scipy_pdist_weights", "city_block, weights", ALL_PAIRS, False),
    Peer("sklearn nan_euclidean *", "sklearn", "sklearn_nan_euclidean", "euclidean", ALL_PAIRS, True),
    Peer("NumPy nansum *", "numpy", "numpy_nansum", "city_block, weights", ALL_PAIRS, True),
    Peer("NumPy nansum, matmul *", "numpy", "numpy_nansum_matmul", "city_block, weights", ALL_PAIRS, True),
    Peer("NumPy one-hot f32", "numpy", "numpy_one_hot", "share_identical", FEW_CATEGORIES, True),
    Peer("SciPy sparse one-hot *", "scipy", "scipy_sparse_one_hot", "share_identical", SPARSE, True),
    Peer("NumPy nansum, top 10", "numpy", "numpy_nansum_top", "nearest, weights", ["VAA30000"], True),
    Peer("NumPy matmul, top 10", "numpy", "numpy_nansum_matmul_top", "nearest, weights", ["VAA30000"], True),
    Peer("SciPy cdist w (no top)", "scipy", "scipy_cdist_weights", "nearest, weights", ["VAA30000"], False),
]
PACKAGES = {
    "numpy": "python3-numpy",
    "scipy": "python3-scipy",
    "sklearn": "python3-sklearn",
    "pandas": "python3-pandas",
    "R": "r-base-core",
    "vegan": "r-cran-vegan",
    "cluster": "r-cran-cluster",
}

# How many times longer the peer is expected to take, at least: to notice when we become slower, and no test.
EXPECTED = {
    ("R dist", "UN"): 100,
    ("R vegan vegdist", "UN"): 80,
    ("R cluster daisy", "UN"): 200,
    ("SciPy pdist w", "UN"): 4,
    ("SciPy pdist w", "UN", "single"): 6,
    ("sklearn nan_euclidean *", "UN"): 25,
    ("NumPy nansum *", "UN"): 300,
    ("NumPy one-hot f32", "UN"): 60,
    ("SciPy sparse one-hot *", "SP 0.5 %"): 15,
    ("SciPy sparse one-hot *", "SP 2 %"): 6,
    ("SciPy sparse one-hot *", "SP 10 %"): 10,
    ("NumPy nansum, top 10", "VAA30000"): 400,
    ("SciPy cdist w (no top)", "VAA30000"): 10,
}

LINUX = sys.platform == "linux"  # memory and page faults are read from /proc
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR")}


def doubles(values=()):
    return array.array("d", values)


def make_input(shape, file):
    random.seed(1)
    weight = doubles(shape.weight() for _ in range(shape.issues))
    offset, issue, position = doubles([0]), doubles(), doubles()
    for _ in range(shape.actors):
        held = sorted(random.sample(range(shape.issues), round(shape.issues * (1 - shape.missing))))
        issue.extend(held)
        if shape.categories:
            position.extend(random.choices(range(1, shape.categories + 1), k=len(held)))
        else:
            position.extend(random.random() for _ in held)
        offset.append(len(issue))
    if not shape.categories:
        stretch(issue, position, shape.issues)
    with open(file, "wb") as out:
        for part in (doubles([shape.actors, shape.issues, shape.categories]), weight, offset, issue, position):
            part.tofile(out)


def stretch(issue, position, issues):
    """To [0, 1] on every issue: there are peers that take the length of a scale from the data."""
    low, high = [1.0] * issues, [0.0] * issues
    for i, p in zip(map(int, issue), position):
        low[i], high[i] = min(low[i], p), max(high[i], p)
    for c, i in enumerate(map(int, issue)):
        position[c] = (position[c] - low[i]) / (high[i] - low[i])


@functools.cache
def input_file(folder, name, complete):
    """Made once a run."""
    shape = SHAPES[name]
    if complete:
        shape, name = shape._replace(missing=0), name + " complete"
    file = folder / (name + ".input")
    make_input(shape, file)
    return file


class Worker:
    """One side: a process that has read its input and awaits its turns."""

    def __init__(self, command, result):
        self.result = result
        self.process = subprocess.Popen(
            [*map(str, command), str(result)], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **ONE_THREAD})
        self.times, self.faults = 1, []
        self.turn(0)  # it has read its input
        self.forget_peak()
        before = self.memory("VmRSS")
        self.first = self.turn()
        self.extra = self.memory("VmHWM") - before
        if self.first < 1000:
            last = [self.turn() for _ in range(5)][-1]  # by now the allocator keeps what it gets back, if it ever does
            self.times = math.ceil(50 / max(last, 0.001))
        self.faults.clear()

    def turn(self, times=None):
        """CPU milliseconds of one computation; 0 times: waits until the process is ready."""
        times, faults = self.times if times is None else times, self.page_faults()
        print(times, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"failed: {' '.join(self.process.args)}")
        self.faults.append((self.page_faults() - faults) / max(times, 1))
        return float(answer) / max(times, 1)

    def page_faults(self):
        return int(self.proc("stat").rpartition(")")[2].split()[7]) if LINUX else 0

    def forget_peak(self):
        if LINUX:
            pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def memory(self, what):
        """MiB of the process."""
        return int(self.proc("status").partition(what + ":")[2].split()[0]) / 1024 if LINUX else 0

    def proc(self, file):
        return pathlib.Path(f"/proc/{self.process.pid}/{file}").read_text()

    def values(self):
        self.process.stdin.close()
        if self.process.wait():
            sys.exit(f"failed: {' '.join(self.process.args)}")
        values = doubles()
        values.frombytes(self.result.read_bytes())
        return values


def take_turns(workers, rounds):
    """The median time of each worker; fewer rounds, but three at least, where they take long."""
    times = [[] for _ in workers]
    begin = time.monotonic()
    while len(times[0]) < rounds and (len(times[0]) < 3 or time.monotonic() - begin < 20):
        for worker, measured in zip(workers, times):
            measured.append(worker.turn())
    return [statistics.median(t) for t in times]


def worst_difference(a, b):
    """Between two lists of values; undefined (NaN) must stand in the same places."""
    if len(a) != len(b) or any(math.isnan(x) != math.isnan(y) for x, y in zip(a, b)):
        return math.inf
    return max((abs(x - y) for x, y in zip(a, b) if not math.isnan(x)), default=0.0)


def variants(peer, shape):
    """Which scales ours is told, and with gaps or without: (scale, gaps)."""
    if peer.job == "share_identical":
        scales = SCALES[:1]
    elif SHAPES[shape].categories:
        scales = SCALES
    else:
        scales = SCALES[1:]
    scales = [scale for scale in scales if scale != "single" or peer.job in IN_SINGLE]
    return [(scale, gaps) for scale in scales for gaps in ([True] if peer.gaps else [False, True])]


def compare(peer, shape, variants, program, interpreter, folder, rounds):
    """A row of the table for each variant: what ours is told of the scale, and whether its data have gaps."""
    ours = [
        Worker([program, input_file(folder, shape, not gaps), peer.job, scale], folder / f"ours{n}.result")
        for n, (scale, gaps) in enumerate(variants)
    ]
    theirs = Worker([*interpreter, input_file(folder, shape, not peer.gaps), peer.call], folder / "theirs.result")
    *our_times, their_ms = take_turns([*ours, theirs], rounds)
    their_values = theirs.values()
    for (scale, gaps), our, our_ms in zip(variants, ours, our_times):
        difference = worst_difference(our.values(), their_values)
        print_row(
            peer.job, shape, scale, peer.name, f"{their_ms:.2f}", f"{our_ms:.3f}", f"{our.first:.2f}", f"{their_ms / our_ms:.1f}",
            EXPECTED.get((peer.name, shape, scale), EXPECTED.get((peer.name, shape), "-")), f"{theirs.extra:.1f}", f"{our.extra:.1f}",
            *(f"{statistics.median(side.faults):.0f}" for side in (theirs, our)),
            f"{difference:.1e}" if gaps == peer.gaps else "cannot: missing")


def print_row(*fields):
    widths = (-20, -10, -12, -24, 10, 10, 10, 8, 9, 10, 9, 9, 8, 17)
    print("".join(f"{field:{'<' if w < 0 else '>'}{abs(w)}}" for field, w in zip(fields, widths)), flush=True)


def python_with_numpy():
    """The first Python that has NumPy: that of the system may not be the one that runs this."""
    for python in (sys.executable, shutil.which("python3"), "/usr/bin/python3", "/usr/local/bin/python3"):
        if python and succeeds(python, "-c", "import numpy"):
            return python
    return None


def succeeds(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def find_peers():
    """Commands by what they need. Says what is left out, and how to get it."""
    python, found = python_with_numpy(), {}
    for need, package in PACKAGES.items():
        if package.startswith("python3"):
            command, probe = [python, HERE / "theirs.py"], [python, "-c", f"import {need}"]
        else:
            probe = ["Rscript", "-e", f"library({'stats' if need == 'R' else need})"]
            command = ["Rscript", HERE / "theirs.R"]
        if probe[0] and succeeds(*probe):
            found[need] = command
        else:
            print(f"left out: {need} is not there; apt-get install --no-install-recommends {package}, or --install")
    return found


def install():
    if not shutil.which("apt-get"):
        sys.exit("--install knows apt-get only, which is not here")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES.values()]
    if os.getuid() != 0:
        command.insert(0, "sudo")
    print("installing:", *command, flush=True)
    subprocess.run(command, check=True)


def build(may_install):
    """Our side, by the preset `bench`, which else would get what it misses unasked."""
    preset = ["cmake", "--preset", "bench", f"-DENTENTE_INSTALL_PREREQUISITES={'ON' if may_install else 'OFF'}"]
    for command in (preset, ["cmake", "--build", "--preset", "bench", "--target", "bench_peers"]):
        subprocess.run(command, cwd=HERE.parent.parent, check=True, stdout=sys.stderr)
    return BUILD / "benchmarks" / "peers" / "bench_peers"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("words", nargs="*", help="only the rows whose job, shape or peer has one of these in it")
    arguments.add_argument("--install", action="store_true", help="get what is missing, the peers by apt-get")
    arguments.add_argument("--program", type=pathlib.Path, help="our side; built by the preset `bench` if not given")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--folder", type=pathlib.Path, default=BUILD / "peers", help="where inputs and results go (0.4 GB)")
    options = arguments.parse_args()

    if options.install:
        install()
    found = find_peers()
    program = options.program or build(options.install)
    options.folder.mkdir(parents=True, exist_ok=True)
    if "OPENBLAS_CORETYPE" in os.environ:
        print("OPENBLAS_CORETYPE =", os.environ["OPENBLAS_CORETYPE"])
    print_row("job", "shape", "our scale", "peer", "peer ms", "our ms", "first ms", "ratio", "expected", "peer MiB", "our MiB",
              "peer flt", "our flt", "worst difference")
    for peer in PEERS:
        for shape in peer.shapes:
            wanted = not options.words or any(word in f"{peer.job} / {shape} / {peer.name}" for word in options.words)
            if peer.needs in found and wanted:
                compare(peer, shape, variants(peer, shape), program, found[peer.needs], options.folder, options.rounds)
    print(
        "\nms: CPU time; first: ours when it makes its layouts, which it does once. ratio: how many times longer the peer takes;\n"
        "expected: at least. MiB: the most that the first computation adds to the memory. flt: minor page faults of a computation.\n"
        "*: computes both triangles; its time is counted for the pairs once.\n"
        "worst difference: between the values of both; inf: other pairs are undefined. cannot: missing: the peer had complete data\n"
        "and ours had gaps; in the row before, both had complete data."
    )


if __name__ == "__main__":
    main()
