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
]
