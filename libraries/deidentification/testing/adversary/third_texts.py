"""Sentences of the third hostile set: what must go, and what must stay."""

import base64
import gzip
import json
import quopri
import random
import unicodedata
import urllib.parse

from third_people import ENGLISH, FOREIGN, MONTHS, Person, pairs, plain, stripped


def numbers(rng: random.Random):
    """Civil numbers and other numbers of a person: kind, text, what must go."""

    def one():
        return Person(rng)

    p = one()
    yield "CPR", "dots", f"Kontrol aftalt, cpr {pairs(p.birth, '.')}.{p.serial}, ingen ændring.", [pairs(p.birth, "."), p.serial]
    p = one()
    yield "CPR", "pairs and blanks", f"Patient {pairs(p.birth, ' ')} {p.serial} set i dag", [p.serial, pairs(p.birth, " ")]
    p = one()
    yield "CPR", "one blank", f"Sammenlign med {p.birth} {p.serial}, samme side", [f"{p.birth} {p.serial}"]
    for name, mark in (("U+2010", "‐"), ("U+2011", "‑"), ("U+2013", "–"), ("U+2014", "—"), ("U+2212", "−"), ("soft hyphen", "\xad"), ("full-width hyphen", "－"), ("slash", "/"), ("underscore", "_"), ("middle dot", "·"), ("blank dash blank", " - "), ("zero width", "\u200b"), ("line break", "-\r\n"), ("tab", "\t"), ("no-break blank", "\xa0")):
        p = one()
        yield "CPR", name, f"Rtg thorax hos {p.birth}{mark}{p.serial} uden infiltrat", [p.serial]
    p = one()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in p.cpr)
    yield "CPR", "full-width digits", f"id {wide} slut", [wide]
    p = one()
    yield "CPR", "spaced digits", f"Ident: {' '.join(p.cpr)}", [" ".join(p.cpr)]
    p = one()
    yield "CPR", "century", f"Pt. {p.day:02}{p.month:02}{p.year}-{p.serial} til CT", [p.serial]
    p = one()
    yield "CPR", "in a file name", f"Importeret fra MR_{p.cpr}_T2.dcm", [p.cpr]
    p = one()
    yield "CPR", "glued to letters", f"cpr{p.cpr}knæ", [p.cpr]
    p = one()
    yield "CPR", "serial hidden", f"Patienten ({p.birth}-xxxx) havde smerter", [p.birth]
    p = one()
    yield "CPR", "last four", f"Identitet sikret: cpr ender på {p.serial}.", [p.serial]
    p = one()
    yield "CPR", "letter O for zero", f"CPR 0{p.birth[1:]}-{p.serial}".replace("0", "O"), [p.serial.replace("0", "O")]
    p = one()
    yield "CPR", "substitute number", f"Erstatnings-cpr {p.birth}-{p.serial[0]}UK{p.serial[3]} ved ankomst", [f"{p.serial[0]}UK{p.serial[3]}"]
    p = one()
    yield "ID", "Swedish number", f"Svensk statsborger, personnummer {p.da}-{p.serial}", [p.serial]
    p = one()
    yield "ID", "Norwegian number", f"Norsk fødselsnummer {p.birth}{p.serial}7 oplyst", [f"{p.birth}{p.serial}7"]
    number = f"{rng.randint(200000000, 219999999)}"
    yield "ID", "passport", f"Pas nr. {number} forevist", [number]
    yield "ID", "passport in English", f"Passport No: C{number[:8]} shown at desk", [f"C{number[:8]}"]
    yield "ID", "vaccine card", f"Vaccinationskort nr. VK-{number[:7]} medbragt", [f"VK-{number[:7]}", number[:7]]
    yield "ID", "driving licence", f"Kørekort nr. {number[:8]} fremvist som legitimation", [number[:8]]
    yield "ID", "residence permit", f"Opholdskort {number[1:]} gyldigt", [number[1:]]
    plate = f"{rng.choice('ABCE')}{rng.choice('KLMN')} {rng.randint(20, 89)} {rng.randint(100, 999)}"
    yield "ID", "licence plate", f"Trafikuheld i egen bil, reg.nr. {plate}, airbag udløst", [plate]
    yield "ID", "licence plate together", f"Fører af bil med nummerplade {plate.replace(' ', '')}", [plate.replace(" ", "")]
    iban = f"DK{rng.randint(10, 99)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)} {rng.randint(10, 99)}"
    yield "ID", "bank account", f"Befordring udbetales til {iban}", [iban]
    yield "ID", "blue health card", f"EU-sygesikringskort 80208{rng.randint(10**14, 10**15 - 1)} noteret", ["80208"]
    n = rng.randint(10000, 99999)
    for name, text in (
        ("accession prefix", "Acc.nr. RH-2021-00{n}, se beskrivelse"),
        ("request number", "Rekvisitionsnr. 2021{n} modtaget"),
        ("examination number", "Undersøgelsesnr. X12{n} kobles"),
        ("pathology number", "Histologi: prøve nr. 21-PA-{n} viser adenokarcinom"),
        ("journal number", "Journalnr. 4{n}/21 rekvireret"),
        ("case number", "Sagsnr. 21/{n} hos Patienterstatningen"),
        ("visit number", "Visit no. V00{n} opened"),
        ("contact id", "Kontakt-ID: K77{n}"),
        ("MRN", "MRN 00{n}31 verified"),
        ("hospital number in words", "Hospital number: H{n}22"),
        ("serial number", "Pacemaker implanteret, serienr. PJN{n}H, MR-betinget"),
        ("S/N", "Detektor S/N {n}A skiftet"),
        ("implant serial", "Hofteprotese SN: 77{n} venstre"),
        ("project number", "Forsøgsperson nr. FP-{n} i studiet"),
    ):
        code = next(w for w in text.replace(",", " ").split() if "{n}" in w).format(n=n)
        yield "ID", name, text.format(n=n), [code]
    yield "ID", "MAC address", f"Modtaget fra 00:1B:44:11:{n % 90 + 10}:B7", [f"00:1B:44:11:{n % 90 + 10}:B7"]
    yield "ID", "IP address", f"Sendt fra 10.23.{n % 250}.67 port 104", [f"10.23.{n % 250}.67"]
    uid = f"1.2.752.24.7.{rng.randint(10**8, 10**9)}.{n}.1"
    yield "ID", "UID in a text", f"Reference til serie {uid} mangler", [uid]
    yield "ID", "UUID", f"Henvisning 3f2504e0-4f89-41d3-9a0c-0305e82{n} kvitteret", [f"3f2504e0-4f89-41d3-9a0c-0305e82{n}"]


