"""The fourth hostile set, to see whether what the third taught holds for others: `make_fourth.py FOLDER SEED`, as `make_third.py`."""

import json
import os
import random
import sys

import pydicom

from third_objects import based, code, content, ct, item, pixels, report
from third_people import MONTHS, Person, pairs

KEEPS = """
90Y-mikrosfærer 1,2 GBq
ICD F92.0 og K92.1
CT-stue 2 ledig kl. 9
Stue 3, MR 1.5T
shim box 2
ROI box 3
PC-MRA25 venc 80
Borg skala 13
Store vener
Give kontrast 80 ml
Vejen til arterien
Tarm uden dilatation
Hals MR med kontrast
Ringe-artefakter
den 3. ventrikel
d. 5. ribben
12. ribben venstre
3.-5. finger
8.-10. costa
fra 2/3 til 1/3
3/12 positive glandler
syn 6/12
CT 3/5 faser
VAS 8/10
16.7 mm
kl. 12.03
version 2.1.0
fyldt 90 ml
blev 95 mm
turned 90 degrees
his 95 mm lesion
sidste 4 dage
last 1000 images
T1 @3T
TE=80ms@1.5T
pas på metal
visuelt 1234 voxels
Passage fri
konto ikke relevant
elev af metoden
Kirkegårdsvæv
Sognefjord-mønster
født til termin
Kaldet cyste før
Van der Waals volumen
De Quervain tenosynovitis
von Willebrand sygdom
Von Hippel-Lindau
von Recklinghausen
Osler-Weber-Rendu
Peutz-Jeghers
Lynch syndrom
Blalock-Taussig shunt
Fontan cirkulation
Norwood stadium I
Ross procedure
Bentall operation
Kasai
Ponseti gips
Ilizarov ramme
Pipkin II
Lauge-Hansen SER IV
Jacobsen syndrom
Møller-Barlow
Ring til radius er intakt
Mark venstre side
Lot of motion
""".strip().split("\n")


