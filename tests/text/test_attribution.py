"""Attribution: who says what."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Article, Attribution
from briefer.text import analyse
from briefer.text.attribution import find_attributions
from briefer.text.names import find_names
from briefer.text.quotations import find_quotations
from briefer.text.sentences import split


def said(text: str, language: str = "en") -> list[Attribution]:
    """Return the attributions of `text`."""
    return list(analyse(Article(id="a", text=text, language=language)).attributions)


def told(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return (speaker, what is said) of each attribution."""
    return [(a.speaker, text[a.start : a.end]) for a in said(text, language)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Anna Berger said that talks would resume.", "Anna Berger", "talks would resume"),
        ("Anna Berger said talks would resume.", "Anna Berger", "talks would resume"),
        ("Anna Berger also said that talks would resume.", "Anna Berger", "talks would resume"),
        (
            "Anna Berger has repeatedly said talks would resume.",
            "Anna Berger",
            "talks would resume",
        ),
        (
            "Anna Berger said on Tuesday that talks would resume.",
            "Anna Berger",
            "talks would resume",
        ),
        (
            "Anna Berger said in a statement talks would resume.",
            "Anna Berger",
            "talks would resume",
        ),
        ("On Tuesday Anna Berger said talks would resume.", "Anna Berger", "talks would resume"),
        ("Talks would resume soon, Anna Berger said.", "Anna Berger", "Talks would resume soon"),
        (
            "Talks would resume soon, Anna Berger said on Tuesday.",
            "Anna Berger",
            "Talks would resume soon",
        ),
        ('"Talks will resume soon," said Anna Berger.', "Anna Berger", "Talks will resume soon,"),
        ('"Talks will resume soon," Anna Berger said.', "Anna Berger", "Talks will resume soon,"),
        ("According to Anna Berger, talks would resume.", "Anna Berger", "talks would resume"),
        (
            "Talks would resume soon, according to Anna Berger.",
            "Anna Berger",
            "Talks would resume soon",
        ),
        (
            "According to Anna Berger, the foreign minister, talks would resume.",
            "Anna Berger",
            "talks would resume",
        ),
        ('Anna Berger: "Talks will resume soon."', "Anna Berger", "Talks will resume soon"),
        (
            "Anna Berger told reporters that talks would resume.",
            "Anna Berger",
            "talks would resume",
        ),
        (
            "Anna Berger told CNN in an interview that talks would resume.",
            "Anna Berger",
            "talks would resume",
        ),
        ("Anna Berger is warning that talks would fail.", "Anna Berger", "that talks would fail"),
        ("Anna Berger called on Iran to resume talks.", "Anna Berger", "Iran to resume talks"),
        (
            "Russia accused Ukraine of shelling a village.",
            "Russia",
            "Ukraine of shelling a village",
        ),
        (
            "Anna Berger's claim that talks would resume was wrong.",
            "Anna Berger",
            "talks would resume was wrong",
        ),
        ("Anna Berger is confident that talks will resume.", "Anna Berger", "talks will resume"),
        (
            "Jens Dahl, the NATO secretary general, warned that time was short.",
            "Jens Dahl",
            "time was short",
        ),
        (
            "Jens Dahl, who leads the party, warned that time was short.",
            "Jens Dahl",
            "time was short",
        ),
        ("Jens Dahl (D-Mass.) warned that time was short.", "Jens Dahl", "time was short"),
        ("His lawyer, Jens Dahl, warned that time was short.", "Jens Dahl", "time was short"),
        (
            "Anna Berger and Jens Dahl said talks would resume.",
            "Anna Berger and Jens Dahl",
            "talks would resume",
        ),
        ("NATO said talks would resume.", "NATO", "talks would resume"),
        (
            "GENEVA, June 16 (Agency) - Talks would resume soon, Anna Berger said.",
            "Anna Berger",
            "Talks would resume soon",
        ),
    ],
)
def test_speaker_and_words(text: str, speaker: str, content: str) -> None:
    """Each usual form gives the speaker by full name and the span of what is said."""
    assert told(text) == [(speaker, content)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two officials said the deal was dead.", "Two officials"),
        (
            "Two officials familiar with the talks said on Monday the deal was dead.",
            "Two officials familiar with the talks",
        ),
        (
            "The deal was dead, a spokesman for the Foreign Ministry said.",
            "a spokesman for the Foreign Ministry",
        ),
        ("The ministry denied the report.", "The ministry"),
        ("Officials in Moscow said the deal was dead.", "Officials in Moscow"),
        ("Insurers in London said it was too early.", "Insurers in London"),
        ("The businessman said the deal was dead.", "The businessman"),
        ("A new study shows that prices rose.", "A new study"),
        (
            "The deal is dead, according to two people with knowledge of it.",
            "two people with knowledge of it",
        ),
        ("There are economists who argue that prices will fall.", "economists"),
    ],
)
def test_unnamed_sources_keep_their_words(text: str, speaker: str) -> None:
    """Whoever has no name is called what the article calls them."""
    assert [found.speaker for found in said(text)] == [speaker]


