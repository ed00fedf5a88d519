"""The computed cells of a recap: formulas of Excel, and the values that they give.

The values come from ``docgen.model.skp.regime`` in decimals, never from the formulas. A formula
stands in a cell only where it gives what the recap says; a predikat that was stated otherwise stays
as it was stated, and a finding speaks of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from docgen.model.skp.regime import Regime, RegimeColumn
from docgen.model.skp.regime import Value as Given
from docgen.ooxml.sheet_rows import Plain, Value

YES, NO = "Ya", "Tidak"


def regime_formulas(regime: Regime, letters: Mapping[str, str]) -> list[str]:
    """The formula of each column of a rule, "" where there is none.

    ``letters`` are the columns of the sheet by the keys of the rule's columns.
    """
    return [_formula(regime, column, letters) for column in regime.kolom]


def regime_values(regime: Regime, given: Mapping[str, Given]) -> list[Value]:
    """What stands in the rule's columns for one employee, computed ones as formulas give them."""
    numbers = regime.numbers(given)
    shown: list[Value] = []
    for column in regime.kolom:
        value = given.get(column.kunci)
        if column.jenis == "number":
            number = numbers.get(column.kunci)
            parts = column.weights(given)
            live = parts and all(part in numbers for part in parts)
            plain = None if number is None else float(number)
            shown.append(plain if live or not parts else Plain(plain))
        elif column.jenis == "flag":
            shown.append({True: YES, False: NO}.get(value) if isinstance(value, bool) else None)
        elif column.jenis == "label":
            label = value if isinstance(value, str) else ""
            _, computed = regime.assess(given)
            shown.append(label if label and label == computed else Plain(label))
        else:
            shown.append(str(value) if value is not None else None)
    return shown


def row_number(head: int, groups: int) -> str:
    """The running number of rows below the head's row, ``groups`` heads of groups not counted."""
    return f"ROW()-ROW(A${head})" + (f"-{groups}" if groups else "")


def quoted(text: str) -> str:
    """A text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'


def _formula(regime: Regime, column: RegimeColumn, letters: Mapping[str, str]) -> str:
    if column.bobot:
        usual = _weighted(column.bobot, letters)
        if column.bila:
            other = _weighted(column.bobot_bila, letters)
            usual = f"IF({letters[column.bila]}{{r}}={quoted(YES)},{other},{usual})"
        return f"ROUND(({usual})/100,{regime.desimal})"
    if column.jenis == "label":
        return _bands(regime, letters) if regime.numeric else _matrix(regime, letters)
    return ""


def _weighted(weights: Mapping[str, int], letters: Mapping[str, str]) -> str:
    return "+".join(f"{letters[part]}{{r}}*{share}" for part, share in weights.items())


def _bands(regime: Regime, letters: Mapping[str, str]) -> str:
    """``IF(AND(I7>=110,J7="Ya"),"Sangat Baik",IF(I7>=90,"Baik",""))``."""
    number = letters[regime.nilai]
    formula = quoted("")
    for band in reversed(regime.batas):
        test = f"{number}{{r}}>={_decimal(band.dari)}"
        if band.bila:
            test = f"AND({test},{letters[band.bila]}{{r}}={quoted(YES)})"
        formula = f"IF({test},{quoted(band.predikat)},{formula})"
    return formula


def _matrix(regime: Regime, letters: Mapping[str, str]) -> str:
    """``INDEX({"a","b";"c","d"},MATCH(G7,{"x";"y"},0),MATCH(H7,{"x";"y"},0))``."""
    rows, columns = regime.ratings[:2]
    cells = ";".join(
        ",".join(quoted(regime.matriks[row][cell]) for cell in columns.pilihan)
        for row in rows.pilihan
    )
    return (
        f"INDEX({{{cells}}},{_match(letters[rows.kunci], rows.pilihan)},"
        f"{_match(letters[columns.kunci], columns.pilihan)})"
    )


def _match(letter: str, words: Sequence[str]) -> str:
    listed = ";".join(map(quoted, words))
    return f"MATCH({letter}{{r}},{{{listed}}},0)"


def _decimal(number: Decimal) -> str:
    return format(number.normalize(), "f")
