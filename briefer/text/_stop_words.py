"""Function words by language: what carries no subject of its own.

Closed classes only (articles, pronouns, prepositions, conjunctions, auxiliaries, a few adverbs);
no verb of saying and no number, which news needs. Written as they appear in running text,
lower case; a word with an apostrophe stands for both kinds of apostrophe.
"""

WORDS: dict[str, str] = {
    "en": """a about above across after again against all almost along already also although always
        am amid among an and any anyone anything are aren't around as at away be became because been
        before behind being below beneath beside besides between beyond both but by can can't cannot
        could couldn't despite did didn't do does doesn't doing don't down during each either else
        even ever every everyone everything except few for from further had hadn't has hasn't have
        haven't having he he'd he'll he's her here here's hers herself him himself his how however i
        i'd i'll i'm i've if in inside into is isn't it it'd it'll it's its itself just least less
        let let's like many may me might mine more moreover most much must my myself near neither
        never nevertheless no nobody none nor not nothing now of off often on once only onto or other
        others otherwise ought our ours ourselves out outside over own per perhaps quite rather s
        same shall she she'd she'll she's should shouldn't since so some someone something somewhat
        soon still such t than that that's the their theirs them themselves then there there's
        therefore these they they'd they'll they're they've this those though through throughout
        thus to together too toward towards under unless until up upon us very via was wasn't we we'd
        we'll we're we've well were weren't what whatever when where whereas whether which while who
        who's whoever whom whose why will with within without won't would wouldn't yet you you'd
        you'll you're you've your yours yourself yourselves""",
    "fr": """a à afin ai ainsi alors apres après as au aucun aucune aujourd'hui auprès aura auraient
        aurait aussi autant autour autre autres aux auxquelles auxquels avaient avait avant avec avez
        avoir avons ayant bien car ce ceci cela celle celles celui cependant certain certaine
        certaines certains ces cet cette ceux chaque chez comme comment contre d dans de dedans déjà
        depuis des dès desquelles desquels dessous dessus devant doit doivent donc dont du durant
        elle elles en encore entre envers es est et étaient était étant été être eu eux fait faire
        fois font fut hors ici il ils j je jusqu jusque l la là laquelle le lequel les lesquelles
        lesquels leur leurs lors lorsque lui m ma mais malgré me même mêmes mes moi moins mon n ne ni
        non nos notamment notre nous on ont or où ou par parce parmi pas pendant peu peut peuvent
        plus plusieurs plutôt pour pourquoi pourrait puis puisque qu quand que quel quelle quelles
        quelque quelques quels qui quoi s sa sans sauf se selon sera serait seront ses si sinon soi
        soit sommes son sont sous suis sur t ta tandis tant te tel telle telles tels tes toi ton
        toujours tous tout toute toutefois toutes très trop tu un une vers via voici voilà vos votre
        vous y""",
    "de": """ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer
        anderes auch auf aus außer außerdem bei beide beiden beim bereits bevor bin bis bist da dabei
        dadurch dafür dagegen daher damit danach daneben dann daran darauf daraus darin darüber darum
        das dass daß davon davor dazu dein deine dem demnach den denen denn dennoch der deren des
        deshalb dessen desto die dies diese dieselbe diesem diesen dieser dieses doch dort du durch
        dürfen ebenso eher ein eine einem einen einer eines einige einigem einigen einiger einmal er
        es etwa etwas euch euer eure falls für gegen gegenüber gemäß gewesen gibt gut hab habe haben
        hat hatte hatten hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
        ihres im immer in indem infolge innerhalb ins ist ja je jede jedem jeden jeder jedes jedoch
        jemand jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner können könnte
        könnten machen man manche mehr mein meine meinem meinen mich mir mit mittels muss müssen
        musste nach nachdem neben nein nicht nichts noch nun nur ob oberhalb obwohl oder ohne per pro
        schon sehr sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald sofern
        solche solchem solchen solcher soll sollen sollte sollten sondern sonst sowie sowohl statt
        teils trotz trotzdem über um und uns unser unsere unter viel viele vielen vom von vor wann
        war waren warum was wegen weil weiter weitere welche welchem welchen welcher welches wenn wer
        werden wie wieder will wir wird wo wobei wohl wollen wollte worden wurde wurden würde würden
        während zu zum zur zwar zwischen""",
    "es": """a acá ahí ahora al algo alguien algún alguna algunas alguno algunos allí ante antes
        aquel aquella aquellas aquello aquellos aquí así aún aunque bajo bien cabe cada casi como cómo
        con conforme contra cual cuál cuales cualquier cuando cuándo cuanto cuya cuyas cuyo cuyos de
        debe deben del desde donde dónde durante e el él ella ellas ello ellos en entonces entre era
        eran es esa esas ese eso esos esta está estaba estaban están estar estas este esto estos
        estuvo excepto fue fueron ha había habían haber habrá hacen hacer hacia han has hasta hay he
        hizo hubo incluso la las le les lo los más me mediante menos mi mí mientras mis mismo misma
        muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para
        pero poco por porque pues puede pueden que qué quien quién quienes salvo se sea sean según
        ser será serán sería si sí sido siempre siendo sin sino so sobre son su sus suya suyo tal
        tales también tampoco tan tanto te tener tiene tienen todavía todo toda todos todas tras tu tú
        tus u un una unas uno unos usted ustedes varias varios vez vía y ya yo""",
    "it": """a abbia abbiamo ad adesso agli ai al alcun alcuna alcune alcuni all alla alle allo
        allora altra altre altri altro anche ancora anzi appena avanti avere aveva avevano avrà avrebbe
        ben bene c che chi ci ciascuna ciascuno ciò circa coi col come con contro così cui d da dagli
        dai dal dall dalla dalle dallo davanti degli dei del dell della delle dello dentro deve devono
        di dietro dopo dove dovrebbe due dunque durante e è ebbe ecco ed egli ella era erano essa esse
        essendo essere essi esso fa fare fatto fino fra fu fuori furono già gli ha hai hanno ho i il in
        infatti inoltre insieme intanto invece io l la là le lei li lo loro lui lungo ma mai meno
        mentre mi mia mie miei mio molta molte molti molto ne né negli nei nel nell nella nelle nello
        nessun nessuna nessuno noi non nostra nostre nostri nostro nulla o od ogni oltre oppure ora
        per perché perciò però più piuttosto poco poi poiché possono presso prima proprio può qua
        qualche quale quali quando quanto quasi quel quell quella quelle quelli quello questa queste
        questi questo qui quindi s sarà saranno sarebbe se sei sempre senza si sia siamo siano sin sono
        sopra sotto sta stata state stati stato su sua subito sue sugli sui sul sull sulla sulle sullo
        suo suoi tra tranne troppo tu tua tue tuo tuoi tutta tuttavia tutte tutti tutto un una uno
        verso vi voi vostra vostro""",
    "pt": """a à acima agora ainda além algo alguém algum alguma algumas alguns ante antes ao aos
        após apenas aquela aquelas aquele aqueles aquilo aqui as às assim até através bem cada com
        como conforme contra contudo cuja cujo da daquela daquele das de dela delas dele deles depois
        desde dessa desse desta deste deve devem disso disto do dos durante e é ela elas ele eles em
        embora enquanto entanto então entre era eram essa essas esse esses esta está estão estar estas
        estava estavam este estes eu faz fazer foi fora foram há haver havia isso isto já la lá lhe
        lhes lo logo mais mas me mediante meio menos mesma mesmo meu minha muita muitas muito muitos
        na nada não nas nem nenhum nenhuma nessa nesse nesta neste no nos nós nossa nossas nosso
        nossos num numa nunca o onde os ou outra outras outro outros para pela pelas pelo pelos pode
        podem pois por porém porque portanto pouco quais qual qualquer quando quanto quase que quem
        são se segundo seja sem sempre sendo senão ser será serão seria seu seus si sido sob sobre sua
        suas tal também tampouco tanta tanto tão te tem têm ter teu teve ti tinha tinham toda todas
        todavia todo todos tu tua tudo um uma umas uns vai vários você vos""",
    "ru": """а без более больше будем будет будете будешь буду будут бы был была были было быть в вам
        вами вас ваш ваша ваше ваши ведь весь во вокруг вообще вопреки вот впрочем все всё всего всей
        всем всеми всему всех всю вся вы г где да даже для до другая другие другим другими других
        другого другое другой другом его ее её ей ему если есть еще ещё ею ж же за зато здесь и из
        из-за изо или им именно ими итак их к каждая каждого каждой каждый как какая какие каким каких
        какого какое какой ко когда кого кое ком кому которая которого которое которой котором которому
        которую которые который которым которыми которых кроме кто куда ли либо лишь между менее меня
        мне много мной могла могли может могут мог мой мочь моя мы на над надо наконец нам нами нас
        наш наша наше наши не него нее неё ней некоторые некоторых нельзя нём нем нему несколько нет ни
        нибудь никто ними них ничего но ну о об оба однако около он она они оно от ото очень перед по
        под пока помимо после поскольку потом потому почему почти при про просто против ради разве с
        сам сама сами самим самих само самого самой свое своё своего своей своем своём своему своим
        своими своих свои свой свою своя себе себя сквозь со собой совсем среди т та так также такая
        такие таким таких такого такое такой там те тебя тем теми теперь тех то тобой тогда того тоже
        той только том тому тот ту тут ты у уж уже хотя чего чей чем чему через что чтоб чтобы эта эти
        этим этими этих это этого этой этом этому этот эту я""",
    "uk": """а аби або адже але без був була були було бути в вам вами вас ваш ваша ваше ваші весь вже
        ви від він вона вони воно все всі всіх всього втім де для до дуже є ж же з за зі і із інша інше
        інший інші інших його її їй їм їх й кожен кожна коли крім кого котрий лише між мене мені ми мій
        може можуть могли моя на навіть над нам нами нас наш наша наше наші не нас неї нею ним ними них
        ні ніж ніхто нічого ну о об одначе однак ось перед по поки понад попри про проте проти п під
        після саме сам сама самі свого свої свій своїй своїм своїми своїх свою своя себе собі та так
        така також такий такі таких там те тепер ти тим тих то тобі того тоді той тому тут у усе усі
        хоч хоча хто це цей ця ці цим цих цього цьому цю чи чого чому чим ще що щоб щодо як яка якби
        який яким якими яких якого якому якщо які яку я""",
    "ar": """أبي أحد أخرى إذ إذا ألا إلا التي الذي الذين اللذان اللذين اللواتي اللاتي إلى الى أم أما
        أمام أمس أن إن أنا أنت أنتم أنه إنه أنها إنها أنهم إنهم أو أي أية أيضا أيضاً أين إيا أ ا بأن
        بان بعد بعض بل بلا بما بن به بها بهم بيد بين تحت تكون تلك تم ثم جدا جميع حتى حسب حول حين حيث
        خارج خلال دون ذا ذات ذاك ذلك ذو ذي ذين رغم سوف سوى شأن ضد ضمن عبر عدا عدة عدم على عليه عليها
        عن عند عندما عنه عنها غير ف فإن فقد فقط فلا فهو فوق في فيما فيه فيها قبل قد قرب كان كانت كانوا
        كأن كذلك كل كلا كلتا كم كما كون كي كيف ل لا لأن لدى لذلك لعل لقد لكن لكي لم لما لماذا لن له لها
        لهم لهذا لو لولا ليت ليس ليست ما ماذا مثل مع ممن من منذ منه منها مهما نحن نحو نعم نفسه نفسها ها
        هذا هذان هذه هل هم هما هن هنا هناك هو هؤلاء هي و وأن وإن وان وسط وعلى وفي وقد وقبل وكان وكانت
        وكذلك ولا ولكن ولم وما ومع ومن ومنها وهذا وهذه وهم وهو وهي يا يكون""",
    "nl": """aan achter af al alle alles als altijd ander andere anderen bij binnen bovendien boven
        buiten daar daarbij daardoor daarna daarom dan dat de deze dezelfde die dit doch door dus e een
        eens er eerst echter elk elke en enige enkele had hadden hare heb hebben hebt heeft hem hen het
        hier hij hoe hun iedere iedereen iemand iets ik in indien is ja je jij jou jouw jullie kan kon
        konden kunnen langs maar me meer men met mij mijn minder moest moet moeten na naar naast nadat
        niemand niet niets nog nu of om omdat onder ondanks ons onze ook op opdat over per reeds rond
        sinds sommige te tegen ten ter terwijl tijdens toch toen tot tussen u uit uw van vanaf vanuit
        veel via volgens voor voordat waar waarbij waardoor waarom wanneer want waren was wat we wel
        welk welke werd werden wie wij wil willen word worden wordt zal ze zei zelf zich zij zijn zo
        zoals zonder zou zouden zowel zullen""",
    "pl": """a aby albo ale ani aż bardziej bardzo bez bo bowiem by być był była było były będą będzie
        bądź cały chociaż choć ci ciągle co coś czy czyli dla dlaczego dlatego do gdy gdyby gdyż gdzie
        go i ich ile im inna inne innego innej inni innych inny iż ja jak jaka jaki jakie jakiś jako
        je jeden jednak jednakże jednej jednym jego jej jemu jest jestem jeszcze jeśli jeżeli już każdy
        kiedy kilka kto która które którego której którą który których którym którymi którzy ku lub ma
        mają mam mi mimo między mnie może możliwe moim moja mogą mój mu musi my na nad nam nami nas
        nasz nasze naszego naszych nawet nią nich nic nie niego niej niemu nigdy nim nimi niż no o obok
        od około on ona one oni ono oraz po pod podczas ponad ponieważ poza powinien przed przede przez
        przy raz razem również się są sam sama sobie swoich swoim swoje swój ta tak taka taki takich
        takie także tam te tego tej temu ten teraz też to tobie tu tutaj twój ty tych tylko tym u w we
        wam wami was wasz według wiele więc więcej wszystkich wszystkie wszystko wtedy wy z za zaś ze
        został została zostały że żaden żadne żeby""",
    "tr": """acaba ama ancak arada artık aslında ayrıca az bana bazen bazı belki ben benden beni benim
        bile bir birçok biri birkaç birlikte biz bize bizi bizim böyle böylece bu buna bunda bundan
        bunlar bunları bunların bunu bunun burada bütün çoğu çok çünkü da daha dahi de defa değil diğer
        diye dolayı dolayısıyla edecek eden ederek edilen ediyor en etmesi etti ettiği fakat gibi göre
        hala halen hangi hani hatta hem henüz hep hepsi her herhangi herkes hiç hiçbir için ile ilgili
        ise işte itibaren kadar karşın kendi kendilerine kendine kendini kez ki kim kime kimi kimse mı
        mi mu mü nasıl ne neden nedenle nerede niye o olan olarak oldu olduğu olduğunu olduklarını olması
        olmayan olmak olsa olup olur olursa oluyor ona onlar onları onların onu onun orada oysa öyle
        pek rağmen sadece sanki sen senin siz sizin sonra şey şöyle şu şunu tarafından tüm ü üzere var
        vardı ve veya ya yani yapılan yapılması yapıyor yapmak yaptı yaptığı yerine yine yoksa zaten""",
}
