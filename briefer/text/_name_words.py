"""Words that tell people, offices and organisations apart."""

TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame lord lady gen general col colonel lt capt
    captain maj major sgt adm admiral sen senator rep representative gov governor pope king
    queen prince princess sheikh ayatollah imam rabbi father sister judge justice rt hon m
    mme monsieur madame herr frau señor señora don doña г-н г-жа господин госпожа
    """.split()
)
ROLES = frozenset(
    """
    president vice-president premier minister chancellor ambassador envoy secretary
    spokesman spokeswoman spokesperson chairman chairwoman chair chairperson chief director
    commissioner deputy leader lawmaker senator governor mayor general commander head
    negotiator adviser advisor attorney-general prosecutor judge justice editor economist
    analyst professor representative congressman congresswoman speaker monarch king queen
    prince princess pope sultan emir sheikh ceo cfo founder coordinator diplomat candidate
    official president-elect undersecretary under-secretary premier treasurer whip admiral
    colonel captain lieutenant sergeant inspector président présidente ministre premier
    chancelier chancelière ambassadeur ambassadrice porte-parole secrétaire directeur
    directrice députée député maire chef cheffe dirigeant президент премьер министр посол
    представитель представительница секретарь глава канцлер председатель заместитель
    замглавы пресс-секретарь депутат губернатор генсек директор präsident präsidentin
    minister ministerin kanzler kanzlerin botschafter sprecher sprecherin presidente
    presidenta ministro ministra portavoz embajador embajadora canciller
    """.split()
)
ROLE_MODIFIERS = frozenset(
    """
    foreign prime deputy vice acting former first second national security defence defense
    finance interior trade affairs justice home health energy state assistant senior chief
    special permanent executive managing presidential general opposition party economic
    economy labour labor treasury education transport agriculture environment press interim
    joint supreme army navy air force police central bank top lead
    """.split()
)
ORG_HEADS = frozenset(
    """
    ministry council commission committee party union bank university institute agency
    organisation organization association federation foundation court parliament congress
    senate assembly group fund forum corporation company department office bureau service
    services administration authority alliance league board house guard guards army navy
    force forces police airlines airways airport industries holdings international times
    post gazette courier herald ledger observer review journal news center centre network
    movement front coalition community network society press academy church ministerium
    ministère conseil commission comité parti banque université agence cour parlement
    assemblée министерство совет комиссия комитет партия банк университет агентство суд
    парламент дума союз фонд ministerio consejo comisión partido banco universidad agencia
    gobierno inc ltd corp co plc gmbh ag sa llc feeders
    """.split()
)
FIRST_WORDS = frozenset(
    """
    however meanwhile although though while when after before since because if as but and or
    so yet still also then there here this that these those it its he she they we you his
    her their our in on at by for from to with without under over into during among between
    against according what who which where why how not no yes one two three some many most
    all both each every few several other another such more less only even just the a an
    asked speaking earlier later today yesterday tomorrow last next new despite following
    given once until unlike nearly about around instead indeed moreover furthermore
    therefore thus separately elsewhere officials analysts experts critics supporters people
    police ministers leaders government voters
    """.split()
)
# Written with a capital, and never (the start of) a name.
NO_NAMES = frozenset(
    """
    i i'm i've we it he she they monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni
    juli oktober dezember christmas easter no yes gmt utc http https pm am по в на как но и
    """.split()
)
ROLE_COMPLEMENTS = frozenset(
    """
    state staff mission affairs general
    """.split()
)
PARTICLES = frozenset(
    """
    de da di do du des del della der den van von la le bin ibn al el ben abu dos das ten ter
    zu y e af av
    """.split()
)
ORGANISATIONS = {
    "eu": "European Union", "european union": "European Union", "un": "United Nations",
    "u.n.": "United Nations", "united nations": "United Nations", "nato": "NATO",
    "who": "World Health Organization", "ecowas": "ECOWAS", "opec": "OPEC", "imf": "IMF",
    "iaea": "IAEA", "osce": "OSCE", "african union": "African Union", "wto": "WTO",
    "нато": "NATO", "оон": "United Nations", "ес": "European Union", "opep": "OPEC",
    "otan": "NATO", "onu": "United Nations", "الناتو": "NATO", "أوبك": "OPEC",
}  # fmt: skip
