"""Common given names of many countries, in lower case: a hint that a name is a person's."""

GIVEN_NAMES = frozenset(
    """
    aaron abbas abby abdel abdul abdullah abe abel abigail abraham adam adama adele adrian agnes
    agnieszka ahmad ahmed aisha akira al alain alan alassane albert alberto aldo alec alejandro
    aleksandar aleksander aleksandr alessandro alex alexander alexandra alexandre alexei alexey
    alexis alfonso alfred alfredo ali alice alicia alina alison alistair allan allen alberta alpha
    alvaro alyssa amanda amar amara amber amelia amina amir amit amy ana anastasia anatoly anders
    andré andre andrea andreas andrei andres andrew andrey andrii andriy andrzej andy angel angela
    angelina angelo angus anita anjali ann anna anne annette annie anthony antoine anton antonia
    antonio antony anwar april aretha ariel arjun armando armen arne arnold arthur artur arturo
    arvind asad ashley ashok ashraf asif audrey august augusto aung axel ayman aziz barack barbara
    barry bart bashar basil beatrice beatrix becky ben benedict benjamin benny benoît bernard
    bernardo bernd bernie bertrand bess beth betsy betty beverly bill billy björn blake bo bob
    bobby bogdan boris bradley brandon brenda brendan brent brett brian bridget bruce bruno bryan
    caleb callum camilla camille carl carla carlo carlos carmen carol carolina caroline carrie
    carsten casey catherine cathy cecilia celia cesar charles charlie charlotte chelsea cheryl chiara
    chloe chris christian christiane christina christine christoph christophe christopher chuck
    cindy claire clara clarence claude claudia claudio claus clement clinton colin connor
    constance corey cory craig cristian cristina curtis cynthia cyril daisy dale damian damien dan
    daniel daniela daniele danielle danny daphne darren dave david dean deb deborah debra denis
    denise dennis derek desmond diana diane dick didier diego dieter dietmar dilma dina dirk
    dmitri dmitriy dmitry dolores dominic dominique don donald donna doris dorothy doug douglas
    duncan dwight dylan ed eddie edgar edith edmond edmund eduard eduardo edward edwin eileen
    ekaterina elaine eleanor elena eli elias elijah elisabeth eliza elizabeth ella ellen elliot
    elmar elsa elvira emanuel emil emilia emilio emily emma emmanuel enrico enrique eric erica erich
    erik erika erin ernest ernesto ernst esther ethan eugene eva evan evelyn evgeny ewa fabian
    fabio fabrice faisal farah farid fatima fatou federica federico felipe felix ferdinand fernando
    filip filippo fiona florence florian frances francesca francesco francis francisco franck
    franco françois françoise francois frank frankie franz fred freddie frederic frederick frederik
    friedrich fritz fumio gabriel gabriela gabriella gareth gary gavin gene geoffrey georg george
    georges georgia gerald gerard gerd gerhard gerry giacomo gianni gilbert gilles gina giorgia
    giorgio giovanni giulia giulio giuseppe glen glenn gloria gonzalo gordon grace graham grant greg
    gregory greta guido guillaume guillermo gunnar gustavo guy hadi hamid hamza hannah hans harald
    harold harriet harry harvey hasan hassan heather hector heidi heiko heinrich heinz helen helena
    helga helmut hélène hendrik henri henrik henry herbert herman hilary hillary hiroshi holly
    horst howard hubert hugh hugo hussein iain ian ibrahim ignacio igor ilham ilya imran ingrid
    ioannis irene irina iris irving isaac isabel isabella isabelle ismail ivan ivana ivo jack
    jackie jacob jacqueline jacques jaime jair jake jakob jalal jamal james jamie jan jane janet janez
    janice janine janos jared jaroslav jason jasper javier jay jean jeanne jeff jeffrey jen jenna
    jennifer jenny jens jeremy jerome jerry jesse jessica jesús jesus jill jim jimmy jo joachim joan
    joanna joão joaquin jochen jody joe joel johan johann johannes john johnny jon jonas jonathan
    jordan jorge josé jose josef josep joseph josh joshua josie joyce józef juan juana judith judy
    julia julian juliana julie julien juliet julio julius jun june jürgen justin karel karen karim
    karin karine karl karla karsten kate katherine kathleen kathryn kathy katie katja katrin kay keith
    kelly ken kenneth kenny kent kevin khaled khalid khalil kim kirill kirk kirsten kirsty klaus
    konrad konstantin kristalina kristen kristian kristina kristin kurt kwame kyle laila lara larisa
    larry lars laura lauren laurence laurent lawrence leah lee leila len lena leo leon leonard
    leonardo leonid leopoldo leslie lester levi lewis liam liliana lily linda lindsay lindsey lionel
    lisa liz lloyd lois lola lorena lorenzo lori lorraine louis louisa louise luc luca lucas lucia
    luciano lucie lucy ludwig luigi luis luisa luiz lukas luke luther lydia lyle lynn maarten
    madeleine madison magdalena maggie magnus mahamadou mahmoud malcolm malik mamadou manfred
    manuel manuela marc marcel marcelo marco marcos marcus margaret margarita margrethe maria mariam
    marian mariana marianne marie marija marilyn marina marine mario marion marius marjorie mark
    marko marlene marta martha martin martina martine marvin mary masoud massimo mateo mateusz
    mathias matt matteo matthew matthias matthieu maud maureen maurice mauricio mauro max
    maxim maximilian maxine maya megan mehdi mehmet mel melanie melania melinda melissa mercedes
    meredith mia michael michał michel michele michelle miguel mihai mike mikhail miles milo miloš
    mina miriam miroslav mitch mitchell mitt modibo mohamed mohammad mohammed moisés molly mona monica
    monika morgan morris moshe moussa muammar muhammad mustafa myriam nabil nadia nadine naftali
    nancy naomi narendra natalia natalie nate nathan nathaniel neil nelson newt nicholas nick
    nicola nicolás nicolas nicole nigel nikita nikki niko nikol nikola nikolai nikolay nikos nils nina noah
    noel nora norbert norman nuno nur olaf oleg oleksandr oleksii olena olga oliver oliver olivia
    olivier omar orlando oscar oskar osama otto owen pablo pam pamela paola paolo pascal pat
    patricia patrick paul paula paulina paulo pavel pavlo pedro peggy penny per percy pervez pete
    peter petr petra petro phil philip philippe phillip phyllis pierre pietro pilar piotr piyush
    prakash priti priya quentin rachel rafael rafał rahul rainer raj rajesh ralf ralph ramón
    ramon ramzan randall randy raphaël raquel rashid raúl raul ravi ray raymond rebecca recep
    reggie regina reinhard rémy rené renate renato rex reza rhonda ricardo riccardo richard rick
    ricky rina rishi rita rob robert roberta roberto robin rod rodney rodolfo rodrigo roger roland
    rolf roman romano ron ronald rory rosa rosario rose rosemary ross roxana roy ruben rudolf
    rudy rupert ruslan russell ruth ryan saad sabine sadiq sahle said salah salem sally salman
    salome salvador sam samantha sami samir samuel sandra sandy sanjay santiago sara sarah sasha saul
    scott sean sebastian sebastián serena serge sergei sergey sergio serhii seth shane shannon shaun
    shawn sheila shinzo shirley sidney siegfried sigmar sigrid silvia silvio simon simone sofia
    sonia sophia sophie stacey stan stanislav stanley stefan stefano steffen stella stephan
    stéphane stephanie stephen sterling steve steven stuart sue sultan sunil susan susanna susanne
    suzanne svetlana sven sylvia sylvie szymon tamara tammy tanya tara tariq tatiana tatyana tayyip
    ted teresa terrence terry thabo theo theodor theodore theresa thérèse thierry thomas thorsten tim
    timothy tina tobias toby todd tom tomas tomasz tommaso tommy toni tony tracey tracy travis trevor
    troy ulrich ulrike umberto ursula uwe vadim valentin valentina valeria valerie valery vanessa
    václav vera vernon veronica viacheslav vicky victor victoria vijay viktor viktoria vince
    vincent vincenzo viola violeta virginia virginie vitali vitaly vivian vladimir volker volodymyr
    vyacheslav wade walid wallace wally walter wanda warren wayne wendy werner wesley wilfried
    wilhelm will willem william willy wilson winston wojciech wolf wolfgang xavier xi yair yana
    yann yannick yasmin yasser yevgeny yitzhak yoav yolanda yoshihide yousef youssef yulia yuri yuriy
    sergueï mikhaïl serge volodymyr alexeï nikolaï andreï iouri vladimír wladimir sergej dmitrij alexej
    kyriakos keir boris liz theresa jens ursula charles-michel josep antónio tedros mansour reuven
    keiko deb bashar pervez asif nawaz imran manmohan xi li wang ashraf hamid
    cyril paul félix emmerson macky nana adama alpha idriss mahamat denis evariste samia uhuru
    yusuf yves yvette yvonne zach zachary zoe zoran zuzana zbigniew
    александр александра алексей алена алина алла анастасия анатолий андрей анна антон антонина
    арсений артем богдан борис вадим валентин валентина валерий валерия василий вера виктор
    виктория виталий владимир владислав всеволод вячеслав галина геннадий георгий герман глеб григорий
    дарья денис джо дмитрий дональд евгений евгения егор екатерина елена елизавета жанна
    зинаида иван игорь илья инна ирина иосиф кирилл константин ксения лариса лев леонид лидия
    любовь людмила магомед максим маргарита марина мария михаил надежда наталия наталья никита николай
    нина оксана олег олеся ольга павел петр полина раиса рамзан ринат роман руслан светлана семен
    сергей софия станислав степан тамара татьяна тимофей тимур федор филипп эдуард эльвира
    эмманюэль энтони юлия юрий яна ярослав ангела джон йенс жозеп урсула реджеп си борис
    """.split(),
)
