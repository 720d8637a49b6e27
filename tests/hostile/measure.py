#!/usr/bin/env python3
"""Holds a reader of manifests against the hostile files: how long it takes for all, what it finds in each, and whether its time grows
with their size.

    measure.py PLIMSOLL [--only NAME] [--runs 3]

PLIMSOLL is the command, as in `target/release/plimsoll`. Prints what is wrong and fails where

- `PLIMSOLL check FOLDER` takes longer for the whole set than it may,
- a file ends in anything but a report, or the report lacks the finding that `generate.py` names, or a place lies outside of the text,
- a file that is four times as long takes more than twice as much time for each byte, to check it with the edits of its fixes, or to
  apply them.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import generate

# Seconds that the whole set may take.
WHOLE = 5.0
# Seconds of the processor below which a comparison says little.
WORTH_COMPARING = 0.1
GROWTH = 4
# Time for each byte of the longer file, beside the shorter one. A square would give 4.
MORE = 2.0
# Beyond this nothing is read.
LARGEST = 30_000_000


def run(command, file):
    """Seconds of the processor and of the clock, the output, and whether it came to an end by itself. A command that ends in `-` reads the
    file from its standard input."""
    begun = time.perf_counter()
    with open(os.devnull if file.is_dir() else file, "rb") as text:
        words = command if command[-1] == "-" else [*command, str(file)]
        process = subprocess.Popen(words, stdin=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    # So that nobody waits for it again.
    process.returncode = os.waitstatus_to_exitcode(status)
    ended = process.returncode in (0, 1)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, output, ended


def whole(command, files, folder, runs):
    """The best of some runs over all files at once."""
    size = sum(generate.write(folder, file, 1) for file in files)
    clock = min(run(command, folder)[1] for _ in range(runs))
    print(f"all {len(files)} files, {size / 1e6:.0f} MB: {clock:.2f} s")
    return [f"the whole set takes more than {WHOLE} s"] if clock > WHOLE else []


def told(command, file, path):
    """What is wrong with the report of a file, and whether it offers a fix."""
    _, _, output, ended = run(command, path)
    if not ended:
        return [f"{file.name}: crashed"], False
    report = json.loads(output)
    findings = report["findings"]
    rules = {finding["rule"] for finding in findings}
    wrong = []
    if file.rule and file.rule not in rules:
        wrong.append(f"{file.name}: no `{file.rule}`, but {sorted(rules)}")
    size = path.stat().st_size
    for place in (finding["location"][side] for finding in findings for side in ("start", "end")):
        # A text that was decoded is longer than its bytes.
        if place["line"] < 1 or place["column"] < 1 or place["offset"] > size * 3:
            wrong.append(f"{file.name}: no place: {place}")
            break
    return wrong, any(finding["fixes"] for finding in findings)


def seconds(command, file, folder, scale, runs, start):
    """Seconds of the processor at a scale, without those of the command's start, and the size."""
    size = generate.write(folder, file, scale)
    path = folder / file.name
    took = min(run(command, path)[0] for _ in range(runs))
    return max(took - start, 0.0005), size


def growth(command, file, folder, runs, start):
    """Compares two sizes, large enough to tell."""
    scale = 1 / GROWTH
    small, small_size = seconds(command, file, folder, scale, runs, start)
    while True:
        large, large_size = seconds(command, file, folder, scale * GROWTH, runs, start)
        if large > WORTH_COMPARING or large_size <= small_size or large_size * GROWTH > LARGEST:
            break
        scale *= GROWTH
        small, small_size = large, large_size
    if large_size < 2 * max(small_size, 1):
        print(f"{'':21}{large:7.3f} s {large_size:9} bytes{'':15}{command[1]:6}{file.name}: of one size")
        return []
    more = (large / large_size) / (small / small_size)
    print(f"{small:7.3f} s {small_size:9} -> {large:7.3f} s {large_size:9} bytes, {more:4.2f} a byte  {command[1]:6}{file.name}")
    # So little is the noise of a process.
    slower = more > MORE and large > WORTH_COMPARING / 4
    return [f"{command[1]} {file.name}: {more:.2f} times the time for each byte of a file {GROWTH} times as long"] if slower else []


def main():
    """Measures one thing after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plimsoll", type=pathlib.Path)
    parser.add_argument("--only", default="", help="only the files whose name holds this")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    files = [file for file in generate.FILES if arguments.only in file.name]
    plimsoll = str(arguments.plimsoll.resolve())
    check, fix = [plimsoll, "check", "--format", "json"], [plimsoll, "fix", "--unsafe", "-"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        wrong = whole([plimsoll, "check"], files, folder, arguments.runs)
        empty = folder / "empty"
        empty.write_bytes(b"")
        start = min(run(check, empty)[0] for _ in range(9))
        for file in files:
            faults, mends = told(check, file, folder / file.name)
            wrong += faults
            for command in [check, fix] if mends else [check]:
                wrong += growth(command, file, folder, arguments.runs, start)
    print("\n".join(wrong) or "nothing is wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
