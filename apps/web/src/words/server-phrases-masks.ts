/** What the server says of masking an object that waits for a look at its pixels. */
export const maskPhrases: readonly (readonly [english: string, danish: string])[] = [
  ['Not in quarantine', 'Ikke i karantæne'],
  [
    'This object is not in quarantine, or not any more.',
    'Dette objekt er ikke i karantæne, eller det er det ikke længere.',
  ],
  ['See the list under Quarantine.', 'Se listen under Karantæne.'],
  ['You have not opened this object.', 'Du har ikke åbnet dette objekt.'],
  ['Masking does not help here', 'Det hjælper ikke at dække her'],
  [
    'Only an object that waits for a look at its pixels can be masked.',
    'Kun et objekt, der venter på, at nogen ser på dets pixels, kan dækkes.',
  ],
  ['The object is no longer in this zone.', 'Objektet er ikke længere i denne zone.'],
  ['Try the study again, or have it sent again.', 'Prøv undersøgelsen igen, eller få den sendt igen.'],
  ['Nothing here reads pixels now', 'Intet her læser pixels nu'],
  [
    'The reader of text and faces could not be started, or ended while it looked.',
    'Læseren af tekst og ansigter kunne ikke startes, eller den stoppede, mens den så efter.',
  ],
  ['Try again, or draw the boxes by hand.', 'Prøv igen, eller tegn felterne i hånden.'],
  ['The pixels cannot be read', 'Pixels kan ikke læses'],
  ['Not masked', 'Ikke dækket'],
  ['It cannot be tried now', 'Det kan ikke prøves nu'],
  ['The project’s profile is not in use any more.', 'Projektets profil bruges ikke længere.'],
  ['Have a profile released for the project.', 'Få en profil frigivet til projektet.'],
  // events of the ledger
  ['object.looked-at', 'objekt set på'],
  ['object.masked', 'objekt dækket'],
]
