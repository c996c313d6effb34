"""The words of deadlines in three languages, folded, by what they do in the grammar."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kap_xl.kinds.numerals import NUMBER_WORDS

# One letter a class; the letters spell the patterns in `deadline_units` and `deadline`.
_CLASSES = {
    "U": "by, until, till, til, up to, not later than, no later than, latest, latest by, at the latest, deri, jo me vone se,"
         " me se voni, me se largu, do, najkasnije, najkasnije do, ne kasnije od, zakljucno sa, zakljucno do, najdalje do,"
         " by the latest, through, thru, not after",
    "T": "to",
    "F": "from, since, starting, starting from, starting in, starting on, as of, as from, nga, prej, duke filluar,"
         " duke filluar nga, duke filluar prej, filluar nga, duke nisur nga, od, pocev, pocev od, pocevsi, pocevsi od,"
         " pocinjuci od, beginning from, beginning in",
    "Z": "onwards, onward, and onwards, and on, and onward, e tutje, e me tutje, e tej, tutje, me tutje, nadalje, pa nadalje,"
         " i nadalje, i dalje, pa dalje, e ne vazhdim, dhe me tutje, dhe tutje, and after, and later",
    "E": "end, ends, fund, fundi, fundit, fundin, kraj, kraja, kraju, krajem, mbarim, mbarimi, mbarimit",
    "V": "fundvit, fundviti, fundvitit, fundvitin",
    "M": "",  # month names come from CLDR
    "W": "mid, middle, mes, mesi, mesin, mesit, sredina, sredinom, sredine, sredini, sredinu",
    "B": "early, beginning, start, fillim, fillimi, fillimit, fillimin, pocetak, pocetka, pocetkom, pocetku",
    "g": "throughout, gjate gjithe, gjate tere, gjate te gjithe, gjate te tere, gjithe, tere, cele, cela, celog, celu, celi,"
         " celom, celoj, celokupne, celokupnog, cijele, cijela, cijelu, cijelog, citave, citavu, citavog, the whole, whole,"
         " entire, all, gjithe, mbare, gjate mbare",
    "c": "ongoing, on going, continuous, continuously, continual, continually, continuing, permanent, permanently, constant,"
         " constantly, vazhdimisht, vazhdimesi, ne vazhdimesi, vazhdueshem, vazhdueshme, vazhdueshmeri, ne vijimesi, vijimesi,"
         " vijueshem, vijueshme, perhershem, perhershme, panderprere, pa nderprere, kontinuirano, kontinuiran, kontinuirana,"
         " kontinuirani, kontinuirane, kontinualno, kontinuitetu, u kontinuitetu, trajno, trajna, trajan, trajni, trajne,"
         " stalno, stalan, stalna, stalne, stalni, neprekidno, u toku, all the time, sve vreme, indefinitely,"
         " gjate gjithe kohes, gjate tere kohes, gjithe kohes, kontinuisht, permanentno, permanente, permanent, ne proces te vazhdueshem",
    "r": "daily, weekly, monthly, bimonthly, quarterly, yearly, annual, annually, biannual, biannually, semi annual,"
         " semi annually, semiannual, semiannually, half yearly, six monthly, three monthly, periodic, periodically,"
         " ditore, perditshme, perdite, perjavshme, javore, mujore, dymujore, tremujore, tremujorshe, gjashtemujore, vjetore, vjetor,"
         " pervitshme, pervjetshme, cdovit, cdomuaj, perdit, dymujor, periodike, periodikisht, gjysmevjetore, dnevno, nedeljno,"
         " sedmicno, mesecno, mjesecno, dvomesecno, tromesecno, tromjesecno, kvartalno, polugodisnje, sestomesecno, sestomjesecno,"
         " godisnje, periodicno, mesecni, mesecna, kvartalni, kvartalna, polugodisnji, polugodisna, godisnji, godisna, mujor,"
         " ne baza mujore, ne baze mujore, mesecnom, kvartalnom, godisnem, polugodisnem, dvogodisnje, mesecne, kvartalne",
    "v": "every, each, cdo, svaki, svaka, svake, svakih, svakog, svakoga, svakom, svako, svakoj, svaku, ne cdo, per every",
    "t": "once, twice, thrice, times, here, hera, puta, put, jednom, dvaput, triput, dy here, nje here, jedanput",
    "A": "after, following, pas, nakon, posle, poslije, upon, before, para, pre, prije, prior, counting from, prior to,"
         " from the date of, from the day of, nga dita e, nga data e, od dana, od datuma",
    "w": "within, brenda, u roku od, u roku, ne afat prej, ne afatin prej, brenda afatit prej, brenda afatit, ne nje afat prej,"
         " within a period of, brenda periudhes prej, u periodu od, brenda nje periudhe prej, brenda nje afati prej",
    "X": "aneks, aneksi, aneksit, aneksin, aneksa, aneksu, annex, amendment, amendments, amandman, amandmani, amandamenti, amandamentimi, shtojca",
    "S": "school, shkollor, shkollore, skolska, skolske, skolskoj, skolsku, academic, akademik, akademike, akademska, akademske,"
         " akademskoj, academic year, fiscal, fiskal, fiskalna, fiskalne, fiskalnoj",
    "b": "between, ndermjet, midis, mes dates, izmedu",
    "&": "and, dhe, as well as, kao i, plus",
    "~": "",
    "q": "quarter, quarters, qtr, kvartal, kvartala, kvartalu, kvartalom, kvartali, tremujor, tremujori, tremujorit, tremujorin,"
         " tremujoret, tremujorsh, tromesecje, tromesecja, tromesecju, tromesecjem, tromjesecje, tromjesecja, tromjesecju,"
         " kuartal, kuartali, kuartalit, kuartalin",
    "h": "half, halves, half year, halfyear, half of the year, polugodiste, polugodista, polugodistu, polugodistem, polugode, polugoda,"
         " polugodu, polovina, polovine, polovini, polovinu, polovinom, gjysma, gjysmen, gjysmes, gjashtemujor, gjashtemujori,"
         " gjashtemujorit, gjashtemujorin, gjysmevjetor, gjysmevjetori, gjysmevjetorit, gjysmevjetorin, gjysmevjecar, semestar,"
         " semestra, semestru, semestri, semestrit, semestrin, semester, gjysmeviti, gjysmevitit, gjysmevitin",
    "d": "day, days, dite, diteve, ditesh, dita, dites, ditet, dan, dana, dani, danima, week, weeks, jave, javesh, javeve, java, javet,"
         " nedelja, nedelje, nedelju, sedmica, sedmice, sedmicu, hours, sati, casova, ore",
    "m": "month, months, muaj, muajve, muajsh, muaji, muajit, muajin, muajt, mesec, meseca, meseci, mesecu, mesece, mesecom, mjesec,"
         " mjeseca, mjeseci, mjesecu, mjesece",
    "y": "year, years, yr, yrs, vit, viti, vitit, vitin, vite, vitesh, viteve, vitet, vjet, vjetesh, godina, godine, godini, godinu,"
         " godinama, god, g",
    "s": "about, around, approximately, approx, rreth, oko, circa, ca, otprilike, cirka, perafersisht, afersisht, priblizno",
    "_": "the, of, a, an, in, on, at, during, gjate, tokom, tijekom, u, ne, me, te, e, se, s, per, za, for, date, data, dates, daten,"
         " datum, datuma, rok, roka, rokom, rokovi, afat, afati, afatit, afatin, deadline, deadlines, due, due date, time, timeframe, timeline,"
         " period, perioda, periodu, periudhe, periudha, periudhes, periudhen, kohore, kohor, vremenski, plan, plana, planit, plani, planin,"
         " working, pune, radnih, radna, kalendarskih, kalendarske, kalendarska, calendar, kalendarike, kalendarik, s obzirom, sa, s,"
         " implementation, zbatimi, zbatimit, trajanja, trajanje, po, na, baza, baze, osnovi, nivou, basis, bases, basi,"
         " nje periudhe, kohes, of the, zbatim, kohezgjatja, muajve te",
}  # fmt: skip
_TBD = (
    "tbd, tbc, tba, asap, as needed, as required, as necessary, as appropriate, as soon as possible, when needed, when necessary,"
    " when required, if needed, if necessary, no deadline, no time limit, no date, without deadline, on demand, on request,"
    " upon request, upon need, depending on needs, not specified, not defined, not determined, not set, not known, not fixed,"
    " not applicable, not yet known, not yet set, not yet determined, not yet defined, unknown, undefined, undetermined, unspecified, open, sipas nevojes,"
    " sipas nevojave, sipas kerkeses, sipas kerkesave, sipas nevojes se, ne baze te nevojes, ne baze te nevojave, sa me shpejt,"
    " sa me pare, pa afat, nuk ka afat, i pacaktuar, e pacaktuar, pacaktuar, papercaktuar, i papercaktuar, e papercaktuar,"
    " nuk dihet, panjohur, i panjohur, e panjohur, po potrebi, prema potrebi, prema potrebama, po potrebama, po zahtevu,"
    " po zahtjevu, sto pre, sto prije, u najkracem roku, u sto kracem roku, bez roka, bez odredenog roka, nema roka, naknadno, nepoznato,"
    " nepoznat, neodredeno, neodreden, nije poznato, nije poznat, kada bude potrebno, ako bude potrebno, kur te jete e nevojshme,"
    " nese eshte e nevojshme, kur te nevojitet, nese nevojitet, sa here qe nevojitet, afat i pacaktuar, afat i papercaktuar"
)
_SETTLED = (
    "determined decided defined confirmed agreed set announced specified fixed established discussed scheduled identified advised"
    " provided completed filled"
).split()
_SETTLE_SERBIAN = "utvrden odreden definisan dogovoren naveden potvrden preciziran poznat zakazan"
_SETTLE_ALBANIAN = "caktuar percaktuar vendosur specifikuar konfirmuar definuar ditur cekur"
_ORDINALS = {
    1: "first pare pari prvi prva prvo prve prvog prvom prvoj prvu", 2: "second dyte dyti dyta drugi druga drugo druge drugog drugom drugoj drugu",
    3: "third trete treti treta treci treca trece treceg trecem trecoj", 4: "fourth katert katerti katerta cetvrti cetvrta cetvrto cetvrte cetvrtog"
    " cetvrtom cetvrtoj",
}  # fmt: skip


def _tbd_phrases() -> list[str]:
    """Every wording of "to be set" and of "not set"."""
    english = [f"to be {verb}" for verb in _SETTLED] + [f"will be {verb}" for verb in _SETTLED]
    serbian = [
        f"{be} {naknadno}{verb}{ending}"
        for verb in _SETTLE_SERBIAN.split()
        for ending in ("", "o", "a", "i")
        for be in ("bice", "nije", "jos nije", "treba da bude", "ce biti")
        for naknadno in ("", "naknadno ")
    ]
    serbian += [f"{verb} se" for verb in ("utvrdice", "odredice", "definisace", "dogovorice")]
    serbian += [f"treba da se {verb}" for verb in ("utvrdi", "odredi", "definise")]
    albanian = [f"{be} {verb}" for verb in _SETTLE_ALBANIAN.split() for be in ("nuk eshte", "nuk eshte ende", "ende nuk eshte",
                                                                              "duhet te jete", "per tu", "per t'u", "s'eshte")]  # fmt: skip
    return english + serbian + albanian


@cache
def lexicon() -> Mapping[tuple[str, ...], tuple[str, int]]:
    """Every phrase as its words, with its class letter and, for a number word ("n") or an ordinal ("O"), its number."""
    words: dict[tuple[str, ...], tuple[str, int]] = {}
    for letter, phrases in _CLASSES.items():
        words |= {tuple(phrase.split()): (letter, 0) for phrase in phrases.split(", ") if phrase.strip()}
    words |= {tuple(phrase.replace("'", " ").split()): ("?", 0) for phrase in (*_TBD.split(", "), *_tbd_phrases())}
    words |= {(word,): ("N", number) for word, number in NUMBER_WORDS.items()}
    words |= {(word,): ("O", number) for number, forms in _ORDINALS.items() for word in forms.split()}
    return MappingProxyType(words)
