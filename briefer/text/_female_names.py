"""Given names of women, in lower case: "she" stands for no other."""

FEMALE_NAMES = frozenset(
    """
    abby abigail adele agnes agnieszka aisha alexandra alice alicia alina alison alyssa amanda amber
    amelia amina amy ana anastasia andrea angela angelina anita anjali ann anna anne annette annie antonia
    aretha ashley audrey barbara beatrice beatrix becky bess beth betsy betty beverly brenda bridget
    camilla camille carla carmen carol carolina caroline carrie catherine cathy cecilia celia chelsea
    cheryl chiara chloe christiane christina christine cindy claire clara claudia constance cristina
    cynthia daisy daniela danielle daphne deb deborah debra denise diana diane dilma dina dolores donna
    doris dorothy edith eileen ekaterina elaine eleanor elena elisabeth eliza elizabeth ella ellen elsa
    elvira emilia emily emma erica erika erin esther eva evelyn ewa farah fatima fatou federica fiona
    florence frances francesca françoise gabriela gabriella gina giorgia giulia gloria grace greta
    hannah harriet heather heidi helen helena helga hélène hilary hillary holly ilhan ingrid irene irina
    isabel isabella isabelle ivana jackie jacqueline jane janet janice janine jeanne jen jenna jennifer
    jenny jessica jill joan joanna josie joyce juana judith judy julia juliana julie juliet june karen
    karin karine karla kate katherine kathleen kathryn kathy katie katja katrin kelly kirsten kirsty
    kristalina kristen kristin kristina laila lara larisa laura lauren leah leila lena lily linda lindsay
    lisa liz lois lola lorena lori lorraine louisa louise lucia lucie lucy luisa lydia madeleine
    magdalena maggie manuela margaret margarita margrethe maria mariam mariana marianne marie marija
    marilyn marina marine marjorie marlene marta martha martina martine mary maureen maya megan
    melania melanie melinda melissa mercedes meredith mia michelle mina miriam molly mona monica monika
    myriam nadia nadine nancy naomi natalia natalie nicole nikki nina nora olena olga olivia pamela
    paola patricia paula paulina peggy penny petra phyllis pilar priti priya rachel raquel rebecca
    regina rhonda rina rita roberta rosa rose rosemary roxana ruth sabine sally salome samantha
    sandra sara sarah sheila shirley sigrid silvia simone sofia sonia sophia sophie stacey stella
    stephanie stéphanie sue susan susanna susanne suzanne svetlana sylvia sylvie tamara tammy tanya tara
    tatiana tatyana teresa theresa thérèse tina tracey tulsi ulrike ursula valentina valeria valerie
    valérie vanessa vera veronica victoria viktoria violeta virginia virginie vivian wanda wendy
    yana yolanda yulia yvette yvonne zoe zuzana kamala nikol oprah condoleezza aung geun-hye suu
    александра алена алина алла анастасия анна антонина валентина валерия вера виктория галина дарья
    евгения екатерина елена елизавета жанна зинаида инна ирина ксения лариса лидия любовь людмила
    маргарита марина мария надежда наталия наталья нина оксана олеся ольга полина раиса светлана софия
    тамара татьяна эльвира юлия яна ангела урсула
    """.split(),
)
UNISEX_NAMES = frozenset(
    """
    terry kim pat alex chris robin casey jordan morgan leslie dana tracy jamie sam jo sasha kerry lee
    lindsey shannon stacy angel kay ashley carol andrea jean joan aung xi yair gene jackie jody frankie
    nikola nur rory sandy shawn sean val ariel alexis alpha amar rene rené jan jules marion noor august
    """.split(),
)
