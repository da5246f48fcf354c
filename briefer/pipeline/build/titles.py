"""The title of a story: always a claim that passed its check."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from briefer.engines.base import strongest
from briefer.grounding import Claim, Grounder
from briefer.models import Document, Evidence, KeyPoint, Line, Story
from briefer.text.claim_language import Reader, same_language
from briefer.text.evidence import evidence
from briefer.text.shortening import beginnings
from briefer.text.words import content_stems, fold

HEADLINES = 8  # headlines tried before a key point serves as the title
LONG = 120  # characters of a title: a longer one is looked for in a shorter form
ATTRIBUTED = 50  # more that the check may add to say whose words they are
POINTS = 4  # key points tried, the most important first
NEAR = 0.5  # of a further key point's words that the first one, or the headlines, have too
_NAME = re.compile(r"(?<=\w\s)[A-Z]\w{2,}(?<!day)\b")  # a name, where it opens no sentence


class Titles:
    """Finds titles for one edition.

    In this order: a headline that its own article bears out, the strongest key point if it is
    short, its beginning (see `text.shortening`) where that passes its check, the same of another
    that tells the same, all this somewhat longer, and last the strongest as it stands. What the
    reader can read goes before what the reader can't.
    """

    def __init__(
        self, grounder: Grounder, documents: Mapping[str, Document], reader: Reader
    ) -> None:
        self._grounder = grounder
        self._documents = documents
        self._reader = reader

    def titled(self, story: Story) -> Story:
        """Return the story under a title of its articles' own or of its key points."""
        first = [story.title_article] if story.title_article else []
        articles = sorted(dict.fromkeys([*first, *story.articles]), key=self._foreign)
        for article_id in articles[:HEADLINES]:
            headline = self._documents[article_id].article.title
            proof = self._proof(headline, article_id) if headline else ()
            if headline and proof:
                return under(story, headline, proof, article_id)
        best = strongest(self._reader.own(story.key_points))
        return self._in_short(story, ()) or under(story, best.text, best.evidence)

    def beside(self, story: Story, lines: Iterable[Line]) -> Story:
        """Return the story under another title where the bottom line has the same words.

        It keeps the title where there is no other.
        """
        said = frozenset(_bare(line.text) for line in lines)
        if _bare(story.title) not in said:
            return story
        return self._in_short(story, said) or story

    def _in_short(self, story: Story, said: frozenset[str] | tuple[()]) -> Story | None:
        """Return the story under the first short title that is none of `said`."""
        points = sorted(self._reader.own(story.key_points), key=lambda point: -point.importance)[
            :POINTS
        ]
        core = f"{story.title} {points[0].text}"
        for limit, point in product((LONG, LONG + ATTRIBUTED), points):
            first = point is points[0]
            forms = [
                (title, proof)
                for title, proof in self._forms(point, limit)
                if _bare(title) not in said and (first or self._tells_the_same(title, core))
            ]
            if forms:
                title, proof = next((form for form in forms if len(form[0]) <= LONG), forms[0])
                return under(story, title, proof)
        return None

    def _tells_the_same(self, text: str, core: str) -> bool:
        """Return whether half of a text's words, a name among them, are in `core` too."""
        own, shared = self._stems(text), self._stems(core)
        named = frozenset(_NAME.findall(text)) & frozenset(_NAME.findall(core))
        return bool(named) and len(own & shared) >= NEAR * len(own)

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(content_stems(text, self._reader.language.partition("-")[0]))

    def _forms(self, point: KeyPoint, limit: int) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
        """Yield a key point in the short forms that pass their check, the fullest first."""
        if len(point.text) <= LONG:
            yield point.text, point.evidence
        for beginning in beginnings(point.text, limit) if self._is_english(point) else ():
            found = self._grounder.examine(Claim(text=beginning, evidence=point.evidence))
            if found.check.status != "rejected" and len(found.text) <= LONG + ATTRIBUTED:
                yield found.text, found.evidence

    def _is_english(self, point: KeyPoint) -> bool:
        return same_language(self._reader.tongue(point.text, point.evidence), "en")

    def _foreign(self, article_id: str) -> bool:
        """Whether an article is in another language than the reader's."""
        return not same_language(self._reader.of(article_id), self._reader.language)

    def _proof(self, headline: str, article_id: str) -> tuple[Evidence, ...]:
        """Return the sentences that bear a headline out, or nothing where none do."""
        numbers = self._grounder.find_evidence(headline, article_id)
        proof = evidence(self._documents[article_id], numbers)
        if not proof:
            return ()
        check = self._grounder.check(Claim(text=headline, evidence=proof))
        return () if check.status == "rejected" else proof


def under(
    story: Story, title: str, proof: tuple[Evidence, ...], article: str | None = None
) -> Story:
    """Return the story under a title, with what bears it out and whose headline it is."""
    return story.model_copy(
        update={"title": title, "title_article": article, "title_evidence": proof}
    )


def _bare(text: str) -> str:
    return fold(text).strip().rstrip(".")