def reach(rng: random.Random):
    """Telephones, addresses, mail, links."""
    p = Person(rng)
    for name, form in (
        ("no cue, pairs", "{pairs}"), ("+45 pairs", "+45 {pairs}"), ("+45 together", "+45{whole}"), ("0045", "0045 {whole}"), ("brackets", "(+45) {half}"),
        ("halves", "tlf. {half}"), ("dots", "mobil {dots}"), ("hyphens", "Tel: {hyphens}"), ("+45 dots", "+45.{dots}"), ("tel colon together", "Tel:{whole}"),
        ("threes", "tlf {threes}"), ("trunk words", "træffes på {whole} efter kl. 16"), ("full-width plus", "＋45 {pairs}"), ("Greenland", "tlf. +299 {six}"), ("Faroe", "+298 {sixes}"), ("Sweden", "+46 70 123 {pair} {pair2}"),
    ):  # fmt: skip
        p = Person(rng)
        w = p.phone
        said = {"pairs": pairs(w, " "), "whole": w, "half": f"{w[:4]} {w[4:]}", "dots": pairs(w, "."), "hyphens": pairs(w, "-"), "threes": f"{w[:2]} {w[2:5]} {w[5:]}", "six": pairs(w[:6], " "), "sixes": w[:6], "pair": w[:2], "pair2": w[2:4]}  # fmt: skip
        number = form.format(**said)
        digits = number[next(i for i, c in enumerate(number) if c.isdigit()) :].split(" efter")[0]
        yield "PHONE", name, f"Pårørende kontaktes, {number}, ved svar", [digits]
    yield "PHONE", "next of kin after the number", f"{pairs(p.phone, ' ')} (datter) ønsker besked", [pairs(p.phone, " ")]
    yield "PHONE", "extension", f"Ring lokal {p.phone[:5]} ved spørgsmål", [p.phone[:5]]
    a = f"{p.street} {p.house}"
    for name, text, gone in (
        ("floor and side", f"Bor {a}, 3. tv., med ægtefælle", [a, "3. tv"]),
        ("ground floor", f"Adresse: {p.street} {p.house} st. th, {p.postcode} {p.town}", [p.street, str(p.postcode), p.town]),
        ("letter of house", f"Faldet i hjemmet {p.street} {p.house}B, 2. mf.", [p.street, f"{p.house}B"]),
        ("abbreviations", f"Ll. Sct. Hans Gade {p.house}", ["Sct. Hans Gade"]),
        ("named after a person", f"Fundet på H.C. Andersens Boulevard {p.house}", ["Andersens Boulevard"]),
        ("nr.", f"Hjemmebesøg {p.street} nr. {p.house}", [f"{p.street} nr"]),
        ("box", f"Svar sendes til Postboks {p.house}, 3900 Nuuk", ["Nuuk", f"Postboks {p.house}"]),
        ("postcode and town alone", f"Tilhører {p.postcode} {p.town}", [p.town, str(p.postcode)]),
        ("postal district letter", "Flyttet til 5230 Odense M i år", ["5230", "Odense"]),
        ("DK postcode", f"DK-{p.postcode} {p.town}", [str(p.postcode), p.town]),
        ("nursing home", "Beboer på Plejehjemmet Solgården", ["Solgården"]),
        ("institution by cue", "Bofællesskabet Møllehøj rekvirerer", ["Møllehøj"]),
        ("upper case", f"{p.street.upper()} {p.house}, {p.postcode} {p.town.upper()}", [p.street, p.town]),
        ("Nørre Allé", f"Fra Nørre Allé {p.house}, 1. sal", ["Nørre Allé"]),
        ("English street", f"Lives at {p.house} Church Road, Leeds LS1 4AB", ["Church Road", "LS1 4AB"]),
        ("town after from", f"Pt. fra {p.town} med hoste", [p.town]),
        ("lives in", f"bosiddende i {p.town}, gangbesværet", [p.town]),
        ("town without a cue", f"{p.town}, gangbesværet", [p.town]),
        ("town at the end", f"Kontrol om 3 mdr. {p.town}", [p.town]),
        ("moved from", f"overflyttet fra {p.town} i nat", [p.town]),
        ("hospital of town", f"Tidligere CT {p.town} Sygehus viste det samme", [p.town]),
        ("hospital known by name", "MR udført på Rigshospitalet", ["Rigshospitalet"]),
        ("private hospital", "Opereret på Aleris-Hamlet, genoptræner", ["Aleris"]),
        ("regional hospital", "Overført til Regionshospitalet Viborg", ["Viborg"]),
        ("hospital abbreviation", "Set på OUH, kontrol her", ["OUH"]),
        ("practice", "Henvist fra Lægehuset Strandvejen", ["Strandvejen"]),
        ("school", "Går på Vinding Skole i 4. klasse", ["Vinding Skole"]),
        ("employer", "Ansat hos Grundfos i Bjerringbro", ["Grundfos", "Bjerringbro"]),
        ("employer with works at", "Arbejder på Danish Crown i Horsens", ["Danish Crown", "Horsens"]),
        ("room and bed", f"Ligger på stue {p.house} seng 2", [f"stue {p.house}"]),
        ("ward and room", f"Afsnit 41{p.house:02}, stue 7", [f"41{p.house:02}"]),
        ("English room", f"Portable chest, room 3{p.house:02} bed 2", [f"room 3{p.house:02}"]),
    ):
        yield "PLACE", name, text, gone
    low = plain(p.given).lower()
    last = plain(p.family).lower()
    for name, text, gone in (
        ("mail", f"{low}.{last}@example.dk ønsker kopi", [last]),
        ("mail with (at)", f"Skriv til {low}.{last} (at) example.dk", [last]),
        ("mail with a blank", f"mail: {low}_{last}@ example.dk", [last]),
        ("mailto", f"mailto:{low}{p.year}@example.com?subject=svar", [f"{low}{p.year}"]),
        ("link with id", f"https://pacs.example.dk/v?patientId={p.cpr}&x=1", [p.cpr]),
        ("link with a path", f"http://arkiv.example.dk/patienter/{last}/{p.house}/ct", [last]),
        ("share", f"\\\\fil01\\patienter\\{last}_{low}\\ct.zip", [last]),
        ("Windows home", f"C:\\Users\\{low}.{last}\\Desktop\\eksport.csv", [last]),
        ("Unix home", f"/home/{low[0]}{last}/exports/run1", [f"{low[0]}{last}"]),
        ("handle", f"Billede lagt ud af @{low}_{p.house}", [f"{low}_{p.house}"]),
        ("Facebook", f"facebook.com/{low}.{last}.{p.house}", [last]),
        ("Instagram by word", f"Instagram: {low}smor{p.house}", [f"{low}smor{p.house}"]),
        ("Snapchat by word", f"snapchat {low}x{p.house} til datter", [f"{low}x{p.house}"]),
        ("domain account", f"Godkendt af REGIONX\\{low[:2]}{last[:2]}0001", [f"{low[:2]}{last[:2]}0001"]),
        ("host name", f"Overført fra PC-RAD-{p.house}{p.day}", [f"PC-RAD-{p.house}{p.day}"]),
    ):
        yield "LINK", name, text, gone


