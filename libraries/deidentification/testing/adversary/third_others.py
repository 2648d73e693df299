"""Files of other kinds of the third hostile set. Yields name, extension, bytes, gone, kept."""

import base64
import gzip
import io
import json
import random
import struct
import zlib

import nibabel
import numpy
from PIL import Image, PngImagePlugin, TiffImagePlugin

from third_people import Person


def picture() -> Image.Image:
    grey = numpy.add.outer(numpy.arange(64), numpy.arange(64)) * 2 % 256
    return Image.fromarray(numpy.stack([grey, grey[::-1], grey.T], 2).astype("uint8"))


def saved(form: str, **given) -> bytes:
    out = io.BytesIO()
    picture().save(out, form, **given)
    return out.getvalue()


def xmp(p: Person) -> bytes:
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{p.full}" dc:title="Sår {p.cpr}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'.encode()


def icc(words: str) -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    body = b"text\0\0\0\0" + words.encode("latin1") + b"\0"
    body += b"\0" * (-len(body) % 4)
    count = struct.unpack(">I", profile[128:132])[0]
    for n in range(count):
        at = 132 + 12 * n
        if profile[at : at + 4] in (b"cprt", b"desc"):
            profile[at + 4 : at + 12] = struct.pack(">II", len(profile), len(body))
    profile += body
    profile[:4] = struct.pack(">I", len(profile))
    return bytes(profile)


