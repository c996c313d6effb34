"""The formulas of the workbook, written with column keys; headings of a language are put in when a workbook is made."""

from __future__ import annotations

import re
from types import MappingProxyType

from kap_xl.sheets.headings import heading, table_name

UNKNOWN = "–"
"""What an amount shows that cannot be known, because an exchange rate is missing; never zero."""

_BLANK = re.compile(r"\{(?:(\w+)\.)?(\w+)\}")


def formula(sheet: str, column: str, lang: str, *, form: bool = False) -> str | None:
    """The formula of a column without its `=`, in the headings of a language; None where values are plain."""
    wanted = FORM if form else PLAN
    pattern = wanted.get((sheet, column))
    if pattern is None:
        return None

    def reference(found: re.Match[str]) -> str:
        of, key = found.groups()
        if of is None:
            return f"{table_name(sheet)}[[#This Row],[{heading(sheet, key, lang)}]]"
        return f"{table_name(of)}[{heading(of, key, lang)}]"

    return _BLANK.sub(reference, pattern)


def code_of(words: str, cell: str) -> str:
    """The code of the word in a cell, whichever language it is written in; the cell itself where it is no word."""
    return f'IFERROR(INDEX(kap_words_code,MATCH("{words}:"&{cell},kap_words_key,0)),{cell})'


def _lines(stage: str) -> str:
    return '{budget.activity_uid},{uid},{budget.stage_code},"' + stage + '"'


def _money(*stages: str) -> str:
    """The sum of an activity's lines at some stages: blank where there are none, unknown where one is."""
    counted = "+".join(f'COUNTIFS({_lines(stage)},{{budget.amount_plan}},">=0")' for stage in stages)
    unknown = "+".join(f'COUNTIFS({_lines(stage)},{{budget.amount_plan}},"{UNKNOWN}")' for stage in stages)
    total = "+".join(f"SUMIFS({{budget.amount_plan}},{_lines(stage)})" for stage in stages)
    return f'IF({{uid}}="","",IF({unknown}>0,"{UNKNOWN}",IF({counted}=0,"",{total})))'


GAP = (
    f'IF(OR({{needed}}="{UNKNOWN}",{{funded}}="{UNKNOWN}"),"{UNKNOWN}",'
    'IF({needed}="","",MAX(0,{needed}-N({funded}))))'
)

# the latest rate of the line's currency on or before the end of its year; a rate is a line of the lists with a rate
_YEAR_END = "DATE({year},12,31)"
RATE_DATE = (
    'IF(OR({currency}="",{currency}=kap_setting_currency,NOT(ISNUMBER({year}))),"",'
    f'IF(COUNTIFS({{lists.code}},{{currency}},{{lists.start}},"<="&{_YEAR_END},{{lists.rate}},">0")=0,"",'
    "SUMPRODUCT(MAX(({lists.code}={currency})*ISNUMBER({lists.rate})*ISNUMBER({lists.start})"
    f"*({{lists.start}}<={_YEAR_END})*{{lists.start}}))))"
)
AMOUNT_PLAN = (
    f'IF(AND(IF({{kind}}="","amount",{code_of("money_kind", "{kind}")})="amount",ISNUMBER({{amount}})),'
    'IF(OR({currency}="",{currency}=kap_setting_currency),{amount},'
    "IF(ISNUMBER({rate_date}),"
    "{amount}*AVERAGEIFS({lists.rate},{lists.code},{currency},{lists.start},{rate_date}),"
    f'"{UNKNOWN}")),"")'
)
STAGE_CODE = f'IF({{stage}}="","",{code_of("stage", "{stage}")})'

# spending of the current period; other currencies at the latest rate on the period's last day
_OWN = "{spending.activity_uid},{uid},{spending.period},kap_setting_current_period"
_PAID = f'{_OWN},{{spending.amount}},">-999999999999"'
_ENDS = "SUMIFS({lists.end},{lists.code},kap_setting_current_period)"
_LATEST = (
    f"ISNUMBER({{lists.rate}})*ISNUMBER({{lists.start}})*({{lists.start}}<={_ENDS})"
    '*(COUNTIFS({lists.code},{lists.code},{lists.start},">"&{lists.start},{lists.start},"<="&'
    f'{_ENDS},{{lists.rate}},">0")=0)'
)
_HOME = ("kap_setting_currency", '""')
_HOME_COUNT = "+".join(f"COUNTIFS({_PAID},{{spending.currency}},{each})" for each in _HOME)
_HOME_SUM = "+".join(f"SUMIFS({{spending.amount}},{_OWN},{{spending.currency}},{each})" for each in _HOME)
_FOREIGN_COUNT = f"SUMPRODUCT(COUNTIFS({_PAID},{{spending.currency}},{{lists.code}})*{_LATEST})"
_FOREIGN_SUM = (
    f"SUMPRODUCT(SUMIFS({{spending.amount}},{_OWN},{{spending.currency}},{{lists.code}})*{_LATEST},{{lists.rate}})"
)
SPENT = (
    f'IF(OR({{uid}}="",kap_setting_current_period=""),"",IF(COUNTIFS({_PAID})=0,"",'
    f"IF(COUNTIFS({_PAID})={_HOME_COUNT},{_HOME_SUM},"
    f'IF(COUNTIFS({_PAID})={_HOME_COUNT}+{_FOREIGN_COUNT},{_HOME_SUM}+{_FOREIGN_SUM},"{UNKNOWN}"))))'
)

# in a form people type the activity's code; compared as text, since SUMIFS takes "1.10" for 1.1
_TYPED = "({spending.activity}={code})*ISNUMBER({spending.amount})"
FORM_SPENT = (
    f'IF({{code}}="","",IF(SUMPRODUCT({_TYPED})=0,"",'
    f'IF(SUMPRODUCT({_TYPED}*({{spending.currency}}<>"")*({{spending.currency}}<>kap_setting_currency))>0,"{UNKNOWN}",'
    "SUMPRODUCT(--({spending.activity}={code}),{spending.amount}))))"
)
KEY = '{list}&":"&{word}'

PLAN = MappingProxyType(
    {
        ("matrix", "needed"): _money("estimate"),
        ("matrix", "funded"): _money("committed", "received"),
        ("matrix", "gap"): GAP,
        ("matrix", "spent"): SPENT,
        ("budget", "rate_date"): RATE_DATE,
        ("budget", "amount_plan"): AMOUNT_PLAN,
        ("budget", "stage_code"): STAGE_CODE,
        ("words", "key"): KEY,
    }
)
FORM = MappingProxyType({("matrix", "spent"): FORM_SPENT, ("words", "key"): KEY})
