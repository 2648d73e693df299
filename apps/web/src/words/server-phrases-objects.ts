/** Why an object or a health record stays where it is, and what to do about it. */
export const objectPhrases: readonly (readonly [english: string, danish: string])[] = [
  // objects that de-identification keeps back
  [
    'A media directory (DICOMDIR) lists the patients of the whole medium.',
    'En medieoversigt (DICOMDIR) nævner patienterne på hele mediet.',
  ],
  [
    'A screen capture, a scanned film or a scanned document: it may show the patient’s name.',
    'Et skærmbillede, en skannet film eller et skannet dokument: det kan vise patientens navn.',
  ],
  ['Audio waveform: a voice may say names.', 'Lyd: en stemme kan sige navne.'],
  [
    'Encapsulated PDF: its pages may name the patient, and it was not cleaned.',
    'Indlejret PDF: siderne kan nævne patienten, og den er ikke renset.',
  ],
  [
    'Encapsulated document (CDA or a 3D model): it may name the patient, and it was not cleaned.',
    'Indlejret dokument (CDA eller 3D-model): det kan nævne patienten, og det er ikke renset.',
  ],
  [
    'Its SOP class is none of the standard’s for what belongs to a patient: where such an object holds identifiers is not known.',
    'Dets SOP-klasse er ingen af standardens for det, der hører til en patient: det vides ikke, hvor sådan et objekt har kendetegn.',
  ],
  ['Label image of a slide: the label is in the picture.', 'Etiketbillede af et præparat: etiketten er i billedet.'],
  [
    'An image of a whole slide, with its label or without a word that it is not in the picture.',
    'Et billede af et helt præparat, med etiketten eller uden et ord om, at den ikke er i billedet.',
  ],
  [
    'An image of a whole slide: what is written on the glass may be in the picture.',
    'Et billede af et helt præparat: det, der er skrevet på glasset, kan være i billedet.',
  ],
  [
    'What may be a face covers more than six tenths of the picture: a face close by, or skin and a wound.',
    'Det, der kan være et ansigt, dækker mere end seks tiendedele af billedet: et ansigt tæt på eller hud og et sår.',
  ],
  [
    'Ophthalmic image: fundus cameras burn name and date into the margin.',
    'Øjenbillede: funduskameraer brænder navn og dato ind i kanten.',
  ],
  [
    'Photograph or endoscopy: the picture may show a face, a wristband or burned-in text.',
    'Fotografi eller endoskopi: billedet kan vise et ansigt, et armbånd eller indbrændt tekst.',
  ],
  [
    'Radiograph: plates, films and printed copies carry the patient’s name in a corner.',
    'Røntgenbillede: plader, film og udskrevne kopier bærer patientens navn i et hjørne.',
  ],
  [
    'Angiography, fluoroscopy or scintigraphy: some systems burn the patient’s name into the picture.',
    'Angiografi, gennemlysning eller scintigrafi: nogle systemer brænder patientens navn ind i billedet.',
  ],
  [
    'It calls itself a slice but is drawn as a picture (in colour, of eight bits, or nowhere in the body): reports and screens are stored so.',
    'Det kalder sig et snit, men er tegnet som et billede (i farver, med otte bit eller uden en plads i kroppen): rapporter og skærmbilleder gemmes sådan.',
  ],
  [
    'A slice into which something is drawn, thin strokes of one bright value as letters have: it may be the patient’s name.',
    'Et snit, hvori noget er tegnet, tynde streger af én lys værdi, som bogstaver har: det kan være patientens navn.',
  ],
  [
    'RT image: portal images carry burned-in patient labels on some systems.',
    'RT-billede: portalbilleder har på nogle systemer indbrændte patientmærker.',
  ],
  [
    'Raw data, in a form that only the vendor knows, may hold the whole header again.',
    'Rådata i en form, kun producenten kender, kan rumme hele hovedet igen.',
  ],
  [
    'Secondary capture: screen shots and scanned papers often show the patient’s name.',
    'Secondary capture: skærmbilleder og skannede papirer viser ofte patientens navn.',
  ],
  [
    'The object has no SOP Class UID: what its pixels may show is not known.',
    'Objektet har intet SOP Class UID: hvad billedet kan vise, vides ikke.',
  ],
  [
    'The object has no SOP Instance UID, and is too long for one to be made from its bytes.',
    'Objektet har intet SOP Instance UID og er for langt til, at et kan dannes af dets bytes.',
  ],
  [
    'An overlay, which may be drawn text, lies in bits of the pixels from which it cannot be taken here.',
    'Et overlay, som kan være tegnet tekst, ligger i bit af pixlene, hvorfra det ikke kan tages her.',
  ],
  [
    'The object itself says that identifying text is burned into its pixels (Burned In Annotation YES).',
    'Objektet siger selv, at kendetegn er brændt ind i billedet (Burned In Annotation YES).',
  ],
  [
    'The transfer syntax is not known here, or keeps the pixels on another server.',
    'Transfer syntax kendes ikke her eller lader billedpunkterne ligge på en anden server.',
  ],
  [
    'Ultrasound: scanners burn name and CPR number into the pixels.',
    'Ultralyd: skannere brænder navn og CPR-nummer ind i billedet.',
  ],
  ['Video: its frames may show burned-in text or faces.', 'Video: billederne kan vise indbrændt tekst eller ansigter.'],
  [
    'After the rewriting {} place(s) still hold something known of the patient, most likely in the pixel data or a binary value.',
    'Efter omskrivningen rummer {} sted(er) stadig noget kendt om patienten, sandsynligvis i billedpunkterne eller en binær værdi.',
  ],
  ['The file cannot be read as DICOM: {}', 'Filen kan ikke læses som DICOM: {}'],
  [
    'An authorised person listens to it, or it is left out.',
    'En bemyndiget person lytter til det, eller det udelades.',
  ],
  [
    'An authorised person looks at it and masks the text, or it is left out.',
    'En bemyndiget person ser på det og dækker teksten, eller det udelades.',
  ],
  ['An authorised person looks at it and masks the text.', 'En bemyndiget person ser på det og dækker teksten.'],
  ['An authorised person looks at it, or it is left out.', 'En bemyndiget person ser på det, eller det udelades.'],
  [
    'An authorised person looks at it and draws the boxes, or it is left out.',
    'En bemyndiget person ser på det og tegner felterne, eller det udelades.',
  ],
  [
    'An authorised person masks the label, or it is left out; the volume images of the slide can go alone.',
    'En bemyndiget person dækker etiketten, eller det udelades; præparatets volumenbilleder kan gå alene.',
  ],
  [
    'An authorised person masks it, or the pixel step is switched on.',
    'En bemyndiget person dækker det, eller billedtrinnet slås til.',
  ],
  [
    'An authorised person masks the text, or it is left out.',
    'En bemyndiget person dækker teksten, eller det udelades.',
  ],
  [
    'An authorised person masks the text, or the pixel step is switched on for this series.',
    'En bemyndiget person dækker teksten, eller pixeltrinnet slås til for serien.',
  ],
  ['Ask the sender for a complete object.', 'Bed afsenderen om et helt objekt.'],
  [
    'Ask the sender for a complete object, or switch the pixel step on.',
    'Bed afsenderen om et helt objekt, eller slå billedtrinnet til.',
  ],
  [
    'Have the archive send it uncompressed, or with the overlay in an element of its own.',
    'Få arkivet til at sende det ukomprimeret eller med overlayet i et element for sig.',
  ],
  [
    'Ask the sender for the object again; nothing of it was released.',
    'Bed afsenderen om objektet igen; intet af det er frigivet.',
  ],
  ['Have the archive send it in another transfer syntax.', 'Lad arkivet sende det i en anden transfer syntax.'],
  [
    'Leave it out, or have a data engineer describe the class first.',
    'Udelad det, eller lad en dataingeniør beskrive klassen først.',
  ],
  ['Leave it out.', 'Udelad det.'],
  [
    'Leave it out; a new directory is made over the released objects.',
    'Udelad den; der laves en ny oversigt over de frigivne objekter.',
  ],
  [
    'Leave it out; the volume images of the slide can go alone.',
    'Udelad det; præparatets øvrige billeder kan sendes alene.',
  ],
  [
    'Leave the document out, or let an authorised person redact it and send it again.',
    'Udelad dokumentet, eller lad en bemyndiget person rense det og sende det igen.',
  ],
  [
    'Leave the document out, or send its content by another way.',
    'Udelad dokumentet, eller send dets indhold ad en anden vej.',
  ],
  [
    'Show the object to the data engineer; it needs a rule of its own.',
    'Vis objektet til dataingeniøren; det kræver sin egen regel.',
  ],
  ['Basic Application Level Confidentiality Profile, no option.', 'Standardens grundprofil uden tilvalg.'],
  [
    'Basic profile; dates shifted by one constant a patient, patient characteristics, cleaned descriptors, structured content and graphics, and safe private elements are kept.',
    'Grundprofil; datoer flyttes ens for hver patient; patientens kendemærker (køn, alder, vægt, højde), rensede beskrivelser, svar og grafik samt sikre private felter beholdes.',
  ],
  // faces
  [
    'It is of a head, and the face was not removed from its series, as the profile asks.',
    'Det viser et hoved, og ansigtet er ikke fjernet fra serien, som profilen kræver.',
  ],
  [
    'It does not say which part of the body it shows, and no face was looked for in its series, as the profile asks.',
    'Det siger ikke, hvilken del af kroppen det viser, og der er ikke ledt efter et ansigt i serien, som profilen kræver.',
  ],
  [
    'De-identify it together with its whole series, or an authorised person removes the face, or it is left out.',
    'Afidentificér det sammen med hele serien, eller en bemyndiget person fjerner ansigtet, eller det udelades.',
  ],
  [
    'An authorised person removes the face by other means and sends the series again, or it is left out, or it leaves under a profile without this option.',
    'En bemyndiget person fjerner ansigtet på anden vis og sender serien igen, eller den udelades, eller den sendes under en profil uden dette tilvalg.',
  ],
  [
    'A 3D model may show a face, and faces are removed from CT and MR only.',
    'En 3D-model kan vise et ansigt, og ansigter fjernes kun fra CT og MR.',
  ],
  [
    'The face was not removed. It is no NIfTI-1 volume of three dimensions that can be read here.',
    'Ansigtet er ikke fjernet. Det er ikke en NIfTI-1-fil med tre dimensioner, der kan læses her.',
  ],
  [
    'The face was not removed. It does not say how it lies in the patient.',
    'Ansigtet er ikke fjernet. Filen siger ikke, hvordan den ligger i patienten.',
  ],
  [
    'The face was not removed. Voxels of its data type are not written here.',
    'Ansigtet er ikke fjernet. Voxler af den datatype skrives ikke her.',
  ],
  [
    'The face was not removed. What looks most like a brain has not the size and shape of one.',
    'Ansigtet er ikke fjernet. Det, der mest ligner en hjerne, har ikke en hjernes størrelse og form.',
  ],
  [
    'The face was not removed. The head reaches beyond the images at its top or its sides.',
    'Ansigtet er ikke fjernet. Hovedet rækker ud over billederne foroven eller i siderne.',
  ],
  [
    'The face was not removed. The brain is not within a head: skull and scalp are missing or it is no brain.',
    'Ansigtet er ikke fjernet. Hjernen sidder ikke i et hoved: kranie og hovedbund mangler, eller det er ikke en hjerne.',
  ],
  [
    'The face was not removed. No skull lies around what looks most like a brain.',
    'Ansigtet er ikke fjernet. Der er intet kranie om det, der mest ligner en hjerne.',
  ],
  [
    'The face was not removed. Nearly nothing of a face is in the images: it was removed before, or lies outside of them.',
    'Ansigtet er ikke fjernet. Der er næsten intet af et ansigt i billederne: det er fjernet før, eller det ligger uden for dem.',
  ],
  [
    'The face was not removed. The series has fewer than {} slices.',
    'Ansigtet er ikke fjernet. Serien har færre end {} snit.',
  ],
  [
    'The face was not removed. Its slices lie more than {} mm apart.',
    'Ansigtet er ikke fjernet. Snittene ligger mere end {} mm fra hinanden.',
  ],
  [
    'The face was not removed. The images cover less than a head.',
    'Ansigtet er ikke fjernet. Billederne dækker mindre end et hoved.',
  ],
  [
    'The face was not removed. The place of its voxels in space is not usable, or it is far larger than a head.',
    'Ansigtet er ikke fjernet. Voxlernes plads i rummet kan ikke bruges, eller serien er langt større end et hoved.',
  ],
  [
    'The face was not removed. Nothing in the images has the size and shape of a brain.',
    'Ansigtet er ikke fjernet. Intet i billederne har en hjernes størrelse og form.',
  ],
  [
    'The face was not removed. An image of the series does not say where it lies in the patient.',
    'Ansigtet er ikke fjernet. Et billede i serien siger ikke, hvor det ligger i patienten.',
  ],
  [
    'The face was not removed. An image of the series cannot be read here ({}).',
    'Ansigtet er ikke fjernet. Et billede i serien kan ikke læses her ({}).',
  ],
  [
    'The face was not removed. Its pixels cannot be read here ({}).',
    'Ansigtet er ikke fjernet. Billedpunkterne kan ikke læses her ({}).',
  ],
  ['The face was not removed. The series has no images.', 'Ansigtet er ikke fjernet. Serien har ingen billeder.'],
  [
    'The face was not removed. Faces are removed from CT and MR only.',
    'Ansigtet er ikke fjernet. Ansigter fjernes kun fra CT og MR.',
  ],
  [
    'The face was not removed. The images are of more than one series.',
    'Ansigtet er ikke fjernet. Billederne er af mere end én serie.',
  ],
  [
    'The face was not removed. The images lie in different frames of reference.',
    'Ansigtet er ikke fjernet. Billederne ligger i forskellige koordinatsystemer.',
  ],
  [
    'The face was not removed. The images of the series differ in size, spacing or direction, as those of a localizer do.',
    'Ansigtet er ikke fjernet. Seriens billeder har forskellig størrelse, afstand eller retning, som en localizers har.',
  ],
  ['The face was not removed. The series has too few slices.', 'Ansigtet er ikke fjernet. Serien har for få snit.'],
  [
    'The face was not removed. Slices are missing, or they do not lie evenly.',
    'Ansigtet er ikke fjernet. Der mangler snit, eller de ligger ikke jævnt.',
  ],
  [
    'The face was not removed. The slices do not lie in one straight row.',
    'Ansigtet er ikke fjernet. Snittene ligger ikke i én lige række.',
  ],
  [
    'The face was not removed. The object names no series, or is too long to be held.',
    'Ansigtet er ikke fjernet. Objektet nævner ingen serie eller er for langt til at blive holdt i hukommelsen.',
  ],
  [
    'The face was not removed. An object of the series is longer than what is de-identified at once.',
    'Ansigtet er ikke fjernet. Et objekt i serien er længere end det, der afidentificeres på én gang.',
  ],
  // documents and pictures, of their own or inside of objects
  [
    'The PDF is encrypted with a password, so nobody can see what it says.',
    'PDF’en er krypteret med en adgangskode, så ingen kan se, hvad den siger.',
  ],
  [
    'The PDF is an XFA form: what it shows is made by a program inside of it.',
    'PDF’en er en XFA-formular: det, den viser, laves af et program i den.',
  ],
  ['The PDF holds a script that may change what it shows.', 'PDF’en rummer et script, der kan ændre, hvad den viser.'],
  ['The PDF has more than {} pages.', 'PDF’en har mere end {} sider.'],
  ['The PDF cannot be read to its end.', 'PDF’en kan ikke læses til ende.'],
  [
    'The document unpacks to more than any document needs.',
    'Dokumentet pakker sig ud til mere, end noget dokument behøver.',
  ],
  [
    'A page of the PDF is a picture, most likely a scanned letter, and nothing here reads pixels.',
    'En side i PDF’en er et billede, formentlig et skannet brev, og intet her læser billedpunkter.',
  ],
  [
    'A page of the PDF is drawn in lines and areas; what they spell is not read.',
    'En side i PDF’en er tegnet med streger og flader; hvad de staver, læses ikke.',
  ],
  [
    'The text of the PDF cannot be read: a font in it does not say which letters it writes, or says it wrongly.',
    'PDF’ens tekst kan ikke læses: en skrifttype i den siger ikke, hvilke bogstaver den skriver, eller siger det forkert.',
  ],
  [
    'The document still told of somebody after it was cleaned, so nothing of it could be kept.',
    'Dokumentet fortalte stadig om nogen, efter at det var renset, så intet af det kunne beholdes.',
  ],
  [
    'The profile keeps no text, not even cleaned, and a document is nothing else.',
    'Profilen beholder ingen tekst, heller ikke renset, og et dokument er ikke andet.',
  ],
  [
    'A picture may show a face, a wristband or written text, and nothing here reads pixels.',
    'Et billede kan vise et ansigt, et armbånd eller skrevet tekst, og intet her læser billedpunkter.',
  ],
  [
    'The picture shows text or a face, and the profile does not clean pixel data.',
    'Billedet viser tekst eller et ansigt, og profilen renser ikke billedpunkter.',
  ],
  [
    'The picture still shows text after it was masked several times.',
    'Billedet viser stadig tekst efter at være dækket flere gange.',
  ],
  [
    'The picture cannot be decoded here, so nobody saw what it shows.',
    'Billedet kan ikke afkodes her, så ingen har set, hvad det viser.',
  ],
  ['The object holds no document that can be read.', 'Objektet rummer intet dokument, der kan læses.'],
  ['The document is of another kind than the object says.', 'Dokumentet er af en anden slags, end objektet siger.'],
  [
    'The 3D model holds more than geometry, or is of an unknown form.',
    '3D-modellen rummer mere end geometri eller har en ukendt form.',
  ],
  [
    'The file cannot be read: it is no well-formed CDA document, declares names of its own (DOCTYPE), or nests too deep.',
    'Filen kan ikke læses: den er ikke et velformet CDA-dokument, erklærer egne navne (DOCTYPE) eller er indlejret for dybt.',
  ],
  ['Ask for it without a password.', 'Bed om den uden adgangskode.'],
  [
    'Print it to a PDF again with its fonts embedded, or send it as a scan.',
    'Udskriv den igen til en PDF med skrifttyperne indlejret, eller send den skannet.',
  ],
  ['Print it to a plain PDF and send that.', 'Udskriv den til en almindelig PDF, og send den.'],
  [
    'Print it to a PDF with text, or let an authorised person redact it.',
    'Udskriv den til en PDF med tekst, eller lad en bemyndiget person rense den.',
  ],
  ['Split it and send the parts.', 'Del den, og send delene.'],
  [
    'Switch the pixel step on, or let an authorised person redact it.',
    'Slå pixeltrinnet til, eller lad en bemyndiget person rense den.',
  ],
  [
    'Leave the document out, or switch cleanDescriptors and cleanStructuredContent on in the profile.',
    'Udelad dokumentet, eller slå cleanDescriptors og cleanStructuredContent til i profilen.',
  ],
  [
    'An authorised person looks at it, or the pixel step is switched on.',
    'En bemyndiget person ser på det, eller pixeltrinnet slås til.',
  ],
  [
    'Switch cleanPixelData on in the profile, or leave the picture out.',
    'Slå cleanPixelData til i profilen, eller udelad billedet.',
  ],
  [
    'An authorised person looks at it, or it is sent in a common form.',
    'En bemyndiget person ser på det, eller det sendes i en almindelig form.',
  ],
  [
    'Ask the sender for the file again; nothing of it was released.',
    'Bed afsenderen om filen igen; intet af den er frigivet.',
  ],
  // files that are no DICOM, or are cut off
  [
    'The file is not DICOM: it has neither the DICM mark nor a readable first element.',
    'Filen er ikke DICOM: den har hverken DICM-mærket eller et læsbart første element.',
  ],
  ['The file ends in the middle of an element.', 'Filen slutter midt i et element.'],
  ['A sequence is not closed: the file is cut off.', 'En sekvens er ikke afsluttet: filen er klippet over.'],
  [
    'A sequence item is not closed: the file is cut off.',
    'Et element i en sekvens er ikke afsluttet: filen er klippet over.',
  ],
  [
    'A sequence item is longer than its sequence: the file is cut off or damaged.',
    'Et element er længere end sin sekvens: filen er klippet over eller beskadiget.',
  ],
  ['A sequence holds {} where an item is expected.', 'En sekvens har {}, hvor et element er ventet.'],
  ['Sequences are nested more than {} deep.', 'Sekvenser ligger mere end {} niveauer inde i hinanden.'],
  ['A pixel fragment is cut off.', 'Et stykke af billedet er klippet over.'],
  [
    'Encapsulated pixel data are not closed: the file is cut off.',
    'De indlejrede billeddata er ikke afsluttet: filen er klippet over.',
  ],
  [
    'Encapsulated pixel data hold {} where a fragment is expected.',
    'De indlejrede billeddata har {}, hvor et stykke billede er ventet.',
  ],
  [
    'The deflated data set does not inflate: the file is cut off or damaged.',
    'Det komprimerede datasæt kan ikke pakkes ud: filen er klippet over eller beskadiget.',
  ],
  [
    'The deflated data set inflates to more than 1 GiB.',
    'Det komprimerede datasæt fylder mere end 1 GiB, når det er pakket ud.',
  ],
  ['The file meta information holds a sequence.', 'Filens metainformation har en sekvens.'],
  ['Element {} has no readable value representation.', 'Element {} har ingen læsbar værditype.'],
  [
    'Element {} says it is {} bytes long, and only {} are there.',
    'Element {} siger, at det er {} byte langt, og kun {} er der.',
  ],
  // health records
  ['Not readable', 'Kan ikke læses'],
  ['The body cannot be unpacked: {}.', 'Indholdet kan ikke pakkes ud: {}.'],
  ['Send one patient a bundle.', 'Send én patient pr. bundle.'],
  ['{}: is missing, so the resource is about nobody.', '{}: mangler, så ressourcen handler ikke om nogen.'],
  ['{}: is nested deeper than {} levels.', '{}: er indlejret dybere end {} niveauer.'],
  ['{}: is not one of the values taken here.', '{}: er ikke en af de værdier, der tages imod.'],
  [
    '{}: the reference “{}” leads to nothing in the bundle or in what was received before.',
    '{}: henvisningen “{}” fører ingen steder hen i bundlen eller i det, der er modtaget før.',
  ],
  ['{}: the reference “{}” leads to nothing in the bundle.', '{}: henvisningen “{}” fører ingen steder hen i bundlen.'],
  ['{}: has neither a fullUrl nor an id.', '{}: har hverken fullUrl eller id.'],
  [
    '{}: holds no identifier with a system, so nobody can say who it is.',
    '{}: har intet kendetegn med et system, så ingen kan sige, hvem det er.',
  ],
  [
    '{}: leads to no patient in the bundle or in what was received before.',
    '{}: fører ikke til nogen patient i bundlen eller i det, der er modtaget før.',
  ],
  [
    '{}: names two patients that this zone knows as different persons.',
    '{}: nævner to patienter, som zonen kender som forskellige personer.',
  ],
  ['the sending system', 'det afsendende system'],
]
