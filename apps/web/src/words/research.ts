import { makeWords } from './make-words.ts'

export const research = makeWords({}, {})
