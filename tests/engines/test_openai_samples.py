"""The samples through the model engine: what is sent and received stays within its budget."""

import datetime as dt
from pathlib import Path

from briefer.engines.openai import OpenAIEngine
from briefer.ingest import read
from briefer.llm.client import Client
from briefer.llm.config import ClientConfig
from briefer.llm.lines import compact
from briefer.llm.prompts import Prompts
from briefer.models import Article, Document
from briefer.text import analyse
from briefer.text.tokens import counter
from tests.fake_llm.server import FakeServer, answer

NOW = dt.datetime(2021, 6, 3, tzinfo=dt.UTC)


def documents(folder: Path) -> list[Document]:
    """Return the sample articles, each once."""
    found = (item for item in read([str(folder)], NOW) if isinstance(item, Article))
    return [analyse(article) for article in {each.id: each for each in found}.values()]


def test_tokens_stay_within_budget(samples: Path) -> None:
    """Prompts are at most 1.25 times the articles, answers 0.28: summaries keep under 1.35 and 0.35.

    The static prefix counts once, since servers cache it. Every article is answered, and every
    point cites sentences of its own article.
    """
    count = counter("gpt-5-mini").count
    articles = {each.article.id: each for each in documents(samples)}
    total = sum(count(each.article.text) for each in articles.values())
    with FakeServer() as server, Client(ClientConfig(base_url=server.url, model="fake")) as client:
        engine = OpenAIEngine(client, Prompts(), count=count, chunk_tokens=1_500)
        extractions = list(engine.extract(articles.values()))
        chats = server.chats
    static = {chat["messages"][0]["content"] for chat in chats}
    prompts = sum(count(chat["messages"][1]["content"]) for chat in chats)
    answers = sum(count(compact(answer(chat))) for chat in chats)
    assert len(static) == 1
    assert prompts + count(*static) < 1.25 * total
    assert answers < 0.28 * total
    assert {each.article_id for each in extractions} == set(articles)
    for extraction in extractions:
        text = articles[extraction.article_id].article.text
        assert extraction.failed is None
        assert all(item.quote in text for each in extraction.key_points for item in each.evidence)
