#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Prints how many times longer the others take for a cell than the library, job by job, from the JSON of Google Benchmark.

usage: ratios.py FILE.json...   CPU time; names are JOB/SHAPE/WHO, with WHO = entente for the library. A job whose others do a part only
counts the cells of that part.
Of memory, where a benchmark counts it: page faults of a run, bytes a pair at the peak of the runs, bytes a cell of the layouts.
"""
import json
import sys

runs = {}
for file in sys.argv[1:]:
    with open(file) as text:
        for run in json.load(text)["benchmarks"]:
            if run.get("run_type") == "aggregate":
                continue
            parts = run["name"].split("/")
            if len(parts) < 3:
                continue
            runs.setdefault((parts[0], parts[1]), {}).setdefault(parts[2], []).append(run)


def number(run, counter, form):
    return f"{run[counter]:{form}}" if counter in run else ""


print(f"{'job':<15}{'shape':<18}{'who':<24}{'ms':>12}{'Gcell/s':>10}{'times entente':>15}{'faults':>10}{'B/pair':>9}{'B/cell':>9}")
for (job, shape), by_who in runs.items():
    best = {who: min(several, key=lambda run: run["cpu_time"]) for who, several in by_who.items()}
    ours = best.get("entente")
    for who, run in sorted(best.items(), key=lambda item: (-item[1].get("cells", 0), item[1]["cpu_time"])):
        ms = run["cpu_time"] * {"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3}[run["time_unit"]]
        if ours and "cells" in run:
            ratio = f"{ours['cells'] / run['cells']:.1f}"
        else:
            ratio = f"{run['cpu_time'] / ours['cpu_time']:.2f}" if ours else "-"
        print(f"{job:<15}{shape:<18}{who:<24}{ms:>12.3f}{run.get('cells', 0.0) / 1e9:>10.2f}{ratio:>15}"
              f"{number(run, 'faults', '.1f'):>10}{number(run, 'bytes/pair', '.0f'):>9}{number(run, 'layout bytes/cell', '.2f'):>9}")
