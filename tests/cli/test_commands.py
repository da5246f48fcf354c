"""The commands as a contract: exit codes, files, and what stands on standard output."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

DAY = "2021-06-01"
STORY = (
    "date 2021-06-01 The foreign minister of Arvendal, Anna Berger, said on Tuesday that ten "
    "diplomats would leave Calinor by June 16.\n\n"
    "Calinor's government denied that it had asked the diplomats to leave the country.\n\n"
    "The two countries have argued over gas transit since mid-March, officials said.\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return a small article."""
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


def test_build_writes_every_format_and_prints_the_paths(run: Run, story: Path) -> None:
    """One command from an article to a briefing; the paths are the only output."""
    ran = run("build", story, "--date", DAY)
    assert ran.code == 0, ran.err
    paths = [Path(line) for line in ran.out.split()]
    assert [path.name for path in paths] == [f"default.{f}" for f in ("md", "html", "txt", "json")]
    assert all(path.is_file() for path in paths)
    assert paths[0].parent == Path("briefings").absolute() / DAY


def test_the_json_has_the_contracts_keys(run: Run, story: Path) -> None:
    """Other programs read AUDIENCE.json."""
    run("build", story, "--date", DAY, "--format", "json", "--out", "out")
    briefing = json.loads(Path("out", DAY, "default.json").read_text(encoding="utf-8"))
    assert {"date", "audience", "window", "bottom_line", "stories", "changes", "calendar"} <= set(
        briefing
    )
    assert {"contested", "gaps", "sources", "stats"} <= set(briefing)
    (told,) = briefing["stories"]
    assert {"id", "title", "status", "articles", "outlets", "independent_sources"} <= set(told)
    assert {"key_points", "conflicts"} <= set(told)
    for point in told["key_points"]:
        assert {"id", "kind", "text", "speaker", "quote", "actors", "countries"} <= set(point)
        assert {"place", "when", "importance", "evidence", "check"} <= set(point)
        assert {"status", "score", "problems"} <= set(point["check"])
        for item in point["evidence"]:
            assert {"article_id", "sentences", "start", "end", "quote"} == set(item)


def test_every_evidence_is_the_articles_own_text(run: Run, story: Path) -> None:
    """`articles --json` gives the text in which every quotation of evidence stands."""
    run("build", story, "--date", DAY, "--format", "json")
    listed = run("articles", "--date", DAY, "--json").out.splitlines()
    articles = {row["id"]: row for row in map(json.loads, listed)}
    briefing = json.loads(Path("briefings", DAY, "default.json").read_text(encoding="utf-8"))
    points = [point for told in briefing["stories"] for point in told["key_points"]]
    assert points
    for point in points:
        for item in point["evidence"]:
            text = articles[item["article_id"]]["text"]
            assert text[item["start"] : item["end"]] == item["quote"]


def test_no_article_in_the_window_exits_3_and_says_which_dates_have_some(
    run: Run, story: Path
) -> None:
    """`--date today` on an old archive tells the user what there is."""
    ran = run("build", story, "--date", "today")
    assert ran.code == 3
    assert "2021-06-01 (1)" in ran.err
    assert not Path("briefings").exists()


def test_a_source_that_is_not_there_exits_4_and_the_rest_is_kept(run: Run, story: Path) -> None:
    """One bad source does not cost the others."""
    ran = run("build", story, "nowhere.txt", "--date", DAY)
    assert ran.code == 4
    assert "nowhere.txt" in ran.err
    assert Path("briefings", DAY, "default.md").is_file()


def test_wrong_usage_exits_2(run: Run, story: Path) -> None:
    """What the user got wrong is said, and nothing is written."""
    for args in (
        ("build", story, "--date", "soon"),
        ("build", story, "--date", DAY, "--format", "pdf,doc"),
        ("build", story, "--date", DAY, "--audience", "nobody"),
        ("build", story, "--date", DAY, "--engine", "openai"),
        ("build", "--no-such-option"),
        ("check", "--article", "none.txt", "--claims", "none.jsonl"),
    ):
        ran = run(*args)
        assert ran.code == 2, (args, ran)
        assert ran.err
    assert not Path("briefings").exists()


def test_articles_come_from_standard_input(run: Run) -> None:
    """`-` reads an article from a pipe."""
    ran = run("ingest", "-", "--json", stdin=STORY)
    assert ran.code == 0
    assert json.loads(ran.out)["new"] == 1


