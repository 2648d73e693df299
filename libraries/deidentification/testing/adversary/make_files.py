"""Files as a hospital has them, with identifiers where a planted kit of our own would not put them. Written with pydicom, Pillow and nibabel.

    python make_files.py FOLDER SEED       prints a JSON list of {file, name, gone: [...], kept: [...], hold: bool}
"""

import base64
import io
import json
import os
import random
import struct
import sys
import zipfile
import zlib

import nibabel
import numpy
import pydicom
from PIL import Image, PngImagePlugin
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

import texts

folder, seed = sys.argv[1], int(sys.argv[2])
rng = random.Random(seed)
made = []


def number():
    day, month, year = rng.randint(10, 28), rng.randint(10, 12), rng.randint(31, 79)
    serial = rng.randint(1000, 3999)
    d, m, y, b = f"{day:02}", f"{month:02}", f"{year:02}", f"{serial}"
    return {"d": d, "m": m, "y": y, "a": d + m + y, "b": b, "c": d + m + y + b, "C": f"{d}{m}{y}-{b}"}


OWN = number()
FAMILY, GIVEN, MIDDLE = "Sørensen", "Åse", "Birgit"
NAME_WORDS = ["Sørensen", "Åse"]


def base(sop="1.2.840.10008.5.1.4.1.1.2", modality="CT", charset="ISO_IR 192"):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.file_meta.MediaStorageSOPClassUID = sop
    uid = f"1.2.208.999.{rng.randint(1, 10**9)}"
    ds.file_meta.MediaStorageSOPInstanceUID = uid
    if charset is not None:
        ds.SpecificCharacterSet = charset
    ds.SOPClassUID, ds.SOPInstanceUID = sop, uid
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2.208.999.1", "1.2.208.999.2"
    ds.Modality = modality
    ds.StudyDate, ds.SeriesDate = "20240303", "20240303"
    ds.PatientName = f"{FAMILY}^{GIVEN}^{MIDDLE}"
    ds.PatientID = OWN["C"]
    ds.PatientBirthDate = f"19{OWN['y']}{OWN['m']}{OWN['d']}"
    ds.PatientSex, ds.PatientAge = "F", "061Y"
    ds.ReferringPhysicianName = "Kjærgaard^Rasmus^J"
    ds.OperatorsName = "Lindqvist^Mette"
    ds.InstitutionName = "Klinik Fjordblik"
    ds.InstitutionAddress = "Birkehegnet 41, 9990 Skagen"
    ds.InstitutionalDepartmentName = "Afsnit Y12"
    ds.StationName = "CTSKAGEN07"
    ds.AccessionNumber = "ACC884400"
    ds.InstanceNumber = "1"
    ds.Rows, ds.Columns, ds.BitsAllocated, ds.BitsStored, ds.HighBit = 2, 2, 16, 12, 11
    ds.SamplesPerPixel, ds.PixelRepresentation, ds.PhotometricInterpretation = 1, 0, "MONOCHROME2"
    ds.PixelData = bytes(8)
    return ds


def keep(data, name, gone, kept=(), hold=False):
    file = f"{len(made):03}"
    with open(os.path.join(folder, file), "wb") as out:
        out.write(data)
    made.append({"file": file, "name": name, "gone": list(gone), "kept": list(kept), "hold": hold})


def saved(ds):
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()


def text_cases():
    groups = {k: getattr(texts, k) for k in ("DIGITS", "CONTACT", "NUMBERS", "AGES", "HOSPITALS", "DATES", "NAMES", "MORE")}
    for group, cases in groups.items():
        for text, gone, kept in cases:
            n = number()
            fill = {**n, "own": OWN["C"], "own2": OWN["c"]}
            form = lambda one: one.format(**fill)
            ds = base()
            ds.ImageComments = form(text)
            keep(saved(ds), f"{group} in Image Comments: {text}", map(form, gone), kept)
    for text in texts.KEEP:
        ds = base()
        ds.ImageComments = text
        keep(saved(ds), f"KEEP {text}", [], [text])


