import { makeWords } from './make-words.ts'
import { annotateWords } from './research-annotate.ts'
import { curateWords } from './research-curate.ts'
import { developWords } from './research-develop.ts'
import { linkWords } from './research-link.ts'
import { registerWords } from './research-register.ts'
import { sharedWords } from './research-shared.ts'
import { validateWords } from './research-validate.ts'
import { viewerWords } from './research-viewer.ts'

/** Words of the research zone, one file a station. */
export const research = makeWords(
  {
    ...sharedWords.en,
    ...linkWords.en,
    ...curateWords.en,
    ...annotateWords.en,
    ...viewerWords.en,
    ...developWords.en,
    ...registerWords.en,
    ...validateWords.en,
  },
  {
    ...sharedWords.da,
    ...linkWords.da,
    ...curateWords.da,
    ...annotateWords.da,
    ...viewerWords.da,
    ...developWords.da,
    ...registerWords.da,
    ...validateWords.da,
  },
)
