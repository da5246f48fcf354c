"""Start-up: `briefer --version` against the command-line library's own import, pair by pair."""

import statistics
import subprocess
import sys
import time

RUNS = 15


def seconds(command: list[str]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the median ratio."""
    ours = [sys.executable, "-m", "briefer", "--version"]
    peer = [sys.executable, "-c", "import typer"]
    seconds(ours), seconds(peer)
    pairs = [(seconds(ours), seconds(peer)) for _ in range(RUNS)]
    ratio = statistics.median(a / b for a, b in pairs)
    print(
        f"briefer --version {statistics.median(a for a, _ in pairs) * 1000:.0f} ms, "
        f"import typer {statistics.median(b for _, b in pairs) * 1000:.0f} ms, "
        f"ratio {ratio:.2f} (aim: at most 2.0)"
    )


if __name__ == "__main__":
    main()
