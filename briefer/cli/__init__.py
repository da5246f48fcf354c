"""The command line: thin commands that parse, call the library and print.

    app       the command line itself; lazy has every command by name, imported when it is called
    common    what they share: the workspace, the clock, output and progress
    terminal  the one way out: what is printed steers no terminal and tells no credential
    texts     what they print of what the pipeline returns

One module for each group of commands. All that is printed for people is worded here; what
`--json` prints is the `as_json` of what is shown.
"""

__all__ = ["app"]
