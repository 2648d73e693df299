import { describe, expect, it } from 'vitest'
import { enclosedWords } from './enclosed-text.ts'

const said = 'Patienten Otilie Vrangbo, født på Ærø. Ingen feber.'
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const mark = Buffer.from([0xff, 0xfe])

describe('a text inside of a document', () => {
  it.each([
    ['UTF-8', Buffer.from(said), 'text/plain'],
    ['UTF-8 with its mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(said)]), 'text/plain'],
    ['Latin-1 that says nothing', Buffer.from(said, 'latin1'), 'text/plain'],
    ['UTF-16 that says nothing', utf16(said), 'text/plain'],
    ['UTF-16, big end first, that says UTF-8', utf16(said, true), 'text/plain; charset=utf-8'],
    ['UTF-16 with its mark', Buffer.concat([mark, utf16(said)]), 'text/plain'],
    ['UTF-16 that says Latin-1', utf16(said), 'text/plain; charset=iso-8859-1'],
    ['UTF-8 that says UTF-16', Buffer.from(said), 'text/plain; charset=utf-16'],
    ['a page in UTF-16', utf16(`<p>${said}</p>`), 'text/html'],
  ])('is read letter by letter: %s', (_, bytes, type) => {
    expect(enclosedWords(bytes, type)?.replace('\ufeff', '')).toBe(said)
  })

  it.each([
    [
      'letters of four bytes',
      Buffer.from(Array.from(said).flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0])),
      'text/plain',
    ],
    ['zeros between letters now and then', Buffer.from(`Otilie\0Vrangbo ${said}`), 'text/plain'],
    ['Russian of an older system', Buffer.from([0xe9, 0xd7, 0xc1, 0xce, 0xcf, 0xd7, 0x20, 0x32]), 'text/plain'],
    ['Japanese of an older system', Buffer.from([0x8e, 0x52, 0x93, 0x63, 0x91, 0xbe, 0x98, 0x59]), 'text/plain'],
    ['RTF of a code page of two bytes', Buffer.from("{\\rtf1\\ansi\\ansicpg932 \\'8e\\'52\\'93\\'63}"), 'text/rtf'],
    [
      'RTF in Russian that says another page',
      Buffer.from("{\\rtf1\\ansi\\ansicpg1252 \\'c8\\'e2\\'e0\\'ed}"),
      'text/rtf',
    ],
    ['signs of control of another form', Buffer.from(`\x1b$B${said}`), 'text/plain'],
  ])('is no text when its letters would not be found: %s', (_, bytes, type) => {
    expect(enclosedWords(bytes, type)).toBeUndefined()
  })
})
