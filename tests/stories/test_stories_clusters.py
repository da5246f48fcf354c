"""One event, one story: over outlets, days, languages and restarts."""

import datetime as dt
from typing import Any

from briefer.stories import Placement, StoryConfig, StoryIndex, group, signature
from briefer.text import analyse

SUMMIT = [
    (
        "s1",
        "2021-06-01",
        "Lavrov plays down hopes for Geneva summit",
        (
            "Russia's Foreign Minister Sergey Lavrov said on Tuesday that he expects no breakthrough "
            "at the summit of presidents Vladimir Putin and Joe Biden in Geneva on June 16. The "
            "meeting in Geneva matters all the same, Lavrov said, because the two nuclear powers "
            "talk to each other. The Kremlin said Putin and Biden would discuss arms control."
        ),
    ),
    (
        "s2",
        "2021-06-02",
        "Putin and Biden to meet by the lake in Geneva",
        (
            "Swiss police will close part of Geneva for the summit of Joe Biden and Vladimir Putin on "
            "June 16. The presidents meet in a villa above the lake. Moscow expects no breakthrough, "
            "as Sergey Lavrov has made clear; arms control tops the list of the summit."
        ),
    ),
]
GAS = [
    (
        "g1",
        "2021-06-01",
        "Germany and Russia finish first line of Baltic pipeline",
        (
            "Welders have finished the first line of the Nord Stream 2 gas pipeline, Russia's Gazprom "
            "said on Tuesday. The pipeline runs through the Baltic Sea to Lubmin in Germany. The "
            "United States has threatened the operator Nord Stream 2 AG with sanctions."
        ),
    ),
    (
        "g2",
        "2021-06-02",
        "Gas could flow through Nord Stream 2 this year",
        (
            "Gas could flow through the first line of Nord Stream 2 within months, Gazprom said. The "
            "operator of the Baltic Sea pipeline still needs a permit in Germany. Russia wants to "
            "sell the gas through Lubmin, and the United States wants to stop the pipeline."
        ),
    ),
]
NATO = [
    (
        "n1",
        "2021-06-01",
        "NATO leaders to meet in Brussels before Biden sees Putin",
        (
            "Leaders of the NATO allies meet in Brussels on June 14, the alliance's Secretary General "
            "Jens Stoltenberg said. The Brussels summit will agree on a new strategic concept, on "
            "common funding and on the end of the mission in Afghanistan. Joe Biden will take part."
        ),
    ),
    (
        "n2",
        "2021-06-02",
        "Stoltenberg wants common funding agreed at Brussels summit",
        (
            "Jens Stoltenberg has asked NATO allies to pay more of the alliance's costs together. The "
            "Secretary General wants the strategic concept and the common funding to be agreed at the "
            "Brussels summit on June 14, along with the end of the Afghanistan mission."
        ),
    ),
]


def _documents(desk: Any, *events: list[tuple[str, str, str, str]]) -> list[Any]:
    return [
        analyse(
            desk.document(
                article_id, text, title=title, published=day, source=f"Outlet {article_id}"
            ).article
        )
        for event in events
        for article_id, day, title, text in event
    ]


def _stories(desk: Any, *events: list[tuple[str, str, str, str]]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in group(_documents(desk, *events))}


def test_two_summits_and_a_pipeline_are_three_stories(desk: Any) -> None:
    """The same presidents and countries don't make two events one story."""
    assert _stories(desk, SUMMIT, NATO, GAS) == {
        frozenset({"s1", "s2"}),
        frozenset({"n1", "n2"}),
        frozenset({"g1", "g2"}),
    }


VISIT = [
    (
        "v1",
        "2021-06-01",
        "Syldavian minister Marek visits Borduria for bridge talks",
        (
            "The foreign minister of Syldavia, Olga Marek, arrived in Borduria on Tuesday to talk about "
            "the bridge at Zileheroum. Marek and her colleague Ivo Trovik walked across the closed "
            "bridge together. Syldavia and Borduria want to open it for lorries in summer."
        ),
    ),
    (
        "v2",
        "2021-06-02",
        "Bridge at Zileheroum to open in summer, say Marek and Trovik",
        (
            "After a visit of two days Olga Marek left Borduria with a date for the bridge at "
            "Zileheroum. Lorries are to cross it in summer, her colleague Ivo Trovik said. Syldavia "
            "pays for the repair of the bridge."
        ),
    ),
]
SANCTION = [
    (
        "x1",
        "2021-06-01",
        "Syldavia freezes accounts of Bordurian arms dealer Sponsz",
        (
            "Syldavia has put the Bordurian arms dealer Klaus Sponsz on its list of sanctions, the "
            "finance ministry in Klow said on Tuesday. Accounts of Sponsz and of three companies were "
            "frozen. Borduria called the sanctions against a citizen illegal."
        ),
    ),
    (
        "x2",
        "2021-06-02",
        "Borduria protests against sanctions on Sponsz",
        (
            "Borduria has called in Syldavia's ambassador over the sanctions on the arms dealer Klaus "
            "Sponsz. The frozen accounts hold 31 million crowns, the finance ministry in Klow said. A "
            "lawyer of Sponsz spoke of a mistake."
        ),
    ),
]


