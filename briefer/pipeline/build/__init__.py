"""One audience's edition of a day: select, prepare, load a dossier, edit it, save.

    selection   what the edition reads: the window, what came late, what no longer stands
    extractions, repairs, placement   what is drafted, put right and placed, and kept as it is done
    workforce   the same by workers on other hosts
    records     loads the dossier, all that the edition is made of
    editor      edits it, with writer, stories, titles, quotations, retractions
    edition     the whole way, in four steps
    engines     who writes and who judges, by the settings

From the dossier on nothing knows the store or the settings: `lint-imports` sees to it.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.build.account import Drafts, total
    from briefer.pipeline.build.documents import Documents
    from briefer.pipeline.build.edition import BuildJob, build
    from briefer.pipeline.build.engines import (
        Models,
        estimate,
        judge_config,
        model_client,
        model_engine,
        models_for,
        nli_judge,
        price,
        price_in,
    )
    from briefer.pipeline.build.extractions import (
        draft_all,
        ground,
        study_all,
        study_few,
        study_version,
        undrafted,
    )
    from briefer.pipeline.build.panel import Opinion, Panel
    from briefer.pipeline.build.records import withdrawn_behind
    from briefer.pipeline.build.retractions import named, without_withdrawn
    from briefer.pipeline.build.selection import at_home, date_of, select, timezone_of
    from briefer.pipeline.build.steps import Steps, refined
    from briefer.pipeline.build.subjects import left_out, of_article
    from briefer.pipeline.build.workforce import LOST, set_aside
else:
    __getattr__ = door(
        __name__,
        {
            "account": ("Drafts", "total"),
            "documents": ("Documents",),
            "edition": ("BuildJob", "build"),
            "engines": (
                "Models",
                "estimate",
                "judge_config",
                "model_client",
                "model_engine",
                "models_for",
                "nli_judge",
                "price",
                "price_in",
            ),
            "extractions": (
                "draft_all",
                "ground",
                "study_all",
                "study_few",
                "study_version",
                "undrafted",
            ),
            "panel": ("Opinion", "Panel"),
            "records": ("withdrawn_behind",),
            "retractions": ("named", "without_withdrawn"),
            "selection": ("at_home", "date_of", "select", "timezone_of"),
            "steps": ("Steps", "refined"),
            "subjects": ("left_out", "of_article"),
            "workforce": ("LOST", "set_aside"),
        },
    )

__all__ = [
    "LOST",
    "BuildJob",
    "Documents",
    "Drafts",
    "Models",
    "Opinion",
    "Panel",
    "Steps",
    "at_home",
    "build",
    "date_of",
    "draft_all",
    "estimate",
    "ground",
    "judge_config",
    "left_out",
    "model_client",
    "model_engine",
    "models_for",
    "named",
    "nli_judge",
    "of_article",
    "price",
    "price_in",
    "refined",
    "select",
    "set_aside",
    "study_all",
    "study_few",
    "study_version",
    "timezone_of",
    "total",
    "undrafted",
    "withdrawn_behind",
    "without_withdrawn",
]
