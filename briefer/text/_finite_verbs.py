"""Forms of English verbs that make a clause one: helpers, and pasts that don't end in "ed"."""

from briefer.text._verb_words import BE, HAVE

HELPERS = (
    BE - {"be", "been", "being"}
    | HAVE
    | frozenset("will would could may might should can must shall did does do cannot".split())
)
FINITE = HELPERS | frozenset(
    """said told began left took went came met won lost held kept made found saw gave fell rose grew
    chose drew sent spoke stood struck fought thought sought brought bought paid put read wrote led
    hit cut shot sank shut swore threw withdrew broke became built caught dealt flew forgot got hid
    knew laid lay lent let meant ran rode sat set shook slept sold spent split spread stole swept
    taught tore understood woke wore says agrees plans""".split()
)
