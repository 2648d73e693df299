"""Invented people for the third and fourth hostile sets. Every number and name is drawn at run time from a seed."""

import random
import unicodedata

GIVEN = (
    "Åge Birthe Søren Kirsten Jørgen Bjørn Mathilde Troels Gudrun Vibeke Preben Asger Sigrid Holger Ingeborg Torben Mogens Lisbeth "
    "Aviaja Pipaluk Jógvan Rannvá Fatima Ahmad Nasrin Wojciech Agnieszka Zeynep Mehmet Amina Dorthe Signe Rasmus Frederikke Valdemar"
).split()
FAMILY = (
    "Øllgaard Thygesen Abildgaard Lauridsen Østergaard Damgaard Skovgaard Winther Vestergaard Bjerregaard Kjærgaard Mørch Søndergaard "
    "Aagaard Brøndum Hjortshøj Nygård Rømer Strøm Sørensen Jørgensen Mikkelsen Overgaard Ravnkilde Gammelgaard Dahlerup"
).split()
FOREIGN = ["Nguyen", "Yıldız", "Kowalska", "Al-Hassan", "Hussain", "Joensen", "Wójcik", "Öztürk", "O'Brien", "Popescu"]
STREETS = "Vestergade Fuglevænget Åvænget Engtoften Strandparken Bøgebakken Kirkestræde Møllevej Skolegade Lærkevej Havnegade".split()
TOWNS = ["Tønder", "Thisted", "Holbæk", "Herning", "Svendborg", "Køge", "Frederikshavn", "Haderslev", "Kalundborg", "Grenaa", "Skanderborg"]
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
ENGLISH = "January February March April May June July August September October November December".split()


class Person:
    """One invented person; `cpr` is ten digits with a possible date."""

    def __init__(self, rng: random.Random):
        self.given, self.middle = rng.sample(GIVEN, 2)
        self.family = rng.choice(FAMILY)
        self.day, self.month, self.year = rng.randint(13, 28), rng.randint(1, 12), rng.randint(1938, 1999)
        self.birth = f"{self.day:02}{self.month:02}{self.year % 100:02}"
        self.serial = f"{rng.randint(1000, 3999)}"
        self.cpr = self.birth + self.serial
        self.phone = f"{rng.choice('23456')}{rng.randint(1000000, 9999999)}"
        self.street, self.house = rng.choice(STREETS), rng.randint(3, 97)
        self.town, self.postcode = rng.choice(TOWNS), rng.randint(2100, 9900)
        self.full = f"{self.given} {self.middle} {self.family}"
        self.pn = f"{self.family}^{self.given}^{self.middle}"
        self.iso = f"{self.year}-{self.month:02}-{self.day:02}"
        self.da = self.iso.replace("-", "")


def pairs(number: str, mark: str) -> str:
    return mark.join(number[i : i + 2] for i in range(0, len(number), 2))


def plain(name: str) -> str:
    """A name as an old system writes it: Åge as Aage, Søren as Soeren."""
    for letter, written in (("å", "aa"), ("Å", "Aa"), ("ø", "oe"), ("Ø", "Oe"), ("æ", "ae"), ("Æ", "Ae")):
        name = name.replace(letter, written)
    return name


def stripped(name: str) -> str:
    """A name without its marks: Åge as Age, Søren as Soren."""
    name = name.replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("Æ", "Ae")
    return "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))