def test_what_goes_on_round_the_speaker_is_two_parts() -> None:
    """The words between the two parts of a quotation are the article's own."""
    text = '"We are ready," Anna Berger said, "but it takes time."'
    assert told(text) == [("Anna Berger", "We are ready,"), ("Anna Berger", "but it takes time.")]
    assert all(found.direct for found in said(text))
    text = "The talks, Anna Berger said, would resume in Geneva."
    assert told(text) == [("Anna Berger", "would resume in Geneva")]


def test_two_speakers_of_one_sentence_stay_apart() -> None:
    """What the first says ends where the second's clause begins."""
    text = "Jens Dahl said the talks had failed, while Anna Berger denied the report."
    assert told(text) == [("Jens Dahl", "the talks had failed"), ("Anna Berger", "the report")]


def test_a_participle_goes_on_with_the_speaker() -> None:
    """Adding that C is said by whoever spoke before the comma."""
    text = "Jens Dahl said no, adding that talks had failed. Anna Berger left, saying it was late."
    assert [(a.speaker, a.cue) for a in said(text)] == [
        ("Jens Dahl", "said"),
        ("Jens Dahl", "adding"),
        ("Anna Berger", "saying"),
    ]


def test_he_is_the_last_speaker() -> None:
    """A pronoun is resolved, and says where the speaker is named."""
    _, second = said("Jens Dahl said no. He added that talks would resume.")
    assert (second.speaker, second.speaker_sentence) == ("Jens Dahl", 1)


def test_she_is_not_a_man() -> None:
    """Given names tell whom a pronoun can't mean."""
    text = "Jens Dahl met Anna Berger. He said no. She said yes."
    assert [a.speaker for a in said(text)] == ["Jens Dahl", "Anna Berger"]


def test_he_is_nobody_where_two_may_be_meant() -> None:
    """With another man named in between, nothing is guessed."""
    found = said("Jens Dahl said no. Boris Weber left the room. He added that talks would resume.")
    assert [a.sentence for a in found] == [1]


def test_those_spoken_of_do_not_take_the_word() -> None:
    """Someone named only in what is said is no rival for the pronoun."""
    text = "Jens Dahl said that Boris Weber was wrong. He added that talks would resume."
    assert [a.speaker for a in said(text)] == ["Jens Dahl", "Jens Dahl"]


def test_it_is_a_body() -> None:
    """A ministry, not a person, is what "it" stands for."""
    text = "The ministry said the deal was dead. It added that talks had failed."
    assert [a.speaker for a in said(text)] == ["The ministry", "The ministry"]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    """A sentence of nothing but quotation belongs to whoever spoke before it."""
    text = '"We are ready," said Anna Berger. "It takes time."'
    _, second = said(text)
    assert (second.speaker, second.direct, second.sentence) == ("Anna Berger", True, 2)


def test_all_sentences_of_a_quotation_have_its_speaker() -> None:
    """Those before the one that names the speaker, too."""
    text = '"We are ready. It takes time. We shall wait," said Anna Berger.'
    assert [(a.sentence, a.speaker, a.speaker_sentence) for a in said(text)] == [
        (1, "Anna Berger", 3),
        (2, "Anna Berger", 3),
        (3, "Anna Berger", 3),
    ]


def test_a_colon_gives_the_word_to_what_follows() -> None:
    """The quotation of the next paragraph is the speaker's."""
    text = 'Anna Berger added:\n\n"We are ready. It takes time."\n\nTalks ended.'
    assert told(text) == [("Anna Berger", "We are ready."), ("Anna Berger", "It takes time.")]


