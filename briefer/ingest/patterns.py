"""How embedded posts, captions, links and boilerplate look, in the languages of the wire.

Every expression is tried on one paragraph of bounded length and is linear: no nested
repetition, every gap bounded. `asides` decides; this module only knows the forms.
"""

import re

_I = re.IGNORECASE

# --- embedded posts -------------------------------------------------------------------------

# "— Name (@handle) May 19, 2021", with or without the date.
SIGNATURE = re.compile(
    r"(?:^|\s)(?:—|–|―|--|&mdash;)\s?[^()\n@]{1,80}\(@\w{1,30}\)(?P<date>[\s,·|]{0,3}[^\n]{0,40})$",
)
MEDIA_LINK = re.compile(r"\bpic\.(?:twitter|x)\.com/\w{4,20}\b", _I)
SHORT_LINK = re.compile(
    r"https?://(?:t\.co/\w{4,20}|(?:www\.|mobile\.)?(?:twitter|x)\.com/\w{1,30}/status/\S{1,80})\s*$",
    _I,
)
POST_DATE = re.compile(
    r"^$|^\d{4}年[\d年月日 ]{2,10}$|^\D{0,15}\d{1,2}\D{0,15}(?:\d{2,4})?\D{0,6}$|^\d{1,2}:\d{2}\b.{0,35}$"
)
MARKER = re.compile(r"(?:^|\s)[#@]\w{2,40}|https?://|\bpic\.(?:twitter|x)\.com/", _I)
TELLING = re.compile(
    r"\b(?:said|says|wrote|writes|told|tweeted|posted|added|according to|a écrit|a déclaré|a dit|"
    r"selon|написал\w?|заявил\w?|сообщил\w?|сказал\w?|schrieb|sagte|escribió|dijo)\b",
    _I,
)
POST = re.compile(
    r"(?:view|see) (?:this|the) (?:post|profile|photo|video|tweet|thread) on (?:instagram|facebook|twitter|x|telegram|tiktok|threads)\b"
    r"|(?:voir|afficher) (?:cette publication|ce post|ce tweet) sur \w{1,20}\s*$"
    r"|посмотреть (?:эту публикацию|этот пост) в \w{1,20}\s*$"
    r"|a (?:post|video|photo|reel) (?:shared|posted) by .{1,80}\(?@"
    r"|une publication partagée par "
    r"|публикация от .{1,80}\(@"
    r"|posted by .{1,60} on (?:\w{3,9},? )?(?:\w{3,9} \d{1,2}|\d{1,2} \w{3,9}),? \d{4}\s*$"
    r"|see .{1,40}[’']s other tweets\b"
    r"|twitter ads info and privacy\b"
    r"|rt @\w{1,30}\b|(?:[#@]\w{1,40}\s{0,3}){1,20}$"
    r"|this (?:tweet|post) (?:is|was|has been) (?:unavailable|deleted|removed)\b.{0,60}$",
    _I,
)

# --- captions -------------------------------------------------------------------------------

