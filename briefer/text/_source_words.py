"""What an unnamed source is called: "officials", "the ministry", "a spokesman for the bank"."""

SOURCES = frozenset(
    """
    official officials source sources minister ministers ministry ministries spokesman spokeswoman
    spokesperson spokespeople spokesmen government governments agency agencies leader leaders
    leadership police diplomat diplomats analyst analysts expert experts court courts statement
    statements report reports study studies aide aides lawmaker lawmakers legislator legislators
    company companies operator operators president presidents envoy envoys ambassador ambassadors
    union unions council bloc group groups commission committee parliament opposition critic critics
    economist economists researcher researchers scientist scientists doctor doctors lawyer lawyers
    attorney attorneys prosecutor prosecutors judge judges justice justices witness witnesses resident
    residents observer observers party parties army military navy authority authorities bank banks
    campaign campaigns team teams office administration broadcaster newspaper newspapers magazine
    mission embassy delegation delegations monitor monitors mediator mediators negotiator negotiators
    airline airlines house department departments chief chiefs head heads secretary chairman
    chairwoman chair director directors chancellor premier king queen pope senator senators governor
    governors mayor mayors general generals commander commanders insider insiders people others
    both many some several most all few none investigator investigators inspector inspectors survivor
    survivors activist activists supporter supporters opponent opponents voter voters trader traders
    investor investors executive executives employee employees worker workers teacher teachers
    student students mother father wife husband son daughter brother sister parents family families
    friend friends neighbor neighbors neighbour neighbours colleague colleagues man woman men women
    professor professors author authors editor editors coach manager managers owner owners founder
    founders candidate candidates nominee republican republicans democrat democrats conservative
    conservatives liberal liberals historian historians advocate advocates adviser advisers advisor
    advisors strategist strategists pollster pollsters commentator commentators columnist journalist
    journalists reporter reporters correspondent media press outlet outlets website network paper
    poll polls survey surveys data figures documents document letter lawsuit complaint filing memo
    article articles review analysis assessment investigation inquiry records statistics email
    emails transcript footage video organization organizations organisation organisations
    association foundation institute institution university think-tank tank charity body panel
    watchdog regulator regulators firm firms partner partners ally allies deputy deputies member
    members representative representatives congressman congresswoman speaker counsel lobbyist
    lobbyists veteran veterans soldier soldiers rebel rebels militant militants protester protesters
    demonstrator demonstrators organizer organizers organiser organisers farmer farmers fisherman
    businessman businesswoman businessmen billionaire mogul star singer actor actress director
    moderator host anchor announcer narrator moderators citizen citizens american americans country
    countries nation nations state states city officer officers sheriff detective detectives
    captain sergeant lieutenant colonel major commissioner commissioners regime kremlin pentagon
    congress senate fbi cia un eu nato percent respondents participants users readers customers
    clients consultant consultants specialist specialists scholar scholars fellow lecturer
    psychologist psychiatrist physician physicians nurse nurses patient patients pastor priest
    bishop bishops imam cleric clerics rabbi church coalition alliance federation league board
    trustees staff staffers staffer operative operatives surrogate surrogates contributor
    correspondents blogger bloggers observers critics victim victims defendant plaintiff plaintiffs
    driver drivers passenger passengers pilot pilots crew sailors ship ships man's boss bosses
    ceo entrepreneur entrepreneurs worker dissident dissidents exile exiles refugee refugees
    migrant migrants negotiation side sides cabinet ombudsman auditor auditors treasury watchdogs
    proponents backers detractors skeptics sceptics speechwriters widow widower
    those ruling indictment affidavit decision order verdict memorandum communique communiqué
    who whoever everyone everybody nobody anyone one two three four half majority
    """.split(),
)
DATA = frozenset(
    """
    poll polls survey surveys study studies report reports data figures documents document records
    analysis review investigation research statistics numbers results letter emails email memo
    transcript footage video evidence forecast census estimates findings index audit filing filings
    """.split(),
)
OTHER_SOURCES: dict[str, str] = {
    "fr": r"(?:porte-parole|gouvernement|ministère|ministre|président|présidente|responsables?|sources?|autorités|police|"
    r"diplomates?|experts?|analystes?|agence|ONG|organisation|chef|chancelière|ambassadeur|parquet|armée|opposition|"
    r"parti|commission|premier|député|témoins?|quotidien|journal|communiqué|rapport|présidence|chancellerie|diplomatie)s?",
    "ru": r"(?:министерств\w+|ведомств\w+|источник\w*|власти|властей|правительств\w+|представител\w+|эксперт\w*|премьер\w*|"
    r"президент\w*|политик\w*|дипломат\w*|глава|главы|министр\w*|агентств\w+|организаци\w+|полици\w+|посольств\w+|"
    r"пресс-служб\w+|секретар\w+|собеседник\w*|чиновник\w*|депутат\w*|аналитик\w*|издани\w+|газет\w+|канал\w*|военн\w+)",
    "de": r"(?:Regierung|Ministerium|Außenministerium|Sprecher|Sprecherin|Polizei|Behörden?|Experten|Präsident|Präsidentin|"
    r"Kanzlerin|Minister|Ministerin|Außenminister|Diplomaten|Partei|Opposition|Kommission|Armee|Zeitung|Agentur|"
    r"Regierungssprecher|Staatschef|Regierungschef|Militär|Botschafter|Organisation|Kreml)",
    "es": r"(?:gobierno|ministerio|ministro|ministra|portavoz|fuentes?|autoridades|policía|presidente|presidenta|expertos?|"
    r"diplomáticos?|organización|oposición|partido|ejército|agencia|embajador|canciller|mandatario|funcionarios?|"
    r"Gobierno|Ministerio|informe|comunicado)",
    "it": r"(?:governo|ministero|ministro|portavoce|fonti|autorità|polizia|presidente|premier|esperti)",
    "uk": r"(?:міністерств\w+|відомств\w+|джерел\w+|влада|уряд\w*|представни\w+|експерт\w*|президент\w*|міністр\w*|речни\w+)",
    "ar": r"(?:المتحدث\w*|الوزارة|الحكومة|المصدر|مصادر|الرئيس|الوزير|السلطات|الشرطة|الجيش|الخارجية|المسؤول\w*|مسؤول\w*|الوكالة|"
    r"بيان|البيان|متحدث\w*|رئيس|وزير|وزارة|دبلوماسي\w*)",
}
