"""The whole text stage: one article in, one document out."""

import datetime as dt
import subprocess
import sys

from briefer.models import Article
from briefer.text import analyse

TEXT = (
    "Foreign Minister Anna Berger will travel to Geneva on Friday, the ministry said on Tuesday.\n\n"
    '"We are ready," she told reporters in Vienna. "It takes time."\n\n'
    "Talks with Russia began in mid-March."
)


def test_a_document_holds_all_that_the_text_shows() -> None:
    """Sentences, names with office and country, dates, quotations and attributions."""
    article = Article(id="a", text=TEXT, published=dt.date(2021, 6, 1))
    document = analyse(article)
    assert document.article.language == "en"
    assert len(document.sentences) == 4
    assert len(document.quotations) == 2
    names = {(name.name, name.role, name.country) for name in document.names}
    assert {("Anna Berger", "Foreign Minister", None), ("Geneva", None, "CH")} <= names
    dates = [mention.when.date.isoformat() for mention in document.dates if mention.when]
    assert dates == ["2021-06-04", "2021-06-01", "2021-03-01"]
    speakers = [(a.sentence, a.speaker) for a in document.attributions]
    assert speakers == [(1, "the ministry"), (2, "Anna Berger"), (3, "Anna Berger")]


def test_a_given_language_is_kept() -> None:
    """Only an unknown language is looked for."""
    assert analyse(Article(id="a", text=TEXT, language="fr")).article.language == "fr"
    assert analyse(Article(id="a", text=TEXT)).article.language == "en"


def test_an_empty_article_is_an_empty_document() -> None:
    """Nothing in, nothing out, no error."""
    document = analyse(Article(id="a", text=""))
    assert (document.sentences, document.names, document.dates) == ((), (), ())
    assert (document.quotations, document.attributions) == ((), ())


def test_the_same_article_gives_the_same_document() -> None:
    """Also in another process, where strings hash otherwise."""
    program = (
        "from briefer.models import Article\n"
        "from briefer.text import analyse\n"
        f"print(analyse(Article(id='a', text={TEXT!r})))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_importing_the_text_stage_loads_nothing_heavy() -> None:
    """No babel, numpy or network library: the vocabulary is read from files of ours."""
    program = "import sys, briefer.text; print(sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert not {f"'{name}'" for name in ("babel", "numpy", "openai", "lxml")} & set(
        loaded.split(", ")
    )
