import { makeWords } from './make-words.ts'

export const clinic = makeWords({ 'overview.title': 'Overview' }, { 'overview.title': 'Overblik' })
