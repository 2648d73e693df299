/** What the server says of packages that others made, and of sign-ins that it cannot confirm. */
export const packagePhrases: readonly (readonly [english: string, danish: string])[] = [
  ['The package gave no result: {}', 'Pakken gav intet resultat: {}'],
  ['The output of the package was refused: {}', 'Pakkens resultat blev afvist: {}'],
  ['Foreign packages are not run: {}', 'Pakker fra andre køres ikke: {}'],
  ['Ask who made the package for one that does without.', 'Bed den, der har lavet pakken, om en, der klarer sig uden.'],
  ['Tell who made the package.', 'Sig det til den, der har lavet pakken.'],
  [
    'Tell who made the package, and the data protection officer.',
    'Sig det til den, der har lavet pakken, og til databeskyttelsesrådgiveren.',
  ],
  ['Nothing of it was read.', 'Intet af det blev læst.'],
  ['The log was thrown away, and the result with it.', 'Loggen blev smidt væk, og resultatet med den.'],
  [
    'The package wrote what looks like the identity of a patient into its log',
    'Pakken skrev i sin log, hvad der ligner en patients identitet',
  ],
  [
    'The package ran longer than {} seconds and was ended with all that it had started',
    'Pakken kørte længere end {} sekunder og blev afsluttet med alt, den havde startet',
  ],
  [
    'Give it fewer studies at once, or ask who made it.',
    'Giv den færre undersøgelser ad gangen, eller spørg den, der har lavet den.',
  ],
  [
    'The package used more than {} MB of memory and was ended',
    'Pakken brugte mere end {} MB hukommelse og blev afsluttet',
  ],
  ['The package asked for more than {} MB of memory', 'Pakken bad om mere end {} MB hukommelse'],
  ['The package made more than {} files and was ended', 'Pakken lavede mere end {} filer og blev afsluttet'],
  ['The package wrote more than {} MB and was ended', 'Pakken skrev mere end {} MB og blev afsluttet'],
  ['The package wrote a file larger than {} MB', 'Pakken skrev en fil på mere end {} MB'],
  ['The package used more than {} seconds of processor time', 'Pakken brugte mere end {} sekunders processortid'],
  ['The package started more than {} processes', 'Pakken startede mere end {} processer'],
  [
    'The package asked for the network, and there is none for it',
    'Pakken bad om netværket, og det er der ikke til den',
  ],
  [
    'The package wrote where it may not: only its output and scratch folder are its own',
    'Pakken skrev, hvor den ikke må: kun dens resultat- og arbejdsmappe er dens egne',
  ],
  ['The package asked for a file that is not there for it', 'Pakken bad om en fil, som ikke er der til den'],
  ['The package could not be started behind its fence', 'Pakken kunne ikke startes bag sin afskærmning'],
  ['The package ended with code {}', 'Pakken endte med kode {}'],
  ['It said: {}', 'Den sagde: {}'],
  ['Its output holds a link to another file', 'Dens resultat rummer en henvisning til en anden fil'],
  ['Its output holds a second name of another file', 'Dens resultat rummer et ekstra navn på en anden fil'],
  [
    'Its output holds something that is neither a file nor a folder',
    'Dens resultat rummer noget, der hverken er en fil eller en mappe',
  ],
  ['Its output holds more than {} files', 'Dens resultat rummer mere end {} filer'],
  ['Its output is larger than {} MB', 'Dens resultat er større end {} MB'],
  // what is doubtful with a package, as it is shown with its release
  ['version "{}" is not of the form 1.2.3', 'versionen "{}" har ikke formen 1.2.3'],
  ['app.json and pkg.json name different versions', 'app.json og pkg.json nævner forskellige versioner'],
  ['made by an App SDK before 0.6 (MAP 0.x)', 'lavet med en App SDK fra før 0.6 (MAP 0.x)'],
  ['no input format is stated', 'intet inputformat er oplyst'],
  ['no output format is stated', 'intet outputformat er oplyst'],
  ['no time limit is stated: the platform sets its own', 'ingen tidsgrænse er oplyst: platformen sætter sin egen'],
  ['no model is listed', 'ingen model er nævnt'],
  ['asks for {} GPU: it may not run on this machine', 'beder om {} GPU: den kan måske ikke køre på denne maskine'],
  ['memory "{}" cannot be read', 'hukommelsen "{}" kan ikke læses'],
  [
    'states no modality, body part or labels a machine can read: fill the card by hand',
    'oplyser ingen modalitet, kropsdel eller strukturer, som en maskine kan læse: udfyld kortet i hånden',
  ],
  [
    'is a service; only applications that end by themselves are run',
    'er en tjeneste; kun programmer, der slutter af sig selv, køres',
  ],
  [
    'model "{}" is TorchScript, which PyTorch has deprecated',
    'modellen "{}" er i TorchScript, som PyTorch er ved at udfase',
  ],
  ['model "{}" has no LICENSE', 'modellen "{}" har ingen LICENSE'],
  ['Sign-ins cannot be confirmed now', 'Login kan ikke bekræftes lige nu'],
  [
    'This zone has not heard from the clinic zone for more than {} min, so it cannot know whether a sign-in still counts',
    'Denne zone har ikke hørt fra klinikzonen i mere end {} min og kan derfor ikke vide, om et login stadig gælder',
  ],
  [
    'This zone has never heard from the clinic zone, so it cannot know whether a sign-in still counts',
    'Denne zone har aldrig hørt fra klinikzonen og kan derfor ikke vide, om et login stadig gælder',
  ],
  ['Work that is under way goes on', 'Arbejde, der er i gang, fortsætter'],
  [
    'See that the clinic zone is up and reaches this one (./clic status); sign-ins count again by themselves.',
    'Se efter, at klinikzonen kører og kan nå denne (./clic status); login gælder igen af sig selv.',
  ],
]
