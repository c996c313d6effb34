"""A column's head: which field of ours it names, by its head word and not by every word in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kap_xl.kinds.context import Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.text import as_text
from kap_xl.kinds.words import fold

_DONE_NOUN = r"(?:realizim\w*|zbatim\w*|permbushj\w*|realizacij\w*|sprovoden\w*|izvrsenj\w*|ostvarenj\w*|arritj\w*)"
_ALBANIAN_SERBIAN = (
    ("budget_kcb", r"bkk|kbk|kcb|buxhet\w* (?:(?:i|e) )?(?:konsoliduar )?(?:(?:i|e) )?kosov\w*|buxhet\w* (?:(?:i|e) )?konsoliduar|budzet\w* kosov\w*"
                   r"|(?:kosovsk\w+ )?konsolidovan\w+ (?:kosovsk\w+ )?budzet\w*(?: kosov\w*)?|kosovski budzet"),
    ("budget_donor", r"donatorsk\w+ \w+|(?:sredstv\w*|mjet\w*|buxhet\w*|budzet\w*|fond\w*|financim\w*|finansiran\w*|kontribut\w*|doprinos\w*)"
                     r" (?:(?:e|i|te|nga|od|prej) )*(?:donator\w*|donacion\w*|donacij\w*)|donacion\w*|donacij\w*"),
    ("donor", r"donator(?:i|it|et|eve|e|a|ima)?"),
    ("percent", rf"perqind\w*|procen(?:at|ta|ti|tualn\w*)|(?:shkall\w+|nivel\w*|stepen\w*) (?:(?:e|i|te) )?{_DONE_NOUN}"),
    ("status", rf"statu(?:si?|sit|sin|sa)|(?:gjend\w+|stanj[ea]) (?:(?:e|i) )?{_DONE_NOUN}"),
    ("start", r"(?:data|datum\w*|koha|vreme) (?:e |i )?(?:fillimi\w*|nisjes|pocetk\w*|pocinj\w*)|fillimi(?:t)?|pocetak|pocetka"),
    ("deadline", rf"(?:data|datum\w*) (?:e |i )?(?:perfundimit|mbarimit|zavrset\w*|okoncan\w*|{_DONE_NOUN})|afat\w*|rok(?:ovi|a|u|ova|ove|om)?"
                 r"|vremenski okvir\w*|korniz\w+ kohore|periudh\w+ (?:kohore|e zbatimit|e realizimit)|vremenski period|vremenska dinamika"
                 r"|period (?:realizacije|sprovoden\w*|implementacije)|koha e (?:zbatimit|realizimit|perfundimit)|vreme (?:realizacije|sprovoden\w*|zavrset\w*)"
                 r"|dinamika realizacije|krajnji rok|perfundimi|mbarimi|zavrsetak|kur|kada"),
    ("verification", r"(?:burim\w*|mjet\w*|izvor\w*|sredstv\w*|nacin\w*|menyr\w*) (?:(?:i|e|te|se) )?(?:verifi\w+|provere|potvrd\w*)|verifik\w+|proveravanj\w*"),
    ("indicator", r"tregues\w*|indikator\w*|pokazatelj\w*|matesit"),
    ("baseline", r"(?:vler\w+|vrednost\w*|vrijednost\w*|gjend\w+|stanje|e dhena) (?:(?:e|i|te) )?(?:baz[ae]?|fillestare|bazike|referente|polazn\w*|pocetn\w*)"
                 r"|(?:polazn|pocetn|bazn|osnovn|bazicn)\w+ (?:vrednost\w*|vrijednost\w*|stanj\w*|tack\w*|osnov\w*)|baza|polaziste"),
    ("target", r"(?:vler\w+|vrednost\w*) (?:(?:e|i|te) )?(?:synuar\w*|target|planifikuar\w*)|(?:ciljn|ciljan|planiran)\w+ vred\w+|(?:ciljn|ciljan)\w+ vrijed\w+"
               r"|synim\w*|target\w*|cak(?:u|ut|qet)?"),
    ("unit", r"njesi\w* (?:(?:e|te|se) )?(?:mates\w*|matjes)|jedinic\w* (?:mere|mjere|merenja)|mern\w+ jedinic\w*|njesi[at]?"),
    ("lead", r"(?:institucion\w*|organ\w*|agjenci\w*|person\w*|zyrtar\w*|njesi\w*|ministri\w*|pal\w+|struktur\w*|aktor\w*|zyra) (?:(?:i|e|te|se|dhe) )*(?:pergjegj\w+|bartes\w*|udheheq\w*"
             r"|kryesor\w*|kryesues\w*|zbatues\w*|kompetent\w*)|(?:odgovor|nadlezn|zaduzen|vodec|nosec|kljucn)\w* (?:institucij\w*|organ\w*|agencij\w*|subjekt\w*|lic\w*|osob\w*|ministarst\w*"
             r"|telo|tela|stran\w*|akter\w*|organizacij\w*)|bartes\w*|nosila?c\w*|nosioc\w*|nositelj\w*|pergjegj\w+|odgovor(?:an|n\w+)|zaduzen\w*|udheheqes\w*|zbatues(?:i|it)?|izvrsi(?:lac|oci)"
             r"|implementator\w*|kush"),
    ("partners", r"(?:institucion\w*|organizat\w*|aktor\w*) (?:(?:e|i|te|tjere) )*partner\w*|partnersk\w+ \w+|partner\w*|bashkepunetor\w*|bashkepunues\w*|saradni(?:k|ci|ka|cka|cke)\w*"
                 r"|ostali ucesnici|ucesnici|pjesemarres\w*"),
    ("support", r"(?:institucion\w* )?mbeshtet\w*|perkrah\w*|(?:uz )?podrsk\w*|uz pomoc|ndihm\w+|pomoc|podrzava\w*"),
    ("budget", r"buxhet\w*|budzet\w*|kosto\w*|trosk\w*|trosak|shpenzim\w*|resurs\w*|burim\w* (?:(?:te|e|financ\w*|njerezor\w*|i) ?)+\w*|burimet|finansijsk\w+(?: \w+)?"
               r"|potrebn\w+ sredstv\w*|sredstv\w*|mjete\w* \w+|mjetet|financim\w*|finansiran\w*|izvor\w* finans\w*|iznos\w*|shum[ae]\w*|implikim\w* (?:financiare|buxhetore)|vlera financiare"),
    ("comment", r"koment\w*|verejtj\w*|shenim\w*|napomen\w*|primedb\w*|opask\w*|zabelesk\w*"),
    ("risk", r"rizi[kc]\w*|rreziq\w*|rrezik\w*"),
    ("pillar", r"shtyll\w*|stub\w*"),
    ("output", r"rezultat\w*|produkt\w*|proizvod\w*|ocekivan\w+ (?:rezultat|ucin)\w*|dalj[ae]t?"),
    ("objective", r"objektiv\w*|cilj(?:evi|a|u|eva|em)?|qellim\w*"),
    ("activity", r"(?:nen)?aktivitet\w*|aktivnost\w*|masat?|masave|mer[ae]|mere|mjer[ae]|veprim(?:i|et|eve|e|it)?|radnj[ae]"),
    ("code", r"nr(?: rendor)?|numri? rendor|redni broj|r ?br|rb|br|kodi?|kodit|sifra|oznaka|numri(?: i (?:aktiviteti\w*|mas\w*|objektiv\w*))?|broj(?: (?:aktivnosti|mere|cilja))?"),
)  # fmt: skip
_ENGLISH = (
    ("budget_kcb", r"kcb|kosovo (?:consolidated )?budget|consolidated budget|budget of kosovo"),
    ("budget_donor", r"(?:donor|external) (?:funds?|funding|budget|contribution|financing|money|support|resources|amount|grants?)|(?:funding|budget|funds|financing) from donors|donations?|grants?"),
    ("donor", r"donors?|donators?|funding agency|funder"),
    ("percent", r"percent(?:age)?(?: \w+)?|per cent(?: \w+)?|(?:completion|implementation|realization|realisation) rate|degree of implementation"),
    ("status", r"status|stage of implementation|state of implementation"),
    ("start", r"(?:start|starting|begin|beginning|commencement)(?: date| time)?|date of (?:start|commencement|beginning)|planned start|from date"),
    ("deadline", r"(?:end|due|completion|finish|finishing|closing|target) date|deadlines?|time ?lines?|time ?frames?|time limits?|date of completion|(?:implementation|time) (?:period|schedule)"
                 r"|schedule|timing|due|when|end"),
    ("verification", r"(?:sources?|means|method) of verification|verification(?: \w+)?|mov|sov"),
    ("indicator", r"indicators?|kpis?|ovis?"),
    ("baseline", r"base ?lines?(?: \w+)?|starting value|initial value"),
    ("target", r"targets?(?: value| values)?|target value"),
    ("unit", r"units?(?: of measure(?:ment)?)?|measurement unit|uom"),
    ("lead", r"(?:responsible|lead|leading|main|implementing|accountable|competent|executing) (?:agenc\w+|institution\w*|organi[sz]ation\w*|bod(?:y|ies)|ministr\w+|actors?|department\w*|part(?:y|ies)|person\w*|unit\w*|partner|authorit\w+|entit\w+|office\w*)"
             r"|responsib\w+(?: \w+)?|lead(?:er|s)?|in charge|implementer|implementor|who|actors?"),
    ("partners", r"(?:implementing |other |cooperating |key )?partners?(?: \w+)?|collaborat\w+(?: \w+)?|cooperat\w+(?: \w+)?"),
    ("support", r"support(?:ing|ed)?(?: (?:agenc\w+|institution\w*|organi[sz]ation\w*|bod(?:y|ies)|partners?|actors?|by))?|with support"),
    ("budget", r"(?:estimated )?budget\w*|costs?|resources?|funding|funds?|financing|financial \w+|amount|expenditure\w*"),
    ("comment", r"comments?|remarks?|notes?|observations?"),
    ("risk", r"risks?"),
    ("pillar", r"pillars?"),
    ("output", r"outputs?|results?|deliverables?|products?"),
    ("objective", r"objectives?|aims?|goals?|purpose"),
    ("activity", r"(?:sub ?)?activit\w+|actions?(?! plan)|measures?|interventions?"),
    ("code", r"(?:sl|s|sr|serial|ref|reference|ordinal) (?:no|nr|number)|no|number|code|id|ref"),
)  # fmt: skip
_GENERIC = re.compile(r"(?:institu\w+|agjenci\w*|agenc\w+|organi[sz]a\w+|ministri\w*|ministarstv\w*|organ[ei]?t?|organi)\b")
_NOTHING = re.compile(
    r"\b(?:contact|kontakt\w*|e ?mail|phone|telephone|telefon\w*|signature|nenshkrim\w*|potpis\w*|address|adres\w*|prepared|pergatit\w*|approved|miratuar|page|faqe|strana"
    r"|target(?:ed)? groups?|grup\w* (?:(?:e|i|te) )?(?:synuar\w*|target)|ciljn\w+ grup\w*|outcomes?|ishod\w*|impact|ndikim\w*|uticaj\w*|action plan|plani? i veprimit|akcioni plan"
    r"|number of (?!activit|measure)|numri i (?!aktivitet|mas|objektiv|rendor)|broj (?!aktivnosti|mere|cilja)\w+|actual value|vlera e arritur|ostvarena vrednost)\b",
)
_CUT = re.compile(r"[/,;|+]|\b(?:and|dhe|of|for|by|per|on|in)\b|\b(?<=\w )i(?= partner| saradni| podrsk)")
_KEEP_OF = re.compile(r"\b(?:sources?|means|method|unit|units|date|stage|state|degree|budget) of\b|\bin charge\b|\bsupported by\b|\bend of\b")
_TRANSPARENT = re.compile(r"^(?:the |name|title|description|text|emri|emertimi|naziv|ime|opis|pershkrimi|titulli|lista|list|type|lloji|vrsta|\s|e |i |te )+$")


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The field a head names, or None."""

    field: str | None


