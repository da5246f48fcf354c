"""Engines: what drafts key points of articles and sentences of stories.

    base        what an engine is, and the drafts that go in and out
    extractive  the built-in one: the articles' own sentences, no model, no network
    openai      any OpenAI-compatible server; local is a model file in this process
    judge       a second model that says whether a source says what a claim says
    ordering    the order of a story's key points, for every engine

An engine proposes. What is printed is decided by `grounding`, whoever wrote it.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.engines._datelines import find_dateline
    from briefer.engines.base import (
        Engine,
        FaultyLines,
        FaultyPoints,
        ManyAtOnce,
        Mended,
        Mender,
        key_point_id,
        strongest,
        strongest_points,
    )
    from briefer.engines.extractive import Extractive, SoundSentences, in_own_words
    from briefer.engines.judge import ModelJudge
    from briefer.engines.local import LocalEngine, LocalSettings, local_client
    from briefer.engines.openai import OpenAIEngine
    from briefer.engines.ordering import ordered
    from briefer.engines.sharing import divided
else:
    __getattr__ = door(
        __name__,
        {
            "_datelines": ("find_dateline",),
            "base": (
                "Engine",
                "FaultyLines",
                "FaultyPoints",
                "ManyAtOnce",
                "Mended",
                "Mender",
                "key_point_id",
                "strongest",
                "strongest_points",
            ),
            "extractive": ("Extractive", "SoundSentences", "in_own_words"),
            "judge": ("ModelJudge",),
            "local": ("LocalEngine", "LocalSettings", "local_client"),
            "openai": ("OpenAIEngine",),
            "ordering": ("ordered",),
            "sharing": ("divided",),
        },
    )

__all__ = [
    "Engine",
    "Extractive",
    "FaultyLines",
    "FaultyPoints",
    "LocalEngine",
    "LocalSettings",
    "ManyAtOnce",
    "Mended",
    "Mender",
    "ModelJudge",
    "OpenAIEngine",
    "SoundSentences",
    "divided",
    "find_dateline",
    "in_own_words",
    "key_point_id",
    "local_client",
    "ordered",
    "strongest",
    "strongest_points",
]
