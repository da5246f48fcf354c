"""From files to rendered output with the built-in engine: articles a second, memory, growth.

usage: throughput.py [COUNT...]   (default 1000 10000)
"""

import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _articles import write


def build(count: int) -> tuple[float, float]:
    """Build `count` articles in a process of its own; return (seconds, peak MB of the largest)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = write(folder, count)
        command = [
            sys.executable,
            "-m",
            "briefer",
            "build",
            str(file),
            "--date",
            "2021-06-01",
            "-q",
        ]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"the build of {count} articles failed ({status})")
        return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print a line a size, and the exponent of growth."""
    counts = [int(arg) for arg in sys.argv[1:]] or [1000, 10_000]
    times = []
    for count in counts:
        took, memory = build(count)
        times.append(took)
        print(
            f"{count:>6} articles: {took:.1f} s, {count / took:.0f} articles/s, peak {memory:.0f} MB"
        )
    if len(counts) > 1:
        exponent = math.log(times[-1] / times[0]) / math.log(counts[-1] / counts[0])
        print(f"growth n^{exponent:.2f} (aim: at most n^1.15)")


if __name__ == "__main__":
    main()
