#!/usr/bin/env python3
"""Times a reader of manifests on each hostile file, and says where time does not grow with size.

    measure.py COMMAND FOLDER [--half FOLDER] [--runs 3]

COMMAND is run with each file as its last argument, as in `measure.py 'target/release/plimsoll check' /tmp/hostile`. Times are those of
the processor, the best of the runs. With `--half`, a folder of the same files at half the scale, a file is marked whose time is more than
2.6 times that of its half.
"""

import argparse
import os
import pathlib
import shlex
import subprocess
import sys

# Below this a process is mostly its start.
WORTH_COMPARING = 0.1
LINEAR = 2.6


def once(command, file):
    """Seconds of the processor, bytes of output and whether it came to an end by itself."""
    process = subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    written = 0
    while chunk := process.stdout.read(1 << 20):
        written += len(chunk)
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    # So that nobody waits for it again.
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, written, process.returncode in (0, 1)


def best(command, file, runs):
    """The best of some runs; all must come to an end by themselves."""
    results = [once(command, file) for _ in range(runs)]
    return min(seconds for seconds, _, _ in results), results[0][1], all(ended for _, _, ended in results)


def main():
    """Prints a line for each file, the slowest last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", type=shlex.split)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--half", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    lines, total, bad = [], 0.0, 0
    for file in sorted(arguments.folder.iterdir()):
        seconds, written, ended = best(arguments.command, file, arguments.runs)
        total += seconds
        words = [] if ended else ["crashed"]
        if arguments.half and seconds > WORTH_COMPARING:
            half, _, _ = best(arguments.command, arguments.half / file.name, arguments.runs)
            words += ["not linear"] if seconds > LINEAR * half else []
        bad += len(words)
        lines.append((seconds, f"{seconds:8.3f} s {file.stat().st_size:10} -> {written:10} {file.name} {' '.join(words)}"))
    print("\n".join(line for _, line in sorted(lines)))
    print(f"{total:8.3f} s in all, one file after the other")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
