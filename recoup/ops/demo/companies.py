"""Who the demonstration group is: companies, people, and how their customers are called and pay. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from recoup.team.types import NewEntity, Role


@dataclass(frozen=True, slots=True)
class Person:
    """One of our people: in which entities (codes; empty: all) and with which role."""

    email: str
    name: str
    language: str
    time_zone: str
    role: Role
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """One company: `customers` of them, `items` each over the time; amounts run from `least` to `most`.

    `unit` is to what prices are rounded; `numbering` and `remittance` are how documents and payments are written;
    `returned` and `recognized` are what its people note of a disputed document and of a payment that they knew;
    `promised`, `hesitated`, `question` and `incident` what they write of talks. `contacts` are people at customers,
    `dial` how their numbers begin.
    """

    entity: NewEntity
    customers: int
    items: int
    least: Decimal
    most: Decimal
    unit: Decimal
    terms: tuple[str, ...]
    numbering: str
    remittance: tuple[str, ...]
    collector: str
    returned: str
    recognized: str
    promised: str
    hesitated: str
    question: str
    incident: str
    contacts: tuple[str, ...]
    dial: str


COMPANIES = (
    Company(
        NewEntity(
            "VN1",
            "Công ty Cổ phần Địa ốc Sông Hương",
            "VN",
            "VND",
            "Asia/Ho_Chi_Minh",
            "vi",
            "Song Huong Real Estate",
        ),
        *(240, 8, Decimal(180_000_000), Decimal(620_000_000), Decimal(100_000)),
        ("NET15",),
        "HD{customer}-D{serial}",
        (
            "CK tien nha {number}",
            "MBVCB 84117 {number} CT tu 0071 toi 1902",
            "Thanh toan dot {number}",
            "Nop tien mua nha",
        ),
        "an@example.com",
        "Khách không đồng ý diện tích tính giá, đang đo lại",
        "Nhận ra theo các lần nộp trước",
        "Sẽ chuyển khoản sau khi ngân hàng giải ngân",
        "Đang chờ bán căn nhà cũ, xin trả dần",
        "Khách xin giảm lãi chậm trả nếu trả hết trong tháng. Có được không?",
        "Khách quát mắng và dập máy. Đã giữ bình tĩnh, không tranh cãi.",
        ("Phạm Thị Hoa", "Trần Minh Quân", "Lê Thu Trang", "Đỗ Quốc Bảo"),
        "+84 28 3822 ",
    ),
    Company(
        NewEntity(
            "CN1",
            "苏州恒远精密机械有限公司",
            "CN",
            "CNY",
            "Asia/Shanghai",
            "zh-hans",
            "Suzhou Hengyuan Precision",
        ),
        *(300, 22, Decimal(8_000), Decimal(480_000), Decimal("0.01")),
        ("NET30", "NET60", "NET90", "30%NET0+70%NET60"),
        "26{serial:06d}",
        ("货款 {number}", "发票: {number} 货款", "付款 发票号 {number}", "货款"),
        "wei@example.com",
        "客户已退货，待开红字发票",
        "根据以往付款确认",
        "财务说周五统一付款",
        "资金紧张，希望分期付款",
        "客户要求货款打折后一次付清，可以同意吗？",
        "对方在电话中辱骂。已冷静结束通话。",
        ("王丽", "李强", "张敏", "刘洋"),
        "+86 512 6255 ",
    ),
    Company(
        NewEntity(
            "PL1", "Hurtownia Bursztyn Sp. z o.o.", "PL", "PLN", "Europe/Warsaw", "pl", "Bursztyn Wholesale"
        ),
        *(350, 20, Decimal(300), Decimal(42_000), Decimal("0.01")),
        ("NET14", "NET30", "NET60"),
        "FV/{serial:05d}/{year}",
        ("zapłata za {number}", "tytułem {number}", "faktura {number} przelew", "zapłata"),
        "anna@example.com",
        "Towar zwrócony, czekamy na korektę",
        "Rozpoznane na podstawie wcześniejszych wpłat",
        "Przelew po podpisie prezesa",
        "Brak środków, prosi o raty",
        "Klient prosi o rabat za natychmiastową zapłatę całości. Czy możemy się zgodzić?",
        "Rozmówca krzyczał i ubliżał. Rozmowę zakończono spokojnie.",
        ("Katarzyna Zielińska", "Piotr Wójcik", "Ewa Kaczmarek", "Tomasz Mazur"),
        "+48 58 555 ",
    ),
    Company(
        NewEntity("IR1", "شرکت پخش آریا", "IR", "IRR", "Asia/Tehran", "fa", "Aria Distribution"),
        *(180, 14, Decimal(180_000_000), Decimal(9_500_000_000), Decimal(10_000)),
        ("NET30", "NET60", "NET90"),
        "ف-{serial:05d}",
        ("بابت فاکتور {number}", "تسویه {number}", "پرداخت {number}", "واریز"),
        "sara@example.com",
        "کالا برگشت خورده، منتظر صدور برگشت از فروش",
        "بر پایه پرداخت‌های پیشین شناسایی شد",
        "پس از امضای مدیرعامل واریز می‌کند",
        "کمبود نقدینگی دارد و درخواست تقسیط کرد",
        "مشتری برای پرداخت یکجا تخفیف می‌خواهد. موافقید؟",
        "طرف گفت‌وگو توهین کرد. تماس با آرامش پایان یافت.",
        ("مریم کاظمی", "رضا موسوی", "نرگس صادقی", "حسین رحیمی"),
        "+98 21 8855 ",
    ),
    Company(
        NewEntity("GB1", "Thornbury Facilities Ltd", "GB", "GBP", "Europe/London", "en", ""),
        *(130, 16, Decimal(250), Decimal(28_000), Decimal("0.01")),
        ("NET30", "EOM30"),
        "INV-{serial:05d}",
        ("{number}", "Payment {number}", "Your invoice {number} with thanks", "FASTER PAYMENT"),
        "emma@example.com",
        "Work not accepted, credit note expected",
        "Known from earlier payments",
        "Will be in Friday's payment run",
        "Short of cash, asks to pay in installments",
        "The customer asks for a discount for paying everything at once. May we agree?",
        "Shouting and insults on the phone. The call was ended calmly.",
        ("Grace Holloway", "Daniel Reeve", "Priya Nair", "Tom Aldridge"),
        "+44 20 7946 0",
    ),
)

PEOPLE = (
    Person("an@example.com", "Nguyễn Văn An", "vi", "Asia/Ho_Chi_Minh", Role.COLLECTOR, ("VN1",)),
    Person("wei@example.com", "陈伟", "zh-hans", "Asia/Shanghai", Role.COLLECTOR, ("CN1",)),
    Person("sara@example.com", "سارا احمدی", "fa", "Asia/Tehran", Role.COLLECTOR, ("IR1",)),
    Person("anna@example.com", "Anna Wiśniewska", "pl", "Europe/Warsaw", Role.MANAGER, ("PL1",)),
    Person("emma@example.com", "Emma Clarke", "en", "Europe/London", Role.COLLECTOR, ("GB1", "CN1")),
    Person("lan@example.com", "Trần Thị Lan", "vi", "Asia/Ho_Chi_Minh", Role.CASH_CLERK),
    Person("officer@example.com", "Lê Thu Hà", "vi", "Asia/Ho_Chi_Minh", Role.CONTRACT_OFFICER),
    Person("manager@example.com", "Morgan Hale", "en", "Europe/London", Role.MANAGER),
    Person("second@example.com", "Robin Ashe", "en", "Europe/London", Role.MANAGER),
    Person("auditor@example.com", "Ada Quinn", "en", "Europe/London", Role.AUDITOR),
    Person("admin@example.com", "Sam Root", "en", "Europe/London", Role.ADMINISTRATOR),
)

# One unit in euro at the beginning; each month moves it a little.
RATES = {
    "VND": Decimal("0.0000354"),
    "CNY": Decimal("0.1275"),
    "PLN": Decimal("0.2340"),
    "IRR": Decimal("0.0000206"),
    "GBP": Decimal("1.1710"),
}
