"""The order of the stages; alone in knowing the store and the settings as well.

    intake     what comes in, kept as it is read
    build      select, prepare, load a dossier, edit it, save
    output     an edition as files and as a letter
    review     an edition in the hands of people; workspace looks after everything around it
    mail       editions sent to their readers
    run        what a timer or a command sets going
    room       what the pages of the reading room show, apart from all others

Imports go `run > mail > review | workspace > build > intake | output`; `progress` is shared.
"""

from briefer.pipeline.progress import Progress, Silent

__all__ = ["Progress", "Silent"]