def test_a_visit_and_a_sanction_of_two_countries_are_two_stories(desk: Any) -> None:
    """The same two countries on the same two days: each event goes on by itself."""
    assert _stories(desk, VISIT, SANCTION) == {
        frozenset({"v1", "v2"}),
        frozenset({"x1", "x2"}),
    }


def test_a_pair_of_the_day_is_not_drawn_into_an_older_story(desk: Any) -> None:
    """Two reports that are much nearer to one another than to a story found their own."""
    vote = (
        "Parliament in Klow elected Hanna Brod president of Syldavia on Wednesday with 87 votes. "
        "The teacher Emil Sand received 26. Brod follows the president Otto Kral in July."
    )
    form = (
        "Jan Holm and Petra Weil were still not ready to announce a government of Syldavia on "
        "Tuesday. A quarrel over the committee that names judges held them up, negotiators said. "
        "Holm wants the office of prime minister for two years and would then hand over to Weil. "
        "Eight parties with 61 of the 120 seats in parliament would have to agree. President Otto "
        "Kral has given them until Wednesday night."
    )
    early = [("f1", "2021-06-01", "Holm and Weil close to a government of Syldavia", form)]
    late = [
        ("p1", "2021-06-02", "Parliament of Syldavia elects Brod president", vote),
        (
            "p2",
            "2021-06-02",
            "Hanna Brod elected president of Syldavia by 87 votes to 26",
            (
                "Hanna Brod was elected president of Syldavia by the parliament in Klow. She won 87 "
                "votes, Emil Sand 26. The term of Otto Kral, who was president for seven years, ends "
                "in July."
            ),
        ),
    ]
    assert _stories(desk, early, late) == {frozenset({"f1"}), frozenset({"p1", "p2"})}


def test_the_order_of_the_batch_does_not_matter(desk: Any) -> None:
    """A batch is read in order of time, however it is handed over; ids are the same."""
    documents = _documents(desk, SUMMIT, GAS, NATO)
    shuffled = documents[:]
    shuffled.reverse()
    assert group(documents) == group(shuffled)


def test_a_story_is_named_after_its_first_article(desk: Any) -> None:
    """The id depends on nothing but the article that founded the story."""
    (alone,) = group(_documents(desk, SUMMIT[:1]))
    both = group(_documents(desk, SUMMIT, GAS))
    assert alone.id in {story.id for story in both}
    assert alone.title == "Lavrov plays down hopes for Geneva summit"


def test_an_article_added_twice_stays_where_it_is(desk: Any) -> None:
    """Adding is idempotent: the index does not grow and the answer is the same."""
    index = StoryIndex()
    made = [signature(document) for document in _documents(desk, SUMMIT, GAS)]
    first = index.add_all(made, desk.text_of)
    assert index.add_all(made, desk.text_of) == first
    assert len(index) == len(made)


def test_a_restart_changes_nothing(desk: Any) -> None:
    """An index restored from signatures and placements places the next articles alike."""
    made = [signature(document) for document in _documents(desk, SUMMIT, GAS, NATO)]
    whole = StoryIndex()
    expected = [whole.add(one, desk.text_of) for one in made]
    for stop in range(len(made)):
        restored = StoryIndex()
        restored.restore(zip(made[:stop], expected[:stop], strict=True))
        placed = [restored.add(one, desk.text_of) for one in made[stop:]]
        assert [(p.story, p.reprint_of) for p in placed] == [
            (p.story, p.reprint_of) for p in expected[stop:]
        ]


def test_a_restart_remembers_the_archive(desk: Any) -> None:
    """What left the window before the restart is still recognised when it is served again."""
    index = StoryIndex(StoryConfig(window_days=10))
    old = signature(_documents(desk, SUMMIT[:1])[0])
    recent = signature(desk.document("r", "Nothing to see here.", published="2021-09-01"))
    first, second = index.add(old, desk.text_of), index.add(recent, desk.text_of)
    restored = StoryIndex(StoryConfig(window_days=10))
    restored.restore([(old, first), (recent, second)])
    assert len(restored._entries) == 1
    again = signature(desk.document("again", SUMMIT[0][3], published="2021-09-02"))
    assert restored.add(again, desk.text_of).reprint_of == "s1"


