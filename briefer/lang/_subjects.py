"""What news is about, by the words of a language."""

from briefer.lang._fields import NONE, Pairs, Phrases, Table, Wordings


class Subjects(Table):
    """`[subjects]`: the subjects of IPTC Media Topics, and the words that point to each.

    - `codes`: of no language: each subject's number among the Media Topics, by the name it has
      here; `below`: the broader subject that one belongs to. The order is that of importance: the
      first wins a tie.
    - `words`: for each subject, words and phrases in lower case. "sport*" stands for what begins
      so, "*wahl" for what ends so. "#style" counts only where a whole section or tag is so called.
    - `nationals`: persons, beside the name of their people: "two Austrian tourists".
    - `deaths`: words that say that somebody is dead.
    """

    codes: Pairs = NONE
    below: Pairs = NONE
    words: dict[str, Phrases] = NONE
    nationals: Wordings = ()
    deaths: Wordings = ()
