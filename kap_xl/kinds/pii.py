"""Whether a text would identify a victim or another person, and by what; never what it says."""

import re
from dataclasses import dataclass

from kap_xl.kinds.context import Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.text import as_text
from kap_xl.kinds.words import fold

_EMAIL = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_ROLES = frozenset(
    "info office zyra kontakt contact admin press media help support sekretariat secretariat sekretariati sekretarijat mail post kabinet kabineti kancelarija ured protokol"
    " protokolli webmaster noreply hr procurement ministria ministarstvo komunikimi coordinator koordinator koordinatori kap reporting raportimi izvestaji pr public"
    " helpline hotline enquiries inquiries ankesa zalbe arkiva arhiva archive recepcija recepcioni reception it ict helpdesk sos prokurimi nabavka mision mission donors".split(),
)
_HELPLINE = re.compile(r"help ?line|hot ?line|sos|linj\w+ (?:e |te )?(?:ndihm\w*|hapur|telefonik\w*|falas|pa pages\w*)|ndihm\w+ telefonike|(?:telefon|linij\w+) (?:za )?pomoc\w*|besplatn\w+|pa pages\w*|falas"
                       r"|toll ?free|emergency|emergjenc\w*|dezurn\w+|centrala|switchboard|call cent\w+")  # fmt: skip
_PHONE_WORD = r"(?:tel|telefon\w*|phone|mob|mobil\w*|mobitel|cel|celular\w*|cell|kontakt\w*|contact|viber|whatsapp|fax|gsm)"
_DIGITS = r"(?:[ /.()-]{0,2}\d){%s}"
_PHONE = re.compile(
    rf"\b{_PHONE_WORD}\b[\w .:]{{0,20}}[:. ]*\(?[+0]?\d{_DIGITS % '6,13'}"
    rf"|(?:\+|\b00)\(?\d{_DIGITS % '8,13'}|(?<![\d.,/-])0(?:4[3-9]|6\d)[ /-]{{0,2}}\d{{3}}[ /-]?\d{{2,3}}[ /-]?\d{{0,3}}(?!\d)",
)
_TOLL_FREE = re.compile(r"(?<!\d)0 ?800|(?<!\d)116 ?\d{3}(?!\d)")
_BUDGET = re.compile(r"linj\w+ (?:e )?buxhet\w*|budget\w*|buxhet\w*|budzet\w*|llogari\w*|account\w*|konto|racun\w*|ziro|iban|kod\w*|code|sifra|protokol\w*|fatur\w*|invoice|unif\w*|kontrat\w*|contract\w*|€|eur\w*|evra|rsd|poziv\w+ na broj")
_ID_WORD = re.compile(
    r"(?:jmbg|(?:nr|numri|numer|no|broj|br)\.? ?(?:i )?(?:personal\w*|leternjoftim\w*|pasaport\w*|licn\w+|maticn\w+|pasos\w*)|personal (?:id|no|nr|number|num)|id(?:entity)? (?:card|no|nr|number|broj)|national id"
    r"|leternjoftim\w*|licn\w+ (?:kart\w*|broj)|maticn\w+ broj\w*|passport\w*|pasaport\w*|pasos\w*|\blk\b|\bid\b)[^\d]{0,25}?[a-z]{0,2}\d[\d -]{5,}",
)
_THIRTEEN = re.compile(r"(?<![\d.,/])\d{13}(?![\d.,/])")
_TEN = re.compile(r"(?<![\d.,/+])[1-9]\d{9}(?![\d.,/])")
_DAY = r"(?:\d{1,2}[./ -]+(?:\d{1,2}|[a-z]+)[./ -]+\d{2,4}|(?:19|20)\d\d|\d{4}-\d\d-\d\d)"
_BORN = re.compile(
    r"\b(?:(?:i|e|te) lindur\w*|lindur|lind\w+|datelind\w*|vitlind\w*|dtl|d\. ?l|born|birth ?date|birth ?day|date of birth|d\.?o\.?b|birth|roden[aio]?|roden\w*|datum roden\w*|god(?:iste|\. roden\w*))\b"
    rf"[^\d]{{0,25}}{_DAY}",
)
_LAW = re.compile(r"\b(?:law|ligj\w*|zakon\w*|regulation\w*|rregullor\w*|uredb\w*|udhezim\w*|uputstv\w*|instruction\w*|vendim\w*|odluk\w*|decision\w*|direktiv\w*|directive\w*|konvent\w*|convention\w*|konvencij\w*"
                  r"|resolution\w*|rezolut\w*|ua|protocol|protokoll?\w*|unmik/reg)\b[^,;]{0,12}$")  # fmt: skip
