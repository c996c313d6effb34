"""Numbers written as words, folded, in three languages."""

from types import MappingProxyType

_NUMBERS = {
    1: "one nje jedan jedna jedno jednog jedne jednu", 2: "two dy dva dve dvije", 3: "three tre tri", 4: "four kater cetiri",
    5: "five pese pet", 6: "six gjashte sest", 7: "seven shtate sedam", 8: "eight tete osam", 9: "nine nente devet",
    10: "ten dhjete deset", 11: "eleven njembedhjete jedanaest", 12: "twelve dymbedhjete dvanaest",
    15: "fifteen pesembedhjete petnaest", 18: "eighteen tetembedhjete osamnaest", 20: "twenty njezet dvadeset",
    24: "twentyfour", 30: "thirty tridhjete trideset", 45: "fortyfive", 60: "sixty gjashtedhjete sezdeset",
    90: "ninety nentedhjete devedeset",
}  # fmt: skip

NUMBER_WORDS = MappingProxyType({word: number for number, words in _NUMBERS.items() for word in words.split()})