class _Hit(NamedTuple):
    start: int
    end: int
    field: str
    english: bool


_PATTERNS = tuple(
    (field, re.compile(rf"\b(?:{pattern})(?!\w)"), english)
    for listed, english in ((_ALBANIAN_SERBIAN, False), (_ENGLISH, True))
    for field, pattern in listed
)


def _hits(text: str) -> tuple[_Hit, ...]:
    """The longest fields named in a text, from left to right, none inside another."""
    found = [_Hit(m.start(), m.end(), field, english) for field, p, english in _PATTERNS for m in p.finditer(text)]
    kept: list[_Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, -h.end, not h.english)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def _head(hits: Sequence[_Hit]) -> str | None:
    """The head among the fields named: the last of an English compound, the first of anything else."""
    if not hits:
        return None
    return (hits[-1] if all(hit.english for hit in hits) else hits[0]).field


def _segments(text: str) -> tuple[str, ...]:
    """The text cut where a second role or a complement begins."""
    kept = _KEEP_OF.sub(lambda m: m[0].replace(" ", "_"), text)
    return tuple(part.replace("_", " ").strip() for part in _CUT.split(kept) if part.strip(" _"))


def read_header(raw: Raw) -> HeaderReading:
    """The field of ours that a column's head names; None when it names none."""
    text = " ".join(fold(clean(as_text(raw)).text).split())
    outside = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text).strip() or text
    words = " ".join(re.sub(r"[^\w/,;|+%]+", " ", outside).split())
    if _NOTHING.search(words):
        return HeaderReading(None)
    field = None
    for segment in _segments(words):
        field = _head(_hits(segment))
        if field or not _TRANSPARENT.match(segment + " "):
            break
    if "%" in text and field not in {"budget", "budget_kcb", "budget_donor", "donor", "indicator", "target", "baseline"}:
        return HeaderReading("percent")
    if field == "budget" and re.search(r"\b(?:kcb|bkk|kbk)\b", text):
        return HeaderReading("budget_kcb")
    if field is None and _segments(words) and _GENERIC.match(_segments(words)[0]):
        return HeaderReading("lead")
    return HeaderReading(field)


def notation(reading: HeaderReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"field": reading.field}
