"""Every error briefer raises on purpose.

    BrieferError                    exit code
    ├── CheckFailedError            1   a check said no
    │   └── EditRefusedError        1   a reviewer's sentence is not borne out by its evidence
    ├── UsageError                  2   the call or the configuration is wrong
    │   ├── ConfigError             2   briefer.toml or an audience file
    │   ├── TemplateError           2   a template or a prompt
    │   └── ConflictError           2   somebody else changed the same thing meanwhile
    ├── NothingToBriefError         3   no article in the window
    └── ServiceError                4   something outside failed; what was done is kept
        ├── SourceError             4   a file, page, feed or mail could not be read
        ├── EngineError             4   a model server failed, refused or answered rubbish
        ├── StoreError              4   the state file is damaged, locked or from a newer version
        ├── MailError               4   the mail server failed
        └── BusyError               4   another briefer is at the same work

A message says what happened, where, and what to do next; credentials are taken out of it here, for
it may repeat an address, or what a server said.
"""

from briefer.credentials import scrub


class BrieferError(Exception):
    """The root: anything briefer raises on purpose. `exit_code` is the process's."""

    exit_code = 1

    def __init__(self, *said: object) -> None:
        super().__init__(*(scrub(part) if isinstance(part, str) else part for part in said))


class CheckFailedError(BrieferError):
    """A check that the user asked for did not pass."""

    exit_code = 1


class EditRefusedError(CheckFailedError):
    """A sentence written by hand does not pass its check; nothing was changed.

    `text` is the sentence, `problems` are the check's reasons in plain words, `proposal` is a
    version that would pass, "" where there is none.
    """

    def __init__(self, text: str, problems: tuple[str, ...], proposal: str = "") -> None:
        self.text = text
        self.problems = problems
        self.proposal = proposal
        lines = [f"not changed: its evidence does not bear out “{text}”"]
        lines += [f"  {problem}" for problem in problems]
        lines += [f"this would pass: {proposal}"] if proposal else []
        lines += ["write it as the evidence has it, drop the item, or add what you know as a note"]
        super().__init__("\n".join(lines))


class UsageError(BrieferError):
    """The call or the configuration is wrong; nothing was done."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file or variable holds unknown keys or invalid values."""


class TemplateError(UsageError):
    """A template or a prompt is missing, broken, or asks for what is not there."""


class ConflictError(UsageError):
    """Somebody else changed the same thing meanwhile; nothing was changed, nothing is lost."""


class NothingToBriefError(BrieferError):
    """No article falls into the briefing's window."""

    exit_code = 3


class ServiceError(BrieferError):
    """Something outside failed; what was done so far is kept."""

    exit_code = 4


class SourceError(ServiceError):
    """One source could not be read; the message gives its location and the reason."""


class EngineError(ServiceError):
    """A model server failed, refused, or answered what could not be used."""


class StoreError(ServiceError):
    """The state file is damaged, locked, or was written by a newer briefer."""


class MailError(ServiceError):
    """The mail server failed or refused."""


class BusyError(ServiceError):
    """Another briefer is at the same work; nothing was done."""
