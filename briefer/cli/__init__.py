"""The command line: thin commands that parse, call the library and print.

    app       the commands, put together
    common    what they share: the workspace, the clock, output and progress
    texts     what they print of what the pipeline returns

One module for each group of commands. Nothing heavy is imported before a command runs, and all
that is printed for people is worded here; what `--json` prints is the `as_json` of what is shown.
"""

__all__ = ["app"]
