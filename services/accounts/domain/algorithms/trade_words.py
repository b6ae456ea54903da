"""Words that say what an organisation does or where, in English and Vietnamese: many names share them.

They tell two names apart less than a name of its own does, are left out when one is short, and are what is translated.
The list is of general business language: the words that Vietnamese registers are full of, and their English.
"""

from collections.abc import Iterable

_CONCEPTS = """
technology: technology technologies tech techs techno technologic | cong nghe | ky thuat cong nghe
technical: technical engineering engineers engineer | ky thuat | co dien
science: science sciences scientific | khoa hoc
information: information info informatics | thong tin | tin hoc
digital: digital digitals | so hoa | ky thuat so | chuyen doi so
software: software softwares | phan mem
data: data dataset | du lieu
ai: ai artificial-intelligence | tri tue nhan tao
robotics: robotics robotic robots robot automation | tu dong hoa | ro bot
network: network networks net | mang | mang luoi
system: system systems | he thong
platform: platform platforms | nen tang
solution: solution solutions | giai phap
service: service services | dich vu
trade: trade trading commerce commercial merchants | thuong mai | tm
import-export: import-export importexport import export | xuat nhap khau | xnk
production: production manufacturing manufacture manufacturers products product | san xuat | sx | san pham
investment: investment investments invest capital | dau tu | von
development: development developments developing | phat trien
construction: construction constructions building builders | xay dung | xd
design: design designs designer designers | thiet ke
consulting: consulting consultancy consultants advisory | tu van
management: management manager | quan ly | quan tri
industry: industry industries industrial | cong nghiep
mechanical: mechanical mechanics mechatronics | co khi
electric: electric electrical electricity electronics electronic | dien | dien tu | dien luc
energy: energy energies power | nang luong
solar: solar | mat troi | dien mat troi
oil: oil petroleum gas | dau khi | xang dau
environment: environment environmental | moi truong
water: water | nuoc | cap nuoc
green: green eco | xanh | sinh thai
agriculture: agriculture agricultural agri agro farming farm farms | nong nghiep | nong san | nong trai | trang trai
food: food foods foodstuff | thuc pham | luong thuc
drink: beverage beverages drinks drink | do uong | nuoc giai khat
organic: organic | huu co
seafood: seafood aquaculture fishery fisheries | thuy san | hai san
forestry: forestry wood wooden | lam nghiep | go | do go
garment: garment garments textile textiles fashion clothing apparel | may mac | det may | thoi trang
handicraft: handicraft handicrafts crafts | thu cong my nghe | my nghe
pottery: pottery ceramics ceramic | gom su | gom | su
steel: steel metal metals iron | thep | kim loai | kim khi
plastic: plastic plastics packaging | nhua | bao bi
chemical: chemical chemicals | hoa chat
material: material materials | vat lieu | vat tu
equipment: equipment equipments machinery machine machines device devices tools | thiet bi | may moc
car: auto automotive car cars motor motors vehicle vehicles | o to | xe | xe may
transport: transport transportation logistics shipping freight | van tai | van chuyen | giao nhan | kho van
travel: travel tourism tours tour | du lich | lu hanh
hotel: hotel hotels hospitality resort | khach san | nghi duong
restaurant: restaurant restaurants kitchen kitchens | nha hang | bep
real-estate: real-estate realty property properties estate land homes home | bat dong san | dia oc | nha dat | nha
health: health healthcare care wellness | suc khoe | y te | cham soc suc khoe | cham soc
medicine: medical medicine medicines clinic hospital doctors | phong kham | benh vien | y khoa
pharma: pharma pharmaceutical pharmaceuticals pharmacy therapeutics drugs drug | duoc | duoc pham | duoc lieu
bio: bio biotech biotechnology bioscience biosciences biosystems biology biologics | sinh hoc | cong nghe sinh hoc
genetics: genomics genetics genetic | di truyen | gen
cosmetics: cosmetics cosmetic beauty | my pham | lam dep
education: education educational learning edu | giao duc | hoc tap
school: school schools college academy university | truong hoc | hoc vien | dai hoc | truong
training: training | dao tao
research: research | nghien cuu
laboratory: lab labs laboratory laboratories | phong thi nghiem
media: media communication communications | truyen thong
telecom: telecom telecoms telecommunication telecommunications | vien thong
advertising: advertising ads marketing | quang cao | tiep thi
event: event events | su kien
print: printing print publishing press | in an | in | xuat ban
finance: finance financial fintech | tai chinh
bank: bank banking | ngan hang
insurance: insurance | bao hiem
payment: payment payments pay | thanh toan
accounting: accounting tax audit auditing | ke toan | kiem toan | thue
law: law legal lawyers | luat
security: security protection | an ninh | bao ve | bao mat
insurance-fund: fund funds ventures venture | quy | quy dau tu
market: market markets marketplace | thi truong | cho
shop: shop shops store stores retail mart supermarket | cua hang | sieu thi | ban le
game: game games gaming | tro choi
music: music audio sound | am nhac | am thanh
video: video film films | phim | dien anh
sport: sport sports fitness | the thao
space: space aerospace aviation aeronautics | hang khong | vu tru
cloud: cloud | dam may
mobile: mobile mobility | di dong
online: online internet web | truc tuyen
app: app apps application applications | ung dung
studio: studio studios | xuong | hang phim
group: group groups holding holdings | nhom
enterprise: enterprise enterprises business businesses | kinh doanh | doanh nghiep
partner: partner partners associates | doi tac | cong su
community: community club society association | cong dong | cau lac bo | hoi
creative: creative innovation innovations innovative | sang tao | doi moi sang tao
smart: smart intelligent intelligence | thong minh
global: global world worldwide | toan cau | the gioi
international: international intl | quoc te
national: national | quoc gia
vietnam: vietnam vn | viet nam
asia: asia asian | chau a
north: north northern | mien bac | phia bac
south: south southern | mien nam | phia nam
central: central centre center | trung uong | mien trung
supply: supply supplies supplier provider | cung cap | cung ung
joining: and with of the for by in & | va | cua
site: com io co org dev gg app hq
"""
"""`concept: English words | Vietnamese phrase | …`, all folded."""


def _phrases() -> Iterable[tuple[tuple[str, ...], str]]:
    for line in _CONCEPTS.strip().split("\n"):
        concept, _, said = line.partition(": ")
        english, *vietnamese = said.split(" | ")
        for word in english.split():
            yield tuple(word.split("-")), concept
        for phrase in vietnamese:
            yield tuple(phrase.split()), concept


_CONCEPT = dict(_phrases())
_LONGEST = max(map(len, _CONCEPT))
_NO_SENSE = {"joining"}


def is_trade_word(word: str) -> bool:
    """Whether a folded word says by itself what an organisation does."""
    return (word,) in _CONCEPT


def concepts_in(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words that are a name of its own, and the concepts of the others; the longest phrase wins."""
    own, found, at = list[str](), set[str](), 0
    while at < len(words):
        length = next((n for n in range(_LONGEST, 0, -1) if words[at : at + n] in _CONCEPT and at + n <= len(words)), 0)
        if length:
            found.add(_CONCEPT[words[at : at + length]])
        else:
            own.append(words[at])
        at += length or 1
    return tuple(own), frozenset(found - _NO_SENSE)
