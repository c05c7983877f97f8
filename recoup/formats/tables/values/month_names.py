"""Names of months as they stand in dates: English and Polish, and the Solar Hijri months."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.kernel.folding import fold

_GREGORIAN = """
january jan styczen stycznia sty; february feb luty lutego lut; march mar marzec marca; april apr kwiecien kwietnia kwi;
may maj maja; june jun czerwiec czerwca cze; july jul lipiec lipca lip; august aug sierpien sierpnia sie;
september sep sept wrzesien wrzesnia wrz; october oct pazdziernik pazdziernika paz;
november nov listopad listopada lis; december dec grudzien grudnia gru
"""
_SOLAR_HIJRI = """
فروردین farvardin; اردیبهشت ordibehesht; خرداد khordad; تیر tir; مرداد امرداد mordad; شهریور shahrivar; مهر mehr;
آبان aban; آذر azar; دی dey; بهمن bahman; اسفند esfand
"""


def _months(text: str) -> Mapping[str, int]:
    return {
        fold(name): month for month, names in enumerate(text.split(";"), start=1) for name in names.split()
    }


GREGORIAN_MONTHS = _months(_GREGORIAN)
SOLAR_HIJRI_MONTHS = _months(_SOLAR_HIJRI)