def element_cases():
    def icon(text):
        item = Dataset()
        item.Rows = item.Columns = 8
        item.BitsAllocated = 8
        item.PixelData = text.encode().ljust(64, b"\0")
        return item

    def one(name, gone, change, **given):
        ds = base(**given)
        change(ds)
        keep(saved(ds), f"ELEMENT {name}", gone)

    said = f"{GIVEN} {FAMILY} {OWN['C']}"
    gone = [FAMILY, OWN["C"]]
    for keyword in (
        "SeriesDescription StudyDescription ProtocolName PerformedProcedureStepDescription AcquisitionComments ContrastBolusAgent "
        "DerivationDescription DeviceDescription PatientComments AdditionalPatientHistory RequestedProcedureDescription "
        "ScheduledProcedureStepLocation ReasonForStudy TransducerData FilterMaterial ImagePresentationComments FrameComments "
        "CurrentPatientLocation VisitComments ServiceEpisodeDescription AdmittingDiagnosesDescription InterventionDrugName "
        "AcquisitionDeviceProcessingDescription AcquisitionProtocolDescription ContentDescription MaskOperationExplanation "
        "DetectorDescription PlateID CassetteID GantryID LensMake ApplicatorDescription ScheduledStationName IssuerOfPatientID "
        "EthnicGroup Occupation MedicalAlerts Allergies SpecialNeeds PatientState CommentsOnRadiationDose ConfidentialityCode "
        "ManufacturerModelName SoftwareVersions BarcodeValue DoseCalibrationFactor ImageLaterality ContainerIdentifier "
        "SpecimenShortDescription SpecimenDetailedDescription SlideIdentifier RadiopharmaceuticalStartTime Radiopharmaceutical "
        "PixelDataProviderURL RetrieveURL RetrieveURI LongCodeValue URNCodeValue TextString OverlayLabel OverlayDescription"
    ).split():
        def change(ds, keyword=keyword):
            tag = {"OverlayLabel": 0x60001500, "OverlayDescription": 0x60000022}.get(keyword) or pydicom.datadict.tag_for_keyword(keyword)
            if tag is None:
                return
            vr = "LO" if tag >> 16 == 0x6000 else pydicom.datadict.dictionary_VR(tag)
            if vr in ("SQ", "DS", "IS", "TM", "CS"):
                return
            value = said if vr != "UR" else f"http://pacs.example.dk/{OWN['c']}/{FAMILY}"
            with pydicom.config.disable_value_validation():
                ds.add_new(tag, vr, value[:64] if vr in ("LO", "PN") else value[:16] if vr in ("SH", "AE") else value)

        one(keyword, [FAMILY, OWN["C"] if "URI" not in keyword and "URL" not in keyword else OWN["c"]], change)

    def nested(ds, path, last, value):
        for keyword in path:
            item = Dataset()
            setattr(ds, keyword, Sequence([item]))
            ds = item
        with pydicom.config.disable_value_validation():
            setattr(ds, last, value)

    for path, last in (
        (["GraphicAnnotationSequence", "TextObjectSequence"], "UnformattedTextValue"),
        (["WaveformAnnotationSequence"], "UnformattedTextValue"),
        (["StructureSetROISequence"], "ROIName"),
        (["StructureSetROISequence"], "ROIDescription"),
        (["RTROIObservationsSequence"], "ROIObservationLabel"),
        (["RTROIObservationsSequence"], "ROIObservationDescription"),
        (["SegmentSequence"], "SegmentDescription"),
        (["SegmentSequence"], "SegmentLabel"),
        (["SegmentSequence"], "TrackingID"),
        (["ProcedureCodeSequence"], "CodeMeaning"),
        (["ContentSequence"], "TextValue"),
        (["ContentSequence", "ConceptNameCodeSequence"], "CodeMeaning"),
        (["ContentSequence", "ContentSequence"], "TextValue"),
        (["RequestAttributesSequence"], "ScheduledProcedureStepDescription"),
        (["RequestAttributesSequence"], "ReasonForTheRequestedProcedure"),
        (["ContrastBolusAgentSequence"], "CodeMeaning"),
        (["SpecimenDescriptionSequence", "SpecimenPreparationSequence", "SpecimenPreparationStepContentItemSequence"], "TextValue"),
        (["BeamSequence"], "BeamDescription"),
        (["BeamSequence"], "BeamName"),
        (["DoseReferenceSequence"], "DoseReferenceDescription"),
        (["FractionGroupSequence"], "FractionGroupDescription"),
        (["PatientSetupSequence"], "SetupTechniqueDescription"),
        (["ChannelDefinitionSequence"], "ChannelLabel"),
        (["DisplayedAreaSelectionSequence", "ReferencedImageSequence"], "PurposeOfReferenceCodeSequence"),
        (["OriginalAttributesSequence", "ModifiedAttributesSequence"], "PatientComments"),
        (["HangingProtocolDefinitionSequence"], "StudyDescription"),
        (["PerformedProtocolCodeSequence"], "CodeMeaning"),
        (["AcquisitionContextSequence"], "TextValue"),
        (["ReferencedImageEvidenceSequence", "ReferencedSeriesSequence"], "RetrieveLocationUID"),
        (["PatientBreedCodeSequence"], "CodeMeaning"),
        (["OpticalPathSequence"], "OpticalPathDescription"),
    ):
        if last.endswith("Sequence") or last.endswith("UID"):
            continue
        one("/".join([*path, last]), gone, lambda ds, p=path, l=last: nested(ds, p, l, said))

    def private(vr, value):
        def change(ds):
            block = ds.private_block(0x0029, "SIEMENS CSA HEADER", create=True)
            block.add_new(0x10, vr, value)
        return change

    one("private OB text", gone, private("OB", said.encode("utf-8") + b"\0"))
    one("private UT", gone, private("UT", said))
    one("private UN", gone, private("UN", said.encode("utf-16le")))
    one("private creator", [FAMILY], lambda ds: ds.private_block(0x0031, f"{FAMILY.upper()} {GIVEN}", create=True).add_new(1, "LO", "x"))
    one("private, GEMS", gone, lambda ds: ds.private_block(0x0009, "GEMS_IDEN_01", create=True).add_new(1, "LO", said[:64]))
    one("private, time", ["20240303101112"], lambda ds: ds.private_block(0x0009, "ZQ", create=True).add_new(1, "LO", "20240303101112"))
    one("station AE in text", ["CTSKAGEN07"], lambda ds: setattr(ds, "ImageComments", "fra CTSKAGEN07 kl 10"))
    one("own institution in text", ["Fjordblik"], lambda ds: setattr(ds, "ImageComments", "sendt fra Klinik Fjordblik i går"))
    one("own institution's word in a series", ["FJORDBLIK"], lambda ds: setattr(ds, "SeriesDescription", "FJORDBLIK thorax"))
    one("own department in text", ["Y12"], lambda ds: setattr(ds, "StudyDescription", "Afsnit Y12 thorax"))
    one("own address in text", ["Birkehegnet"], lambda ds: setattr(ds, "ImageComments", "Birkehegnet 41"))
    one("date in UID", ["20240303"], lambda ds: setattr(ds, "FrameOfReferenceUID", "1.2.840.113.20240303.101112.7"))
    one("CPR in UID", [OWN["c"]], lambda ds: setattr(ds, "FrameOfReferenceUID", f"1.2.840.113.{OWN['c']}.7"))
    one("age 093Y", ["093Y"], lambda ds: setattr(ds, "PatientAge", "093Y"))
    one("age 104Y", ["104Y"], lambda ds: setattr(ds, "PatientAge", "104Y"))
    one("pregnancy text", gone, lambda ds: setattr(ds, "PatientComments", said))
    one("AE title", ["SORENSEN"], lambda ds: setattr(ds, "StationAETitle", "SORENSEN_AASE"))
    one("physician in a text", ["Kjærgaard"], lambda ds: setattr(ds, "ImageComments", "rekv. kjærgaard fra klinikken"))
    one("operator, upper case", ["LINDQVIST"], lambda ds: setattr(ds, "SeriesDescription", "TEST_LINDQVIST_2"))
    one("code string", ["SORENSEN"], lambda ds: setattr(ds, "BodyPartExamined", "SORENSEN"))
    one("trailing padding", [FAMILY], lambda ds: ds.add_new(0xFFFCFFFC, "OB", said.encode() + b" "))
    one("file meta", ["SORENSEN"], lambda ds: setattr(ds.file_meta, "SourceApplicationEntityTitle", "SORENSEN"))
    one("file meta private", [FAMILY], lambda ds: (setattr(ds.file_meta, "PrivateInformationCreatorUID", "1.2.3"), setattr(ds.file_meta, "PrivateInformation", said.encode() + b" ")))
    one("preamble", [FAMILY], lambda ds: setattr(ds, "preamble", said.encode().ljust(128, b"\0")))
    one("ICC profile", [FAMILY], lambda ds: ds.add_new(0x00282000, "OB", (struct.pack(">I", 200) + said.encode()).ljust(200, b"\0")))
    one("icon", [FAMILY], lambda ds: setattr(ds, "IconImageSequence", Sequence([icon(said)])))


