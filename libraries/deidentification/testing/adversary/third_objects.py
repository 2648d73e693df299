"""DICOM objects of the third hostile set: identifiers in the places of many modalities. Yields kind, data set, gone, kept."""

import base64
import gzip
import random
import struct

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from third_people import Person, pairs

CT = "1.2.840.10008.5.1.4.1.1.2"


def based(rng: random.Random, sop: str, modality: str, person: Person | None = None, **given) -> Dataset:
    """An object of a kind, small; its patient is `person`, or nobody."""
    said = Dataset()
    said.file_meta = FileMetaDataset()
    said.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    said.file_meta.MediaStorageSOPClassUID = said.SOPClassUID = sop
    uid = f"1.2.3.4.{rng.randint(10**9, 10**10)}"
    said.file_meta.MediaStorageSOPInstanceUID = said.SOPInstanceUID = uid
    said.StudyInstanceUID, said.SeriesInstanceUID = uid + ".1", uid + ".2"
    said.SpecificCharacterSet = "ISO_IR 192"
    said.Modality = modality
    said.PatientName = person.pn if person else "ANON"
    said.PatientID = person.cpr if person else "ANON"
    if person:
        said.PatientBirthDate = person.da
    said.StudyDate = "20210312"
    for key, value in given.items():
        setattr(said, key, value)
    return said