def dates(rng: random.Random):
    p = Person(rng)
    d, m, y = p.day, p.month, rng.randint(2011, 2023)
    word, english, roman = MONTHS[m - 1], ENGLISH[m - 1], "I II III IV V VI VII VIII IX X XI XII".split()[m - 1]
    for name, said in (
        ("Danish words", f"{d}. {word} {y}"), ("short month", f"{d} {word[:3]} {y}"), ("slash and year", f"{d}/{m}-{y}"), ("slash and short year", f"{d}/{m}-{y % 100}"),
        ("dots", f"{d:02}.{m:02}.{y}"), ("dots and short year", f"{d}.{m}.{y % 100}"), ("ISO", f"{y}-{m:02}-{d:02}"), ("together", f"{y}{m:02}{d:02}"), ("English", f"{english} {d}, {y}"),
        ("th of", f"{d}th of {english} {y}"), ("abbreviated English", f"{english[:3]}-{d}-{y}"), ("glued", f"{d}{english[:3].upper()}{y}"), ("glued short", f"{d}-{english[:3]}-{y % 100}"),
        ("ISO slashes", f"{y}/{m:02}/{d:02}"), ("ISO with time", f"{y}-{m:02}-{d:02}T14:33:00Z"), ("day first together", f"{d:02}{m:02}{y}"), ("roman month", f"{d}.{roman}.{y}"),
        ("blanks about slashes", f"{d} / {m} / {y}"), ("dots and blanks", f"{d}. {m}. {y}"), ("day and month", f"{d}/{m}"), ("d. day and month", f"d. {d}.{m}."), ("day and month in words", f"{d}. {word}"), ("den", f"den {d}. {word} {y}"),
        ("weekday", f"tirsdag d. {d}/{m}"), ("month and year", f"{word} {y}"), ("hyphens day first", f"{d:02}-{m:02}-{y}"), ("capitals", f"{d}. {word.upper()} {y}"), ("US slashes", f"{m:02}/{d:02}/{y}"), ("with apostrophe", f"{d}. {word} '{y % 100}"), ("underscores", f"{y}_{m:02}_{d:02}"), ("comma", f"{word} {d}., {y}"),
    ):  # fmt: skip
        yield "DATE", name, f"Sammenlignet med undersøgelse {said} findes fremgang", [said]
    for name, text, gone in (
        ("week", f"Sidst set uge {d} {y}", [f"uge {d} {y}"]),
        ("holiday", f"Faldt juleaften {y} på isen", [f"juleaften {y}"]),
        ("birthday", f"Fylder år d. {d}. {word}", [f"{d}. {word}"]),
        ("born short", f"f. {d}/{m} {p.year % 100}, kendt med KOL", [f"{d}/{m} {p.year % 100}"]),
        ("born in words", f"Født den {d}. {word} {p.year}", [f"{d}. {word} {p.year}"]),
        ("DOB", f"DOB {m}/{d}/{p.year}", [f"{m}/{d}/{p.year}"]),
        ("died", f"Død {d}.{m}.{y}", [f"{d}.{m}.{y}"]),
        ("day in letters", f"Indlagt den tolvte {word} {y}", [f"tolvte {word}"]),
        ("range", f"Indlagt {d - 8}.-{d}. {word} {y}", [f"{d}. {word}", f"{d - 8}.-{d}"]),
        ("range slashes", f"Ferie {d - 9}/{m}-{d}/{m}", [f"{d - 9}/{m}", f"{d}/{m}"]),
    ):
        yield "DATE", name, text, gone
    age = rng.randint(91, 99)
    for name, said in (
        ("year old Danish", f"{age}-årig kvinde"), ("years", f"{age} år"), ("gl.", f"{age} år gl."), ("English", f"{age} years old"), ("yo", f"{age}yo male"), ("y/o", f"{age} y/o"), ("age", f"age {age}"), ("alder", f"Alder: {age}"), ("aged", f"aged {age}"), ("summers", f"{age} somre"),
        ("Y after", f"0{age}Y"), ("her year", f"i sit {age}. år"), ("sex and age", f"F/{age}"), ("turned", f"fyldt {age} i går"), ("words", "tooghalvfemsårig kvinde"), ("words apart", "treoghalvfems år gammel"), ("ninety-year-old English", "ninety-three-year-old"), ("year-old", f"{age}-year-old"), ("blank arig", f"{age} årig"), ("plain letters", f"{age} aar"),
    ):  # fmt: skip
        number = "halvfems" if "halvfems" in said else "ninety-three" if "ninety" in said else str(age)
        yield "AGE", name, f"Tidligere rask {said} med dyspnø", [number]


