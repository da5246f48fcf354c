"""Forks processes that send: one JSON request a line in, the pid and then the end of each out.

A process of its own, because it has no threads: forking is safe, and a fork starts in no time.
"""

import datetime as dt
import io
import json
import os
import sys
import traceback
from pathlib import Path

from briefer.deliver.smtp import Pace
from briefer.pipeline.mail.dispatch import send, send_built
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import Request, build_briefings
from briefer.settings import load


def run(request: dict[str, str]) -> int:
    """Send as `briefer send` or `briefer build --send` would; return 0 if everyone was served."""
    space = load(Path(request["root"]), {"smtp.port": int(request["port"])})
    pace = Pace(attempts=2, first_wait=0, longest_wait=0, jitter=0)
    now = dt.datetime.fromisoformat(request["now"])
    audiences = request["audiences"].split(",")
    if request.get("build"):
        wanted = Request((), request["date"], tuple(audiences), None)
        made = build_briefings(space, wanted, now, Silent(), io.BytesIO())
        built = [e.briefing.edition for e in made.editions]
        return 0 if send_built(space, built, now, Silent()).complete else 4
    report = send(space, request["date"], audiences, now, Silent(), How(pace=pace))
    return 0 if report.complete else 4


def main() -> None:
    """Fork for each request."""
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                code = run(json.loads(line))
            except BaseException:  # noqa: BLE001 - a forked process must not go on in this loop
                traceback.print_exc()
                code = 1
            os._exit(code)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