def pixels(said: Dataset, bits: int = 16) -> Dataset:
    said.Rows = said.Columns = 8
    said.BitsAllocated = said.BitsStored = bits
    said.HighBit, said.PixelRepresentation, said.SamplesPerPixel = bits - 1, 0, 1
    said.PhotometricInterpretation = "MONOCHROME2"
    said.PixelData = bytes(range(64)) * (bits // 8)
    said["PixelData"].VR = "OW"
    return said


def ct(rng, person=None, **given) -> Dataset:
    return pixels(based(rng, CT, "CT", person, **given))


def item(**given) -> Dataset:
    made = Dataset()
    for key, value in given.items():
        setattr(made, key, value)
    return made


def code(value: str, scheme: str, meaning: str) -> Dataset:
    return item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def content(kind: str, relation: str = "CONTAINS", name: str = "Finding", scheme: str = "DCM", **given) -> Dataset:
    return item(RelationshipType=relation, ValueType=kind, ConceptNameCodeSequence=[code("121071", scheme, name)], **given)


def report(rng, items, person=None) -> Dataset:
    made = based(rng, "1.2.840.10008.5.1.4.1.1.88.33", "SR", person)
    made.ValueType, made.ContinuityOfContent, made.CompletionFlag, made.VerificationFlag = "CONTAINER", "SEPARATE", "COMPLETE", "UNVERIFIED"
    made.ConceptNameCodeSequence = [code("18748-4", "LN", "Diagnostic imaging report")]
    made.ContentSequence = Sequence(items)
    return made


def structured(rng: random.Random):
    """Structured reports, key objects, presentation states, radiotherapy, waveforms, displays."""

    def one():
        return Person(rng)

    p = one()
    yield "SR text", report(rng, [content("TEXT", TextValue=f"Talt med {p.given} {p.family}, tlf. {p.phone}")]), [p.family, p.phone], ["TEXT", "Finding"]
    unit = [code("a", "UCUM", "year")]
    yield "SR age 93", report(rng, [content("NUM", name="Subject Age", MeasuredValueSequence=[item(NumericValue="93.125", MeasurementUnitsCodeSequence=unit)])]), ["93.125"], ["Subject Age"]
    yield "SR age 58 stays", report(rng, [content("NUM", name="Subject Age", MeasuredValueSequence=[item(NumericValue="58", MeasurementUnitsCodeSequence=unit)])]), [], ["58", "Subject Age", "UCUM"]
    yield "SR length stays", report(rng, [content("NUM", name="Length", MeasuredValueSequence=[item(NumericValue="93.25", MeasurementUnitsCodeSequence=[code("mm", "UCUM", "millimeter")])])]), [], ["93.25", "Length", "millimeter"]
    p = one()
    yield "SR person", report(rng, [content("PNAME", "HAS OBS CONTEXT", "Person Observer Name", PersonName=p.pn)]), [p.family, p.given], ["Person Observer Name"]
    yield "SR date", report(rng, [content("DATE", name="Date of Birth", Date="19530417"), content("DATETIME", DateTime="20190503121314")]), ["19530417", "20190503"], ["DATETIME"]
    yield "SR institution code", report(rng, [content("CODE", name="Institution", ConceptCodeSequence=[code("RH01", "99LOCAL", "Rigshospitalet")])]), ["Rigshospitalet"], []
    yield "SR observer code", report(rng, [content("CODE", name="Person Observer", ConceptCodeSequence=[code("STAFF7", "99LOCAL", p.full)])]), [p.family], []
    yield "SR standard code stays", report(rng, [content("CODE", ConceptCodeSequence=[code("254637007", "SCT", "Non-small cell lung cancer")])]), [], ["254637007", "Non-small cell lung cancer"]
    p = one()
    deep = content("TEXT", TextValue=f"Datteren {p.given} oplyser {p.birth}-{p.serial}")
    for _ in range(4):
        deep = content("CONTAINER", ContinuityOfContent="SEPARATE", ContentSequence=[deep])
    yield "SR four deep", report(rng, [deep]), [p.given, p.serial], ["CONTAINER"]
    yield "SR concept named after a person", report(rng, [content("TEXT", name=f"Kommentar fra {p.given} {p.family}", scheme="99RIS", TextValue="Normal")]), [p.family], ["Normal"]
    yield "SR UIDREF", report(rng, [content("UIDREF", UID="1.2.752.99.77.123456789")]), ["1.2.752.99.77.123456789"], ["UIDREF"]
    p = one()
    made = report(rng, [content("TEXT", TextValue="ok")], p)
    made.VerifyingObserverSequence = [item(VerifyingObserverName=p.pn, VerifyingOrganization="OUH", VerificationDateTime="20210504")]
    yield "SR verifying observer", made, [p.family, "20210504", "OUH"], []
    key = based(rng, "1.2.840.10008.5.1.4.1.1.88.59", "KO")
    key.ValueType, key.ContinuityOfContent = "CONTAINER", "SEPARATE"
    key.ConceptNameCodeSequence = [code("113000", "DCM", "Of Interest")]
    q = one()
    key.ContentSequence = [content("TEXT", name="Key Object Description", TextValue=f"Vis til konference for {q.full}")]
    yield "key object note", key, [q.family, q.given], ["Key Object Description", "Of Interest"]
    state = based(rng, "1.2.840.10008.5.1.4.1.1.11.1", "PR")
    q = one()
    state.ContentLabel, state.ContentDescription, state.ContentCreatorName = "PIL", f"Pile af {q.given} {q.family}", q.pn
    state.GraphicLayerSequence = [item(GraphicLayer="LAG1", GraphicLayerOrder=1, GraphicLayerDescription=f"Lag til {q.family}, {q.given}")]
    state.GraphicAnnotationSequence = [item(GraphicLayer="LAG1", TextObjectSequence=[item(UnformattedTextValue=f"{q.birth}-{q.serial} 12 mm"), item(UnformattedTextValue="Cyste 23 mm")])]
    yield "presentation state", state, [q.family, q.given, q.serial], ["Cyste 23 mm", "12 mm"]
    state = based(rng, "1.2.840.10008.5.1.4.1.1.11.1", "PR")
    q = one()
    state.GraphicAnnotationSequence = [item(CompoundGraphicSequence=[item(CompoundGraphicType="ARROW")], TextObjectSequence=[item(UnformattedTextValue=f"{q.given}"), item(UnformattedTextValue=f"{q.family}")])]
    state.PatientName = q.pn
    yield "presentation state split", state, [q.family, q.given], []
    plan = based(rng, "1.2.840.10008.5.1.4.1.1.481.5", "RTPLAN")
    q = one()
    plan.RTPlanLabel, plan.RTPlanName, plan.RTPlanDescription = f"{q.family[:12]}", f"Plan {q.full}", "Prostata 78 Gy i 39 fraktioner"
    plan.PatientName = q.pn
    plan.PrescriptionDescription = f"Ordineret af overlæge {q.middle}"
    plan.BeamSequence = [item(BeamName=f"B1 {q.given}", BeamNumber=1, TreatmentMachineName="ACC4RH", BeamDescription="AP 6MV")]
    plan.PatientSetupSequence = [item(SetupTechniqueDescription=f"Støtte fra datter {q.given}", PatientSetupNumber=1)]
    yield "RT plan", plan, [q.family, q.given, f"overlæge {q.middle}"], ["Prostata 78 Gy i 39 fraktioner", "AP 6MV"]
    struct_set = based(rng, "1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT")
    q = one()
    struct_set.StructureSetLabel, struct_set.StructureSetDescription = "Struct", f"Indtegnet af {q.given} {q.family}"
    struct_set.StructureSetROISequence = [item(ROINumber=1, ROIName="GTV_boost", ROIDescription=f"jf. {q.given} {q.family}"), item(ROINumber=2, ROIName="Parotis_L"), item(ROINumber=3, ROIName="Hjerte")]
    struct_set.RTROIObservationsSequence = [item(ObservationNumber=1, ROIInterpreter=q.pn, ROIObservationLabel=f"dr. {q.family}"[:16])]
    yield "RT structure set", struct_set, [q.family, q.given], ["GTV_boost", "Parotis_L", "Hjerte"]
    wave = based(rng, "1.2.840.10008.5.1.4.1.1.9.1.1", "ECG")
    q = one()
    wave.WaveformAnnotationSequence = [item(UnformattedTextValue=f"EKG taget hos {q.full}"), item(UnformattedTextValue="Sinusrytme 72/min"), item(UnformattedTextValue=f"Alder: 94")]
    wave.WaveformSequence = [item(MultiplexGroupLabel=f"{q.family} hvile", NumberOfWaveformChannels=1, NumberOfWaveformSamples=2, SamplingFrequency="500", WaveformBitsAllocated=16, WaveformSampleInterpretation="SS", WaveformOriginality="ORIGINAL", WaveformData=b"\1\2\3\4", ChannelDefinitionSequence=[item(ChannelLabel="Lead II", WaveformBitsStored=16)])]
    wave.WaveformSequence[0]["WaveformData"].VR = "OW"
    wave.PatientName = q.pn
    yield "waveform annotation", wave, [q.family, "Alder: 94"], ["Sinusrytme 72/min", "Lead II"]
    show = based(rng, "1.2.840.10008.5.1.4.1.1.131", "OT")
    q = one()
    show.StructuredDisplayBackgroundCIELabValue = [1, 2, 3]
    show.StructuredDisplayTextBoxSequence = [item(DisplaySetNumber=1, UnformattedTextValue=f"Patient: {q.given} {q.family}"), item(UnformattedTextValue="T2 axial")]
    show.HangingProtocolName, show.HangingProtocolCreator, show.HangingProtocolDescription = "CT LUNGE", q.full, "To skærme"
    yield "structured display", show, [q.family], ["T2 axial"]
    for name, sop, words in (("STL", "1.2.840.10008.5.1.4.1.1.104.3", None), ("OBJ", "1.2.840.10008.5.1.4.1.1.104.4", None)):
        q = one()
        model = based(rng, sop, "M3D")
        if name == "STL":
            data = f"{q.full} {q.cpr}".encode()[:80].ljust(80, b" ") + struct.pack("<I", 1) + struct.pack("<12fH", *([0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0]), 0)
            model.MIMETypeOfEncapsulatedDocument = "model/stl"
        else:
            data = f"# {q.full} {q.cpr}\no {q.family}\nmtllib {q.given}.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n".encode()
            model.MIMETypeOfEncapsulatedDocument = "model/obj"
        model.DocumentTitle = f"Model {q.full}"
        model.EncapsulatedDocument = data + (b"\0" if len(data) % 2 else b"")
        model.EncapsulatedDocumentLength = len(data)
        yield f"encapsulated {name}", model, [q.family, q.cpr], []


def places(rng: random.Random):
    """Single elements and private blocks."""

    def one():
        return Person(rng)

    for name, attribute, words in (
        ("series description", "SeriesDescription", "T2 TSE {full}"),
        ("study description", "StudyDescription", "CT thorax {cpr}"),
        ("protocol name", "ProtocolName", "Hoved {full}"),
        ("frame comments", "FrameComments", "{given} {family} uro"),
        ("derivation", "DerivationDescription", "Rettet af {given} {family}"),
        ("contrast agent", "ContrastBolusAgent", "Gadovist givet af spl. {given}"),
        ("acquisition comments", "AcquisitionComments", "{cpr} rolig"),
        ("requested procedure", "RequestedProcedureDescription", "CT efter aftale med {given} {family}"),
        ("reason", "ReasonForTheRequestedProcedure", "Søn {given} bekymret"),
        ("medical alerts", "MedicalAlerts", "Ring {phonepairs}"),
        ("allergies", "Allergies", "Penicillin, oplyst af datter {given}"),
        ("additional history", "AdditionalPatientHistory", "Bor {street} {house}, 3. tv."),
        ("occupation", "Occupation", "Lærer på Vinding Skole"),
        ("institution address", "InstitutionAddress", "{street} {house}, {postcode} {town}"),
        ("station", "StationName", "{family}"),
        ("image comments twice", "ImageComments", "{family}, {given}: {cpr}"),
        ("overlay label", "OverlayLabel", None),
        ("study id", "StudyID", "{cpr}"),
        ("detector", "DetectorID", "{family}"),
        ("scheduled step", "ScheduledProcedureStepDescription", "{full} MR"),
        ("text string", "TextString", "{full}"),
        ("interpretation", "InterpretationText", "Fundet hos {full}"),
        ("transport", "PatientTransportArrangements", "Hentes {street} {house}"),
        ("location", "CurrentPatientLocation", "stue {house}"),
        ("image type", "ImageType", "ORIGINAL\\PRIMARY\\{upper}"),
        ("body part", "BodyPartExamined", "HEAD {upper}"),
        ("position", "PositionReferenceIndicator", "{family}"),
        ("sequence name", "SequenceName", "{upper}"),
        ("scan options", "ScanOptions", "{upper}"),
        ("kernel", "ConvolutionKernel", "{upper}"),
        ("software", "SoftwareVersions", "VB20 {full}"),
        ("manufacturer", "Manufacturer", "{full}"),
        ("explanation of LUT", "RedPaletteColorLookupTableDescriptor", None),
    ):
        if words is None:
            continue
        p = one()
        fields = {**vars(p), "phonepairs": pairs(p.phone, " "), "upper": p.family.upper()}
        made = ct(rng, p)
        value = words.format(**fields)
        setattr(made, attribute, value.split("\\") if "\\" in value else value)
        whose = {"{full}": [p.family], "{cpr}": [p.cpr], "{family}": [p.family], "{given}": [p.given], "{street}": [p.street], "{phonepairs}": [fields["phonepairs"]], "{upper}": [p.family], "{house}": []}
        gone = [g for k, v in whose.items() if k in words for g in v] or [value]
        yield f"element {name}", made, [*gone], []
        # A maker's name may be anybody's; nobody writes a stranger's there.
        if ("{full}" in words or "{cpr}" in words) and name not in ("software", "manufacturer"):
            q = one()
            fields = {**vars(q), "upper": q.family.upper()}
            stranger = ct(rng)
            setattr(stranger, attribute, words.format(**fields))
            yield f"stranger in {name}", stranger, [q.family] if "{full}" in words else [q.cpr], []
    p = one()
    made = ct(rng, p)
    made.add_new(0x00090010, "LO", f"{p.family} {p.given}")
    made.add_new(0x00091001, "LO", "x")
    yield "private creator", made, [p.family], []
    made = ct(rng, p)
    made.add_new(0x00290010, "LO", "SIEMENS CSA HEADER")
    made.add_new(0x00291010, "OB", f"SV10\4\3\2\1PatientName {p.full} {p.cpr}\0\0".encode())
    yield "Siemens CSA", made, [p.family, p.cpr], []
    made = ct(rng, p)
    made.add_new(0x00430010, "LO", "GEMS_PARM_01")
    made.add_new(0x00431039, "IS", [1000, 8, 0, 0])
    made.add_new(0x00431099, "UN", f"{p.full}".encode("utf-16-le"))
    yield "UTF-16 in UN beside GE b-value", made, [p.family], []
    for name, data in (("gzip", gzip.compress(f"{p.full} {p.cpr}".encode())), ("base64", base64.b64encode(f"{p.full} {p.cpr}".encode())), ("hex", f"{p.full} {p.cpr}".encode().hex().encode())):
        made = ct(rng, p)
        made.add_new(0x00190010, "LO", "SIEMENS MR HEADER")
        made.add_new(0x0019100C, "IS", "1000")
        made.add_new(0x001910F1, "OB", data + (b" " if len(data) % 2 else b""))
        yield f"{name} in a private OB", made, [p.family], []
    made = ct(rng, p)
    made.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    inner = item(PatientName=p.pn, PatientComments=f"{p.given} {p.phone}")
    for _ in range(3):
        inner = item(ReferencedStudySequence=[inner])
    made.add_new(0x00110010, "LO", "ACME 1.0")
    made.add_new(0x00111001, "SQ", Sequence([inner]))
    yield "implicit private sequence four deep", made, [p.family, p.phone], []
    q = one()
    made = ct(rng)
    inner = item(PerformingPhysicianName=q.pn, CommentsOnThePerformedProcedureStep=f"Født {q.day}/{q.month} {q.year}; {q.full}")
    for sequence in ("RequestAttributesSequence", "ReferencedStudySequence", "ReferencedPerformedProcedureStepSequence", "SourceImageSequence"):
        inner = item(**{sequence: [inner]})
    made.RequestAttributesSequence = [inner]
    yield "public sequences five deep", made, [q.family, q.given], []
    made = ct(rng, q)
    made.OriginalAttributesSequence = [item(SourceOfPreviousValues=q.full, ModifyingSystem="PACS9", ReasonForTheAttributeModification="CORRECT", ModifiedAttributesSequence=[item(PatientName=q.pn, PatientID=q.cpr)])]
    yield "original attributes", made, [q.family, q.cpr], []
    made = ct(rng, q)
    made.PatientComments, made.AdditionalPatientHistory = f"{q.birth}-", q.serial
    made.add_new(0x00090010, "LO", "ACME 1.0")
    made.add_new(0x00091001, "LO", f"{q.birth}")
    made.add_new(0x00091002, "LO", q.serial)
    yield "number split over elements", made, [q.birth], []
    made = ct(rng, q)
    made.ImageComments, made.FrameComments = f"Pt. {q.given}", f"{q.family} er uro."
    yield "name split over elements", made, [q.family, q.given], ["uro."]
    for vr, tag, value in (("DS", 0x00181149, q.cpr), ("AE", 0x00080054, q.family.upper()[:8]), ("UR", 0x0040E010, f"https://x.example/{q.cpr}"), ("UT", 0x40000010, f"{q.full}"), ("UN", 0x00780001, f"{q.full} {q.cpr}".encode()), ("LT", 0x00204000, f"{q.birth}-{q.serial}")):  # fmt: skip
        made = ct(rng, q)
        if isinstance(value, str) and vr in ("AE", "UT"):
            value = value.replace("Ø", "O")
        made.add_new(tag, vr, value)
        yield f"{vr} element {tag:08X}", made, [q.cpr if q.cpr in str(value) else value.decode() if isinstance(value, bytes) else value if vr != "UT" else q.family] if vr != "LT" else [q.serial], []  # fmt: skip
    made = ct(rng, q)
    made.DataSetTrailingPadding = q.full.encode().ljust(80, b" ")
    yield "trailing padding", made, [q.family], []
    made = ct(rng, q)
    made.preamble = f"{q.given}".encode().ljust(128, b"\0")
    yield "preamble", made, [q.given], []
    made = ct(rng, q)
    made.file_meta.ImplementationVersionName, made.file_meta.SourceApplicationEntityTitle = "ACME", q.phone
    made.file_meta.PrivateInformationCreatorUID, made.file_meta.PrivateInformation = "1.2.3.9", q.full.encode() + b" "
    yield "file meta", made, [q.family, q.phone], []
    made = ct(rng, q)
    made.IconImageSequence = [pixels(item(ImageComments=q.full), 8)]
    yield "icon", made, [q.family], []
    made = ct(rng)
    made.PatientName, made.SpecificCharacterSet = "Yamada^Tarou=山田^太郎=やまだ^たろう", ["", "ISO 2022 IR 87"]
    made.ImageComments = "患者 山田 太郎"
    yield "ISO 2022 IR 87", made, ["山田", "Yamada"], []
    made = ct(rng)
    made.SpecificCharacterSet, made.PatientName, made.ImageComments = "GB18030", "Wang^XiaoDong=王^小东", "病人王小东 复查"
    yield "GB18030", made, ["王小东", "XiaoDong"], []
    made = ct(rng)
    made.SpecificCharacterSet, made.PatientName, made.ImageComments = ["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동", "Hong Gildong 2 gange"
    yield "ISO 2022 IR 149", made, ["Gildong", "홍"], []
    made = ct(rng, q, Manufacturer="SIEMENS", ManufacturerModelName="Magnetom Aera", SeriesDescription="AX T2 FLAIR 5MM", ProtocolName="HEAD^ROUTINE", BodyPartExamined="HEAD", ConvolutionKernel="B70f", SliceThickness="5", KVP="120", PatientAge="058Y", PatientSex="F", PatientWeight="71.5", ContrastBolusAgent="Gadovist 7,5 ml", ScanOptions="FS", SequenceName="*tir2d1_16", ImageType=["ORIGINAL", "PRIMARY", "AXIAL"])  # fmt: skip
    yield "CT header stays", made, [], ["SIEMENS", "Magnetom Aera", "AX T2 FLAIR 5MM", "HEAD^ROUTINE", "B70f", "058Y", "71.5", "Gadovist 7,5 ml", "*tir2d1_16", "AXIAL"]
    made = ct(rng, q, PatientAge="093Y")
    yield "patient age 93", made, ["093Y"], []
    made = ct(rng, q)
    made.add_new(0x00190010, "LO", "SIEMENS MR HEADER")
    made.add_new(0x0019100C, "IS", "1000")
    yield "Siemens b-value stays", made, [], ["1000", "SIEMENS MR HEADER"]
    made = ct(rng, q)
    made.ProcedureCodeSequence = [code("36643-5", "LN", "XR Chest 2 Views")]
    made.AnatomicRegionSequence = [code("51185008", "SCT", "Thorax")]
    yield "codes stay", made, [], ["36643-5", "XR Chest 2 Views", "51185008", "Thorax"]
    made = ct(rng, q)
    made.ProcedureCodeSequence = [code("UXRH12", "99RIS", f"CT {q.full}")]
    yield "local code", made, [q.family], []
    made = ct(rng, q)
    made.DeviceSerialNumber, made.GantryID, made.DetectorID = "SN45632", "GANTRY77", "DET99221"
    made.UniqueDeviceIdentifier = "(01)00643169001763(21)XYZ456789012"
    yield "device numbers", made, ["SN45632", "GANTRY77", "DET99221", "XYZ456789012"], []