def charset_cases():
    def raw(name, declared, encoding, family, text, gone=None):
        ds = base(charset=None)
        ds.PatientName = "@@NAME@@"
        ds.ImageComments = "@@TEXT@@" + "#" * 120
        ds.ReferringPhysicianName = ""
        if declared:
            ds.SpecificCharacterSet = declared
        data = saved(ds)
        for mark, value in ((b"@@NAME@@", family.encode(encoding)), (b"@@TEXT@@" + b"#" * 120, text.encode(encoding))):
            at = data.index(mark)
            size = 4 if mark.startswith(b"@@TEXT") and False else 2
            value += b" " * (len(value) % 2)
            head = data[: at - size] + struct.pack("<H", len(value))
            data = head + value + data[at + len(mark) + len(mark) % 2 :]
        keep(data, f"CHARSET {name}", gone or [family.split("^")[0]])

    text = "Sørensen har ondt; Åse Sørensen"
    raw("UTF-8 called Latin-1", ["ISO_IR 100"], "utf-8", "Sørensen^Åse", text)
    raw("Latin-1 called UTF-8", ["ISO_IR 192"], "latin-1", "Sørensen^Åse", text)
    raw("Latin-1 under no name", None, "latin-1", "Sørensen^Åse", text)
    raw("UTF-8 under no name", None, "utf-8", "Sørensen^Åse", text)
    raw("CP437 called Latin-1", ["ISO_IR 100"], "cp865", "Sørensen^Åse", text, ["rensen"])
    raw("Macintosh called Latin-1", ["ISO_IR 100"], "mac_roman", "Sørensen^Åse", text)
    raw("GB18030", ["GB18030"], "gb18030", "王小东^", "病人王小东来了")
    raw("GB18030 called UTF-8", ["ISO_IR 192"], "gb18030", "王小东^", "病人王小东来了")
    raw("UTF-8 called GB18030", ["GB18030"], "utf-8", "Sørensen^Åse", text)
    raw("ISO 2022 Japanese", ["", "ISO 2022 IR 87"], "iso2022_jp", "山田^太郎", "患者 山田 来院")
    raw("ISO 2022 Korean", ["", "ISO 2022 IR 149"], "euc_kr", "김희중^", "환자 김희중 내원")
    raw("Cyrillic", ["ISO_IR 144"], "iso8859_5", "Люкceмбypг^", "пациент Люкceмбypг тут")
    raw("Greek", ["ISO_IR 126"], "iso8859_7", "Διονυσιος^", "ασθενης Διονυσιος εδω")
    raw("Arabic", ["ISO_IR 127"], "iso8859_6", "قباني^لنزار", "المريض قباني هنا")
    raw("UTF-16 under Latin-1", ["ISO_IR 100"], "utf-16le", "Sorensen^Ase", "Sorensen er her")


