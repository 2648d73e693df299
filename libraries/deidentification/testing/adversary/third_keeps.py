"""Sentences of the third hostile set that hold nothing of anyone: all of each must stay."""

KEEPS = """
Parkinsons sygdom uden progression
Morbus Parkinson med tremor
Mb. Crohn i terminale ileum
Morbus Bechterew, ankyloserende forandringer
Hodgkin lymfom stadium IIA
Non-Hodgkins lymfom i regression
Downs syndrom, kendt AVSD
Wernickes encefalopati, signalforandring i corpora mamillaria
Korsakoffs syndrom
Charcot-Marie-Tooth neuropati
Guillain-Barré syndrom obs pro
Creutzfeldt-Jakob mistænkes ikke
Chiari I malformation 8 mm
Arnold-Chiari II
Dandy-Walker malformation
Budd-Chiari syndrom
Marfans syndrom, aorta 38 mm
Ehlers-Danlos type III
Kartageners syndrom
Takayasu arteritis
Wegeners granulomatose
Kawasaki sygdom
Baker cyste i højre fossa poplitea
Bakers cyste 3 cm
Colles fraktur, dorsal vinkling 20 grader
Smith fraktur volart
Barton fraktur
Jones fraktur 5. metatars
Lisfranc ligament intakt
Weber B fraktur
Monteggia fraktur
Hill-Sachs læsion
Bankart læsion
Perthes sygdom venstre hofte
Scheuermann forandringer Th7-Th10
Schmorlske impressioner
Cobb vinkel 23 grader
Legg-Calvé-Perthes
Osgood-Schlatter
Dupuytren kontraktur
Morton neurom
Achilles tendinopati
Sudeck atrofi
Tietze syndrom
Meckels divertikel
Barretts øsofagus
Zenkers divertikel
Pringle manøvre
Whipple operation
Billroth II
Roux-en-Y gastrisk bypass
Hartmanns procedure
Nissen fundoplikatio
Virchows lymfeknude
Pancoast tumor højre apex
Kerley B linjer
Swan-Ganz kateter
Hickman kateter
Foley kateter
Heimlich ventil
Circulus Willisii
Galens vene
Sylviske fissur
Broca område
Heschls gyrus
Meyers loop
Luschka foramen
Monro foramen
Magendie
Eustakiske rør
Cowpers kirtler
Bartholins cyste
Douglas' rum med fri væske
Hoffas fedtpude
Langerhans celle histiocytose
Ewing sarkom
Wilms tumor
Kaposi sarkom
Burkitt lymfom
Merkel celle karcinom
Warthin tumor
Gleason 4+3
Gleason score 7
Breslow 1,2 mm, Clark III
Fuhrman grad 2
Bosniak IIF cyste
Child-Pugh B
Hounsfield 45 HU
Fleischner kontrol om 12 måneder
Lund-Mackay score 6
Glasgow Coma Scale 15
Hand venstre, røntgen i to planer
Kort afstand mellem fragmenterne
Hals uden forstørrede glandler
Brun pigmentering
Krog på kateter
Krage anlagt
Rask i øvrigt
Frisk blødning
Lang forløbstid
Ringe mængde pleuravæske
Skive L4/L5 med prolaps
Diskusprolaps L5/S1
Th12 kompressionsfraktur
C5/C6 og C6/C7 degeneration
L5/S1 og Th11/Th12
BI-RADS 4
PI-RADS 3/5
TI-RADS 4
LI-RADS LR-3
T2N0M0
pT3 N1 M0
TNM 8. udgave
NIHSS 12
mRS 2
AX T2 FLAIR 5MM
SAG T1 MPRAGE 1MM ISO
DWI b1000
b=0, 500 og 1000 s/mm2
b-værdier 0/50/400/800
ADC 0,82 x 10-3 mm2/s
TR 2500 TE 90 FA 150
TE/TR 30/3000
FOV 240 x 240 mm
matrix 512x512
KV 120 mAs 250
120 kV, 200 mA
CTDIvol 12,34 mGy
DLP 1234.56 mGycm
Dosis 1234567890 arb. enheder
tællinger 4512345678 i alt
SUVmax 12,3
F-18 FDG 350 MBq
Tc-99m MDP 600 MBq
Omnipaque 350 mg I/ml, 100 ml
Gadovist 1,0 mmol/ml 7,5 ml
Iomeron 400
Visipaque 320 80 ml 4 ml/s
Buscopan 20 mg i.v.
Kreatinin 78 umol/l eGFR 65
Hb 7,8 mmol/l
CRP 123
PSA 12,4 ug/l
P-Calcium 2,34
Siemens Magnetom Aera
GE Discovery MR750
Philips Ingenia 3.0T
SOMATOM Force
Canon Aquilion ONE
Siemens Biograph mCT 64
syngo.via VB60A
IR_CT_BrainLAB
HEAD^ROUTINE
Thorax^TAP_Standard
T1_TSE_DIXON_TRA
ep2d_diff_3scan_trace_p2
t2_spc_sag_iso_p4_0.9mm
t1_mprage_sag_p2_iso_0.9
localizer_haste_3pl
ABDOMEN 5.0 B30f
LUNGE 1.0 Br59
Recon 2: BONE
venøs fase 70 sek
kontrast efter 35 s
Scan 12 min efter injektion
3 af 5 segmenter
2/3 af lungen
halvdelen af 1/3
6-8 mm
4 x 5 x 6 cm
12-15 mm konkrement
50-60 % stenose
ICD-10 C34.9
DC349
SNOMED 254637007
SNOMED-CT 363346000
LOINC 24627-2
RID 5824
DZ031T
KUXUC85
interval på 14 dage
kontrol efter 6 måneder
3 uger siden operation
symptomer i 2 år
45-årig kvinde med hoste
58 år gammel mand
89-årig kvinde
70 years old male
gestationsalder 32+4
GA 20 uger 3 dage
kl. 14.33 injektion
kl 08:15
14:33:12
Højre side, set bagfra
Venstre mamma kl. 2
Lever, milt og pancreas normale
May-Grünwald farvning
April: serien hedder ekko
Sol og lys undgås
Sten i ductus cysticus
Bjerg-og-dal mønster
Mark af spongiosa
Stor prolaps
Rose position
Lille øre, stor næse
Mild hydronefrose
Kommunikerende hydrocephalus
Patienten møder fastende
Pt. kan ikke ligge fladt
Dr. ikke til stede
Overlæge konfereret
Radiograf scanner selv
Pårørende er til stede
Datter med som tolk
Mor til 3 raske børn
Henvist af egen læge
Ref. HR-TCT protokol
RECIST 1.1: SD
Deauville 3
Agatston score 412
EF 55 %
QTc 430 ms
I, II, III, aVR, aVL, aVF
V1-V6
STIR TE 60
Stent 4.0 x 28 mm
ETT 22 mm over carina
CVK spids i v. cava superior
JJ-kateter højre
PICC line
IVUS 60 MHz
ultralyd med 12 MHz lineær transducer
pixel spacing 0.4883\\0.4883
rekonstrueret med kernel B70f
slice 5mm gap 1mm
NEX 2 ETL 16
GRAPPA 2
ser 4 ima 23
ima 12/120
se. 301
serie 5, billede 34
fantom Catphan 600
ACR phantom QC
normaliseret til MNI152
Talairach koordinat
Desikan-Killiany atlas
FreeSurfer 7.1
Otsu tærskel
Gauss filter sigma 2
Hann vindue
Feldkamp rekonstruktion
Lorentz kurve
Bland-Altman
Kaplan-Meier
Cox regression
Fisher test
Doppler flow 40 cm/s
Tesla 3
Becquerel og gray
Ringer laktat 500 ml
Marevan og Eliquis
Prednisolon 25 mg
Metformin pauseret
Panodil 1 g x 4
Morfin 5 mg
Herceptin
Keytruda serie 4
Lasègue positiv venstre
Babinski negativ
Murphys tegn
Homans tegn
Trendelenburg leje
Fowler leje
Water's projektion
Judet optagelse
Schüller projektion
Towne projektion
Stryker notch
Garden III fraktur
Schatzker II
Salter-Harris type 2
Mason II
Neer 3-part
Pauwels II
AO 31-A2
Kellgren-Lawrence 2
Outerbridge III
Modic type 1
Pfirrmann grad 4
Fazekas 2
Scheltens MTA 1
Evans index 0,32
ASPECTS 9
Hunt og Hess 3
Spetzler-Martin 2
Balthazar C
Stanford type A
DeBakey I
Crawford III
Fontaine IIb
Rutherford 4
Killip 2
NYHA III
""".strip().split("\n")
