"""Names of companies in seven countries, and how banks print them. Invented from common parts; none is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from anyascii import anyascii


@dataclass(frozen=True, slots=True)
class Company:
    """What a company is called: in its own script, in Latin spellings, the first of which is the usual one."""

    country: str
    core: str
    form: str
    form_short: str
    spellings: tuple[str, ...]

    @property
    def legal(self) -> str:
        """The name as registered."""
        if self.country == "CN":
            return f"{self.core}{self.form}"
        first = self.country in ("VN", "IR")
        return f"{self.form} {self.core}" if first else f"{self.core} {self.form}"


_VIETNAMESE = ("Đại Phát", "Minh Long", "Hoàng Gia", "Thành Công", "Việt Tiến", "An Bình", "Phú Quý", "Sao Mai",
               "Hòa Phát", "Kim Liên", "Tân Hiệp", "Đông Á", "Trường Sơn", "Bắc Hà", "Nam Cường", "Quang Vinh",
               "Thiên Ân", "Hải Đăng", "Phước Lộc", "Ngọc Diệp", "Thuận Thành", "Gia Định")  # fmt: skip
_VIETNAMESE_TRADES = ("Xây Dựng", "Thương Mại", "Nội Thất", "Thực Phẩm", "Vận Tải", "Dệt May", "Cơ Khí", "Địa Ốc",
                      "Xuất Nhập Khẩu", "Công Nghệ", "Bao Bì", "Thủy Sản")  # fmt: skip
_CHINESE_CITIES = (("广州", "Guangzhou"), ("深圳", "Shenzhen"), ("宁波", "Ningbo"), ("重庆", "Chongqing"),
                   ("厦门", "Xiamen"), ("青岛", "Qingdao"), ("无锡", "Wuxi"), ("成都", "Chengdu"),
                   ("杭州", "Hangzhou"), ("东莞", "Dongguan"), ("苏州", "Suzhou"))  # fmt: skip
_CHINESE = (("恒达", "Hengda"), ("华泰", "Huatai"), ("金源", "Jinyuan"), ("宏图", "Hongtu"), ("瑞丰", "Ruifeng"),
            ("东升", "Dongsheng"), ("同兴", "Tongxing"), ("力诚", "Licheng"), ("天祥", "Tianxiang"),
            ("博远", "Boyuan"), ("永盛", "Yongsheng"), ("佳美", "Jiamei"), ("新亚", "Xinya"))  # fmt: skip
_CHINESE_TRADES = (("贸易", "Maoyi", "Trading"), ("机电", "Jidian", "Electromechanical"),
                   ("电子科技", "Dianzi Keji", "Electronic Technology"), ("五金", "Wujin", "Hardware"),
                   ("模具", "Moju", "Mould"), ("纺织", "Fangzhi", "Textile"), ("物流", "Wuliu", "Logistics"),
                   ("化工", "Huagong", "Chemical"))  # fmt: skip
_PERSIAN = (("فولاد مبارکه", ("Foolad Mobarakeh", "Fulad Mobarake")), ("ایران خودرو", ("Iran Khodro", "Iran Khodrou")),
            ("آرمان", ("Arman", "Aarman")), ("سپهر", ("Sepehr", "Sepehre")), ("کیان", ("Kian", "Kiyan")),
            ("البرز", ("Alborz", "Alburz")), ("زاگرس", ("Zagros", "Zagross")), ("نوین", ("Novin", "Noveen")),
            ("پارسیان", ("Parsian", "Parsiyan")), ("مهرگان", ("Mehregan", "Mehrgan")), ("دنا", ("Dena", "Denaa")),
            ("خزر", ("Khazar", "Xazar")), ("یزد بافت", ("Yazd Baft", "Yazdbaft")),
            ("شیراز", ("Shiraz", "Sheeraz")))  # fmt: skip
_PERSIAN_TRADES = (("صنعت", ("Sanat", "San'at")), ("گستر", ("Gostar", "Gostare")), ("تجارت", ("Tejarat", "Tejarate")),
                   ("پخش", ("Pakhsh", "Pakhshe")), ("سازه", ("Sazeh", "Saze")), ("غذا", ("Ghaza", "Qaza")),
                   ("پترو", ("Petro", "Petroo")), ("ماشین", ("Mashin", "Machine")))  # fmt: skip
_POLISH = ("Północ", "Świt", "Jantar", "Żuraw", "Dębowy", "Karpaty", "Słońce", "Źródło", "Łąka", "Gryf", "Wisła",
           "Modrzew", "Kaszub", "Zefir", "Orzeł", "Piast", "Warta", "Ślęża", "Bałtyk", "Giewont")  # fmt: skip
_POLISH_TRADES = ("Zakłady Mięsne", "Hurtownia", "Przedsiębiorstwo Handlowe", "Budownictwo", "Delikatesy", "Usługi",
                  "Spółdzielnia", "Transport", "Meble", "Elektronika")  # fmt: skip
_GERMAN = ("Müller", "Schäfer", "Köhler", "Böhm", "Krüger", "Weiß", "Jäger", "Grün", "Löwe", "Brückner", "Hofmann",
           "Wagner", "Becker", "Dörr", "Hübner", "Lindner", "Stoll", "Vogel")  # fmt: skip
_GERMAN_TRADES = ("Maschinenbau", "Logistik", "Elektrotechnik", "Bäckerei", "Möbel", "Anlagenbau", "Druck", "Stahl",
                  "Gebäudetechnik", "Spedition")  # fmt: skip
_FRENCH = ("Béranger", "Lefèvre", "Chêne", "Montclair", "Rivière", "Dupré", "Garonne", "Étoile", "Forêt", "Vallée",
           "Fontaine", "Sévigné")  # fmt: skip
_FRENCH_TRADES = (
    "Transports",
    "Bâtiment",
    "Boulangerie",
    "Distribution",
    "Électricité",
    "Ateliers",
    "Services",
)
_ENGLISH = ("Ashdown", "Brook", "Carlisle", "Dunmore", "Eastgate", "Fairfax", "Granby", "Hollins", "Kestrel",
            "Lowther", "Marlow", "Northcote", "Oakley", "Penrose", "Redcar", "Silverdale")  # fmt: skip
_ENGLISH_TRADES = (
    "Engineering",
    "Foods",
    "Hotels",
    "Logistics",
    "Care Homes",
    "Retail",
    "Studios",
    "Joinery",
)
_PROCESSORS = (
    "PAYPAL EUROPE",
    "STRIPE PAYMENTS",
    "ADYEN N.V.",
    "WISE PAYMENTS LTD",
    "ALIPAY",
    "VNPAY",
    "PAYU SA",
)
_WIDTHS = (27, 35, 35, 70, 70, 140)

COUNTRIES = ("VN", "CN", "IR", "PL", "DE", "FR", "GB")


def make_company(country: str, random: Random) -> Company:
    """Return a company of the country."""
    if country == "CN":
        city, word, trade = (
            random.choice(_CHINESE_CITIES),
            random.choice(_CHINESE),
            random.choice(_CHINESE_TRADES),
        )
        core = f"{city[0]}{word[0]}{trade[0]}"
        english = f"{city[1]} {word[1]} {trade[2]}"
        return Company(country, core, "有限公司", "", (english, f"{city[1]} {word[1]} {trade[1]}"))
    if country == "IR":
        names, trade_names = random.choice(_PERSIAN), random.choice(_PERSIAN_TRADES)
        other = random.choice(_PERSIAN)
        plain = names[0] != other[0] and random.random() < 0.5
        parts = [names, trade_names, other] if plain else [names, trade_names]
        spellings = tuple(" ".join(part[1][which] for part in parts) for which in (0, 1))
        return Company(country, " ".join(part[0] for part in parts), "شرکت", "Sherkat", spellings)
    words, trades, forms = _EUROPEAN[country]
    first, second, business = random.choice(words), random.choice(words), random.choice(trades)
    core = (
        f"{first} {second} {business}" if second != first and random.random() < 0.6 else f"{first} {business}"
    )
    form, short = random.choice(forms)
    return Company(country, core, form, short, _plain(core, country))


_EUROPEAN: dict[str, tuple[Sequence[str], Sequence[str], Sequence[tuple[str, str]]]] = {
    "VN": (_VIETNAMESE, _VIETNAMESE_TRADES, (("Công ty TNHH", "CTY TNHH"), ("Công ty Cổ phần", "CTCP"))),
    "PL": (_POLISH, _POLISH_TRADES, (("Sp. z o.o.", "SP ZOO"), ("S.A.", "SA"), ("Sp. j.", "SP J"))),
    "DE": (_GERMAN, _GERMAN_TRADES, (("GmbH", "GMBH"), ("GmbH & Co. KG", "GMBH+CO KG"), ("AG", "AG"))),
    "FR": (_FRENCH, _FRENCH_TRADES, (("SARL", "SARL"), ("SAS", "SAS"))),
    "GB": (_ENGLISH, _ENGLISH_TRADES, (("Limited", "LTD"), ("Ltd", "LTD"), ("plc", "PLC"))),
}


def _plain(core: str, country: str) -> tuple[str, ...]:
    if country != "DE":
        return (anyascii(core),)
    long = core
    for letter, letters in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("ß", "ss"),
    ):
        long = long.replace(letter, letters)
    return (long, anyascii(core))


def printed_name(company: Company, random: Random) -> str:
    """Return the payer's name as a bank prints it: plain letters, form dropped, swapped, cut; or a payment service."""
    if random.random() < 0.04:
        return random.choice(_PROCESSORS)
    local = {"VN": 0.15, "CN": 0.4, "IR": 0.3, "PL": 0.2, "DE": 0.3, "FR": 0.3, "GB": 1.0}[company.country]
    is_local = random.random() < local
    name = company.core if is_local else random.choice(company.spellings)
    if random.random() >= 0.3:
        name = _with_form(company, name, is_local=is_local, random=random)
    if random.random() < 0.7:
        name = name.upper()
    if random.random() < 0.06 and len(name) > 6:
        place = random.randrange(1, len(name) - 2)
        name = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name[: random.choice(_WIDTHS)].strip()


def _with_form(company: Company, name: str, *, is_local: bool, random: Random) -> str:
    if company.country == "CN":
        return f"{name}{company.form}" if is_local else f"{name} Co., Ltd."
    form = company.form if is_local or random.random() < 0.5 else company.form_short
    if not is_local:
        form = anyascii(form) if company.country != "IR" else "Sherkat"
    return f"{form} {name}" if company.country in ("VN", "IR") else f"{name} {form}"
