"""Words that tell people, offices and organisations apart, in lower case ("ss" for "ß")."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.casefold().split())


# Before a name, and no office.
HONORIFICS = _words(
    """
    mr mrs ms miss dr sir dame lord lady rt hon m mme mm mlle monsieur madame maître me herr frau
    señor señora sr sra don doña signor signora г-н г-жа господин госпожа господина госпожи dom
    """,
)
# Before a name, written short: a full stop may follow.
SHORT_OFFICES = _words(
    """
    prof gen col lt capt maj sgt adm cmdr sen rep gov pres amb fr rev st supt det insp brig
    """,
)
ROLES = _words(
    """
    president vice-president premier minister chancellor ambassador envoy secretary
    spokesman spokeswoman spokesperson chairman chairwoman chair chairperson chief director
    commissioner deputy leader lawmaker senator governor mayor general commander head
    negotiator adviser advisor prosecutor judge justice editor economist strategist
    analyst professor representative congressman congresswoman speaker monarch king queen
    prince princess pope sultan emir sheikh ceo cfo coo founder co-founder coordinator diplomat
    candidate nominee president-elect undersecretary under-secretary treasurer whip admiral
    colonel captain lieutenant sergeant inspector major brigadier marshal ayatollah imam rabbi
    bishop archbishop cardinal reverend father patriarch counsel lawyer attorney activist author
    historian researcher scientist scholar fellow correspondent reporter columnist commentator
    journalist manager owner executive banker co-chair vice-chair vice-chairman vice-chancellor
    czar tsar pm mp mep mps councillor councilman councilwoman sheriff coach writer pollster
    officer detective consultant doctor physician lobbyist billionaire tycoon businessman businesswoman dissident
    dictator strongman warlord general-secretary secretary-general director-general
    attorney-general organizer organiser actor actress singer filmmaker moderator host anchor
    newscaster legislator assemblyman assemblywoman comptroller clerk veteran actuary
    mediator observer rapporteur consul attaché chargé vizier regent
    co-director co-author professor-emeritus trustee chairwoman-elect running-mate
    président présidente ministre premier première chancelier chancelière ambassadeur ambassadrice
    porte-parole secrétaire directeur directrice député députée maire chef cheffe dirigeant
    dirigeante sénateur sénatrice patron patronne professeur professeure chercheur chercheuse
    responsable commissaire roi reine émissaire conseiller conseillère gouverneur gouverneure
    avocat avocate opposant opposante général colonel
    президент президента президенту президентом премьер премьера премьер-министр премьер-министра
    премьер-министру министр министра министру министром посол посла представитель представителя
    представительница представительницы секретарь секретаря глава главы главу главой главе канцлер
    канцлера председатель председателя заместитель замглавы замминистра пресс-секретарь
    пресс-секретаря депутат депутата депутаты губернатор губернатора генсек генсека директор
    директора лидер лидера лидером эксперт аналитик политолог экономист вице-премьер
    вице-президент сенатор спикер спикера официальный госсекретарь госсекретаря госсекретарем
    помощник советник уполномоченный генеральный мэр мэра король королева генерал полковник адвокат
    президентка міністр міністра речниця речник голова голови прем'єр прем'єр-міністр
    präsident präsidentin ministerin kanzler kanzlerin bundeskanzler bundeskanzlerin
    bundespräsident bundespräsidentin außenminister außenministerin verteidigungsminister
    verteidigungsministerin innenminister innenministerin finanzminister finanzministerin
    wirtschaftsminister gesundheitsminister gesundheitsministerin ministerpräsident
    ministerpräsidentin premierminister premierministerin regierungschef regierungschefin
    regierungssprecher regierungssprecherin staatschef us-präsident us-präsidentin botschafter
    botschafterin sprecher sprecherin generalsekretär generalsekretärin kommissionschefin
    kommissionspräsidentin kremlchef parteichef parteichefin vorsitzende vorsitzender
    staatssekretär experte expertin oppositionsführer bürgermeister bürgermeisterin
    presidente presidenta ministro ministra portavoz embajador embajadora canciller jefe jefa
    secretario secretaria líder senador senadora diputado diputada gobernador gobernadora alcalde
    alcaldesa rey reina directora vocero vocera cancelliere cancelliera portavoce ambasciatore
    segretario segretaria
    """,
)
# Beside an office, part of its name.
ROLE_MODIFIERS = _words(
    """
    foreign prime deputy vice acting former first second national security defence defense
    finance interior trade affairs justice home health energy state assistant senior chief
    special permanent executive managing presidential general opposition economic external
    economy labour labor treasury education transport agriculture environment press interim
    joint supreme air central top lead crown high grand
    climate ex-president ex then-president then-vice caretaker outgoing incoming
    election communications political policy research legal medical
    majority minority intelligence counterterrorism nuclear human rights
    public private commercial regional local county city royal federal ruling right-wing left-wing
    longtime veteran international european world global associate emeritus visiting founding
    under information culture agricultural industry commerce science technology internal
    développement extérieur иностранных дел первый бывший экс
    """,
)
ORG_HEADS = _words(
    """
    ministry council commission committee party union bank university institute agency
    organisation organization association federation foundation court parliament congress
    senate assembly group fund forum corporation company department office bureau service
    services administration authority alliance league board house guard guards army navy
    force forces police airlines airways airport industries holdings times
    post gazette courier herald ledger observer review journal news center centre network
    movement front coalition caucus community society press academy church college school cabinet
    embassy consulate mission tribunal brigade battalion regiment corps fleet command militia
    chamber confederation consortium club team initiative programme program project
    partnership trust secretariat directorate inspectorate staff registry exchange museum
    hospital laboratory laboratories institution think-tank campaign conference convention
    magazine tribune globe chronicle telegraph mirror dispatch tv radio television broadcasting
    media studios pictures capital partners securities motors technologies systems pharmaceuticals
    ministerium ministère conseil comité parti banque université agence cour parlement
    assemblée gouvernement fédération syndicat mouvement armée ligue société groupe
    министерство министерства совет совета комиссия комиссии комитет комитета партия партии банк
    банка университет агентство агентства суд суда парламент парламента дума думы союз союза фонд
    фонда организация организации правительство ассоциация центр институт служба служб корпорация
    ministerio consejo comisión partido banco universidad agencia gobierno congreso asamblea
    bundestag bundesrat bundesregierung auswärtiges bundesbank regierung behörde außenministerium
    verteidigungsministerium innenministerium finanzministerium bundesamt amt verband gericht
    inc ltd corp co plc gmbh ag llc llp
    """,
)
# One such word alone names an organisation.
LONE_ORGS = _words(
    """
    congress senate parliament bundestag bundesrat bundeswehr cabinet commons lords дума госдума
    кнессет бундестаг
    """,
)
# Names of events, laws and things: their last word tells them from people.
THINGS = _words(
    """
    war wars act accord accords agreement agreements treaty pact deal plan day days week month year
    years prize cup games olympics award awards game bowl series tour open street road avenue square
    river sea ocean lake mountains mountain island islands bay valley beach hills heights peninsula
    gulf strait canal bridge tower palace castle wall park zone line stream pipeline airport station
    building hall center centre summit conference election elections primary primaries debate
    speech address report papers files code law bill amendment constitution revolution spring
    uprising crisis crash depression recession pandemic virus hurricane storm massacre attack
    attacks bombing genocide holocaust crusade empire kingdom republic republics dynasty century
    era age lives matter dream story show night morning evening times rights rule rules order
    resolution doctrine scheme fund one two three dome shield initiative age ages movie book
    road belt corridor axis bloc pass mount desert forest hill county state states district
    province region territory territories city town village coast border security medicare
    medicaid obamacare brexit tax street market exchange index average god christmas easter ramadan
    eve vaccine sunday monday tuesday wednesday thursday friday saturday
    """,
)
# Parties, faiths, origins and directions: beside a name, no part of it.
AFFILIATIONS = _words(
    """
    democrat democrats democratic republican republicans libertarian libertarians conservative
    conservatives liberal liberals socialist socialists communist communists tory tories labourite
    muslim muslims islamic islamist islamists jewish jew jews catholic catholics protestant
    protestants sunni sunnis shia shiite shiites orthodox hindu hindus buddhist buddhists
    evangelical evangelicals kurdish kurd kurds arab arabs arabic asian asians african africans
    european europeans african-american african-americans hispanic hispanics latino latinos
    latina rohingya uighur uighurs uyghur uyghurs tatar tatars pashtun hutu tutsi tuareg houthi
    western eastern northern southern southeast northeast northwest southwest radical retired ally
    congressional soviet nazi zionist trans-atlantic transatlantic millennial millennials
    west east north south
    anglo-american israeli-palestinian pro-russian pro-western
    """,
)
# Words that open a sentence and are no names.
FIRST_WORDS = _words(
    """
    however meanwhile although though while when after before since because if as but and or
    so yet still also then there here this that these those it its it's he she they we you his
    her their our your my me us him them in on at by for from to with without under over into
    during among amid between
    against according what who whom whose which where why how not no nor yes one two three some
    many most all both each every few several other another others such more less only even just
    the a an asked speaking earlier later today yesterday tomorrow last next new despite following
    given once until unlike nearly about around instead indeed moreover furthermore about across
    therefore thus separately elsewhere officials analysts experts critics supporters people
    police ministers leaders government voters half hundreds thousands millions dozens ten five
    four six seven eight nine eleven twelve twenty below above beyond behind besides beside inside
    outside near through throughout toward towards upon via within per plus than whether
    neither either perhaps maybe never always often sometimes now again already ever first second
    third finally recently previously originally currently increasingly apparently clearly
    obviously certainly surely actually basically generally typically usually normally
    unfortunately fortunately hopefully frankly honestly interestingly notably importantly
    meantime otherwise nonetheless nevertheless hence likewise similarly additionally overall
    hello hi thank thanks please let let's lets don't do does did is are was were be been being am
    have has had having can could may might must shall should will would i'm i've i'll i'd we're
    we've we'll we'd you're you've you'll they're they've they'll he's she's he'd she'd that's
    there's here's what's who's isn't aren't wasn't weren't can't cannot couldn't won't wouldn't
    doesn't didn't hasn't haven't hadn't shouldn't ask asking based born called come coming
    consider consider dear declining echoing facing going good great hoping imagine judging
    keep knowing known left like look looking made make making meet meeting need noting
    ok okay old part pointing president-elect prior put read referring regarding reached remember
    reporting responding right running said say saying says see seeing seen set show shortly
    similarly sitting something nothing everything anything someone everyone anyone nobody nobody
    somebody standing stop take taken taking talking tell tensions think too try turn turning
    two-thirds unless up wait want watch watching well whatever whenever wherever whoever
    with worse worst written much lots far back away down off out early late long little
    le la les un une des du de au aux en dans sur pour par avec sans sous entre vers chez ce cet
    cette ces mais ou et donc or ni car il elle ils elles on nous vous je tu son sa ses leur
    leurs selon après avant depuis pendant lors alors ainsi aussi puis enfin cependant toutefois
    pourtant si quand comme où qui que quoi dont à d'après tout tous toute toutes plus moins très
    c'est d'un d'une l'un
    der die das den dem des ein eine einen einem einer eines und oder aber denn doch er sie es wir
    ihr ich mit nach bei von zu aus auf für gegen ohne um durch über unter vor hinter neben
    zwischen seit während wegen trotz wenn als weil dass ob auch nur noch schon nun dann dort hier
    so wie was wer wo warum laut zuvor zudem außerdem dabei damit dies dieser diese dieses nicht
    kein keine alle viele mehr im am zum zur beim vom man
    el los las unos unas y o pero sino porque cuando como donde quien según antes después desde
    durante hasta entre hacia sobre sin con por para del al su sus este esta estos estas ese esa
    esto eso ella ellos ellas nosotros no sí también además ya muy más menos todo todos
    в во на с со к ко о об от по до из за у при для без под над между через перед после не ни но а
    и или да же ли бы что чтобы как когда где куда если хотя потому поэтому однако также тоже еще
    ещё уже только он она оно они мы вы я ты его её ее их наш ваш мой этот эта это эти тот та то те
    так там тут здесь сейчас теперь потом затем ранее позже кроме согласно вместе все всё весь вся
    сам сама само очень более менее кто который которая которые чем ведь вот нет есть был была
    было были будет будут может могут можно нужно надо по-прежнему напомним отметим впрочем
    накануне например кстати итак значит причем притом пока вчера сегодня завтра этого того всего много
    несколько многие некоторые каждый любой другой другие такой такая такие именно почему зачем
    сколько два три четыре пять один одна одно первый второй между тем
    """,
)
# Written with a capital, and never (the start of) a name.
NO_NAMES = _words(
    """
    i i'm i've i'd i'll
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni
    juli oktober dezember christmas easter gmt utc est edt cet bst msk http https pm am et pt
    md va conn nev wash okla calif fla tenn ky wis minn mich ariz colo ala ark ore
    image photo photos video file copyright getty advertisement
    """,
)
PARTICLES = _words(
    """
    de da di do du des del della der den van von la le bin ibn ben bint abu dos das ten ter zu zur
    y e af av al el ul ur оглы ван фон де да дер бин ибн аль эль ди
    """,
)
# Capitalised words that, in the middle of a name, join the words of an organisation or office.
JOINERS = _words("of for and on du de des la the & und für и по y del et")
ACRONYMS_OF_NOTHING = frozenset(
    """
    TV AM PM ID OK DNA RNA GDP HIV AIDS CEO CFO COO PHD MBA USD EUR GBP II III IV VI VII VIII IX XI
    XII XIV XVI AND THE FOR BUT NOT YOU ALL ANY CAN HER WAS ONE OUR OUT DAY GET HAS HIM HIS HOW NEW
    NOW OLD SEE TWO WAY DID ITS LET SAY SHE TOO USE ABOVE BELOW PHOTO VIDEO FILE READ MORE WATCH
    UPDATE BREAKING LIVE ALSO FROM WITH THIS THAT HAVE WILL ABSTRACT FULL TEXT FYI FAQ PDF URL USB
    MPS MEPS
    """.split(),
)
