#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Prints how many times longer the others take than the library, job by job, from the JSON of Google Benchmark.

usage: ratios.py FILE.json...   CPU time; names are JOB/SHAPE/WHO, with WHO = entente for the library.
"""
import json
import sys

times = {}
for file in sys.argv[1:]:
    with open(file) as text:
        for run in json.load(text)["benchmarks"]:
            if run.get("run_type") == "aggregate":
                continue
            parts = run["name"].split("/")
            if len(parts) < 3:
                continue
            who = parts[2]
            times.setdefault((parts[0], parts[1]), {}).setdefault(who, []).append(
                (run["cpu_time"], run.get("cells", 0.0)))

print(f"{'job':<14}{'shape':<18}{'who':<24}{'ms':>12}{'Gcell/s':>10}{'times entente':>15}")
for (job, shape), by_who in times.items():
    best = {who: min(runs) for who, runs in by_who.items()}
    ours = best.get("entente", (None, 0))[0]
    for who, (ms, cells) in sorted(best.items(), key=lambda item: item[1][0]):
        ratio = f"{ms / ours:.2f}" if ours else "-"
        print(f"{job:<14}{shape:<18}{who:<24}{ms:>12.3f}{cells / 1e9:>10.2f}{ratio:>15}")
