"""The words by which a list of institutions says who leads, who takes part and who supports."""

import re

_ADJECTIVES = (
    r"(?:(?:the|a|full|close|technical|financial|logistic(?:al)?|expert|material|active|and|tehnicku|finansijsku|strucnu"
    r"|punu|tehnicke|finansijske|i|dhe|te|teknike|financiare|ngushte|tesnoj|uskoj) )*"
)
_HELP = (
    r"(?:with|me|uz|by|through|sa|permes|kroz|in|ne|u|under) " + _ADJECTIVES +
    r"(?:support|assistance|help|aid|cooperation|co operation|collaboration|coordination|perkrahjen|perkrahje|mbeshtetjen"
    r"|mbeshtetje|ndihmen|ndihme|asistencen|asistence|bashkepunim|bashkerendim|koordinim|podrsku|podrske|podrskom|pomoc"
    r"|pomoci|asistenciju|saradnju|saradnji|suradnji|koordinaciji)"
    r"(?: (?:technical|financial|teknike|financiare|tehnicku))?(?: (?:of|from|with|by|nga|me|te|e|se|sa|s|od|ne|the))*"
)  # fmt: skip
SUPPORT_PHRASE = re.compile(rf"(?:{_HELP}|(?:technically |financially )?supported by|assisted by|mbeshtetur nga|perkrahur nga|podrzano od)(?!\S)")
_ROLES = (
    ("support", r"(?:(?:me )?mbeshtetje[tn]?|mbeshtetja|mbeshtetesi?t?|perkrahje[tn]?|perkrahja|support(?:ing|ed)?|supporters?|supporting "
                r"(?:institutions?|agenc(?:y|ies)|bod(?:y|ies)|partners?)|uz podrsku|podrska|podrzava|uz pomoc"
                r"|ta|technical(?: (?:support|assistance|help|partners?))?|technical and financial"
                r"(?: (?:support|assistance))?|financial(?: support)?|tehnicka(?: (?:pomoc|podrska))?"
                r"|tehnicka i finansijska(?: (?:pomoc|podrska))?|teknike?|ndihme teknike|asistence teknike"
                r"|mbeshtetje teknike(?: dhe financiare)?|teknike dhe financiare|in cooperation with|ne bashkepunim me"
                r"|u saradnji sa|with support of|me mbeshtetjen e|me perkrahjen e|with the support of)"),
    ("lead", r"(?:lead(?:ing|er|s)?(?: (?:institutions?|agenc(?:y|ies)|ministr(?:y|ies)|bod(?:y|ies)|actors?|partner))?"
             r"|responsible(?: (?:institutions?|agenc(?:y|ies)|bod(?:y|ies)|ministry))?|bartesi?t?|bartes(?:i|it|ja|e|in)? (?:kryesor|i aktivitetit)|institucion(?:i|et)? "
             r"(?:bartes|pergjegjes|kryesor|udheheqes)|pergjegjes(?:i|e)?|udheheqes(?:i|e)?|kryesues(?:i)?|nosila?c|nosioc[ia]|nosilac aktivnosti"
             r"|nosioci aktivnosti|odgovorn[ae] institucij[ae]|odgovorni organ|odgovoran|vodec[ai](?: institucij[ae])?|nadlezn[ai] "
             r"(?:institucija|organ))"),
    ("partners", r"(?:partner(?:s|e|et|i|i|ja|a)?|implementing partners?|partner(?:et|e)? zbatues|saradnici|saradnik|suradnici"
                 r"|bashkepunetore(?:t)?|bashkepunues(?:it)?|co implementers?|other institutions|partnerske institucije"
                 r"|institucionet partnere)"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)


def role_of(words: str) -> str:
    """The role that folded words name as a whole ("lead", "partners", "support"), or ""."""
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(words)), "")
