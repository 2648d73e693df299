/**
 * Invented texts of headers and reports that name nobody, by what they are of; parted by " | " and new lines. A quarter of each kind was
 * written after the finder had been tuned to the others.
 */
export const innocentTexts: Readonly<Record<string, readonly string[]>> = {
  'magnetic resonance':
    parted(`me3d_tra_p2_disc C4/C5 | VEN_BOLD HighRes SENSE | MR lænderyg | Matrix 512x512 FOV 240 | MR Rathke cyste
t1_vibe_fs_dyn_tra_bh | MR knogle helkrop myelom | WIP PDW_SPAIR SENSE | swi_tra_p2_mIP | WATER: Ax LAVA-Flex
T2map_FLASH_SAX | MR sacroiliacaled | MR Rygsøjle DISSEM SCLEROSE | Ax obl T2 L4-5 L5-S1
MR prostata mpMR PI-RADS | MRI LUMBAR SPINE WO | PSIR_TI_340_SAX | MIP sub | t1_tirm_cor dark-fluid
ep2d_diff_3scan_trace_p2_ADC | Average DC (mm2/s) | MR mamma begge sider | 3D_VANE_XD | Ax FIESTA C
MR rectum stadieinddeling | haste_thick_slab_rad_40mm | localizer_haste_3-plane | SAG T1 CUBE
MR acusticusneurinom | AX T2 FLAIR PROPELLER | AX DWI b1000 ASSET | t1_mprage_sag_p2_iso | t2_tse_tra_p2_320
Apparent Diffusion Coefficient (mm2/s) | PhoenixZIPReport | OutPhase: Ax LAVA Flex BH | Voxel 1.0x1.0x1.0 mm3
eSWIp HighRes | FFE3D TOF | Calibration Scan | MRCP 3D RTr ASSET | MPR Range[1] | MR Scheuermann
MR prostata biparametrisk | COR T2 SSFSE BH | t2_space_dark-fluid_sag_p2_iso | MR Baker cyste ve. knæhase
BRAIN W/O CONTRAST | t1_fl3d_sag_dyn_TWIST_45s | TE 30 TR 2000 FA 90 | Breast Bilateral Dynamic Sub 1 min
MRI Knee Left Without Contrast | t1_vibe_dixon_tra_bh_pre_in | MR Creutzfeldt-Jakob | MR Achillessene | T2* map
Locator | FE_EPI_PERF | eADC | Synthetic T1 TE 10 TR 500`),
  'computed tomography':
    parted(`Dose Report | CT urografi 3 fase | Premonitoring 10.0 | SCOUT LAT | PE 2.0 Bv36 M_0.5 | CT Colonography Screening
Scout | CT dosisplan mamma sin. | CT aorta EVAR kontrol | STEALTH 0.625 | CT Renal Stone Protocol
DE_Abdomen 1.5 Qr40 F_0.6 | CT aorta dissektion EKG-gated | CT-angio halskar | CT underekstremiteter angio
CT thorax og øvre abdomen | AXIAL BONE PLUS | CT lymfom Hodgkin stadie | SURESTART | CT tibia plateau Schatzker
CTDIvol 12.3 mGy DLP 456.7 mGycm | Abdomen 3.0 I30f 3 | iMR1, Brain Routine | CHEST PE
CT kontrol post op 2 uger | CT skulder dx. Hill-Sachs | Cerebrum 5.0 J40s | CT thorax/abdomen/pelvis m. kontrast
CT HEAD WO | CT cerebrum u. kontrast akut | Visipaque 320 75 mL | OMNI 350 | Mono 40keV | CT LE
CT traumescanning helkrop | SNAPSHOT 75% | CT bækken fraktur | CT Angio Head and Neck | CT thorax 3 mdr. kontrol
CT Temporal Bones | 120 kV 250 mAs | Thorax 5.0 B31f | kVp 120 mA 380 pitch 0.984:1 | RECON 2: 1.25MM LUNG
CT columna cervicalis traume | CorCTA 0.75 Bv40 3 70% | CT Hals thorax abdomen | CT vejledt drænage
CT cerebrum u. k. | CT CHEST W/O CONTRAST | CT temporalben | CT KAG | CT bryst m. iv. kontrast | SmartPrep
Lung 2.0 FC86 | CT stenprotokol | iDose (3) | CT binyre udvaskning | Thorax  1.5  Br40  3 | ThorAbd 5.0 Bl57 LUNG`),
  ultrasound: parted(`US THYROID | US OB 2ND TRIMESTER | FibroScan 7.2 kPa CAP 280 | UL lyske hernie | UL mamma dxt.
UL hofte Graf type | O-RADS 3 | EPIQ 7 X5-1 | UL skulder | Echo Adult TTE | UL lever og galdeveje | UL hals
US RENAL | Stress-ekko dobutamin | UL gravid GA 20+3 | UL øvre abdomen | UL vejl. finnålsbiopsi thyreoidea
Pediatric Echo | 9L-D | TI-RADS 4 ve. lap | UL pleura | UL cervix længde | US DOPPLER CAROTID BILATERAL
UL nakkefold | UL testis | BPD HC AC FL EFW Hadlock | Elastografi 5.6 kPa | MI 1.2 TIS 0.6 | Ekkokardiografi TTE
UL bløddele Baker cyste | UL dyb vene trombose hø. underekstremitet | UL skrotum | POCUS lunge | Adult Echo
Fetal Echo | UL gl. thyreoidea | Bosniak IIF hø. nyre | UL gennemskanning | UL nyretransplantat | E/e' 8.5
Voluson E10 RAB6 | L12-5 Breast | PLAX | Ekko TEE | UL galdevejene | UL vejledt biopsi | Murphys tegn | C1-6-D
Apical 4 Chamber | US ABDOMEN COMPLETE | TAPSE 21 mm | FAST traume | US BREAST LEFT LIMITED
LV EF 55 % Simpson biplane | UL tilvækst | C5-1 Abd Gen | UL DVT ve. ben | SAX PAP | Transvaginal Pelvic
UL abdomen`),
  mammography:
    parted(`Mammografi screening | MAMMOGRAFI bilat. | Klinisk mammografi | Mammografi dx. MLO | R CC | L MLO | RMLO ID
LCC Tomosynthesis Projection | R MLO Tomosynthesis Reconstruction | C-View | L CC Spot Mag
Standard Screening - Combo | FFDM R CC | Screening Mammogram Bilateral | DIAGNOSTIC MAMMO UNILATERAL RIGHT
BI-RADS 4 | BI-RADS 2 bilateral | ACR densitet C | CESM sin. | Stereotaktisk biopsi sin. | Galaktografi
Mærkning m. Magseed | Coil markør T3 | Flip view | Hologic Selenia Dimensions | Lorad Selenia
Senographe Pristina | MAMMOMAT Inspiration | Paget mamma dx.`),
  radiographs:
    parted(`Rtg. ryg Cobb vinkel | Skull Towne | Skulder Y-view | SID 180 cm | Hand PA OBL | Rtg. fod Jones fraktur
Clavicula dx. | Knæ dx. | Knee AP/LAT | Rtg. håndled Colles post reponering | L-Spine AP | Portable
C-Spine Odontoid | Rtg. hæl Haglund | Rtg. abdomen oversigt | Rtg. knæ Osgood-Schlatter | Rtg. thorax liggende
Rtg. underarm Galeazzi | XR KNEE 3 VIEWS LEFT | Rtg. tommel Bennett fraktur | Bone Age | Fod dx. belastet
Judet dx. | Rtg. knæ Segond? | DigitalDiagnost 4.2 | Hånd dxt. | Skulder sin. Grashey | Rtg. femur Pauwels
Skeletal Survey | Rtg. Smith fraktur | Rtg. højre håndled | Rtg. HKA akse | XR CHEST 2 VIEWS
Ankle AP LAT MORTISE | DAP 1.23 dGy*cm2 | Albue dx. | Rtg. hofte Garden IV | Ankel sin. | Bihuler Waters
Thorax ap | Rtg. knoglealder Greulich-Pyle | W033 Chest PA | Canon CXDI-710C | Rtg. tværfinger Salter-Harris II
XR FOOT 3+ VIEWS RIGHT | Rtg. ankel Weber B | Columna thoracalis | Rtg. albue Monteggia | CHEST LAT | Os sacrum
CANINE LATERAL THORAX 0-15cm | Thorax p.a. | Rtg. bækken | Lauenstein | Rtg. thorax bedside | Røntgen af thorax
Chest PA | Dunn view | Knæ Schuss | Rtg. af underben`),
  'angiography and fluoroscopy':
    parted(`KAG | PCI | PCI LAD DES | Koronarangiografi | Left Coronary 15 fps Low | LCA RAO 30 CAU 20 | RCA LAO 45
LV 30 RAO | TAVI Sapien 3 | Evolut R 29 mm | EP ablation | PM implantation DDD | Arteriografi underekstremitet
DSA cerebral 2 fps | DSA carotis int. dxt. | Cerebral Angiogram | 6s DSA Head | 3DRA prop scan | DynaCT 20s Head
XperCT Cerebral LD | Embolisering Onyx | Coiling a. com. ant. | Trombektomi M1 Solitaire | EVAR Gore Excluder
TIPS Viatorr | PTC og galdevejsdræn | Nefrostomi dxt. | Permcath anlæggelse | PICC line | Port-a-cath
Varicocele embolisering | Single Shot | FL Fluoro - 15 | FL Card 15 fps | Fluoro Store | ERCP
ERCP stent Wallflex | HSG | Passage af øsofagus | Tynd- og tyktarmspassage | Defækografi | MCUG | Urethrografi
Videofluoroskopi synkefunktion | Barium Swallow | UGI with Small Bowel | Modified Barium Swallow
Zenker divertikel | Seldinger teknik 5F pigtail | Judkins left 4 6F | Amplatz super stiff 0.035
Glidewire Terumo | Cobra C2 | Simmons 2 | ExposureTime 12 ms 65 kV`),
  'nuclear medicine':
    parted(`Knogleskintigrafi | Whole Body Bone | Helkrops knogleskintigrafi 3 timer p.i. | Renografi MAG3 | DMSA nyre
Lungeskintigrafi V/Q | Myokardieskintigrafi stress | Myokardie hvile Tc-99m tetrofosmin | MUGA
Thyreoidea Tc-99m pertechnetat | Parathyroidea sestamibi SPECT/CT | Sentinel node mamma | Sentinel node melanom
DaTSCAN | DAT Parkinson | Octreotid skintigrafi | I-123 MIBG | HIDA | Meckel skintigrafi | Galdeskintigrafi
Leukocytskintigrafi | Ventrikeltømning 4 timer | FDG PET/CT | PET/CT FDG helkrop | PET CT lymfom Deauville 2
PSMA PET/CT | PET Ga-68 DOTATATE | PET Rb-82 hjerte | PET amyloid PiB Alzheimer | FET PET hjerne | PET WB 3D MAC
PET AC 3DWB | PET NAC | PET Body CTAC | WB CTAC | WB 3.0 CTAC HD_FoV | e+1 | LINEAR EMISSION | TOMO_SPECT_AC
EM Stress IRACSSC | IRNC | Static Lung POST | PERFUSION RPO | Transmission | SUVmax 12.3 | SUVbw
Deauville score 4 | Krenning 3 | 380 MBq F-18 FDG | Tc99m-MDP 740 MBq | p.i. 60 min
PET Ventricles Dynamic 32 frames`),
  radiotherapy:
    parted(`RT Plan | RTPLAN prostata 78 Gy/39 | Planlagt CT dosisplan | VMAT Arc 1 | ARC 1 CW | Field 1 | Setup AP
CBCT fraktion 12 | GTV | CTV | PTV 5mm | PTV_60 | CTV1 cN | ITV lunge | BODY | External | Spinal Cord
SpinalCord_PRV | Lung_L | Lung_R | LungeHoejre | Heart | Hjerte | Rectum | Blaere | Medulla | MyelonPRV
Parotis dx | Parotis_sin | Chiasma | OpticNerve_L | Brainstem | Bowel bag | FemoralHead_R | Caput femoris sin
Couch Interior | CouchSurface | Tumor bed boost SIB 51.52/28 | Breath hold DIBH mamma sin | Brachy cervix ring
SRS hjernemetastase 18 Gy x 1 | Dose 50Gy/25fx | Eclipse AAA 15.6 | Acuros XB | RayStation 11B | Monaco
Pinnacle | TrueBeam STx | Halcyon | Ethos adaptive`),
  'endoscopy, skin, eyes and pathology':
    parted(`Aperio AT2 | Paris 0-Is polyp | Sentinel lymph node frys | T3N1bM0 stadie IIIB | Slit lamp | CF-HQ190L | ISUP 3
PD-L1 TPS 50 % | Giemsa | PAP test ASCUS | Mirax | Fundus OS 45 grader | Lever biopsi Metavir F2 | Ki-67 20 %
NAS score 4 | Tryksår grad 3 os sacrum | Koloskopi screening | Mb. Bowen underben | Olympus EVIS EXERA III
Prøve A blok 2 | Heidelberg Spectralis HRA+OCT | Dermoskopi naevus ve. skulder | Spitz naevus | Dukes C
Prag C3M5 | HE x40 | CD20 CD3 | Leica GT450 | Los Angeles grad B | Cystoskopi | Kapselendoskopi PillCam SB3
OCT RNFL | HER2 3+ | Hidrosadenitis Hurley 2 | Mallory-Weiss læsion | Fodsår Wagner 2 | Sigmoideoskopi
Basalcelle næse | Psoriasis albuer | Dermatoskopi ryg | Bowen krus dx | HFA 24-2 SITA Fast | OCT makula OD
Gastroskopi Barrett C2M4 | Fundus OD | Helicobacter test | Bronkoskopi BAL | Pentacam 4 Maps | van Gieson
Gastroskopi | Gleason 3+4=7 | Hamamatsu NanoZoomer S360 | Whole slide 40x | Optos Daytona | Forrest IIa ulcus
Nottingham grad II | Fundusfoto diabetes ETDRS 35 | H&E | Masson trichrom | Critical view of safety`),
  'words that are names too':
    parted(`Rose spine | Gray scale | Krabbe disease | Vinter eksem | Power Doppler | Hvil | Hvid substans | Woods light
Ask patient to hold breath | May repeat | Lane positions | Kock reservoir | Lav dosis | Hare lip | Hill Sachs
Per os kontrast | Lund Browder | Ring ved aflevering | Stress | Sharp margins | Skarp kerne | Dura mater
Eng græs allergi | Vang lateralis | Sen optagelse 4 timer | Brand gangræn | Wood lamp | Frost i skulderen
Smal kanal | Dag 1 post op | Hand left | Bred base | Krebs cyklus | Hul fod | Venstre | Sen kontrast opladning
Stones in gallbladder | April QA | Rod placement | Kold abscess | Akse | White coat | Middel fase | Op ad
Small bowel | Flad fod | Long axis | Brown fat | Siv blødning | Stor cyste | Will repeat | Nyresten ve. nyre
Head first | Brown tumor | Pil mod læsionen | White matter lesions | Sen fase | Hold vejret
Multiple sten i ductus choledochus | Bjørk allergi | Art phase | Sol eksponeret hud | Berg balance
Hare scramble | Best Diast 70 % | Mark lesion with coil | Lung window | Høj dosis | Frossen skulder dx.
Klar væske | Long T1 inversion | Dark blood | Lund-Mackay score 8 | Hold the breath | Kant skarp | Iris OD
Sten i galdeblæren | ART fase | Rask forsøgsperson | Grov nål | Hede og rødme | Fox-Fordyce | Grå stær
Swan-Ganz kateter | Rask kontrol | Krabbes sygdom | Blå mærke | Munk hvile | Head neck | Cross table lateral
Stone protocol | Bay window | Storm i hovedet, akut | Mark stenosis | Berg Balance Scale 45 | Pia mater | Del 2
Mørk hud | Bak om nyren | Swan neck | Blød kerne | Short axis | Sten i højre ureter
Kold knude i ve. skjoldbruskkirtellap | Bach flower | Mild stenose | Rød plet | Tyk snit | Rod fracture L4
Ind ånding`),
  'diseases and signs called after people':
    parted(`Apgar 9/1 | Klippel-Trenaunay? | Kikuchi Sm1 | Wackenheim? | Arnold-Chiari? | Kendt Chamberlain | Darier?
Fazekas 2 | Colles fraktur | Melan A | Obs. Hansel | Obs. Phalen | Obs. Putti-Platt | Obs. McGregor
Kendt Gruberi | Mb. Dega | Obs. Heister | Stenvers? | Bismuth-Corlette III | Obs. Danelius-Miller
Levine Edwards | Stupp? | Tractus Iliotibialis | Hinchey II | Lichtenstein plastik | Remicade infusion
Crohns sygdom terminale ileum | Napsin A | Bigliani 2 | Patient Weight Unknown | Kendt Ganz | Kendt Baveno
Ocrevus år 2 | Klinefelter? | Mb. Osgood | Obs. Cantlie linje | Cowden? | Obs. Gradenigo | Mindray Resona
Heinz legemer | Chopart? | Kendt Diff Quick | Kendt Favard | Addison Biermer | Merkel celle
Blalock-Taussig shunt | Cockett? | Garden III | Obs. Sjögren | Mb. Lanz | Cushings? | Planmed Clarity
Ferguson vinkel? | Hunter? | Lindblom? | Crigler-Najjar? | Kikuchi? | Kendt Plummer | Mb. Riedel | Gerota?
Obs. Caton-Deschamps | Von Rosen | von Hippel-Lindau | Kendt Chilaiditi | Ligamentum Flavum | Pan Keratin
Kendt Quincke | Kendt Goodpasture | Van Neck | Mondor? | Kendt Gennari | Obs. Hoffa | Bassini? | Obs. Hauser
Kendt Santorini | Pancoast tumor | Mb. Proteus | Kendt Newman | Harris Heel | Ross operation
Ingen feber hos pt. Hjertet er normalt stort. | Billroth II | Mb. Dwyer | Kendt Pavlov | Mb. Fabry
Mb. Norgaard ball catchers | Mb. Rosen | Bochdalek hernie | Cyclin D1 | Felty? | Liebel-Flarsheim? | Geissler?
Obs. Peliosis | Dejour B | Leksell ramme | Kendt Serendipity | Whipple procedure | Obs. Naboth | Corpus Callosum
Le Fort II | McBride? | Pierre Robin | Nervus Vagus | Obs. Nurick | Kendt Birt-Hogg-Dubé | Mb. Bowman | Frykman 4
Stulberg? | Mb. Bourneville Pringle | Fontaine II`),
  'drugs, devices and programs':
    parted(`Ingenia Ambition | Azurion 7 | QuPath 0.4.3 | SOMATOM go.Top | Vivid E95 | Hi Vision Preirus | Horos
Carestream DRX | Signa HDxt | SOMATOM Drive | Magnevist | Celesteion | Herceptin | Furosemid 20 mg | Prednisolon
SOMATOM Force | EchoPAC | Venue Go | Optima MR450w | AW Server 3.2 | LOGIQ E9 | RapidAI | Axiom Aristos
Nitroglycerin spray | FUJIFILM FCR | Brilliance iCT 256 | Primovist 10 ml | IQon Spectral | ACUSON Sequoia
Veye Lung Nodules | ProHance | LX MR Software release:DV26.0_R03 | Pembrolizumab | BrightSpeed | Sectra IDS7
MATLAB R2021b | MAGNETOM Sola | ViewPoint 6 | SonoVue 2,4 ml | Adenosin 140 mikrogram/kg/min | Infinix-i
Achieva dStream | MAGNETOM Vida | Gastrografin | Trinias | Aquilion Precision | DISCOVERY MR750w | Medis Suite
MAGNETOM Lumina | Biograph mCT | AXIOM-Artis | Aquilion Prime SP | uMR 780 | Multix Fusion | OsiriX | RS85
gmp_vct.42 | DC-80 | Vantage Orian | VA48A_02_P12`),
  numbers:
    parted(`SENSE 1,8 | UXMA00 | kl. 10 | b=0, 50, 400, 800 | *tfl3d1_16ns | eGFR 45 | follow-up 12 months | E11 | -120 HU
IM 0001 | *tse2d1_15 | TR/TE 2000/30 | visit 3 | Kontrol 1 | T0 | b 1000 | Seg VII | Th4-Th8 | DG35.9
Matrix 512x512 | NSA 2 | S1 | AFP 1234 | LAD D1 | siden 3 uger | Hgb 7,8 | kvadrant 2 | 250 mAs
35 årig forsøgsperson | GA 20+3 | 370 MBq | 38+5 | 85. percentil | CAC 1234 | ACS 4 | TP1 | 7 Tesla
BW 250 Hz/Px | CRP 123 | L5/S1 | mRS 3 | 6 mdr. kontrol | SUVmean 4,56 | 2 uger post op | ISO 13485 | Th12
ICD 162.9 | 6 timer | v1.0.20220720 | 6-8 uger | 12x14x16 mm | INR 2,5 | DRG 0815 | uge 12 forsøg | DICOM PS3.15
L4/L5 | for 3 dage siden | TR 2000 | DC349 | 1024x1024x16`),
  comments:
    parted(`Shutter | Uændret | Teaching file | Reader 2 | Udenbys billeder | NEMA IEC | Left eye dilated | K-tråd fjernet
Obs. pneumoni | EKG-gated | No acute findings | Ilizarov ramme | Postop | Caecum nået | Key Object Selection
Ekstravasation ve. albue | Portovenøs fase | Kuntscher søm | Ingen kontrast pga. nedsat nyrefunktion
Post void residual 45 mL | Efter operation | Shaldon kateter | Elektiv | 14G x 4 | Rygsmerter med ischias
Bone cement Palacos | Fald på strakt arm | Austin Moore | Referring diagnosis: headache | Samtykke | Upåfaldende
Mistanke om absces | Apnø | Hastesvar | Ileocoecal klap | Gamma søm | Radiation Dose SR | Reader 1
Marker i resektionsrand | Rater A | Secondary Capture | Blinded read | Ekskretorisk fase
Rtg. gentaget pga. rotation | Fogarty | Nål i læsion | Progression? | Bowel prep poor | Eksspiration
Patient moved | Ia. | Se billede 34 | Normal variant | Kl. 12 mærket med lang sutur | CAD mammography
Kontrol efter stråler | Screen Save | Konference | Tumor mask v2 | RT CCA PROX`),
  reports:
    parted(`Colles fracture with dorsal angulation of 20 degrees. No pleural effusion or pneumothorax. There is a 14 mm nodule in the right upper lobe, Lung-RADS 4A.
Bor alene og klarer sig selv. Trakealtuben er placeret 4 cm over carina. Ask og støv eksponeret patient med fine retikulære forandringer. Anbefales kontrol om 6 uger mhp. svind. Bochdalekhernie ve. side, tilfældigt fund.
Indikation: Tidligere opereret med Whipples operation for 4 år siden. Weber B-fraktur med 3 mm forskydning. Ingen ansamling i leddet. Stener læsion kan ikke udelukkes.
R: Coil anlagt centralt i processen, god placering ved kontrolmammografi. I øvre laterale kvadrant af venstre mamma ses en 14 mm spikuleret tumor, BI-RADS 5. Mikroforkalkninger af type 4b i et område på 22 mm. Triple test positiv.
Mild white matter changes, Fazekas grade 1. Crohn disease with active inflammation of the terminal ileum. Comparison with the study from 6 months ago shows no change.
Indikation: Patienten ønsker svar hos egen læge. Anbefales kontrol om 6 uger mhp. svind. CVK via v. jugularis interna dxt. med spidsen i v. cava superior. Fund forenelige med Hodgkin lymfom i mediastinum, maksimalt mål 48 x 32 mm.
R: Ingen kendte allergier, eGFR 67. Mallory-legemer og steatohepatitis, NAS score 5. Resektionsrande er frie med mindste afstand 4 mm. Warthins tumor i glandula parotis. Merkelcellekarcinom, CK20 positiv. Barrettslimhinde med intestinal metaplasi uden dysplasi.
Patent circle of Willis without aneurysm. No acute intracranial hemorrhage or infarct. Recommend follow-up in 12 months per Fleischner criteria. Colles fracture with dorsal angulation of 20 degrees. Stage IIIA disease with mediastinal nodes up to 18 mm.
Resume: Pt. har været faldet i går og kan ikke støtte. Gammel helet fraktur af 7. costa på højre side. Kerleys B-linjer og peribronkial cuffing som ved begyndende stase. Normal hjertestørrelse og normale lungekar. Ingen pleuraansamling eller pneumothorax.
Ingen kendte allergier, eGFR 67. Ingen restriktion på DWI, således ikke tegn på frisk iskæmi. Fri passage gennem akvædukten. Hvid substans er upåfaldende.
Hypertransparente lungefelter og affladede diafragmakupler som ved KOL. Mindre Morgagni-hernie med fedt. Lungebasis er fri. Normal hjertestørrelse og normale lungekar.
Konklusion: Warthins tumor i glandula parotis. Breslow tykkelse 0,8 mm, Clark niveau III. Prostatabiopsier med adenokarcinom, Gleason 3+4=7, ISUP grad 2. HER2 2+, FISH-analyse rekvireres.
Får Eliquis 5 mg x 2 og Metoprolol 50 mg dagligt. Periventrikulære højsignalforandringer svarende til Fazekas 2. Meningeom i falx, uændret 12 mm. Ventrikelsystemet er normalt konfigureret og midtstillet.
Henvist med 3 ugers hoste, feber og CRP på 134. Fostervandsmængden er normal, DVP 5,2 cm. Foster i hovedstilling med vægtskøn 3200 g svarende til +4 %. Placenta sidder på forvæggen, fri af orificium internum.
Klinisk mistanke om lungeemboli, Wells score 4,5. Bakercyste på 5 cm i fossa poplitea. Hill-Sachs og knoglet Bankart læsion efter luksation. Supraspinatussenen med fuldvægsruptur på 14 mm, Goutallier grad 2. Fri bevægelighed af leddet oplyses.
Apikalt i venstre lunge ses et 12 mm stort nodulært infiltrat, som ikke kan genfindes på undersøgelsen for 6 måneder siden. Trakealtuben er placeret 4 cm over carina. Hypertransparente lungefelter og affladede diafragmakupler som ved KOL. Kendt pacemaker med to elektroder i uændret position. Lungebasis er fri.
Osgood-Schlatter forandringer i tuberositas tibiae. Chondromalaci grad III retropatellart, Outerbridge. Pellegrini-Stieda forkalkning. Horisontal ruptur i mediale menisks baghorn.
Mammae er af tæthed ACR C. Mondors sygdom i højre mamma. Operationsfølger efter lumpektomi, ingen recidiv. Uændret fibroadenom kl. 10, 4 cm fra papillen.
76-årig kvinde med KOL og kendt c. mammae. Fri bevægelighed af leddet oplyses. Kellgren-Lawrence grad 3 medialt. Stener læsion kan ikke udelukkes. K-tråde i uændret stilling efter 2 uger.
Findings may represent Hodgkin lymphoma. Stage IIIA disease with mediastinal nodes up to 18 mm. No acute intracranial hemorrhage or infarct. Free fluid in the pouch of Douglas. Hill-Sachs deformity and Bankart lesion are seen.
Small Baker cyst in the popliteal fossa. Findings may represent Hodgkin lymphoma. There is a 14 mm nodule in the right upper lobe, Lung-RADS 4A. Patent circle of Willis without aneurysm.
Svar: Stor tak for hurtig hjælp, ring gerne ved spørgsmål. Knoglemarvsødem i laterale femurkondyl. Garden III fraktur i collum femoris, Pauwels 2. Hill-Sachs og knoglet Bankart læsion efter luksation.
Undersøgelsen er gennemført efter standardprotokol med iv. kontrast. Tyndtarmen fremstår uden dilatation. Ventriklen er sammenfalden. Ingen øget ansamling. Abdominalvæggen er intakt.
Let skiveskred med kontakt til nerveroden. Foramina er frie. Rodkanalen er snæver. Muskulaturen er atrofisk.
Status efter total knæalloplastik. Komponenterne sidder korrekt. Ingen opklaringszoner. Patella centrerer.
Ekstern læge har bedt om fornyet vurdering. Konklusionen ændres ikke. Videre udredning anbefales.
Efterforløbet var ukompliceret. Bandagen skiftes på 3. dag. Suturer seponeres på 12. dag hos egen læge. Pt. Mobiliseres frit.
Maligne celler påvist. Celleblok viser adenokarcinom. Immunprofil: TTF1+, Napsin A+, p40-. PD-L1 60 %. ALK negativ.
Placenta previa. Cervix 28 mm. Barnet ligger i sædestilling. Navlestreng med tre kar. Kryds-taks flow normalt.
Normale kammerdimensioner. LVEF 60 %. Mitralinsufficiens grad 1. Aortaklap trikuspid. Højre ventrikel TAPSE 24 mm. Perikardiet uden ekssudat.
Huden er varm og tør. Såret måler 3 x 2 cm med fibrinbelægning. Sårkanter vallende. Pulse palpable. Ankeltryk 110 mmHg.
Sigmoideoskopi til 40 cm. Slimhinden let rød og granuleret. Mayo 1. Tre biopsier. Ingen polypper. Hæmorider grad 2.
Visus 0,5 og 0,8. Papiller vitale. Makula med druser. Perifer nethinde tilliggende. Kontrol 6 mdr.
Barn med hoste. Snorken. Adenoide forstørret. Trommehinder normale.
Foreløbigt svar. Endeligt svar følger. Billederne er sammenholdt med tidligere MR. Læsionen er vokset 3 mm. Biopsi foreslås.
Kranio-caudal og skrå projektion. Venstre side med arkitekturforstyrrelse kl. 2. Trippeldiagnostik. Koncordans.
Axial, Coronal and Sagittal reformats were obtained. Lung Windows reviewed. Bone Windows reviewed. Degenerative changes of the Thoracic Spine.
Findings: Liver, Spleen, Pancreas and Adrenals are Normal. Gallbladder Surgically Absent. Impression: No Acute Process.
Technique: Helical CT after Omnipaque 350. Comparison: None. Dictated and Electronically Signed.
History: Fall from Standing. Rule Out Fracture. Mild Soft Tissue Swelling over Lateral Malleolus.
Anamnese: Kendt Graves, Sjögren og Hashimoto. Medicin: Eltroxin, Prednisolon, Alendronat. Cave: Penicillin. Alkohol: Intet. Tobak: 10 daglig.
Diagnose: Lungekræft. Behandling: Keytruda. Plan: Næste kontrol om 9 uger. Svar til patienten i ambulatoriet.
Afsluttes til egen læge. Kontrolblodprøver om 14 dage. Vejledt i symptomer. Ringer ved forværring.
Røntgen viser Garden IV. Indstilles til hemialloplastik. Trombocythæmmer pauseres. Fastende fra midnat.
Lugol farvning. Bioptisk Barrett. Schatzkis ring dilateret til 15 mm. Helicobacter negativ.
Brystvæggen normal. Axillært to knuder. Supraklavikulært fri. Thyreoidea diffust forstørret. Trachea midtstillet.
Dexamethason gives. Hjerneødemet aftager. Midtlinjen forskudt 4 mm. Basale cisterner åbne. Kalotten hel.
Kvinde med akutte smerter. Mand uden kendt sygdom. Dreng med fald. Pige faldet fra gynge. Spædbarn med feber.
Stent i a. femoralis superficialis er åben. Popliteakar forkalkede. Cruralt tre kar. Arcus plantaris udfyldes.
Pladsen er snæver. Branden blev slukket med røgforgiftning til følge. Stormen førte til faldet. Skoven er fuld af flåter, obs. borrelia.
Rosen er i regression. Dagens tryk 14. Frosten gav frostskader på tæer. Berget krævede let sedation. Holmium laser. Lunde og mark.
Pt. Klager over svimmelhed. Pt. Har faldet. Pt. Kan ikke støtte på benet. Patienten. Ingen bemærkninger.`),
}

function parted(text: string): string[] {
  return text.split(/ \| |\n/)
}
