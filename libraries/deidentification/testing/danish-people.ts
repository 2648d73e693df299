import type { FrameValues } from './fill-frames.ts'

/**
 * Invented people, streets and towns to fill `danishFrames` with: as the list of a Danish hospital would look, put together by chance by a hand
 * that had not seen the lists and rules of the finder. Parted by semicolons; names as "given|family".
 */
export const danishPeople: FrameValues = {
  names: {
    Danish: people(`
Verner|Steffensen ; Christen|Lauritzen ; Oscar|Vedsted ; Konrad|Ørum Johansen
Pia|Christiansen ; Ib|Nielsen ; Louise|Vestergaard Hansen ; Hugo|Aagaard Petersen
Søren|Nedergaard ; Jan|Møller ; Leo|Jensen ; Conny|Schou Nørregaard
Kaj|Lau ; Henny|Nørgaard ; Ketty|Laursen ; Helge|Sand Pedersen
Anders|Stubkjær ; Niels|Uldall ; Frederik|Vestergaard ; Asger|Aggerholm
Dennis|Jensen ; Nicklas|Jessen ; Sylvester|Stampe Mortensen ; Laurits|Callesen
Tonny|Abildtrup ; Bente|Andersen ; Ella|Larsen ; Lotte|Nørtoft
Heidi|Hviid ; Birgitte|Knudsen ; Bertram|Nielsen ; Peter|Christensen
Gerda|Jacobsen ; Oliver|Eg Pedersen ; Gitte|Toft Rasmussen ; Amalie|Schmidt
Michael|Dybdal ; Jytte|Juul-Madsen ; Inger Marie|Wulff ; Lene|Holm Kristiansen
Vibeke|Kudsk ; Alma|Lykke Nielsen ; Charlotte|Holst Kjær ; Kenny|Dalsgaard
Valdemar|Glad ; Benjamin|Overgaard ; Viggo|Gade Jensen ; Mona|Faurholt
Esther|Bach Mogensen ; Minna|Ørum Therkildsen ; Gurli|Åkjær ; Line|Kjeldgaard
Ejvind|Kornerup ; Anja|Clausen ; Frank|Jørgensen ; Alfred|Meldgaard
Annelise|Stampe Villadsen ; Sofie|Steen ; Inger|Ahlefeldt ; Frederikke|Danielsen
Annette|Hansen ; Magda|Jensen ; Jørgen|Rasmussen ; Theo|Frandsen
Knud Erik|Urne ; Birte|Pedersen ; Morten|Hedegaard Hansen ; Jonas|Rasmussen
Gunner|Brønserud ; Frode|Andersen ; Orla|Skov Simonsen ; Gunhild|Ørskov
Lasse|Hjortshøj ; Jannie|Thomsen ; Freja|Buch Kristensen ; Michael|Stampe Hansen
Poul Erik|Andersen ; Silas|Ladegaard Nielsen ; Iver|Sørensen ; Hardy|Lauridsen
Hjalte|Farsø ; Inger-Lise|Bjerre Jørgensen ; Torben|Krabbe ; Birthe|Juul
Uffe|Rosenkrantz ; Kristian|Jørgensen ; Svend|Munk Johansen ; Kim|Låsby
Susanne|Ipsen ; Johannes|Ravnholt ; Filippa|Dahl Tofte ; Charlotte|Grønbæk
Kirsten|Snedker ; Jens|Sørensen ; Anette|Bach-Nielsen ; Alice|Brahe
Eskild|Koch ; Asta|Andersen ; Ea|Sand ; Claus|Clemmensen
Kenneth|Kruse Christiansen ; Hanne|Nielsen ; Sidsel|Lindegaard ; Johnny|Hansen
Elsebeth|Koefoed ; Lilly|Nielsen ; Loke|Fuglsang ; Lærke|Hvidbjerg
René|Esbensen ; Mikael|Trolle ; Sine|Bruun Jeppesen ; Walter|Hansen
Nicoline|Pultz ; Mynte|Storgaard Iversen ; Henning|Sloth ; Emilie|Henriksen
Niels Ole|Jepsen ; Bettina|Mose ; Egon|Kjær Christensen ; Bodil|Ørnstrup
Karsten|Tranholm ; Martin|Hedegaard Sørensen ; Christian|Ovesen ; Lis|Larsen
Stig|Jørgensen ; Vigga|Bjørn ; Thomas|Dideriksen ; Trine|Svendsen
Karin|Krag ; Jan|Friis Dalgaard ; Mette|Juel-Brockdorff ; Vester|Sørensen
Keld|Hansen ; Elna|Marker ; Nanna|Nyborg ; Mette Marie|Kjøller
Helle|Kristensen ; Noah|Drejer ; Ebbe|Dons ; Luna|Kofoed
Ingelise|Ørum Sørensen ; Gudrun|Andersen ; Svend|Gade Hansen ; Erik|Karlsen
Aase|Munch ; Inger|Aagaard Matzen ; Flemming|Bisgaard ; Sigurd|Sørensen
Otto|Christensen ; Palle|Brandt ; Malene|Kjær ; Aya|Stausholm
Sten|Madsen ; Ida Marie|Kold ; My|Pilegaard ; Kjeld|Fisker
Mikkel|Barfod ; Ida|Gravlund ; Jens Peter|Lyngsø ; Finn|Andersen
Ulla|Jensen ; Klaus|Christensen ; Sanne|Frederiksen ; Aksel|Jensen
Winnie|Bødker ; Ole|Hauge ; Jakob|Vognsen ; Villads|Lyngholm
Victor|Pedersen ; Erna|Klitgaard ; Bjørk|Worm ; Liv|Balle Petersen
Saga|Gad ; Rie|Berg ; Tina|Jensen ; Merle|Hansen
Felix|Nielsen ; Jesper|Truelsen ; Peder|Dam ; Maja|Handberg
Henrik|Falk ; Rikke|Abildgaard ; Mette|Fruergaard ; Knud|Beck
Storm|Borup Hansen ; John|Nørskov Pedersen ; Jette|Odgaard ; Anne Sofie|Lorenzen
Karla|Ejstrup ; Josefine|Westh ; Preben|Bak Jensen ; Ellie|Høj Overby
Agnes|Nymann Mikkelsen ; Helene|Smed ; Carsten|Larsen ; Arne|Olsen
Sonja|Thorsø-Larsen ; Sille|Nymann Bertelsen ; Bo|Krogsgaard Bang ; Marna|Kallestrup
Richardt|Thygesen ; William|Larsen ; Cecilie|Holm ; Rosa|Poulsen
Ritta|Rindom ; Bent|Andersen ; Svend Aage|Knudsen ; Helmer|Krogh
Anne-Marie|Refsgaard ; Hanne|Thomsen ; Else|Andersen ; Susanne|Wied Hornemann
Dorte|Jensen ; Agnete|Petersen ; Caroline|Petersen ; Mogens|Kofoed
Edith|Beck Nielsen ; Ejnar|Madsen ; Birk|Madsen ; Karla Marie|Munk Jensen
Anne-Mette|Nissen ; Alberte|Hermansen ; Kurt|Kvist Eriksen ; Dagmar|Vinter
Laura|Bang ; Britt|Schmidt ; Kristina|Bjerregaard ; Simon|Havskov
Peter|Thøgersen ; Fie|Nielsen ; Malthe|Brun ; Patrick|Pedersen
Clara|Hede ; Simone|Gjedsted ; Mathias|Pallesen ; Jonna|Bach
Lars|Wium ; Thorkild|Poulsen ; Lizzie|Ulriksen ; Helle|Spliid
Lars Peter|Jensen ; Svenning|Skou-Hansen ; Jørgen|Friis ; Anna Margrethe|Madsen
Leif|Skov Christensen ; Jimmi|Damsgaard Kristensen ; Steffen|Skeel ; Ann-Britt|Mortensen
Nikolaj|Ladegaard Enevoldsen ; Tove|Pedersen ; Pernille|Nielsen ; Tommy|Nielsen
Camilla|Christensen ; Flemming|Gosvig ; Pelle|Lomholt ; Gitte|Bro
Henrik|Nielsen ; Jacob|Vindelev ; Mogens|Kruse ; Sara|Carstensen
Ellen|Østergaard ; Olivia|Jørgensen ; Sebastian|Bidstrup ; Anders|Rasmussen
Inge|Svejstrup ; Gunnar|Toft ; Brian|Bruun ; Holger|Kongsted
Solveig|Hansen ; Kasper|Sejersbøl ; Willy|Larsen ; Vilja|Hinrichsen
Frede|Larsen ; Signe|Thuesen ; Ulrik|Mølgaard ; Kirsten|Ravn
Marianne|Pihl ; Dorthe|Petersen ; Lissi|Thorup ; Carlo|Jensen
Per|Fisker Rasmussen ; Hans Jørgen|Bjerg Lundsgaard ; Kamma|Olsen ; Hedvig|Randrup
Lone|Frost ; Elliot|Aagaard Nielsen ; Dagny|Graversen ; Poul|Due
Ingrid|Hougaard ; Aage|Olsen ; Rigmor|Andreasen ; Ulla|Øe
Ebba|Bregninge ; Andreas|Balslev ; Anne|Bo ; Eigil|Jakobsen
Rita|Pedersen ; Ruth|Sonne ; Lisbeth|Kirkegaard ; Albert|Jensen`),
    other: people(`
Maryam|Moradi ; Van Minh|Vo ; Emir|Delić ; Pipaluk|Heilmann
Mariam|Awad ; Mirsad|Suljic ; Mohamad|El-Hassan ; Abdul Rahman|El Idrissi
Muhammad|Akhtar ; Aviâja|Motzfeldt ; Zahra|Al Masri ; Mustafa|Gündüz
Hodan|Farah ; Selam|Gebremedhin ; Malik|Egede ; Ahmad|Al-Khatib
Grace|Mensah ; Ayaan|Hirsi ; Elif|Arslan ; Thi Lan|Le
Quoc Dung|Tran ; Mohammad Naim|Rezai ; Aqqaluk|Petrussen ; Farishta|Noori
Heike|Müller ; Hussein|Saleh ; Rania|Kassem ; Fatima|Darwish
Małgorzata|Nowak ; Ibrahim|Haddad ; Piotr|Krawczyk ; Agnieszka|Szymańska
Imran|Raja ; Nataliia|Tkachenko ; Mohamed|Abdullahi ; Kofi|Owusu
Mark Anthony|Villanueva ; Omar|Al-Zoubi ; Songül|Özdemir ; Murat|Koç
Halima|Osman Yusuf ; Saima|Bibi ; Nour|Al-Janabi ; Katarzyna|Wojcik
Maria Theresa|Dela Cruz ; Jógvan|Hentze ; Tomasz|Wiśniewski ; Yasmin|Ben Salah
Andrii|Petrenko ; Shirin|Aziz ; Rannvá|Djurhuus ; Selma|Hadžiahmetović
Shahin|Hosseini ; Hüseyin|Aydin ; Zofia|Mazur ; Volodymyr|Kovalenko
Senad|Begic ; Ioana|Dumitru ; Sivakumar|Sivalingam ; Jocelyn|Santos
Mehmet|Şahin ; Abdi|Warsame ; Ngozi|Okafor ; Göran|Nyström
Hêvî|Rostam ; Suthan|Nadarajah ; Sabine|Schröder ; Nadeem|Butt
Elena|Stoica ; Øyvind|Nygård ; Thi Hoa|Huynh ; Thanuja|Selvarajah
Inuk|Kreutzmann ; Birgitta|Lindqvist ; Florin|Lungu ; Lukas|Weiß
Olena|Lysenko ; Torunn|Bakken ; Farhad|Ahmadi ; Jing|Zhang
Sayed Hamid|Haidari ; Kavitha|Thambirajah ; Tesfaye|Tekle ; Dmytro|Bondarenko
Rukhsana|Hussain ; Yuliia|Melnyk ; Samira|Abdallah ; Bilal|Jaber
Jasmina|Hadzic ; Andrei|Ionescu ; Hanan|Khalil ; Faduma|Mohamud
Fatma|Altun ; Zeynep|Çelik ; Ayşe|Kaya ; Shabnam|Sadat
Khaled|Mansour ; Krzysztof|Kowalski ; Ragnhild|Strand ; Parisa|Karimi
Ayesha|Iqbal ; Sahra|Jama ; Zahra|Mohammadi ; Gheorghe|Munteanu
Emre|Yılmaz ; Bárður|í Dali ; Shazia|Chaudhry ; Pawel|Zieliński
Emine|Yildiz ; Björn|Johansson ; Behrouz|Tehrani ; Karwan|Barzan
Wolfgang|Köhler ; Wei|Chen ; Hasan|Hodžić ; Linnea|Bergström
Ute|Petersen ; Baran|Hama Amin ; Abdulkarim|Hamoud ; Hanadi|El Ali`),
  },
  streets: parted(`
Nørrelide 44 ; Skolevej 5 ; Sdr. Boulevard 95, st. th
Havnebryggen 31, 6. tv ; Refsnæsgade 14 ; Gl. Skolevej 4
Sankt Pauls Kirkeplads 3 ; Biskop Svanes Vej 45 ; Kongens Nytorv 24
Ll. Ravnsgård, Skovgyden 7 ; Kong Valdemars Vej 29 ; Lille Strandstræde 10
Bakkevej 40 ; Møllevej 31A ; Tagensvej 88F
Sdr. Fasanvej 66, 3. th ; Vestre Kaj 6 ; Prinsesse Maries Allé 13
Kirkeby Sand 40 ; Bytorvet 21, 2. tv ; Solsikkemarken 33
Vollsmose Allé 18, st 2 ; Fiskergangen 9 ; Stationsvej 16, 1. sal
Sønder Allé 12 ; Sølvgade 91, 5. th ; Kalvebod Brygge 41
Amagerbrogade 209, 4. sal tv ; Bredgade 9 ; Hestemøllestræde 4, kld.
Kratholmen 17 ; Rosenvænget 27 ; Rævebakken 3 A, 1. sal
Pilestræde 38 ; Gl. Præstegårdsvej 8 ; Havnepladsen 15
Grusgraven 2 ; Dronning Margrethes Vej 8B ; Torvet 6
Strandvejen 287, 4. th. ; Vestergade 14, 2. th ; Store Brændegård, Lundbyvej 142
Ryttergårdsvej 108, bolig 12 ; Vester Hedevej 29 ; Dyssekilden 6
Chr. Winthers Vej 18 ; Jagtvej 177, 2. mf ; Gl. Kongevej 133, 5. tv
Ll. Sct. Mikkels Gade 5 ; Fredenslund 7 ; Toveshøj 23, 3 th
Marskensgade 22 ; Solbakken 1 ; Gammel Landevej 19
Overdrevet 11 ; Sdr. Ringvej 21 ; Sct. Jørgens Gade 47, st.
Algade 68, 3. mf ; Vangeleddet 65 ; Ravnebjerget 2
H.C. Ørsteds Vej 51, 2. th ; Fasanstien 5 ; Lyngbyvej 74, 2 tv
Søtorvet 3 ; Egelykke 4 ; Klosterstien 2
Gl. Viborgvej 52 ; Gellerupparken 14, 7. th ; Æblehaven 12, 1. th
Ndr. Frihavnsgade 36, 4. tv. ; Peter Bangs Vej 162, 1. th ; J.P. Jacobsens Vej 7
Engvej 2 ; Vibekæret 9 ; Højstrupparken 102
Nr. Farimagsgade 28 ; Kløvervangen 8 ; Åboulevarden 60
Badstuestræde 3 ; Storegade 41 ; Skovvej 118
Hasselkrogen 30 ; Nørre Bjerregård, Tverstedvej 12 ; Sønderskovgård, Hedevej 35
Galgebakken Øster 5-2A ; Lærkehaven 56 ; Rørbækgyden 18
Birkevej 11 ; Østergade 3B, 1. tv ; Christian X's Vej 73
Skt. Knuds Vej 24 ; Tornebuskdalen 48 ; Ørredsvinget 26
Vester Voldgade 17 ; Ny Østergade 14 2.th ; Kildevæld 3
Dr. Lassens Gade 6, 3. sal ; Trørødvej 55 ; St. Torv 2, 2. sal
Søndergade 112, st. tv ; H. P. Hanssens Gade 4 ; Store Kongensgade 59
C.F. Tietgens Boulevard 34 ; Ulvedalsbanken 13 ; Islands Brygge 84, 3. tv
Kirkevej 22 ; Nørregade 7 ; N.F.S. Grundtvigs Plads 1
Rådhusstræde 12A ; Hovmarken 71 ; Bøgeskrænten 15
Nordre Ringgade 80, 1. mf. ; Tingbjerg 76 ; Landsebakken 10
Fyrrelunden 20, lejl. 4 ; Mosetoften 19 ; Kærsangervej 3 st
Hyldespjældet 41 ; Ndr. Strandvej 43C ; Sdr. Bjertvej 61`),
  towns: parted(`
6541 Bevtoft ; 5762 Vester Skerninge ; 2400 København NV ; 9982 Ålbæk ; 2800 Kongens Lyngby
3000 Helsingør ; 9293 Kongerslev ; 4000 Roskilde ; 6960 Hvide Sande ; 2680 Solrød Strand
2765 Smørum ; 4330 Hvalsø ; 1620 København V ; 5370 Mesinge ; 5210 Odense NV
8920 Randers NV ; 5883 Oure ; 5000 Odense C ; 2791 Dragør ; 7323 Give
2300 København S ; 4673 Rødvig Stevns ; 3390 Hundested ; 4623 Lille Skensved ; 4690 Haslev
3700 Rønne ; 6940 Lem St ; 3720 Aakirkeby ; 7900 Nykøbing M ; 6092 Sønder Stenderup
2100 København Ø ; 4480 Store Fuglede ; 2720 Vanløse ; 4583 Sjællands Odde ; 4736 Karrebæksminde
4173 Fjenneslev ; 8586 Ørum Djurs ; 8260 Viby J ; 3480 Fredensborg ; 4572 Nørre Asmindrup
2660 Brøndby Strand ; 3330 Gørløse ; 6400 Sønderborg ; 4944 Fejø ; 2980 Kokkedal
5600 Faaborg ; 7260 Sønder Omme ; 4873 Væggerløse ; 6623 Vorbasse ; 2200 København N
6853 Vejers Strand ; 6760 Ribe ; 6000 Kolding ; 6700 Esbjerg ; 5772 Kværndrup
4800 Nykøbing F ; 4654 Faxe Ladeplads ; 8200 Aarhus N ; 4242 Boeslunde ; 5450 Otterup
8000 Aarhus C ; 5580 Nørre Aaby ; 4900 Nakskov ; 5230 Odense M ; 8305 Samsø
4190 Munke Bjergby ; 5492 Vissenbjerg ; 9690 Fjerritslev ; 3550 Slangerup ; 6094 Hejls
6830 Nørre Nebel ; 2605 Brøndby ; 4070 Kirke Hyllinge ; 5220 Odense SØ ; 3220 Tisvildeleje
4370 Store Merløse ; 7470 Karup J ; 2960 Rungsted Kyst ; 5270 Odense N ; 2630 Taastrup
9000 Aalborg ; 8362 Hørning ; 5683 Haarby ; 8766 Nørre Snede ; 3630 Jægerspris
6880 Tarm ; 1358 København K ; 4780 Stege ; 4291 Ruds Vedby ; 8643 Ans By
7660 Bækmarksbro ; 9210 Aalborg SØ ; 2000 Frederiksberg ; 7100 Vejle ; 4160 Herlufmagle
6792 Rømø ; 4840 Nørre Alslev ; 4983 Dannemare ; 4660 Store Heddinge ; 6200 Aabenraa
2860 Søborg ; 3120 Dronningmølle ; 3751 Østermarie ; 2450 København SV ; 5970 Ærøskøbing
4894 Øster Ulslev ; 6715 Esbjerg N ; 7400 Herning ; 3782 Klemensker ; 7755 Bedsted Thy
4230 Skælskør ; 4793 Bogø By ; 5935 Bagenkop ; 8763 Rask Mølle ; 4060 Kirke Såby
4400 Kalundborg ; 6372 Bylderup-Bov ; 4200 Slagelse ; 7850 Stoholm Jyll ; 6240 Løgumkloster`),
}

function parted(text: string): string[] {
  return text.trim().split(/\s*[;\n]\s*/)
}

function people(text: string) {
  return parted(text).map((line) => {
    const [given = '', family = ''] = line.split('|')
    return { given, family }
  })
}
