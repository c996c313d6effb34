"""The words of budget cells in three languages, folded: what they say about an amount or instead of one."""

import re

_NOT = (r"no|without|zero|nil|pa|bez|nema|nuk ka|nuk kane|s'ka|ska|nuk kerkon|nuk kerkohet|nuk kerkohen|nuk nevojitet|nuk nevojiten"
        r"|nije potreban|nije potrebna|nisu potrebni|nisu potrebne|nuk parashihen|nuk parashihet|ne zahteva|nisu potrebna|nisu predvideni|nije potrebno|does not require|no need for"
        r"|without any|not require|nuk do te kete|nece biti|nece imati|nema nikakvih")  # fmt: skip
_COST = r"costs?|kosto|kostos|kostove|expens\w+|expenditures?|implications?|implikim\w*|implikacij\w*|shpenzim\w*|troska|troskova|troskove|troskovi|trosak"
_MORE = r"dodatn\w+|shtese|plotesuese|additional|extra|posebn\w+|new"
_FUNDS = r"sredst\w+|mjete\w*|fond\w*|funds?|resources?|burime\w*|buxhet\w*|budget\w*|budzet\w*|financ\w+|finans\w+|financim\w*"
NO_COST = re.compile(
    rf"\b(?:{_NOT})\b (?:\w+ ){{0,3}}?(?:{_COST})\b(?! (?:estimat|procen|vleresi|llogarit|calculat))"
    rf"|\b(?:{_NOT})\b (?:\w+ ){{0,1}}?(?:{_MORE})\b (?:\w+ ){{0,1}}?(?:{_FUNDS})"
    rf"|\b(?:{_NOT})\b (?:{_FUNDS}) (?:{_MORE})\b"
    r"|\b(?:free of charge|free|cost free|costless|falas|besplatno|besplatan|gratis|kosto zero|zero kosto|zero)\b"
    r"|^(?:\W*0\W*)(?:cost|costs|kosto|troskova)",
)
_TARGET = (r"(?:\d+(?:\.\d+)+|\d+|\w*\d|activit\w+|aktivitet\w*|aktivnost\w*|plan\w*|measure\w*|mas[ae]\w*|mer[aeiu]\w*|mjer\w+"
           r"|objektiv\w*|objective\w*|cilj\w*|previous|prethodn\w*|gornj\w*|above|gore|lart|larte|me larte|siper|earlier|paraprak\w*"
           r"|meparshem|row|red\w*|rresht\w*|strateg\w*|projek\w*|pillar\w*|shtyll\w*|stub\w*)")  # fmt: skip
_SEE = (r"see|ref|refer to|shih|shiko|shikoni|shiqo|vidi|vid|videti|vidjeti|as per|as in|as for|same as|the same as|as under|according to"
        r"|njesoj si|njejte si|njejta si|i njejti si|sikur|sikurse|si ne|si te|si tek|si per|isto kao|isti kao|ista kao|kao u|kao pod|kao i u|kao za"
        r"|sipas|prema|shown in|included in|covered in|covered by|counted in|budgeted in|budgeted under|part of|under|perfshire ne"
        r"|perfshihet ne|perfshihen ne|perfshire|paraqitur ne|llogaritur ne|parapare ne|mbulohet nga|pjese e|sadrzano u|sadrzani u"
        r"|obuhvaceno u|obuhvaceni u|obuhvacen[oai]?|uracunat[oai]?|ukljucen[oai]? u|ukljucen[oai]?|prikazan[oai]? u|prikazan[oai]?|naveden[oai]? u|predviden[oai]? u|predviden[oai]?|deo")  # fmt: skip
