import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const patient = { ...nobody(), names: [{ family: 'Skjelvik', given: ['Torgunn'] }] }
const left = (text: string) => cleanFreeText(text, { sweep: prepareSweep(patient), dates: -10, mark: '***' }).text

describe('letters with blanks between them', () => {
  it.each([
    ['T o r g u n n   S k j e l v i k er set', '***   *** er set'],
    ['T O R G U N N  ses igen', '***  ses igen'],
    ['Beskrevet af overlæge J e n s H o l m g a a r d og sendt', 'Beskrevet af overlæge *** og sendt'],
  ])('are read as the word: %s', (text, cleaned) => expect(left(text)).toBe(cleaned))

  it.each(['K O N K L U S I O N: normale forhold', 'A B C D gennemgået', 'T N M 1 0 0'])(
    'stay where they name nobody: %s',
    (text) => expect(left(text)).toBe(text),
  )
})