_CAPITAL = "[^\\W\\d_a-zа-яёß-öø-ÿ]"
_NAME_WORD = rf"{_CAPITAL}[\w.'’-]{{0,25}}"
_NAME = rf"{_NAME_WORD}(?: (?:de |van |von |al-|el-)?{_NAME_WORD}){{1,3}}"
_AGENCY = (
    r"(?i:reuters|ap(?: photo)?|afp|epa(?:-efe)?|efe|dpa|tass|тасс|риа новости|ria novosti|"
    r"getty(?: images)?|anadolu(?: agency)?|xinhua|bloomberg|ansa|apa|keystone|sipa|"
    r"shutterstock|alamy|wireimage|zuma(?: press)?)"
)
_PHOTO = (
    r"(?i:photo(?:graph)?s?|images?|pictures?|illustration|photo credit|image credit|credit|"
    r"crédits? photos?|légende|crédits?|фото|снимок|изображение|foto|imagen|bild)"
)
CAPTION_START = re.compile(
    r"(?i:image (?:copyright|caption|source)\b|media (?:caption|playback is)\b|"
    r"enlarge (?:this )?image\b|(?:facebook ?)(?:twitter ?)(?:pinterest ?)\w)|"
    rf"(?i:(?:file|handout|pool|archive) ?(?:photo|image|picture)\b\s?[:–—.-])"
    rf"|FILE\s?[–—-]\s?\S"
    rf"|{_PHOTO}\s?(?::|©|/\s?\S)"
    rf"|{_PHOTO} (?:by|par|von|de) {_NAME}[^.!?]{{0,60}}\.?$"
    rf"|(?i:caption|graphic|map|video|photograph|vidéo|infographie|bildquelle|archivbild|"
    rf"archivfoto|fotografía|vídeo|видео|иллюстрация|подпись|صورة|الصورة|تصوير)\s?:"
    rf"|[(\[]?(?:AP|AFP|EPA|REUTERS|Reuters)[ -](?i:photo|images|file photo)\b",
)
# No closing punctuation: "Getty Images Ships wait", "Jane Doe/The Post", "Source: the ministry".
CAPTION_LINE = re.compile(
    rf"{_AGENCY}(?:$|(?: - Contributor)? {_CAPITAL})|[(\[]?{_NAME}\s?/\s?{_NAME_WORD}(?: {_NAME_WORD}){{0,3}}[)\]]?$"
    rf"|.{{1,200}}[(\[]{_AGENCY}[)\]]$|(?i:source|source des|quelle|источник|fuente)\s?:\s?[^.!?]{{2,60}}$",
)
# "© Jane Doe/Reuters", "… REUTERS/Jane Doe", "(AP Photo/Jane Doe)", "Jane Doe/AFP via Getty".
CREDIT = re.compile(
    rf"(?:[(\[]\s?{_PHOTO}\s?(?:by\b|:|©|/|courtesy\b)[^()\[\]]{{0,100}}[)\]]"
    rf"|[(\[]\s?{_AGENCY}\s?/[^()\[\]]{{1,80}}[)\]]"
    rf"|\b{_AGENCY}/\s?{_NAME_WORD}(?:\s{_NAME_WORD}){{0,3}}(?i:/file photo|/pool)?"
    rf"|{_NAME_WORD}\s?/\s?{_AGENCY}(?:/[\w ]{{1,30}}|\s(?:via|through) [\w ]{{1,30}})?"
    rf"|(?:^|[/.,|)]\s?|\bvia )(?i:getty images)"
    rf"|©\s?[^.!?\n]{{2,80}})\s?[.)\]]?\s*$",
)

# --- links to other articles -----------------------------------------------------------------

LINK = (
    r"(?:read (?:more|also|next|the full (?:story|article)|on)|also read|see (?:also|more)|"
    r"more (?:on this(?: story)?|from|stories|coverage)|related(?: (?:articles?|stories|coverage|content|news|topics?|links?))?|"
    r"(?:recommended|you (?:may|might) also like|most read|editor[’']s picks?|up next|don[’']t miss|further reading|in case you missed it|"
    r"watch(?: also| more| live| now)?|listen(?: also)?|trending(?: now)?|top stories|latest news|live updates)|"
    r"(?:à|a) lire (?:aussi|également|ailleurs)|lire (?:aussi|également|la suite|plus)|voir aussi|sur le même sujet|en savoir plus|pour aller plus loin|"
    r"читайте (?:также|ещё|еще|далее|подробнее)|читать (?:также|далее|полностью)|смотрите также|подробнее|по теме|материалы по теме|ранее по теме|"
    r"lesen sie (?:auch|mehr)|mehr zum thema|siehe auch|auch interessant|"
    r"lea (?:también|además|más)|le puede interesar|más información|te puede interesar|"
    r"leggi anche|leia (?:também|mais)|"
    r"اقرأ (?:أيضا|أيضاً|ايضا|المزيد)|إقرأ أيضا|شاهد أيضا|مواضيع ذات صلة)"
)
LINK_END = re.compile(
    r".{1,160}\b(?:Read [Mm]ore|READ MORE|Lire la suite|Читать далее)\s?[…>»]?$|\[[^\[\]]{10,200}\]$",
)
LINK_COLON = re.compile(r"(?:" + LINK + r"|more|plus)" + r"\s?(?:[:|>»→·-]|[–—])", _I)
LINK_BARE = re.compile(LINK + r"(?:\b|\s|$)", _I)
URLS_ONLY = re.compile(
    r"(?:[\w ]{0,30}[:>|]\s?)?[<(\[]?(?:https?://|www\.|t\.me/)\S{1,2000}(?:[\s,;|]+(?:and |or |et |и )?[<(\[]?(?:https?://|www\.|t\.me/)\S{1,2000})*$",
    _I,
)