REFERENCE = re.compile(rf"(?:^|\b)(?:{_SEE})\.? (?:\w+ ){{0,5}}?{_TARGET}(?![\w])(?:\.?\d+)*")
REGULAR = re.compile(
    r"\bregular(?:ly)?\b|\bexisting\b|\bredovn\w+|\brregullt\w*|\bekzistues\w*|\bpostojec\w*|\bcurrent budget|\btekuc\w+ budzet\w*",
)
NEW = re.compile(r"\bnew\b|\bnov[aeiou]\b|\bte reja?\b")
TBD = re.compile(
    r"\btb[dc]\b|\bto be (?:\w+ )?(?:determined|decided|defined|confirmed|agreed|set|announced|specified|fixed|estimated|calculated|established|provided|identified|discussed|costed)\b|\bnot (?:yet )?(?:specified|determined|known|defined|estimated|available|applicable|costed|decided)\b"
    r"|\bundetermined\b|\bunknown\b|\bn ?/ ?a\b|^na$|\bn\.a\.?|\bdo te (?:\w+ )?\w+(?:het|hen)\b|\bdo te jete\b|\bnuk (?:eshte|jane) (?:ende )?(?:per)?(?:caktuar|vendosur|specifikuar|konfirmuar|definuar|llogaritur|vleresuar|ditur)\b"
    r"|\bnuk dihet\b|\bpa ?(?:percaktuar|caktuar|specifikuar)\b|\bi pa ?(?:percaktuar|caktuar|njohur)\b|\b(?:bice|nije|nisu|ce biti|treba da se) (?:\w+ )?(?:utvrd|odred|definis|naved|poznat|precizir|dogovor|procen|specific)\w*|\b(?:naknadno|nepoznato|neodredeno)\b"
    r"|\b(?:utvrdice|odredice|definisace) se\b|\bannex\b|\baneks\w*|\bshtojc\w*|\bprilog\w*|\banex\w*|\bas needed\b|\bsipas nevojes\b|\bpo potrebi\b|^\?+$",
)
KCB = re.compile(
    r"\bkosov\w* consolidated budget|\bconsolidated budget(?: of kosov\w*)?|\bkosov\w* budget|\bbudget of kosov\w*|\bbudget of the republic of kosov\w*"
    r"|\bbuxhet\w* (?:(?:i|e|te|se) )?konsoliduar\w*(?: (?:(?:i|e|te|se) )?kosov\w*)?|\bbuxhet\w* (?:(?:i|e|te|se) )?kosov\w*"
    r"|\b(?:kosovsk\w+ )?konsolidovan\w+ (?:kosovsk\w+ )?budzet\w*(?: kosov\w*)?|\bbudzet\w* kosov\w*|\bkosovsk\w+ budzet\w*|\bbkk\b|\bkbk\b|\bkcb\b",
)
SOURCES = (
    ("DONOR", re.compile(r"don(?:at)?or\w*|donacij\w*|donacion\w*|donations?")),
    ("OWN", re.compile(r"vetanak\w*|sopstven\w*|vlastit\w*|own")),
    ("MUNICIPAL", re.compile(r"komunal\w*|komun(?:a|e|es|en|at|ave)|opstin\w*|municipal\w*")),
)  # fmt: skip
CURRENCIES = (
    ("EUR", re.compile(r"€|eur|euro|euros|eurosh|eurove|eura|evra|evro|evri|evre|euri")),
    ("USD", re.compile(r"\$|usd|dollar\w*|dolar\w*")),
    ("GBP", re.compile(r"£|gbp|pounds?|funt\w*|paund\w*")),
    ("CHF", re.compile(r"chf|frang\w*|franak\w*|franc|francs|sfr")),
    ("RSD", re.compile(r"rsd|din|dinar\w*")),
    ("ALL", re.compile(r"lek|leke|leku|lekesh|lekeve")),
    ("DEM", re.compile(r"dm|dem|mark|marka|marke|marks|markave|maraka")),
    ("MKD", re.compile(r"mkd|denar\w*")),
    ("HRK", re.compile(r"hrk|kuna|kune")),
    ("BAM", re.compile(r"bam|km")),
    ("SEK", re.compile(r"sek")),
    ("NOK", re.compile(r"nok")),
    ("DKK", re.compile(r"dkk")),
)
SCALES = (
    (1000, re.compile(r"mije|mijera|hiljad[aeu]?|hilj|tisuc[aeu]?|thousands?|thsd|ths|k")),
    (1_000_000, re.compile(r"milion\w*|million\w*|mln|mio|milijun\w*")),
    (1_000_000_000, re.compile(r"miliard\w*|billions?|milijard\w*")),
)
UNCLEAR_SCALE = frozenset(("m", "mil", "mill", "b", "t"))  # thousand, million or metres
# Longer wordings first: "not more than" holds "more than".
BOUNDS = (
    ("≥", re.compile(r"\b(?:not less than|no less than|jo me pak se|ne manje od|ne manje|not below|not under)\b")),
    ("≤", re.compile(r"\b(?:not more than|no more than|not exceeding|not to exceed|at most|jo me shume se|jo me shume|me se shumti|maksimalisht|maksimumi?|maksimalno"
                     r"|maximum|max|najvise do|najvise|ne vise od|ne vise|less than|below|up to max|me pak se|nen|manje od|ispod)\b\.?|<=?|≤")),
    ("≥", re.compile(r"\b(?:at least|minimumi?|minimalisht|minimalno|minimally|min|se paku|te pakten|najmanje|barem"
                     r"|more than|over|above|me shume se|mbi|preko|vise od|iznad)\b\.?|>=?|≥")),
    ("~", re.compile(r"\b(?:about|around|approximately|approximate|approx|circa|cca|ca|cirka|rreth e rreth|rreth|afro|perafersisht|afersisht|okolo|oko|otprilike|priblizno"
                     r"|estimated|estimate|vleresuar|procenjeno|roughly|some)\b\.?|≈")),
)  # fmt: skip
TO = frozenset(("to", "deri", "do", "until", "till", "u"))
FROM = frozenset(("from", "nga", "od", "prej"))
BETWEEN = frozenset(("between", "ndermjet", "midis", "izmedu", "mes"))
AND = frozenset(("and", "dhe", "i", "plus", "e"))
TIMES = frozenset(("x", "×", "*", "х", "puta", "here", "times"))
RATE = frozenset(
    "per each monthly yearly annually annual weekly daily mujore mujor mujorisht vjetore vjetor vjetorisht ditore ditor javore godisnje godisnji mesecno mjesecno"
    " mesecni nedeljno dnevno secili secila secilin secilen svaki svaka svako svakog svake cdo every pa apiece vjetshme pervit".split(),
)
RATE_UNITS = frozenset(
    "muaj muajin vit vitin dite diten jave person persona personin viktime viktima viktimen femije rast pjesemarres month year day week victim participant child"
    " case unit mesec mesecu mesecno godini godinu danu dan osobi osobu zrtvi zrtvu ucesniku detetu slucaju nedelji sat casu ore oren hour head".split(),
)
FILLERS = frozenset(
    "budget buxhet buxheti buxhetit buxhetore budzet budzeta budzetu budzetska budzetski cost costs kosto kostoja trosak troskovi troskova total totali gjithsej ukupno"
    " shuma shume suma sum iznos iznosu vlera vlere vrednost amount of the in a an for te se s za u ne na i e me mjete mjetet sredstva sredstava funds fund fonde"
    " fondet fondi fondovi prihodi prihoda te hyra hyrat revenue revenues resources source sources izvor izvori burimi burime burimet nga od from by financed financuar"
    " finansira finansirano is eshte je required needed nevojitet nevojshme potrebno kerkohet ministry ministria".split(),
)
YEAR_BEFORE = frozenset("za for per in ne u viti vitin vitit vit year godina godinu godini god".split())
YEAR_AFTER = re.compile(r"godin\w*|god|g|viti\w*|year")