def texts(rng: random.Random):
    """Kind, name, text, gone, person of the header."""

    def one():
        return Person(rng)

    p, q = one(), one()
    d, m, y = p.day, p.month, 2019
    word = MONTHS[m - 1]
    for name, said in (("died cross", f"†{d}.{m}.{y}"), ("mail header", f"Fri, {d} Mar {y} 14:33:00 +0100"), ("stamp with underscore", f"{y}{m:02}{d:02}_143300"), ("short day first", f"{d}-{m}-19"), ("German", f"{d}. März {y}"), ("Swedish", f"{d} mars {y}"), ("end of month", f"ultimo {word} {y}"), ("and", f"{d}. og {d + 1}. {word} {y}"), ("in brackets", f"({d}/{m}/{y})"), ("year first slashes", f"{y}/{m}/{d}"), ("ordinal", f"d. {d}ende {word} {y}"), ("comma weekday", f"mandag, den {d}. {word}"), ("colon", f"dato:{d:02}{m:02}{y % 100}")):  # fmt: skip
        yield "DATE", name, f"Tidligere billeder {said} ses igen", [said], None
    for name, said, gone in (("bare age", "pt. er 93 og rask", "93"), ("vintage", "årgang 1931, dement", "1931"), ("plus", "alder 90+4 år", "90+4"), ("yrs", "94yrs F", "94"), ("months of a century", "101 års fødselsdag", "101"), ("alder paren", "(96) kommer i kørestol", None)):  # fmt: skip
        if gone:
            yield "AGE", name, said, [gone], None
    for name, number, text in (
        ("brackets", p.serial, f"({p.birth}) {p.serial}"), ("bar", p.serial, f"{p.birth}|{p.serial}"), ("two hyphens", p.serial, f"{p.birth}--{p.serial}"), ("semicolon", p.serial, f"cpr;{p.birth};{p.serial}"),
        ("PESEL", "44051401359", "PESEL 44051401359"), ("SSN", "623-45-6789", "SSN 623-45-6789"), ("NHS", "943 476 5919", "NHS no 943 476 5919"), ("Finnish", "131052-308T", "finsk kode 131052-308T"), ("German insurance", "A123456789", "Versichertennr. A123456789"),
        ("IMEI", "35-209900-176148-1", "IMEI 35-209900-176148-1"), ("chassis", "WDB9066331S123456", "stelnr. WDB9066331S123456"), ("chip", "208250000123456", "chip 208250000123456"), ("coordinates", "55.67612, 12.56834", "Fundet 55.67612, 12.56834"), ("degrees", "55°40'34\"N", "ved 55°40'34\"N 12°34'06\"E"), ("IPv6", "fe80::1ff:fe23:4567:890a", "fra fe80::1ff:fe23:4567:890a"), ("host with domain", "ct03.regionx", "sendt fra ct03.regionx.dk til arkiv"), ("spelled mail", "snabela", f"{q.given.lower()} snabela firma punktum dk"), ("dot in brackets", "[dot]", f"{q.given.lower()}[at]firma[dot]dk"), ("postcode word", "8723", "postnr. 8723"), ("land register", "12a Vejlby", "matr.nr. 12a Vejlby By"), ("two phones", p.phone, f"tlf. {pairs(q.phone, ' ')} / {pairs(p.phone, ' ')}".replace(pairs(p.phone, " "), p.phone)), ("mob.nr", p.phone, f"mob.nr {p.phone}"), ("landline", p.phone, f"fastnet {p.phone}"), ("American", "(555) 123-4567", "call (555) 123-4567"), ("45 without plus", p.phone, f"45 {p.phone}"), ("German phone", "4915123456789", "whatsapp +4915123456789"),
    ):  # fmt: skip
        yield "NUMBER", name, f"Notat: {text}.", [number], None
    for name, text, gone in (
        ("greeting", f"Hilsen {q.given}", q.given), ("thanks", f"Tak, {q.given}", q.given), ("m/", f"talte m/ {q.given}", q.given), ("interpreter", f"tolk: {q.given}", q.given), ("apposition", f"Sønnen, {q.given}, ringer", q.given), ("her husband", f"hendes mand {q.given} kører", q.given),
        ("ex-husband", f"eksmand {q.given} oplyser", q.given), ("foster mother", f"plejemor {q.family}", q.family), ("porter", f"portør {q.given} hjalp", q.given), ("care worker", f"SOSU-assistent {q.given} med", q.given), ("student", f"stud.med. {q.given} {q.family} deltog", q.family), ("ovl.", f"ovl. {q.family} set", q.family), ("KBU", f"KBU-læge {q.family}", q.family), ("given and initial", f"{q.given} {q.family[0]}. scannede", q.given), ("couple", f"Hr. og fru {q.family} deltog", q.family), ("siblings", f"søskende {q.given} og {q.middle}", q.middle), ("baby", f"Baby {q.family} 3 dage", q.family), ("driver", f"chauffør {q.family} venter", q.family), ("priest by title", f"imam {q.given} med", q.given), ("team", f"Team {q.family}", q.family), ("case", f"{q.family}-sagen drøftet", q.family),
    ):  # fmt: skip
        yield "NAMES", name, text, [gone], None
    for name, text, gone in (("island", "rejser hjem til Samsø", "Samsø"), ("island alone", "Læsø, gangbesværet", "Læsø"), ("short Copenhagen", "fra Kbh. N", "Kbh"), ("inhabitant", "Esbjerg-borger", "Esbjerg"), ("Sweden", "bor i Malmö", "Malmö"), ("practice behind", "Thyborøn lægehus ringede", "Thyborøn"), ("hospice", "Hospice Djursland", "Djursland"), ("sclerosis hospital", "Sclerosehospitalet i Haslev", "Haslev"), ("genitive", "Herlevs vagthavende", "Herlev"), ("works as", "er lærer på Vestre Skole", "Vestre Skole"), ("owns", "ejer af Café Solsort", "Solsort"), ("football", "spiller i Brøndby IF", "Brøndby")):  # fmt: skip
        yield "PLACE", name, text, [gone], None
    for name, text, gone in (("wrapped and joined", f"{p.family[:4]}- {p.family[4:]} set", f"{p.family[:4]}-"), ("login", f"{p.given[0]}{p.family} har meldt afbud", p.family), ("initial glued", f"{p.given[0]}.{p.family}", p.family), ("slash", f"{p.family}/{p.given}", p.family), ("brackets", f"[{p.given}] {p.middle}", p.given), ("plus", f"{p.given}+{p.family}", p.family)):  # fmt: skip
        yield "HEADER", name, text, [gone], p