def photos(rng: random.Random):
    p = Person(rng)
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298], exif[0x0132] = f"Sår hos {p.full}", p.given, f"(c) {p.family}", "2021:03:12 12:13:14"
    exif[0x9C9B] = p.full.encode("utf-16-le")
    inner = exif.get_ifd(0x8769)
    inner[0x9286] = b"UNICODE\0" + p.full.encode("utf-16-le")
    inner[0x927C] = f"Maker {p.cpr}".encode()
    inner[0xA431] = "SN8812345"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (55.0, 41.0, 30.5), "2021:03:12"
    gone = [p.family, p.cpr, "SN8812345", "2021:03:12"]
    yield "JPEG EXIF", "jpg", saved("JPEG", exif=exif), gone, []
    p = Person(rng)
    yield "JPEG XMP", "jpg", saved("JPEG", xmp=xmp(p)), [p.family, p.cpr], []
    p = Person(rng)
    yield "JPEG ICC", "jpg", saved("JPEG", icc_profile=icc(f"Calibrated by {p.full}")), [p.family], []
    p = Person(rng)
    yield "JPEG comment", "jpg", saved("JPEG", comment=f"{p.full} {p.cpr}".encode()), [p.family, p.cpr], []
    p = Person(rng)
    raw = saved("JPEG")
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(p.full.encode()) + 5) + b"\x1c\x02\x50" + struct.pack(">H", len(p.full.encode())) + p.full.encode()
    yield "JPEG IPTC", "jpg", raw[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + raw[2:], [p.family], []
    yield "JPEG after the end", "jpg", raw + f"{p.full} {p.cpr}".encode(), [p.family, p.cpr], []
    p = Person(rng)
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", p.full)
    info.add_text("Comment", f"cpr {p.cpr}", zip=True)
    info.add_itxt("Title", f"Hud {p.full}", zip=True)
    yield "PNG text", "png", saved("PNG", pnginfo=info), [p.family, p.cpr], []
    yield "PNG EXIF and end", "png", saved("PNG", exif=exif) + p.full.encode(), [p.family, *gone], []
    yield "PNG ICC", "png", saved("PNG", icc_profile=icc(f"By {p.full}")), [p.family], []
    p = Person(rng)
    info = PngImagePlugin.PngInfo()
    info.add(b"teXt", p.full.encode())
    info.add(b"paTi", p.cpr.encode())
    yield "PNG unknown chunks", "png", saved("PNG", pnginfo=info), [p.family, p.cpr], []
    p = Person(rng)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[270], tags[315], tags[316], tags[65000] = f"Patient {p.full}", p.given, "PC-7731", p.cpr
    tags[33432] = p.family
    yield "TIFF tags", "tif", saved("TIFF", tiffinfo=tags), [p.family, p.cpr, "PC-7731"], []
    tags[700] = xmp(p)
    yield "TIFF XMP and ICC", "tif", saved("TIFF", tiffinfo=tags, icc_profile=icc(p.full)), [p.family, p.cpr], []


def volumes(rng: random.Random):
    p = Person(rng)
    for form in ("nii", "nii.gz"):
        image = nibabel.Nifti1Image(numpy.arange(64, dtype="int16").reshape(4, 4, 4), numpy.eye(4))
        image.header["descrip"], image.header["aux_file"] = p.full.encode()[:79], p.cpr.encode()
        image.header["intent_name"], image.header["db_name"] = p.given.encode()[:15], p.phone.encode()
        for ecode, words in ((6, f"Scannet hos {p.full}"), (4, f"<AFNI_attributes self='{p.cpr}'/>"), (44, json.dumps({"PatientName": p.pn})), (2, f"raw {p.full}")):
            image.header.extensions.append(nibabel.nifti1.Nifti1Extension(ecode if ecode != 2 else 6, words.encode()))
        raw = image.to_bytes()
        yield f"NIfTI {form}", form, gzip.compress(raw) if form == "nii.gz" else raw, [p.family, p.cpr, p.phone], []
    raw = nibabel.Nifti1Image(numpy.zeros((4, 4, 4), "int16"), numpy.eye(4)).to_bytes()
    yield "NIfTI after the voxels", "nii", raw + p.full.encode(), [p.family], []
    named = io.BytesIO()
    with gzip.GzipFile(filename=f"{p.cpr}_T1.nii", mode="wb", fileobj=named, mtime=1615500000) as out:
        out.write(raw)
    yield "NIfTI gzip's file name", "nii.gz", named.getvalue(), [p.cpr], []


def pdf(lines: list[str], info: str = "", extra: dict[int, bytes] | None = None, catalog: str = "", page: str = "") -> bytes:
    """A PDF with one page of Helvetica lines; more objects (from number 6 on) as given."""
    drawn = "BT /F1 12 Tf 50 780 Td 16 TL\n" + "\n".join("(" + one.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ") Tj T*" for one in lines) + "\nET"
    stream = zlib.compress(drawn.encode("cp1252"))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode("cp1252"),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R {page} >>".encode("cp1252"),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        5: b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        **(extra or {}),
    }
    number = max(objects) + 1
    objects[number] = f"<< {info} >>".encode("cp1252")
    out, at = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), {}
    for n, body in objects.items():
        at[n] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (n, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (number + 1)
    out += b"".join(b"%010d 00000 n \n" % at.get(n, 0) for n in range(1, number + 1))
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (number + 1, number, xref)
    return bytes(out)


def documents(rng: random.Random):
    p = Person(rng)
    yield "PDF text", "pdf", pdf([f"Patient: {p.full}", f"CPR: {p.birth}-{p.serial}", "Thorax uden infiltrater."]), [p.family, p.serial], []
    yield "PDF info", "pdf", pdf(["Normal."], f"/Title (Svar {p.cpr}) /Author ({p.full}) /Subject ({p.given}) /Keywords ({p.phone})"), [p.family, p.cpr, p.phone], []
    packet = xmp(p)
    yield "PDF XMP", "pdf", pdf(["Normal."], extra={6: b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%b\nendstream" % (len(packet), packet)}, catalog="/Metadata 6 0 R"), [p.family, p.cpr], []
    yield "PDF annotation", "pdf", pdf(["Normal."], page="/Annots [6 0 R 7 0 R]", extra={6: f"<< /Type /Annot /Subtype /Text /Rect [50 50 70 70] /Contents (Ring {p.full}) /T ({p.given}) >>".encode("cp1252"), 7: f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://x.example/?cpr={p.cpr}) >> >>".encode()}), [p.family, p.cpr], []
    yield "PDF form", "pdf", pdf(["Normal."], catalog="/AcroForm << /Fields [6 0 R] >>", page="/Annots [6 0 R]", extra={6: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (cpr) /V ({p.cpr}) /Rect [10 10 90 30] >>".encode()}), [p.cpr], []
    data = f"{p.full};{p.cpr}".encode()
    yield "PDF attachment", "pdf", pdf(["Normal."], catalog="/Names << /EmbeddedFiles << /Names [(a.csv) 6 0 R] >> >>", extra={6: f"<< /Type /Filespec /F ({p.cpr}.csv) /EF << /F 7 0 R >> >>".encode(), 7: b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%b\nendstream" % (len(data), data)}), [p.family, p.cpr], []
    yield "PDF outline", "pdf", pdf(["Normal."], catalog="/Outlines 6 0 R", extra={6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>", 7: f"<< /Title (Svar {p.full}) /Parent 6 0 R /Dest [3 0 R /Fit] >>".encode("cp1252")}), [p.family], []
    yield "PDF layer and label", "pdf", pdf(["Normal."], catalog=f"/PageLabels << /Nums [0 << /P ({p.cpr}) >>] >> /OCProperties << /OCGs [6 0 R] /D << >> >>", extra={6: f"<< /Type /OCG /Name ({p.full}) >>".encode("cp1252")}), [p.family, p.cpr], []
    yield "PDF script", "pdf", pdf(["Normal."], catalog=f"/OpenAction << /S /JavaScript /JS (var who = '{p.cpr}';) >>"), [p.cpr], []
    first = pdf([f"Patient: {p.full}"])
    later = first + b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\nxref\n3 1\n%010d 00000 n \ntrailer << /Size 7 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(first), first.rfind(b"xref\n0"), len(first) + 79)
    yield "PDF earlier revision", "pdf", later, [p.family], []
    q = Person(rng)
    cda = f"""<?xml version="1.0" encoding="UTF-8"?><?who {p.full}?><!-- {p.cpr} --><ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.208.{p.phone}" extension="{p.phone}"/><code code="18748-4" codeSystem="2.16.840.1.113883.6.1"/><title>Svar til {p.full}</title><effectiveTime value="20210312"/><recordTarget><patientRole><id extension="{p.cpr}" root="1.2.208.176.1.2"/><addr><streetAddressLine>{p.street} {p.house}</streetAddressLine><city>{p.town}</city></addr><telecom value="tel:{p.phone}"/><patient><name><given>{p.given}</given><family>{p.family}</family></name><birthTime value="{p.da}"/></patient></patientRole></recordTarget><author><time value="20210312"/><assignedAuthor><id extension="XY12"/><assignedPerson><name><given>{q.given}</given><family>{q.family}</family></name></assignedPerson></assignedAuthor></author><participant typeCode="IND"><associatedEntity classCode="NOK"><telecom value="tel:{q.phone}"/><associatedPerson><name>{q.full}</name></associatedPerson></associatedEntity></participant><component><structuredBody><component><section ID="sec-{p.cpr}"><title>Fund</title><text>Normal lunge. {p.given}s datter {q.given} ringer på {q.phone}.<renderMultiMedia referencedObject="M1"/></text></section></component></structuredBody></component></ClinicalDocument>"""
    yield "CDA", "xml", cda.encode(), [p.family, p.cpr, p.phone, q.family, q.phone, p.street, p.da], ["Normal lunge", "18748-4"]
    p, q = Person(rng), Person(rng)
    note = f"Patienten {p.full} bor {p.street} {p.house}, 3. tv. Datter: {q.given} tlf. {q.phone}."
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "id": p.phone,
        "entry": [
            {"fullUrl": f"urn:cpr:{p.cpr}", "resource": {"resourceType": "Patient", "id": p.cpr, "name": [{"family": p.family, "given": [p.given]}], "birthDate": p.iso, "telecom": [{"value": p.phone}], "contact": [{"name": {"text": q.full}, "telecom": [{"value": q.phone}]}], "extension": [{"url": "http://x.example/mother", "valueString": q.full}], "text": {"status": "generated", "div": f"<div>{p.full}</div>"}}},
            {"resource": {"resourceType": "Observation", "id": "o1", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "30525-0", "display": "Age"}]}, "subject": {"reference": f"Patient/{p.cpr}", "display": p.full}, "valueQuantity": {"value": 93, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}}},
            {"resource": {"resourceType": "Observation", "id": "o2", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "718-7", "display": "Hemoglobin"}]}, "subject": {"reference": f"Patient/{p.cpr}"}, "effectiveDateTime": "2021-03-12", "valueQuantity": {"value": 7.85, "unit": "mmol/L"}, "note": [{"text": note}], "performer": [{"display": q.full}]}},
            {"resource": {"resourceType": "DocumentReference", "id": "d1", "status": "current", "content": [{"attachment": {"contentType": "text/plain", "title": f"{p.full}.txt", "data": base64.b64encode(note.encode()).decode()}}]}},
            {"resource": {"resourceType": "Condition", "id": "c1", "subject": {"reference": f"Patient/{p.cpr}"}, "code": {"coding": [{"system": "http://snomed.info/sct", "code": "49049000", "display": "Parkinson's disease"}], "text": "Parkinsons sygdom"}, "note": [{"text": f"Ægtefælle {q.given} oplyser debut {q.day}/{q.month}-2019"}]}},
            {"resource": {"resourceType": "QuestionnaireResponse", "id": "q1", "status": "completed", "item": [{"linkId": "1", "text": "Navn på nabo", "answer": [{"valueString": q.full}]}]}},
        ],
    }  # fmt: skip
    yield "FHIR", "json", json.dumps(bundle, ensure_ascii=False).encode(), [p.family, p.cpr, p.phone, q.family, q.phone, f"{p.street} {p.house}", p.iso], ["718-7", "7.85", "49049000", "Parkinson"]
    yield "FHIR age 93", "json", json.dumps({"resourceType": "Observation", "id": "o1", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "30525-0", "display": "Age"}]}, "valueQuantity": {"value": 93.125, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}}).encode(), ["93.125"], ["30525-0"]
    yield "FHIR age 63 stays", "json", json.dumps({"resourceType": "Observation", "id": "o1", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "30525-0", "display": "Age"}]}, "valueQuantity": {"value": 63, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}}).encode(), [], ["30525-0", "63"]