def test_reprints_share_a_story_and_are_grouped(desk: Any) -> None:
    """Copies go to the story of the original and name it, a copy of a copy too."""
    (s1, _), (g1, _) = SUMMIT, GAS
    copies = [
        ("s3", "2021-06-02", s1[2], "(Reuters) " + s1[3]),
        ("s4", "2021-06-03", s1[2], s1[3].replace("on Tuesday", "this week")),
    ]
    stories = {story.articles: story for story in group(_documents(desk, [s1, g1], copies))}
    assert stories["s1", "s3", "s4"].reprints == (("s1", "s3", "s4"),)
    assert stories["g1",].reprints == ()


def test_a_roundup_does_not_glue_stories_together(desk: Any) -> None:
    """A page that carries several short items whole leaves them the stories they are."""
    shorts = [SUMMIT[0], GAS[0], NATO[0]]
    roundup = "\n\n".join(text for _, _, _, text in (*shorts, SUMMIT[1], GAS[1], NATO[1]))
    page = desk.document("page", roundup, title="The world in brief", published="2021-06-02")
    stories = group([*_documents(desk, shorts), page])
    homes = {i: story.id for story in stories for i in story.articles}
    assert len({homes[short[0]] for short in shorts}) == 3


def test_stories_do_not_change_when_more_is_added(desk: Any) -> None:
    """What was placed stays placed: later articles never move earlier ones."""
    index = StoryIndex()
    placed: dict[str, Placement] = {}
    for document in _documents(desk, SUMMIT, NATO, GAS):
        made = signature(document)
        placed[made.article_id] = index.add(made, desk.text_of)
        assert all(index.placement(known) == place for known, place in placed.items())


def test_old_news_served_again_returns_to_its_story(desk: Any) -> None:
    """A copy of an article that left the window long ago is recognised, story and all."""
    index = StoryIndex(StoryConfig(window_days=10))
    first = index.add(signature(_documents(desk, SUMMIT[:1])[0]), desk.text_of)
    for days in range(1, 60):
        day = (dt.date(2021, 6, 1) + dt.timedelta(days=days)).isoformat()
        text = " ".join(f"word{days}x{place}" for place in range(60))
        index.add(signature(desk.document(f"d{days}", text, published=day)), desk.text_of)
    again = desk.document("again", SUMMIT[0][3], published="2021-07-30")
    assert index.add(signature(again), desk.text_of) == Placement(
        story=first.story, reprint_of="s1", score=1.0
    )


def test_the_window_bounds_what_is_kept(desk: Any) -> None:
    """Articles, terms and document frequencies leave memory with the window."""
    index = StoryIndex(StoryConfig(window_days=5))
    for days in range(200):
        day = (dt.date(2021, 1, 1) + dt.timedelta(days=days)).isoformat()
        text = f"Minister{days} met envoy{days} in town{days} about treaty{days}."
        index.add(signature(desk.document(f"d{days}", text, published=day)), desk.text_of)
    assert len(index._entries) == 6
    assert len(index._postings) < 60
    assert len(index._frequencies._counts) == len(index._postings)


def test_languages_mix_through_names_and_numbers(desk: Any) -> None:
    """A Russian report of the same event joins the English story; another one does not."""
    english = desk.document(
        "en",
        "The UN envoy Geir Pedersen met Bashar Assad and Walid Muallem in Damascus. Pedersen said "
        "that 1345 prisoners had been freed since March. Muallem thanked Pedersen.",
        title="Envoy Pedersen meets Assad in Damascus",
    )
    russian = desk.document(
        "ru",
        "Спецпосланник ООН Гейр Педерсен встретился с Башаром Асадом и Валидом Муаллемом в столице "
        "Сирии. По словам Педерсена, с марта освобождены 1345 заключённых. Позиция Муаллема, как "
        "отметил Педерсен, не изменилась.",
        title="Встреча в Дамаске: Педерсен и Асад",
        language="ru",
    )
    elsewhere = desk.document(
        "ru2",
        "Министр Антон Силуанов представил в Москве проект бюджета. Как заявил Силуанов, доходы "
        "вырастут на 1780 миллиардов. Проект рассмотрит Эльвира Набиуллина.",
        title="Силуанов представил бюджет",
        language="ru",
    )
    stories = {frozenset(story.articles) for story in group([english, russian, elsewhere])}
    assert stories == {frozenset({"en", "ru"}), frozenset({"ru2"})}


def test_undated_articles_are_placed_too(desk: Any) -> None:
    """An article without a date is read last and joins its story."""
    undated = desk.document("u", SUMMIT[1][3], title=SUMMIT[1][2], published=None)
    stories = group([undated, *_documents(desk, SUMMIT[:1], GAS[:1])])
    assert {frozenset(story.articles) for story in stories} == {
        frozenset({"s1", "u"}),
        frozenset({"g1"}),
    }


def test_no_document_no_story() -> None:
    """An empty batch has no stories."""
    assert group([]) == ()
