"""Numbers written as words, folded, in three languages."""

from types import MappingProxyType

from kap_xl.kinds.lexicon import lines

NUMBER_WORDS = MappingProxyType({word: int(number) for number, words in lines("numerals") for word in words.split("|")})
