import { makeWords } from './make-words.ts'
import { annotateWords } from './research-annotate.ts'
import { viewerWords } from './research-viewer.ts'

export const research = makeWords(
  { ...annotateWords.en, ...viewerWords.en },
  { ...annotateWords.da, ...viewerWords.da },
)
