"""`briefer` on the command line, and `python -m briefer`."""

import sys

from briefer.controls import printable
from briefer.errors import BrieferError


def main() -> None:
    """Run the command line; every error briefer raises on purpose becomes its exit code."""
    from briefer.cli.app import app  # noqa: PLC0415 - the worker processes of a build need no CLI

    try:
        app()
    except BrieferError as error:
        sys.stderr.write(printable(f"briefer: {error}\n"))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("briefer: interrupted; what was finished is kept\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing is left to say
        sys.exit(141)


if __name__ == "__main__":
    main()
