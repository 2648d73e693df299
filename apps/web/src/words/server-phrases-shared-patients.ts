/** What the server says of counting the patients that another region has as well. */
export const sharedPatientsPhrases: readonly (readonly [english: string, danish: string])[] = [
  [
    'Two people of this region agreed to count with the other one.',
    'To personer i denne region har aftalt at tælle sammen med den anden.',
  ],
  [
    'a data steward proposes, the DPO approves the agreement',
    'en dataforvalter foreslår aftalen, databeskyttelsesrådgiveren godkender den',
  ],
  ['the agreement is {}', 'aftalen er {}'],
  [
    'Fewer counts were made under the agreement today than it allows.',
    'Der er i dag talt færre gange under aftalen, end den tillader.',
  ],
  ['nobody today; the next day (UTC) has its own counts', 'ingen i dag; den næste dag (UTC) har sine egne tællinger'],
  ['{} of {} counts a day were made', '{} af {} tællinger om dagen er brugt'],
  [
    'Neither set is larger than allowed: person numbers are few enough to be tried out.',
    'Ingen af mængderne er større end tilladt: der er så få personnumre, at de kan prøves af.',
  ],
  [
    'the region that asks: count for a permit with fewer patients',
    'den region, der spørger: tæl for en tilladelse med færre patienter',
  ],
  [
    'the asking set holds {} of at most {}, the answering one {} of at most {}',
    'den spørgende mængde har {} af højst {}, den svarende {} af højst {}',
  ],
  ['Not a key of another zone', 'Ikke en anden zones nøgle'],
  [
    'The public key is no Ed25519 key in PEM, or it is this zone’s own.',
    'Den offentlige nøgle er ikke en Ed25519-nøgle i PEM, eller det er denne zones egen.',
  ],
  [
    'Ask the partner for the key that its list of agreements shows, and compare it by telephone.',
    'Bed partneren om nøglen fra dens liste over aftaler, og sammenlign den i telefonen.',
  ],
  ['Not an https address', 'Ikke en https-adresse'],
  [
    'A partner is reached by https; http is for this machine alone.',
    'En partner nås med https; http er kun for denne maskine.',
  ],
  ['Give the https address of the partner’s clinic zone.', 'Angiv https-adressen på partnerens klinikzone.'],
  [
    'An agreement with this partner about this project is proposed or active.',
    'En aftale med denne partner om dette projekt er foreslået eller gælder.',
  ],
  ['End that one first.', 'Afslut den først.'],
  ['Who proposed the agreement cannot approve it.', 'Den, der foreslog aftalen, kan ikke godkende den.'],
  ['Ask another DPO.', 'Spørg en anden databeskyttelsesrådgiver.'],
  ['No such agreement', 'Ingen sådan aftale'],
  [
    'This zone has no such agreement, or it stands on another permit.',
    'Denne zone har ingen sådan aftale, eller den hviler på en anden tilladelse.',
  ],
  ['See the list of agreements.', 'Se listen over aftaler.'],
  ['Not possible any more', 'Ikke muligt længere'],
  ['The agreement is {}.', 'Aftalen er {}.'],
  ['Propose a new one.', 'Foreslå en ny.'],
  ['Not a file of this partner', 'Ikke en fil fra denne partner'],
  [
    'The file is not signed with the key that the agreement names, or it was changed on its way.',
    'Filen er ikke underskrevet med den nøgle, som aftalen nævner, eller den er ændret undervejs.',
  ],
  [
    'Choose the agreement that the file belongs to, or ask the partner for the file again.',
    'Vælg den aftale, som filen hører til, eller bed partneren om filen igen.',
  ],
  ['Not a file of this kind', 'Ikke en fil af denne art'],
  [
    'The file is signed by the partner, and says nothing that this version understands.',
    'Filen er underskrevet af partneren, men siger intet, som denne version forstår.',
  ],
  ['Both regions use the same version of the platform.', 'Begge regioner bruger samme version af platformen.'],
  ['Meant for another zone', 'Bestemt for en anden zone'],
  [
    'The partner made this file for a zone with another key.',
    'Partneren har lavet filen til en zone med en anden nøgle.',
  ],
  [
    'Ask the partner for the file that is meant for this zone.',
    'Bed partneren om den fil, der er bestemt for denne zone.',
  ],
  ['Too old', 'For gammel'],
  ['A file between two regions is good for {} days.', 'En fil mellem to regioner gælder i {} dage.'],
  ['Ask for a new count.', 'Spørg om en ny tælling.'],
  ['Asked before', 'Spurgt før'],
  [
    'A count of this id was asked for before; a message counts once.',
    'Der er spurgt om denne tælling før; en besked tæller én gang.',
  ],
  ['No answer came within seven days.', 'Der kom intet svar inden syv dage.'],
  ['Another project', 'Et andet projekt'],
  ['The question is about another project than the agreement.', 'Spørgsmålet handler om et andet projekt end aftalen.'],
  ['Choose the agreement that the file belongs to.', 'Vælg den aftale, som filen hører til.'],
  ['No question waits for this answer', 'Intet spørgsmål venter på dette svar'],
  [
    'This zone did not ask that by a file, or the answer was read already.',
    'Denne zone har ikke spurgt om det med en fil, eller svaret er læst før.',
  ],
  ['See the list of counts.', 'Se listen over tællinger.'],
  ['No question was made', 'Der blev ikke lavet et spørgsmål'],
  ['The own set could not be masked.', 'Den egne mængde kunne ikke maskeres.'],
  ['The partner does not answer.', 'Partneren svarer ikke.'],
  ['The partner’s masked elements could not be read.', 'Partnerens maskerede elementer kunne ikke læses.'],
]