def names(rng: random.Random):
    """Kind, name, text, gone, and the person whom the header names (or None)."""
    p, q = Person(rng), Person(rng)
    while q.given in (p.given, p.middle) or q.family == p.family:
        q = Person(rng)
    f, g, mid = p.family, p.given, p.middle
    for name, text, gone in (
        ("family first", f"{f}, {g} møder til kontrol", [f, g]),
        ("initial and family", f"{g[0]}. {f} møder", [f]),
        ("given alone", f"{g} klager over hovedpine", [g]),
        ("middle alone", f"Bruger navnet {mid} til daglig", [mid]),
        ("given and initial", f"Talt med {g} {f[0]}. om fund", [g]),
        ("possessive", f"{g}s knæ er hævet, {f}s søster enig", [f"{g}s", f"{f}s"]),
        ("English possessive", f"{g}'s scan reviewed", [g]),
        ("all capitals", f"{g.upper()} {f.upper()} T2 AX", [f, g]),
        ("lower case", f"{g.lower()} {f.lower()} ikke fastende", [f, g]),
        ("double blank", f"{g}  {mid}   {f}", [f, g, mid]),
        ("tabs and lines", f"{g}\t{mid}\r\n{f}", [f, g]),
        ("hyphen over lines", f"Tak for henvisning af {f[:4]}-\r\n{f[4:]}", [f"{f[:4]}-"]),
        ("spaced letters", f"{' '.join(f.upper())} CT", [" ".join(f.upper())]),
        ("camel", f"Mappe {stripped(g)}{stripped(f)} oprettet", [stripped(f)]),
        ("underscores", f"eksport_{plain(f)}_{plain(g)}_T1", [plain(f), plain(g)]),
        ("as old systems write", f"{plain(g)} {plain(f)} kontrol", [plain(f)]),
        ("without marks", f"{stripped(g)} {stripped(f)} kontrol", [stripped(f)]),
        ("decomposed", f"{unicodedata.normalize('NFD', f)} kontrol", [unicodedata.normalize("NFD", f)]),
        ("dotless capital", f"{stripped(f).upper()}^{stripped(g).upper()}", [stripped(f)]),
        ("carets", f"{f}^{g}^{mid}", [f, g]),
        ("quotes between", f"{g} 'Basse' {f}", [f, g]),
        ("markup inside", f"<p><b>{f[:3]}</b>{f[3:]}, {g}</p>", [f"{f[3:]}, "]),
        ("RTF", "{\\rtf1\\ansi " + "".join(c if ord(c) < 128 else f"\\'{ord(c):02x}" for c in f"{f}, {g}") + "\\par}", ["".join(c if ord(c) < 128 else f"\\'{ord(c):02x}" for c in f)]),
        ("HTML entities", "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in f"Pt. {f} {g}"), ["".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in f)]),
        ("JSON escapes", json.dumps({"patient": f"{f} {g}"}), [json.dumps(f)[1:-1]]),
        ("percent", urllib.parse.quote(f"navn={f}&fornavn={g}"), [urllib.parse.quote(f)]),
        ("quoted-printable", quopri.encodestring(f"Patient {f} {g}".encode()).decode(), [quopri.encodestring(f.encode()).decode()]),
        ("UTF-8 read as Latin-1", f"{f} {g}".encode().decode("latin1"), [f.encode().decode("latin1")]),
        ("reversed words", f"Pt.: {f} {mid} {g}", [f, mid, g]),
        ("no blanks", f"{f}{g}".replace(" ", ""), [f, g]),
        ("digits appended", f"{f}{g[0]}01.mr", [f]),
        ("birth date of header", f"Født {p.day}/{p.month} {p.year}", [f"{p.day}/{p.month} {p.year}"]),
        ("birth digits alone", f"serie_{p.birth}_kontrol", [p.birth]),
        ("serial alone", f"{g[0]}{f[0]} -{p.serial}", [f"-{p.serial}"]),
    ):  # fmt: skip
        yield "HEADER", name, text, gone, p
    a = f"{q.given} {q.family}"
    x = rng.choice(FOREIGN)
    for name, text, gone in (
        ("referred by", f"Henvist af {a}", [q.given, q.family]),
        ("doctor with colon", f"Ref. læge: {a}, almen praksis", [q.family, q.given]),
        ("chief physician", f"Beskrevet af overlæge {q.given[0]}. {q.family}", [q.family]),
        ("radiographer", f"Scannet af radiograf {q.given}", [q.given]),
        ("assistant", f"ass. {q.given} til stede", [q.given]),
        ("signature", f"Mvh {a}", [q.given, q.family]),
        ("signed", f"/{a}, reservelæge", [q.given, q.family]),
        ("name before the role", f"{a}, overlæge, har godkendt", [q.given, q.family]),
        ("daughter", f"Datteren {q.given} er kontaktperson", [q.given]),
        ("husband", f"ægtefælle {a} orienteret", [q.given, q.family]),
        ("mother is called", f"Moderen hedder {q.given}", [q.given]),
        ("son rings", f"Sønnen {q.given} ringer", [q.given]),
        ("kin colon", f"Pårørende: {q.given}", [q.given]),
        ("name before kin", f"{q.given} (svigerdatter) medbragte cd", [q.given]),
        ("partner", f"samlever {q.given} {q.family} hjælper", [q.given, q.family]),
        ("twin", f"tvillingebror {q.given} har samme sygdom", [q.given]),
        ("grandchild", f"barnebarnet {q.given} oversætter", [q.given]),
        ("nickname", "Kaldet Kalle af familien", ["Kalle"]),
        ("Mr.", f"Mr. {x} feels well", [x]),
        ("Mrs. foreign", f"Fru {x} ønsker tolk", [x]),
        ("foreign full", f"Patient {q.given} {x} ankommet", [q.given, x]),
        ("with particle", "Talt med Jógvan við Keldu om fund", ["Jógvan", "Keldu"]),
        ("van der", "Dr. Pieter van der Meer consulted", ["Pieter", "Meer"]),
        ("Vietnamese order", "Navn: Nguyen Thi Lan", ["Nguyen", "Thi Lan"]),
        ("two given names", f"{q.given} og {q.middle} har været på besøg", [q.given, q.middle]),
        ("double-barrelled", f"Hr. {q.family}-Holm møder ikke", [q.family, "-Holm"]),
        ("capitals staff", f"OPR: {q.given.upper()} {q.family.upper()}", [q.given, q.family]),
        ("English staff", f"Scanned by {a} under supervision of Dr {x}", [q.family, x]),
        ("read by", f"Interpreted by {q.family}, MD", [q.family]),
        ("dictated", f"Dikteret: {a} / skrevet: {q.middle}", [q.given, q.family, q.middle]),
        ("secretary", f"sekretær {q.middle} rettede", [q.middle]),
        ("conference", f"Konf. med {q.family} fra onkologisk", [q.family]),
        ("agreed with", f"Aftalt med {q.given} i telefonen", [q.given]),
        ("family possessive", f"familien {q.family} informeret", [q.family]),
        ("little girl", f"lille {q.given} på 4 år græder", [q.given]),
        ("neighbour", f"Nabo {a} har nøgle", [q.given, q.family]),
        ("priest", f"Sognepræst {a} kontaktet", [q.given, q.family]),
        ("full name without a cue", f"{a} uden symptomer", [q.given, q.family]),
        ("patient named with born name", f"{q.given} {q.family}, født {f}", [q.given, q.family, f]),
    ):
        yield "NAMES", name, text, gone, None
    coded = f"Patient {p.full} cpr {p.cpr}"
    yield "PACKED", "base64", "data " + base64.b64encode(coded.encode()).decode(), [coded], p
    yield "PACKED", "hex", coded.encode().hex(), [coded], p
    yield "PACKED", "gzip in base64", base64.b64encode(gzip.compress(coded.encode())).decode(), [coded], p
    q = Person(rng)
    coded = f"Patient {q.full} cpr {q.cpr}"
    yield "PACKED", "base64 of a stranger", "blob=" + base64.b64encode(coded.encode()).decode(), [coded], None
    yield "PACKED", "hex of a stranger", "0x" + coded.encode().hex(), [coded], None
    yield "PACKED", "HL7", f"MSH|^~\\&|A|B\rPID|1||{q.cpr}^^^CPR||{q.family}^{q.given}||{q.da}|F|||{q.street} {q.house}^^{q.town}^^{q.postcode}||{q.phone}", [q.cpr, q.family, q.given, q.da, q.street, q.town, q.phone], None  # fmt: skip
    yield "PACKED", "XML", f"<patient id='{q.cpr}'><name>{q.given} {q.family}</name><dob>{q.iso}</dob></patient>", [q.cpr, q.family, q.iso], None
    yield "PACKED", "JSON", json.dumps({"patientName": q.full, "dob": q.iso, "ssn": q.cpr}, ensure_ascii=False), [q.family, q.iso, q.cpr], None
    yield "PACKED", "CSV", f"navn;cpr;by\n{q.family} {q.given};{q.cpr};{q.town}", [q.family, q.cpr, q.town], None
    for script, pn, said in (("Cyrillic", "Иванов^Сергей", "Сергей Иванов"), ("Arabic", "حسن^فاطمة", "فاطمة حسن"), ("Chinese", "王^小明", "王小明"), ("Greek", "Παπαδόπουλος^Νίκος", "Νίκος Παπαδόπουλος"), ("Turkish capitals", "Yıldız^İbrahim", "İBRAHİM YILDIZ"), ("Polish without marks", "Wójcik^Łukasz", "Lukasz Wojcik")):  # fmt: skip
        known = Person(rng)
        known.pn = pn
        yield "SCRIPT", script, f"Patient {said} kontrol", [said], known