_CASE_NUMBER = r"\d{1,6} ?/ ?(?:19|20)?\d{2}(?!\d)"
_CASE_WORD = re.compile(rf"\b(?:lend\w+|rast\w*|dosj\w+|predmet\w*|slucaj\w*|case|file|aktakuz\w*|indictment|optuznic\w*|krivicn\w+ prijav\w*|kallezim\w*)\b[^\d;]{{0,25}}{_CASE_NUMBER}")
_CASE_MARK = re.compile(rf"\b(?:ppn?|pp[kp]|pkr|kt|ktr|ktj|ktn|ki|kim|kio|kp|kz|kzz|pn|pml|hep|gjpp|ppp|pak|kr)\.? ?(?:(?:nr|br|no)\.? ?)?{_CASE_NUMBER}")
_AGE = r"(?<![\d-])(?<!\d )\d{1,2}"
_GIRL_SQ = r"(?:vajz[ae]|vajzen|vajze|dal[ei]|dalin|femer|femra|mashkull|grua|gruaja|gruan|burr[ei]|femij[ae]|femijen|viktim[ae]|viktimen|(?:e|i) mitur\w*|adoleshent\w?|person(?:i)?|shtetas\w?|shtetase)"
_GIRL_SR = r"(?:devojk[au]|devojcic[au]|devojk[au]|devojcic[au]|decaka?|decaka?|dete|dijete|zen[au]|muskar(?:ac|ca)|maloletni(?:ca|k|cu|ka)|maloljetni(?:ca|k)|zrtv[au]|mladica?|osob[au]|lice|osteceni|ostecena)"
_GIRL_EN = r"(?:girl|boy|woman|man|female|male|child|minor|victim|lady|teenager|person|juvenile|witness|suspect)"
_AGE_SQ = rf"{_AGE}[ -]?(?:vjecar\w*|vjec(?!ar)|vjet)"
_AGE_SR = rf"{_AGE}[ -]?(?:to)?(?:godisnj\w+|godin\w*|god\b|godisnjak\w*|godisnjakinj\w+)"
_AGE_EN = rf"(?:{_AGE}[ -]?(?:years?|yrs?|yr)?[ -]?(?:old|of age|y/?o)\b|{_AGE}[ -]?y/?o\b|aged? (?:of )?{_AGE}(?![\d -]*\d))"
_BETWEEN = r"[\w ,.(]{0,18}?"
_PERSON = re.compile(
    rf"\b{_GIRL_SQ}\b{_BETWEEN}{_AGE_SQ}|{_AGE_SQ} ?,? ?(?:\w+ )?{_GIRL_SQ}(?!\w)|\b{_GIRL_SR}\b{_BETWEEN}{_AGE_SR}|{_AGE_SR} ?,? ?(?:\w+ )?{_GIRL_SR}(?!\w)"
    rf"|\b{_GIRL_EN}\b{_BETWEEN}{_AGE_EN}|{_AGE_EN} ?,? ?(?:[\w-]+ ){{0,2}}{_GIRL_EN}(?!\w)|\b(?:{_GIRL_SQ}|{_GIRL_SR}|{_GIRL_EN}) ?\({_AGE}\)"
    r"|\b(?:dvanaesto|trinaesto|cetrnaesto|petnaesto|sesnaesto|sedamnaesto|osamnaesto)godisnj\w+|(?<![\d-])\d{1,2}-? ?(?:vjecar(?:i|it|in|ja|jes|jen)|godisnjakinj[aeu]|godisnjaka?)(?!\w)",
)
_GROUP = re.compile(r"\b\d+ (?:vajza|dem|gra|burra|femije|viktima|girls|boys|women|men|children|victims|devojaka|dece|zena|zrtava)\b[^,;]{0,30}\d{1,2} ?-? ?(?:vjec|godis|year)|\b(?:under|over|nen|mbi|ispod|preko|mladi od|deri ne|do|up to|below)"
                    r" (?:the age of |moshen )?\d{1,2}|\bgrup\w*[ -]?mosh\w*|\bage groups?|\bstarosn\w+ grup\w*|\d{1,2} ?(?:-|deri|to|do|and|dhe) ?\d{1,2} ?-?(?:vjec|vjet|godi|god|year|month|muaj|mesec)|\b(?:grave|vajzave|femijeve|children|girls|women|boys|men|dece|zena ovi) (?:aged|te moshes|uzrasta)")  # fmt: skip
