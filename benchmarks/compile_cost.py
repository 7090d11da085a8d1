#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What including and using the library costs a compiler, beside what one header of Boost.Graph costs it.

User seconds of `g++ -O2` for one file, the least of several runs, as a ratio to that of a file that includes
<boost/graph/adjacency_list.hpp> and nothing else, in the same run; and the most memory. Each file once by headers only and once
with ENTENTE_SEPARATE_COMPILATION, as those who link entente::compiled have it. Below, what entente::compiled costs once.

    benchmarks/compile_cost.py [--compiler clang++] [--rounds 3] [--include DIRECTORY_OF_BOOST] [OPTION_OF_THE_COMPILER]...
"""
import argparse
import os
import pathlib
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
files = {path.stem: path for path in (root / 'tests/packaging/compile_cost').glob('*.cpp')}
order = ['umbrella', 'compare', 'five_minutes', 'all_pairs', 'any_measure', 'read_stances']
files['five_minutes'] = root / 'examples/five_minutes.cpp'


def compiled(command):
    """User seconds, and the most memory in MB."""
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit('failed: ' + ' '.join(command))
    return usage.ru_utime, usage.ru_maxrss / 1024


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('--compiler', default='g++')
    arguments.add_argument('--rounds', type=int, default=3)
    arguments.add_argument('--include', action='append', default=[])
    chosen, options = arguments.parse_known_args()
    command = [chosen.compiler, '-std=c++20', '-O2', *options, *('-isystem' + i for i in chosen.include), f'-I{root}/include']
    separate = '-DENTENTE_SEPARATE_COMPILATION'

    with tempfile.TemporaryDirectory() as scratch:
        boost = pathlib.Path(scratch) / 'boost.cpp'
        boost.write_text('#include <boost/graph/adjacency_list.hpp>\n')
        work = {('boost', ''): (boost, [])}
        for name in order + sorted(set(files) - set(order)):
            work[name, ''] = (files[name], [])
            work[name, separate] = (files[name], [separate])
        for path in sorted((root / 'cmake/compiled').glob('*.cpp')):
            work['part ' + path.stem, separate] = (path, [separate])
        best = {}
        for _ in range(chosen.rounds):  # in turns, so that a busy minute falls on all of them
            for key, (path, more) in work.items():
                seconds, memory = compiled(command + more + ['-c', str(path), '-o', f'{scratch}/object.o'])
                before = best.get(key, (seconds, memory))
                best[key] = min(before[0], seconds), max(before[1], memory)

    unit = best['boost', ''][0]
    print(f'<boost/graph/adjacency_list.hpp>: {unit:.2f} s, {best["boost", ""][1]:.0f} MB ({chosen.compiler} -O2)')
    print('| file | headers only | MB | compiled once | MB |\n|---|---:|---:|---:|---:|')
    for name in order + sorted(set(files) - set(order)):
        row = [best[name, how] for how in ('', separate)]
        print(f'| {name} | ' + ' | '.join(f'{seconds / unit:.2f} | {memory:.0f}' for seconds, memory in row) + ' |')
    parts = {name: value for (name, _), value in best.items() if name.startswith('part ')}
    print('entente::compiled, once: ' + ', '.join(f'{name[5:]} {seconds / unit:.1f}' for name, (seconds, _) in parts.items()))


main()