def other_cases():
    said = f"{GIVEN} {FAMILY} {OWN['C']}"
    ascii_said = f"Aase Soerensen {OWN['C']}"
    both, gone = [FAMILY, OWN["C"]], [FAMILY, OWN["C"], "Soerensen"]

    ds = base()
    data = saved(ds)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{FAMILY}.dcm", data)
    keep(packed.getvalue(), "FILE DICOM in ZIP", both, hold=True)
    keep(data[132:], "FILE DICOM without preamble", both)
    keep(data + packed.getvalue(), "FILE ZIP behind DICOM", both, hold=True)
    ds.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    keep(saved(ds), "FILE implicit DICOM", both)

    def picture():
        return Image.fromarray((numpy.indices((64, 64)).sum(0) * 2).astype("uint8")).convert("RGB")

    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298], exif[0x9C9D if False else 0x010F] = said, said, ascii_said, "Camera"
    exif[0x9C9B] = said.encode("utf-16le")
    exif[0x9C9C] = said.encode("utf-16le")
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (57.0, 43.0, 12.0), 3: "E", 4: (10.0, 35.0, 2.0)})
    ifd = exif.get_ifd(0x8769)
    ifd[0x9286] = b"ASCII\0\0\0" + ascii_said.encode()
    ifd[0x9003] = "2024:03:03 10:11:12"
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>{said}</dc:creator></x:xmpmeta>".encode()
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=exif, comment=said.encode(), xmp=xmp, dpi=(300, 300))
    jpeg = out.getvalue()

    def segment(marker, body):
        return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body

    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 5 + len(said.encode())) + b"\x1c\x02\x78" + struct.pack(">H", len(said.encode())) + said.encode()
    thumb = b"JFXX\0\x10" + jpeg
    extra = segment(0xED, iptc) + segment(0xE0, thumb[:60000]) + segment(0xEB, said.encode()) + segment(0xEF, said.encode())
    keep(jpeg[:2] + extra + jpeg[2:] + said.encode(), "FILE JPEG with EXIF, XMP, IPTC, thumbnail, comments, tail", [*gone, "2024:03:03"])

    info = PngImagePlugin.PngInfo()
    info.add_text("Author", ascii_said)
    info.add_text("Description", said, zip=True)
    info.add_itxt("Title", said, "da", "Titel")
    info.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
    out = io.BytesIO()
    picture().save(out, "PNG", pnginfo=info, exif=exif, icc_profile=said.encode().ljust(400, b"\0"))
    keep(out.getvalue() + said.encode(), "FILE PNG with tEXt, zTXt, iTXt, eXIf, iCCP, tail", [*gone, "2024:03:03"])

    for codec in ("raw", "tiff_lzw", "tiff_adobe_deflate"):
        out = io.BytesIO()
        picture().save(out, "TIFF", compression=None if codec == "raw" else codec, tiffinfo={270: said, 305: said, 315: said, 316: ascii_said, 306: "2024:03:03 10:11:12", 700: xmp, 33723: iptc, 65000: ascii_said, 42112: said}, exif=None)
        keep(out.getvalue(), f"FILE TIFF {codec} with tags", [*gone, "2024:03:03"])

    for kind in (nibabel.Nifti1Image, nibabel.Nifti2Image):
        image = kind(numpy.zeros((4, 4, 4), "int16"), numpy.eye(4))
        image.header["descrip"] = ascii_said.encode()[:79]
        image.header["intent_name"] = b"Soerensen"
        image.header["aux_file"] = b"Soerensen.txt"
        image.header.extensions.append(nibabel.nifti1.Nifti1Extension("comment", said.encode()))
        image.header.extensions.append(nibabel.nifti1.Nifti1Extension("afni", said.encode()))
        data = image.to_bytes()
        keep(data, f"FILE {kind.__name__}", gone)
        keep(zlib_gzip(data, f"{FAMILY}.nii"), f"FILE {kind.__name__} gz with a name in it", gone)

    keep(pdf(said, ascii_said, False), "FILE PDF with info, XMP, outline, annotation, field, attachment", gone, ["Thorax uden fund"])
    keep(pdf(said, ascii_said, True), "FILE PDF with a script", gone, hold=True)
    keep(cda(said).encode(), "FILE CDA", [*both, "Birkehegnet", "Vestergren", "20240303"], ["Ingen fraktur"])
    keep(json.dumps(fhir(said)).encode(), "FILE FHIR", [*both, "Birkehegnet", "Vestergren", "2024-03-03"], ["Ingen fraktur"])
    keep(said.encode(), "FILE plain text", both, hold=True)
    keep(b"<svg xmlns='http://www.w3.org/2000/svg'><text>" + said.encode() + b"</text></svg>", "FILE SVG", both, hold=True)