def test_a_name_under_a_quotation_is_its_speaker() -> None:
    """Letters and comments are signed."""
    text = '"We are ready. It takes time."\n\n— Anna Berger'
    assert told(text) == [("Anna Berger", "We are ready."), ("Anna Berger", "It takes time.")]


def test_a_transcript_names_its_speakers() -> None:
    """Capitals and a colon, for the whole paragraph."""
    text = "SMITH: We are ready. It takes time.\n\nJONES: It does."
    assert [a.speaker for a in said(text)] == ["SMITH", "SMITH", "JONES"]


@pytest.mark.parametrize(
    "text",
    [
        "The ship is expected to sink a day earlier than diplomats had expected.",
        "The minister was told to leave, and is said to be ill.",
        "Anna Berger will say on Monday whether talks resume.",
        "Anna Berger refused to resume talks, as planned.".replace("refused", "wished"),
        "Russia recalled its ambassador for talks.",
        "Rebels attacked the town. They maintained a presence there.",
        "The report of the council was published, and its claims were checked.",
        "The United States called an emergency meeting.",
        "Prices rose, adding 3 percent to costs.",
    ],
)
def test_what_nobody_says(text: str) -> None:
    """Passives, plans, deeds and nouns are no attributions."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("« Nous sommes prêts », a déclaré Anne Duval.", "fr", ("Anne Duval", "Nous sommes prêts")),
        (
            "Selon Anne Duval, les discussions reprendront.",
            "fr",
            ("Anne Duval", "les discussions reprendront"),
        ),
        (
            "Emmanuel Macron a affirmé mardi que les discussions reprendront.",
            "fr",
            ("Emmanuel Macron", "les discussions reprendront"),
        ),
        (
            "La ministre danoise de la Défense, Trine Bramsen, a dit que c'était faux.",
            "fr",
            ("Trine Bramsen", "c'était faux"),
        ),
        (
            "Les négociations ont échoué, a indiqué la porte-parole du gouvernement.",
            "fr",
            ("la porte-parole du gouvernement", "Les négociations ont échoué"),
        ),
        ("Le ministère a démenti ces informations.", "fr", ("Le ministère", "ces informations")),
        (
            "La France et l'Allemagne ont demandé des explications.",
            "fr",
            ("France et Allemagne", "des explications"),
        ),
        (
            "Сергей Лавров заявил, что переговоры продолжатся.",
            "ru",
            ("Сергей Лавров", "переговоры продолжатся"),
        ),
        ("«Мы готовы», — сказал Дмитрий Песков.", "ru", ("Дмитрий Песков", "Мы готовы")),
        ("По словам Сергея Лаврова, это так.", "ru", ("Сергей Лавров", "это так")),
        (
            "В МИД России сообщили, что встреча состоится.",
            "ru",
            ("МИД России", "встреча состоится"),
        ),
        (
            "Президент США Джо Байден в среду подчеркнул, что уступок не будет.",
            "ru",
            ("Джо Байден", "уступок не будет"),
        ),
        (
            "Володимир Зеленський заявив, що переговори тривають.",
            "uk",
            ("Володимир Зеленський", "переговори тривають"),
        ),
        (
            "Anna Berger sagte, dass die Gespräche weitergehen.",
            "de",
            ("Anna Berger", "die Gespräche weitergehen"),
        ),
        (
            "„Wir sind bereit“, sagte Bundeskanzlerin Angela Merkel am Dienstag.",
            "de",
            ("Angela Merkel", "Wir sind bereit"),
        ),
        (
            "Pedro Sánchez dijo que las conversaciones continuarán.",
            "es",
            ("Pedro Sánchez", "las conversaciones continuarán"),
        ),
        ("Según el gobierno, habrá acuerdo.", "es", ("el gobierno", "habrá acuerdo")),
        (
            "قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات ستستمر.",
            "ar",
            ("سيرغي لافروف", "المحادثات ستستمر"),
        ),
        ("بحسب مصادر دبلوماسية، الاتفاق قريب.", "ar", ("مصادر دبلوماسية", "الاتفاق قريب")),
    ],
)
def test_other_languages(text: str, language: str, expected: tuple[str, str]) -> None:
    """French, Russian, Ukrainian, German, Spanish and Arabic have their verbs and their order."""
    assert told(text, language) == [expected]


def test_words_of_the_author_inside_the_quotation_marks() -> None:
    """In Russian and French the marks stay open round "he said"."""
    text = "«Мы готовы, — сказал Дмитрий Песков. — Времени мало»."
    assert [a.speaker for a in said(text, "ru")] == ["Дмитрий Песков", "Дмитрий Песков"]


def test_a_verb_without_a_subject_goes_on_with_the_last() -> None:
    """Arabic needs no pronoun."""
    text = "قال الرئيس الأمريكي جو بايدن إن الوقت قصير. وأضاف أن المحادثات ستستمر."
    assert [a.speaker for a in said(text, "ar")] == ["جو بايدن", "جو بايدن"]


def test_a_language_without_rules_has_only_what_marks_show() -> None:
    """No verb is known, and nothing is guessed."""
    assert said("Anna Berger sade att samtalen fortsätter.", "sv") == []


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                'Jens Dahl he She said says told adding according to that , . : “ ” " the officials of and who '
                "was not claim 's Berger ( ) — \n\n".split(" "),
            ),
            max_size=40,
        ).map(" ".join),
    ),
    st.sampled_from(["en", "fr", "ru", "ar", "de", "es", "xx"]),
)
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_text_is_survived(text: str, language: str) -> None:
    """Contents lie inside the text, sentences are in order, and nobody is called nothing."""
    sentences = split(text, language)
    quotations = find_quotations(text, sentences)
    names = find_names(text, sentences, language)
    found = find_attributions(text, sentences, quotations, names, language)
    assert [a.sentence for a in found] == sorted(a.sentence for a in found)
    for item in found:
        sentence = sentences[item.sentence - 1]
        assert sentence.start <= item.start < item.end <= sentence.end
        assert item.speaker.strip()
        assert 1 <= item.speaker_sentence <= len(sentences)


@pytest.mark.parametrize(
    "pattern",
    [
        "said ",
        '"a," said ',
        "Bob, the minister, ",
        "he said, ",
        "according to ",
        "He said:\n\n",
        f"Jens Dahl said in {'a' * 400}, {'x-' * 200} and told {'b' * 400} ",
    ],
)
def test_time_grows_with_the_length(pattern: str) -> None:
    """A long text of nothing but reporting words is read in a moment."""
    text = pattern * (100_000 // len(pattern))
    sentences = split(text, "en")
    quotations = find_quotations(text, sentences)
    names = find_names(text, sentences, "en")
    start = time.process_time()
    find_attributions(text, sentences, quotations, names)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A court in Liepaja jailed Janis Berzins on Monday. The lawyer will appeal, he said.",
            "The lawyer",
        ),
        (
            "Police freed Paul Moreau. The mayor was relieved by the end of the siege, he said.",
            "The mayor",
        ),
        (
            "Anna Weber lost her seat. The chairman regretted the low turnout, he said.",
            "The chairman",
        ),
    ],
)
def test_he_said_after_its_own_subject_is_that_person(text: str, speaker: str) -> None:
    """Who is the subject of what "he" says says it, not whoever was named sentences before."""
    assert [a.speaker for a in said(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "FIRST ON WAVE: The harbour master quit on Monday.",
        "EU: The talks on the quota go on.",
        "BREAKING: Two trains have crashed near Brno.",
    ],
)
def test_a_label_of_the_desk_is_no_speaker(text: str) -> None:
    """What stands before a colon in capitals is a speaker's name only in a transcript."""
    assert said(text) == []


def test_portuguese_statements_have_their_speakers() -> None:
    """A name or an office beside the verb, before or after it."""
    text = (
        "«É um bom dia para todos», afirmou a ministra Rita Lobo em Faro. "
        "O ministro Nuno Reis disse que o porto abre em maio."
    )
    assert [a.speaker for a in said(text, "pt")] == ["Rita Lobo", "Nuno Reis"]


def test_the_first_part_of_a_compound_does_not_speak() -> None:
    """German joins a body to an office: who speaks is the office's holder."""
    found = said("Das Paket ist fertig, sagte die EU-Beauftragte.", "de")
    assert "EU" not in [a.speaker for a in found]


def test_to_agree_on_something_is_no_statement() -> None:
    """An agreement is what happened; who agrees that something is so says it."""
    assert said("The ministers of both states agreed on Monday on a new bridge.") == []
    found = said("The ministers of both states agreed that a bridge was needed.")
    assert [a.speaker for a in found] == ["The ministers of both states"]