# --- boilerplate ------------------------------------------------------------------------------

# Whole paragraphs, but for case, brackets and a full stop.
WHOLE = re.compile(
    r"(?:(?:article |story )?continues below(?: (?:this )?ad(?:vertisement)?)?|(?:story|article) continues (?:below|after) (?:this )?ad(?:vertisement)?|"
    r"advertise(?:ment|ments|with us)|sponsored(?: content)?|paid (?:post|content)|ad|ads|scroll to continue|"
    r"advertisement\W{0,3}continue reading.{0,20}|continue reading.{0,20}|scroll down for (?:video|more)|(?:save){1,10}|photos?|video|images?|gallery|slideshow(?: \(\d{1,3} images?\))?|"
    r"share|share (?:this|on|via)\b.{0,60}|tweet|print|e-?mail|comments?|\d{0,5} comments?|leave a comment|facebook|twitter|whatsapp|telegram|linkedin|copy link|save|"
    r"loading\.{0,3}|skip to (?:main )?content|back to top|menu|search|home|sign in|log ?in|register|my account|"
    r"terms (?:of (?:use|service)|and conditions)|privacy(?: (?:policy|notice))?|cookie (?:policy|settings)|contact us|about us|"
    r"publicité|annonce|partager|imprimer|commentaires?|s[’']abonner|se connecter|"
    r"реклама|поделиться|поделиться в .{0,40}|комментарии|печать|на правах рекламы|подписаться|войти|"
    r"anzeige|werbung|teilen|drucken|kommentare?|anmelden|"
    r"publicidad|compartir|imprimir|comentarios|"
    r"إعلان|إعلانات|شارك|مشاركة|تعليقات)",
    _I,
)
# Openings that no prose has; tried on short paragraphs only.
OPENING = re.compile(
    r"e-?mail:? \S{1,60}@\S|contact the (?:writer|author|reporter|editor)s?\b|keep up with this story|"
    r"sign(?:ing)? up (?:for|to|now|here|today)\b|subscribe (?:to|now|today|here|for)\b|subscribe[.!:]?$|"
    r"(?:please )?click (?:here|on the link)\b|tap here\b|"
    r"(?:follow|like|join|find) (?:us|me|our|@\w{2,30}|\w{2,20}(?: \w{2,20}){0,3}) (?:on|at|via) (?:twitter|facebook|instagram|telegram|x|linkedin|whatsapp|youtube|threads|social)\b|"
    r"join our (?:telegram|whatsapp|newsletter|channel|community)\b|"
    r"share (?:this|the) (?:article|story|page|post)\b|"
    r"get (?:the|our|all|your) .{0,60}\b(?:newsletter|inbox|app|alerts)\b|"
    r"download (?:our|the) .{0,30}\bapp\b|turn on notifications|enable (?:notifications|javascript)|"
    r"register (?:now )?(?:for free|to continue)\b|already (?:a subscriber|have an account)|"
    r"(?:this|the) site uses cookies|we use cookies|by (?:signing up|subscribing|continuing),? you (?:agree|accept)\b|"
    r"(?:copyright\b|©|\(c\)|&copy;)\s?(?:\d{4}|by\b|©|\(c\))|all rights reserved|"
    r"our standards:|the thomson reuters trust principles|"
    r"you(?:[’']re| are) receiving this (?:e-?mail|message|newsletter)|"
    r"(?:to )?unsubscribe\b|manage (?:your )?(?:preferences|subscriptions?)|update your (?:preferences|profile)|"
    r"view (?:this (?:e-?mail|message|newsletter)|(?:it )?in (?:your )?browser)|having trouble (?:viewing|reading) this|"
    r"(?:was )?this (?:e-?mail|message|newsletter) (?:forwarded|was sent)|add us to your address book|"
    r"(?:do you )?have a (?:news )?tip\b|support our (?:work|journalism)|donate\b.{0,40}$|become a (?:member|subscriber)|"
    r"abonnez-vous|inscrivez-vous|cliquez ici|suivez-nous|rejoignez-nous|partagez cet article|recevez (?:chaque|notre|nos|toute)|"
    r"(?:copyright )?tous droits (?:de reproduction )?réservés|se désabonner|se désinscrire|\(?avec (?:afp|reuters|ap)\b.{0,30}\)?$|"
    r"подписывайтесь|подпишитесь|подписаться на|следите за (?:нами|нашими|новостями)|присоединяйтесь к|нажмите (?:здесь|сюда)|"
    r"поделитесь|все права защищены|отписаться|если вы заметили ошибку|нашли (?:ошибку|опечатку)|больше новостей|"
    r"abonnieren sie|melden sie sich|folgen sie uns|klicken sie hier|alle rechte vorbehalten|newsletter abbestellen|"
    r"suscríb(?:ase|ete)|síg(?:anos|uenos)|haga clic|haz clic|todos los derechos reservados|"
    r"اشترك (?:في|الآن)|تابعونا|تابعنا|اضغط هنا|جميع الحقوق محفوظة|للاشتراك",
    _I,
)
# Tried on lower case.
RIGHTS = re.compile(
    r"all rights reserved|tous droits (?:de reproduction )?réservés|все права защищены|"
    r"alle rechte vorbehalten|todos los derechos reservados|جميع الحقوق محفوظة",
)
# "(Reporting by …; Editing by …)", alone or at the end of a paragraph of prose.
_DESK = (
    r"(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated)"
    r"(?: and (?:writing|editing|reporting))? (?:by|in)\b"
)
SIGN_OFF = re.compile(rf"[(\[]{_DESK}[^()\[\]]{{1,400}}[)\]]\.?\s*$", _I)
SIGN_OFF_BARE = re.compile(rf"{_DESK}[^.!?]{{2,200}}(?:;\s?{_DESK}[^!?]{{2,150}}|(?<![.!?]))$", _I)
# Byline and time stamps above the prose.
BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Pp]ar|[Vv]on|[Pp]or|Автор:?|Текст:|Words by|Written by|Author:?):?\s{_NAME}"
    rf"(?:(?:,| and| et| и| und| y| \||;)\s.{{2,60}})?$",
)
STAMP = re.compile(
    r"(?:first |last )?(?:published|updated|posted|modified|publié|mis à jour|опубликовано|обновлено|veröffentlicht|aktualisiert|publicado|actualizado)\b"
    r"(?: (?:on|at|le|am|el))?\s?:?\s?[^.!?]{0,60}\d[^.!?]{0,40}$"
    r"|\d{1,3} ?(?:-| )?(?:min(?:ute)?s?|мин(?:ут\w?)?)\.? (?:read|de lecture|чтения)$"
    r"|(?:temps de lecture|время чтения)\b.{0,30}$",
    _I,
)
# The heading above what readers wrote.
COMMENTS = re.compile(
    r"\W{0,3}(?:reader(?:s[’']?|[’']s)? comments?|comments? (?:from|by) readers|\d{1,5} comments|comments \(\d{1,5}\)|"
    r"commentaires des lecteurs|réactions des lecteurs|\d{1,5} commentaires|комментарии читателей|"
    r"\d{1,5} комментари\w{1,2}|leserkommentare|comentarios de los lectores|تعليقات القراء)\W{0,3}",
    _I,
)
SEPARATOR = re.compile(r"[\W_]{1,200}$")
