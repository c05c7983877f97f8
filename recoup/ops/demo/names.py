"""Names of customers as each country writes them. Invented from common parts; no real company is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Called:
    """What a customer is called: legal name in the local script, and in Latin letters where that differs."""

    legal: str
    latin: str = ""


_VIETNAMESE_FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
)
_VIETNAMESE_MIDDLE = ("Thị", "Văn", "Minh", "Ngọc", "Thanh", "Hữu", "Quốc", "Thùy", "Đức", "Kim")
_VIETNAMESE_GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Hoa", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam",
                     "Oanh", "Phúc", "Quân", "Sơn", "Thảo", "Trang", "Tuấn", "Vân", "Yến")  # fmt: skip
_CHINESE_CITIES = (("广州", "Guangzhou"), ("深圳", "Shenzhen"), ("宁波", "Ningbo"), ("重庆", "Chongqing"),
                   ("厦门", "Xiamen"), ("青岛", "Qingdao"), ("无锡", "Wuxi"), ("成都", "Chengdu"))  # fmt: skip
_CHINESE_WORDS = (("恒达", "Hengda"), ("华泰", "Huatai"), ("金源", "Jinyuan"), ("宏图", "Hongtu"), ("瑞丰", "Ruifeng"),
                  ("东升", "Dongsheng"), ("同兴", "Tongxing"), ("力诚", "Licheng"), ("天祥", "Tianxiang"))  # fmt: skip
_CHINESE_TRADES = (("贸易", "Trading"), ("机电", "Electromechanical"), ("电子科技", "Electronics"),
                   ("汽车配件", "Auto Parts"), ("模具", "Mold"), ("五金", "Hardware"))  # fmt: skip
_POLISH_WORDS = ("Północ", "Świt", "Jantar", "Żuraw", "Dębowy", "Karpaty", "Słońce", "Źródło", "Łąka", "Gryf", "Wisła",
                 "Modrzew", "Kaszub", "Zefir", "Orzeł")  # fmt: skip
_POLISH_TRADES = ("Zakłady", "Sklepy", "Przedsiębiorstwo", "Handel", "Delikatesy", "Usługi", "Spółdzielnia")
_POLISH_FORMS = ("Sp. z o.o.", "S.A.", "Sp. j.", "s.c.")
_PERSIAN_WORDS = (("آرمان", "Arman"), ("پارس", "Pars"), ("کیان", "Kian"), ("سپهر", "Sepehr"), ("نوین", "Novin"),
                  ("البرز", "Alborz"), ("زاگرس", "Zagros"), ("مهر", "Mehr"), ("یاس", "Yas"))  # fmt: skip
_PERSIAN_TRADES = (("صنعت", "Sanat"), ("گستر", "Gostar"), ("تجارت", "Tejarat"), ("پخش", "Pakhsh"),
                   ("سازه", "Sazeh"), ("طب", "Teb"), ("غذا", "Ghaza"))  # fmt: skip
_BRITISH_WORDS = ("Ashdown", "Brook", "Carlisle", "Dunmore", "Eastgate", "Fairfax", "Granby", "Hollins", "Kestrel",
                  "Lowther", "Marlow", "Northcote", "Oakley", "Penrose", "Redcar")  # fmt: skip
_BRITISH_TRADES = (
    "Engineering",
    "Foods",
    "Hotels",
    "Logistics",
    "Schools Trust",
    "Care Homes",
    "Retail",
    "Studios",
)


def _vietnamese(random: Random) -> Called:
    parts = (
        random.choice(_VIETNAMESE_FAMILIES),
        random.choice(_VIETNAMESE_MIDDLE),
        random.choice(_VIETNAMESE_GIVEN),
    )
    return Called(" ".join(parts))


def _paired(random: Random, *choices: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    drawn = [random.choice(pairs) for pairs in choices]
    return [local for local, _ in drawn], [latin for _, latin in drawn]


def _chinese(random: Random) -> Called:
    local, latin = _paired(random, _CHINESE_CITIES, _CHINESE_WORDS, _CHINESE_TRADES)
    return Called(f"{''.join(local)}有限公司", f"{' '.join(latin)} Co., Ltd.")


def _polish(random: Random) -> Called:
    return Called(
        f"{random.choice(_POLISH_TRADES)} {random.choice(_POLISH_WORDS)} {random.choice(_POLISH_FORMS)}"
    )


def _persian(random: Random) -> Called:
    local, latin = _paired(random, _PERSIAN_WORDS, _PERSIAN_TRADES)
    return Called(f"شرکت {' '.join(local)}", f"{' '.join(latin)} Co.")


def _british(random: Random) -> Called:
    return Called(f"{random.choice(_BRITISH_WORDS)} {random.choice(_BRITISH_TRADES)} Ltd")


NAMES: dict[str, Callable[[Random], Called]] = {
    "VN": _vietnamese,
    "CN": _chinese,
    "PL": _polish,
    "IR": _persian,
    "GB": _british,
}
