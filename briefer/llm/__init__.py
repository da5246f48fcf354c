"""The OpenAI-compatible client: structured replies, retries, cache, budget.

    Request -> Client.run -> Reply          client.py
      |  cached?                            cache.py
      |  allowed by the budget?             budget.py
      |  one slot free, server not resting? pace.py
      |  one HTTP exchange                  wire.py
      |  what went wrong, is it worth another try?   faults.py
      |  text -> JSON -> value, or one second turn   structured.py

This package alone imports `openai`. It knows nothing of articles: what is asked and what a reply
means is the engine's business.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.llm.batch import OpenBatch, collect, submit
    from briefer.llm.budget import Budget, Estimate, Price, estimate, price_of, price_table
    from briefer.llm.cache import CallCache
    from briefer.llm.client import Client
    from briefer.llm.config import ClientConfig
    from briefer.llm.examples import VERDICTS
    from briefer.llm.lines import (
        STORY,
        compact,
        fence,
        heading,
        numbered,
        one_line,
        sentence_line,
        source,
    )
    from briefer.llm.probe import Probe
    from briefer.llm.prompts import LINES, Prompts, check_prompts
    from briefer.llm.requests import Reply, Request, Schema, add_usage
    from briefer.llm.structured import ReplyError
else:
    __getattr__ = door(
        __name__,
        {
            "batch": ("OpenBatch", "collect", "submit"),
            "budget": ("Budget", "Estimate", "Price", "estimate", "price_of", "price_table"),
            "cache": ("CallCache",),
            "client": ("Client",),
            "config": ("ClientConfig",),
            "examples": ("VERDICTS",),
            "lines": (
                "STORY",
                "compact",
                "fence",
                "heading",
                "numbered",
                "one_line",
                "sentence_line",
                "source",
            ),
            "probe": ("Probe",),
            "prompts": ("LINES", "Prompts", "check_prompts"),
            "requests": ("Reply", "Request", "Schema", "add_usage"),
            "structured": ("ReplyError",),
        },
    )

__all__ = [
    "LINES",
    "STORY",
    "VERDICTS",
    "Budget",
    "CallCache",
    "Client",
    "ClientConfig",
    "Estimate",
    "OpenBatch",
    "Price",
    "Probe",
    "Prompts",
    "Reply",
    "ReplyError",
    "Request",
    "Schema",
    "add_usage",
    "check_prompts",
    "collect",
    "compact",
    "estimate",
    "fence",
    "heading",
    "numbered",
    "one_line",
    "plain",
    "price_of",
    "price_table",
    "probe",
    "sentence_line",
    "source",
    "submit",
]
