import { makeWords } from './make-words.ts'

export const govern = makeWords({}, {})