def objects(rng: random.Random):
    def one():
        return Person(rng)

    for name, attribute in (("other names", "OtherPatientNames"), ("birth name", "PatientBirthName"), ("mother's name", "PatientMotherBirthName"), ("responsible person", "ResponsiblePerson"), ("referring physician", "ReferringPhysicianName"), ("operator", "OperatorsName")):
        p, q = one(), one()
        made = ct(rng, p)
        setattr(made, attribute, q.pn)
        made.ImageComments = f"jf. {q.family} og notat"
        yield f"{name} in comments", made, [q.family], ["notat"]
    for name, attribute in (("other id", "OtherPatientIDs"), ("admission", "AdmissionID"), ("accession", "AccessionNumber"), ("telephone", "PatientTelephoneNumbers")):
        made = ct(rng, one())
        number = f"{rng.randint(21000000, 29999999)}"
        setattr(made, attribute, number)
        made.ImageComments = f"jf. {number} og notat"
        yield f"{name} in comments", made, [number], ["notat"]
    q = one()
    seg = pixels(based(rng, "1.2.840.10008.5.1.4.1.1.66.4", "SEG", q), 8)
    seg.SegmentSequence = [item(SegmentNumber=1, SegmentLabel=f"GTV {q.family}", SegmentDescription=f"tegnet af {q.given}", TrackingID=f"{q.family}-1", SegmentAlgorithmType="MANUAL"), item(SegmentNumber=2, SegmentLabel="Lever")]
    yield "segment labels", seg, [q.family, q.given], ["Lever"]
    q = one()
    made = ct(rng, q)
    made.AcquisitionContextSequence = [content("TEXT", TextValue=f"Uro, mor {q.given} holder")]
    made.SpecimenDescriptionSequence = [item(SpecimenIdentifier=f"S-{q.cpr}", SpecimenShortDescription=f"hud {q.family}")]
    made.ContainerIdentifier = q.cpr
    yield "acquisition context and specimen", made, [q.given, q.family, q.cpr], []
    q = one()
    plan = based(rng, "1.2.840.10008.5.1.4.1.1.481.5", "RTPLAN", q)
    plan.PatientSetupSequence = [item(PatientSetupNumber=1, FixationDeviceSequence=[item(FixationDeviceType="MASK", FixationDeviceLabel=q.family[:16], FixationDeviceDescription=f"Maske til {q.given}")])]
    plan.DoseReferenceSequence = [item(DoseReferenceNumber=1, DoseReferenceDescription=f"PTV {q.family}")]
    plan.FractionGroupSequence = [item(FractionGroupNumber=1, FractionGroupDescription=f"{q.cpr} 39 fx")]
    yield "fixation and dose reference", plan, [q.family, q.given, q.cpr], ["39 fx"]
    unit = [code("a", "UCUM", "years")]
    yield "SR floating age", report(rng, [content("NUM", name="Age", MeasuredValueSequence=[item(MeasurementUnitsCodeSequence=unit, FloatingPointValue=94.375, NumericValue="94.375")])]), ["94.375"], ["Age"]
    q = one()
    yield "local modifier", report(rng, [content("CODE", ConceptCodeSequence=[code("X1", "99KLINIK", f"Hr. {q.given} {q.family}")])]), [q.family], []


def main(folder: str, seed: int) -> None:
    rng = random.Random(seed)
    made: list[dict] = []

    def put(name, said, gone, kept):
        file = f"{len(made):04}.dcm"
        made.append({"file": file, "name": name, "gone": gone, "kept": kept, "hold": False})
        pydicom.dcmwrite(os.path.join(folder, file), said, enforce_file_format=True)

    for kind, name, words, gone, whose in texts(rng):
        said = ct(rng, whose)
        said.ImageComments = words
        put(f"{kind} in Image Comments: {name}", said, gone, [])
    for words in KEEPS:
        said = ct(rng)
        said.ImageComments = words
        put(f"KEEP {words}", said, [], [words])
    for name, said, gone, kept in objects(rng):
        put(f"object: {name}", said, gone, kept)
    print(json.dumps(made))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