def zlib_gzip(data, name):
    import gzip
    out = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=out) as packed:
        packed.write(data)
    return out.getvalue()


def pdf(said, ascii_said, runs):
    script = b"/JavaScript<</Names[(a)<</S/JavaScript/JS(" + ascii_said.encode() + b")>>]>>" if runs else b""
    page = zlib.compress(f"BT /F1 12 Tf 20 100 Td (Thorax uden fund. Pt {ascii_said}) Tj ET".encode("latin-1"))
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{said}</x:xmpmeta>".encode()
    wide = (b"\xfe\xff" + said.encode("utf-16be")).hex().encode()
    attached = zlib.compress(said.encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Outlines 6 0 R/AcroForm<</Fields[9 0 R]>>/Names<</EmbeddedFiles<</Names[<" + wide + b">11 0 R]>>" + script + b">>/Lang(da)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F1 8 0 R>>>>/Contents 4 0 R/Annots[9 0 R 10 0 R]>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(page) + page + b"\nendstream",
        b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n" % len(xmp) + xmp + b"\nendstream",
        b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
        b"<</Title<" + wide + b">/Parent 6 0 R/Dest[3 0 R/Fit]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(navn)/V<" + wide + b">/Rect[10 10 100 30]/P 3 0 R>>",
        b"<</Type/Annot/Subtype/Text/Contents<" + wide + b">/T(" + ascii_said.encode() + b")/Rect[10 40 30 60]>>",
        b"<</Type/Filespec/F(" + ascii_said.encode() + b".txt)/EF<</F 12 0 R>>>>",
        b"<</Type/EmbeddedFile/Length %d/Filter/FlateDecode>>stream\n" % len(attached) + attached + b"\nendstream",
        b"<</Title<" + wide + b">/Author(" + ascii_said.encode() + b")/CreationDate(D:20240303101112)>>",
    ]
    out, places = b"%PDF-1.7\n% " + ascii_said.encode() + b"\n", []
    for i, body in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj\n" % (i + 1) + body + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer<</Size %d/Root 1 0 R/Info 13 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)