_SHELTER = re.compile(r"\b(?:strehim\w*|shelter\w*|sklonist\w*|sigurn\w+ kuc\w*|safe ?house\w*|shtepi\w* (?:e|te) sigurt\w*|isf|banon|banues\w*|jeton|vendbanim\w*|stanuje|prebivalist\w*|boraviste|zivi|lives|resid\w+|adres\w*|address)\b")
_STREET = re.compile(r"\b(?:rr|rrug\w*|ul|ulic\w*|street|str|road|rd|bulevard\w*|bulevar\w*|blvd|lagj\w*|naselje)\b\.? .{0,40}?\b(?:nr|br|no|p\.? ?n)?\.? ?\d{1,4}\b|\b\d{1,4} \w+ (?:street|road|str|avenue)\b")


@dataclass(frozen=True, slots=True)
class PiiReading:
    """Whether something in a text identifies a person, and what kind of thing it is."""

    finding: bool
    what: str | None = None


def _email(text: str) -> bool:
    return any(not _ROLES & set(re.split(r"[._+-]|\d", found[1])) for found in _EMAIL.finditer(text))


def _id_number(text: str) -> bool:
    if _ID_WORD.search(text):
        return True
    if _BUDGET.search(text):
        return False
    return bool(_THIRTEEN.search(text)) or (bool(_TEN.search(text)) and not re.search(rf"\b{_PHONE_WORD}\b", text))


def _case_number(text: str) -> bool:
    found = [*_CASE_WORD.finditer(text), *_CASE_MARK.finditer(text)]
    return any(not _LAW.search(text[: match.start()]) for match in found)


def _phone(text: str) -> bool:
    if _HELPLINE.search(text) or _TOLL_FREE.search(text):
        return False
    return bool(_PHONE.search(text)) and not (_BUDGET.search(text) and not re.search(rf"\b{_PHONE_WORD}\b", text))


_CHECKS = (
    ("email", _email),
    ("birth_date", lambda text: bool(_BORN.search(text))),
    ("case_number", _case_number),
    ("age_sex_person", lambda text: bool(_PERSON.search(text)) and not _GROUP.search(text)),
    ("address", lambda text: bool(_SHELTER.search(text) and _STREET.search(text))),
    ("id_number", _id_number),
    ("phone", _phone),
)


def read_pii(raw: Raw) -> PiiReading:
    """The first kind of identifying detail found in a cell."""
    text = " ".join(fold(clean(as_text(raw)).text).split())
    what = next((name for name, check in _CHECKS if check(text)), None)
    return PiiReading(what is not None, what)


def notation(reading: PiiReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"finding": reading.finding, "what": reading.what}