def test_ingesting_twice_stores_once(run: Run, story: Path) -> None:
    """The same text is one article, with both places it came from."""
    Path("copy.txt").write_text(STORY, encoding="utf-8")
    ran = run("ingest", story, "copy.txt", "--json")
    assert json.loads(ran.out).items() >= {"read": 2, "new": 1, "failed": []}.items()
    (row,) = run("articles", "--json").out.splitlines()
    assert [Path(o["location"]).name for o in json.loads(row)["origins"]] == [
        "story.txt",
        "copy.txt",
    ]


def test_extract_prints_key_points_with_evidence(run: Run, story: Path) -> None:
    """Key points of one document, without touching a store."""
    ran = run("extract", story, "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["key_points"]
    assert all(point["check"]["status"] != "rejected" for point in found["key_points"])
    assert not Path(".briefer").exists()


def test_check_tells_true_from_false(run: Run, story: Path) -> None:
    """A claim the article bears out passes, one it does not is rejected with a code."""
    Path("claims.jsonl").write_text(
        '{"text": "Anna Berger said ten diplomats would leave Calinor by June 16.", "evidence": [1]}\n'
        '{"text": "Twelve diplomats would leave Calinor by June 16."}\n'
        '{"text": "Anna Berger said ten diplomats would leave.", "evidence": [99]}\n',
        encoding="utf-8",
    )
    ran = run("check", "--article", story, "--claims", "claims.jsonl", "--json")
    true, false, nowhere = map(json.loads, ran.out.splitlines())
    assert ran.code == 1
    assert true["status"] == "supported"
    assert false["status"] == "rejected"
    assert false["problems"][0]["code"]
    assert nowhere["problems"][0]["code"] == "no_such_sentence"
    assert 0 <= false["score"] < true["score"] <= 1


def test_a_broken_claim_is_named_by_line(run: Run, story: Path) -> None:
    """The user learns which line to mend."""
    Path("claims.jsonl").write_text('{"text": "Fine."}\n{"txt": 1}\n', encoding="utf-8")
    ran = run("check", "--article", story, "--claims", "claims.jsonl")
    assert ran.code == 2
    assert "claims.jsonl:2" in ran.err


def test_verify_proves_a_briefing_and_finds_a_forged_one(run: Run, story: Path) -> None:
    """The certificate is good for what was built, and not for what was changed since."""
    run("build", story, "--date", DAY, "--format", "json")
    file = Path("briefings", DAY, "default.json")
    good = run("verify", file, "--json")
    assert good.code == 0, good.out
    assert json.loads(good.out)["claims"] == json.loads(good.out)["passed"] > 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ten diplomats would", "forty diplomats would"), encoding="utf-8")
    forged = run("verify", file)
    assert forged.code == 1
    assert "forty" in forged.out


def test_stories_keep_the_files_own_ids(run: Run) -> None:
    """Groups speak of articles as the .jsonl does."""
    rows = [
        {"id": "x1", "text": STORY.removeprefix("date 2021-06-01 "), "published": DAY},
        {
            "id": "x2",
            "text": "A ship with 300 containers sank off the port of Lunara on Monday after a fire on board.",
            "published": DAY,
        },
    ]
    Path("wire.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran = run("stories", "wire.jsonl", "--json")
    groups = [json.loads(line) for line in ran.out.splitlines()]
    assert sorted(group["articles"] for group in groups) == [["x1"], ["x2"]]


def test_init_makes_a_workspace_that_builds(run: Run, story: Path) -> None:
    """A new desk: init, put an article in, build without naming it."""
    assert run("init", "desk").code == 0
    Path("desk/articles/story.txt").write_text(STORY, encoding="utf-8")
    ran = run("-C", "desk", "build", "--date", DAY)
    assert ran.code == 0, ran.err
    assert Path("desk/briefings", DAY, "default.html").is_file()
    again = run("init", "desk")
    assert again.code == 2
    assert "already" in again.err


def test_doctor_is_content_with_a_fresh_workspace(run: Run) -> None:
    """Everything in place, everything said."""
    run("init", "desk")
    ran = run("-C", "desk", "doctor", "--json")
    findings = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0, findings
    assert {"workspace", "store", "templates", "engine"} <= {f["name"] for f in findings}


def test_templates_can_be_listed_started_and_checked(run: Run) -> None:
    """A user's own template: started from another, checked, and broken ones found."""
    run("init", "desk")
    assert "minister" in run("-C", "desk", "templates", "list").out
    assert run("-C", "desk", "templates", "new", "embassy", "--from", "minister").code == 0
    assert "embassy" in run("-C", "desk", "templates", "list").out
    assert run("-C", "desk", "templates", "check").code == 0
    (broken,) = Path("desk/templates/embassy").glob("briefing.html*")
    broken.write_text("{% if %}", encoding="utf-8")
    ran = run("-C", "desk", "templates", "check")
    assert ran.code == 1
    assert broken.name in ran.out


def test_a_broken_template_does_not_cost_the_briefing(run: Run, story: Path) -> None:
    """The built-in template is used instead, and the briefing says so."""
    run("init", "desk")
    run("-C", "desk", "templates", "new", "embassy", "--from", "default")
    (broken,) = Path("desk/templates/embassy").glob("*.html*")
    broken.write_text("{{ briefing.no.such.thing }}", encoding="utf-8")
    Path("desk/audiences/embassy.toml").write_text('template = "embassy"\n', encoding="utf-8")
    ran = run(
        "-C", "desk", "build", story, "--date", DAY, "--audience", "embassy", "--format", "html"
    )
    assert ran.code == 0, ran.err
    page = Path("desk/briefings", DAY, "embassy.html").read_text(encoding="utf-8")
    assert "Anna Berger" in page
    assert "embassy" in page


def test_an_empty_folder_is_no_failed_source(run: Run, story: Path) -> None:
    """A fresh workspace whose articles/ is still empty has nothing to brief, and no fault."""
    run("init", "desk")
    nothing = run("-C", "desk", "build", "--date", DAY)
    assert nothing.code == 3, nothing.err
    run("-C", "desk", "ingest", story)
    assert run("-C", "desk", "build", "--date", DAY).code == 0


def test_a_time_without_an_offset_is_the_workspaces(run: Run) -> None:
    """Half past midnight in Vienna is that day in Vienna, and the day before in Greenwich."""
    run("init", "desk")
    Path("desk/briefer.toml").write_text('timezone = "Europe/Vienna"\n', encoding="utf-8")
    row = {"text": STORY.removeprefix("date 2021-06-01 "), "published": f"{DAY}T00:30:00"}
    Path("wire.jsonl").write_text(json.dumps(row), encoding="utf-8")
    run("-C", "desk", "ingest", "wire.jsonl")
    (listed,) = run("-C", "desk", "articles", "--json").out.splitlines()
    at = dt.datetime.fromisoformat(json.loads(listed)["published_at"])
    assert at == dt.datetime(2021, 5, 31, 22, 30, tzinfo=dt.UTC)


def test_a_model_file_is_found_from_where_the_user_stands(run: Run, story: Path) -> None:
    """--model model.gguf is a path like any other on the command line, not the workspace's."""
    run("init", "desk")
    Path("model.gguf").write_text("no model", encoding="utf-8")
    ran = run("-C", "desk", "build", story, "--date", DAY, "--model", "model.gguf")
    assert ran.code == 2
    assert "is no GGUF file" in ran.err


def test_a_model_file_never_goes_to_a_server_by_default(run: Run, story: Path) -> None:
    """--engine openai with a model file and no address is an error, before anything is sent."""
    Path("model.gguf").write_text("no model", encoding="utf-8")
    ran = run("build", story, "--date", DAY, "--engine", "openai", "--model", "model.gguf")
    assert ran.code == 2
    assert "is a model file" in ran.err
    assert "--base-url" in ran.err


def test_a_state_file_that_breaks_under_way_is_said_in_words(run: Run, story: Path) -> None:
    """A damaged table is an error with the file's name and exit code 4, no traceback."""
    run("ingest", story)
    with closing(sqlite3.connect(".briefer/state.db")) as database, database:
        database.execute("DROP TABLE extractions")
    ran = run("build", "--date", DAY)
    assert ran.code == 4
    assert "state.db" in ran.err


def test_figures_that_cannot_be_written_hide_no_report(run: Run, tmp_path: Path) -> None:
    """What was built and sent is told all the same, and so is why the figures are missing."""
    (tmp_path / "file").touch()
    settings = 'sources = ["articles/"]\nmetrics = "file/briefer.prom"\n'
    (tmp_path / "briefer.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    today = dt.datetime.now(dt.UTC).date()
    (tmp_path / "articles" / "story.txt").write_text(
        STORY.replace(DAY, today.isoformat()), encoding="utf-8"
    )
    ran = run("run", "--now", "--inner")
    assert ran.code == 0
    assert f"default {today}: built; it has no recipients" in ran.out
    assert "briefer.prom can't be written" in ran.err