def cda(said):
    return f"""<?xml version="1.0" encoding="UTF-8"?><?author {said}?><!-- {said} -->
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/><id root="1.2.208.184" extension="{OWN['c']}"/>
<code code="11502-2" codeSystem="2.16.840.1.113883.6.1" displayName="{said}"/><title>Epikrise {said}</title><effectiveTime value="20240303101112"/>
<recordTarget><patientRole><id extension="{OWN['C']}" root="1.2.208.176.1.2"/><addr><streetAddressLine>Birkehegnet 41</streetAddressLine></addr>
<telecom value="tel:+4520123456"/><patient><name><given>{GIVEN}</given><family>{FAMILY}</family></name><birthTime value="19{OWN['y']}{OWN['m']}{OWN['d']}"/></patient></patientRole></recordTarget>
<author><time value="20240303"/><assignedAuthor><id extension="RKJ88"/><assignedPerson><name>Ulrikke Vestergren</name></assignedPerson></assignedAuthor></author>
<component><structuredBody><component><section><title>{FAMILY}</title><text>Pt <content ID="{OWN['c']}">{said}</content> set 3. marts 2024 af Vestergren. <paragraph styleCode="{FAMILY}">Ingen fraktur.</paragraph><![CDATA[{said}]]></text></section></component></structuredBody></component></ClinicalDocument>"""


def fhir(said):
    person = {"resourceType": "Patient", "id": OWN["c"], "identifier": [{"system": "urn:oid:1.2.208.176.1.2", "value": OWN["C"]}], "name": [{"family": FAMILY, "given": [GIVEN]}], "address": [{"line": ["Birkehegnet 41"], "city": "Skagen"}], "birthDate": f"19{OWN['y']}-{OWN['m']}-{OWN['d']}", "text": {"status": "generated", "div": f"<div xmlns='http://www.w3.org/1999/xhtml'>{said}</div>"}, "extension": [{"url": f"http://x.example/{FAMILY}", "valueString": said}], "contact": [{"name": {"text": "Ulrikke Vestergren"}}]}
    report = {"resourceType": "DiagnosticReport", "id": "r1", "status": "final", "contained": [{"resourceType": "Practitioner", "id": "p", "name": [{"text": "Ulrikke Vestergren"}]}], "subject": {"reference": f"Patient/{OWN['c']}", "display": said}, "effectiveDateTime": "2024-03-03T10:11:12Z", "code": {"text": f"CT {FAMILY}"}, "conclusion": f"Ingen fraktur. {said}", "presentedForm": [{"contentType": "text/plain", "title": said, "data": base64.b64encode(said.encode()).decode()}], "identifier": [{"value": f"REP-{OWN['c']}"}], "note": [{"text": said}], "_status": {"extension": [{"url": "u", "valueString": said}]}}
    return {"resourceType": "Bundle", "type": "collection", "identifier": {"value": said}, "entry": [{"fullUrl": f"https://x.example/Patient/{OWN['c']}", "resource": person}, {"fullUrl": f"https://x.example/DiagnosticReport/r1?n={FAMILY}", "resource": report}]}


text_cases()
element_cases()
charset_cases()
other_cases()
print(json.dumps(made))
