/** Why reception turns an object, an upload or a request away, and what to do about it. */
export const receptionPhrases: readonly (readonly [english: string, danish: string])[] = [
  // single objects
  [
    '{} is missing or is no UID, so the object belongs to no study.',
    '{} mangler eller er ikke et UID, så objektet hører ikke til nogen undersøgelse.',
  ],
  [
    'Send it again from the archive; if it stays, the object is damaged there.',
    'Send det igen fra arkivet; bliver fejlen ved, er objektet beskadiget dér.',
  ],
  [
    'The transfer syntax is not one that this platform takes.',
    'Overførselssyntaksen er ikke en af dem, som platformen tager imod.',
  ],
  ['Send it in another transfer syntax.', 'Send det i en anden overførselssyntaks.'],
  [
    'The object is another instance than the one that was announced.',
    'Objektet er en anden instans end den, der blev varslet.',
  ],
  ['The file header names another instance than the data set.', 'Filens hoved nævner en anden instans end datasættet.'],
  ['The image is not whole: {}.', 'Billedet er ikke helt: {}.'],
  // zip files
  ['The upload is not a zip file.', 'Det, der blev sendt, er ikke en zip-fil.'],
  ['The zip file holds no files.', 'Zip-filen er tom.'],
  ['Send the DICOM files in one zip file.', 'Send DICOM-filerne i én zip-fil.'],
  [
    'Send a smaller archive, or send the studies by DICOM or STOW-RS.',
    'Send et mindre arkiv, eller send undersøgelserne med DICOM eller STOW-RS.',
  ],
  ['The zip file uses the ZIP64 form, which is not taken.', 'Zip-filen er af formen ZIP64, som der ikke tages imod.'],
  ['The zip file has {} entries; the most is {}.', 'Zip-filen har {} filer; der må højst være {}.'],
  ['The directory of the zip file lies outside it.', 'Zip-filens indholdsfortegnelse ligger uden for den.'],
  ['The directory of the zip file cannot be read.', 'Zip-filens indholdsfortegnelse kan ikke læses.'],
  ['Pack it again.', 'Pak den igen.'],
  ['Entry {} would unpack to {} bytes; the most is {}.', 'Fil {} ville fylde {} byte udpakket; højst {} er tilladt.'],
  [
    'The zip file would unpack to {} bytes; the most is {}.',
    'Zip-filen ville fylde {} byte udpakket; højst {} er tilladt.',
  ],
  [
    'The zip file would unpack to {} times its size; the most is {}.',
    'Zip-filen ville fylde {} gange så meget udpakket; højst {} gange er tilladt.',
  ],
  ['Entry {} shares bytes with another one.', 'Fil {} deler byte med en anden.'],
  ['The entry is encrypted.', 'Filen er krypteret.'],
  ['Send it without a password; the way here is protected.', 'Send den uden adgangskode; vejen hertil er beskyttet.'],
  ['The entry does not begin where the directory says.', 'Filen begynder ikke dér, hvor indholdsfortegnelsen siger.'],
  ['The entry is cut off.', 'Filen er skåret af.'],
  ['The entry is packed by method {}.', 'Filen er pakket med metode {}.'],
  ['Pack it with deflate.', 'Pak den med deflate.'],
  [
    'The entry is damaged: length or checksum differ from the directory.',
    'Filen er beskadiget: længde eller kontrolsum svarer ikke til indholdsfortegnelsen.',
  ],
  [
    'The entry unpacks to more than its directory row says.',
    'Filen fylder mere udpakket, end indholdsfortegnelsen siger.',
  ],
  ['The entry does not unpack.', 'Filen kan ikke pakkes ud.'],
  // STOW-RS
  ['The parts are not application/dicom.', 'Delene er ikke application/dicom.'],
  [
    'Send Part 10 files as multipart/related; type="application/dicom".',
    'Send Part 10-filer som multipart/related; type="application/dicom".',
  ],
  ['The request has no parts.', 'Forespørgslen har ingen dele.'],
  ['Send at least one instance.', 'Send mindst én instans.'],
  ['Send fewer instances at once.', 'Send færre instanser ad gangen.'],
  [
    'Send it to /dicomweb/studies, or to its own study.',
    'Send det til /dicomweb/studies eller til dets egen undersøgelse.',
  ],
  // the explanation of the gate that a study is run through, and the reason after it
  ['the study is outside the intended use: {}', 'undersøgelsen er uden for det tiltænkte formål: {}'],
  [
    'An object of the series is no image with position and orientation',
    'Et objekt i serien er ikke et billede med position og orientering',
  ],
  ['Leave it out.', 'Udelad det.'],
]
