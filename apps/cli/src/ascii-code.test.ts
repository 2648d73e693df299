import { expect, it } from 'vitest'
import { asciiCode } from './ascii-code.ts'

/** What `code` leaves in `result`. */
const run = (code: string) => new Function(`${code}\nreturn result`)()

it.each([
  ['a text', 'const result = "Bækkenbund" + "Ø\\\\å"'],
  ['a text with its line ends and a sign of two parts', `const result = \`Å\\n\${"æ"}😀\``],
  ['a pattern', 'const result = ["Ærø"].map((a) => [/^[Æ-Ø]r[øé]$/iu.test(a), /[😀å]/u.exec("😀")[0]])'],
  ['a text whose escapes are none', `const a = 1\nconst result = String.raw\`\\bæ\${a}\\d[øå]\${"ß"}\``],
  ['a text in one whose escapes are none', `const result = String.raw\`\\s\${["æ"].map((a) => \`\${a}ø\`)}å\``],
  ['a name', 'const result = { ære: 1, "ø d": 2 }'],
])('Code in ASCII does the same: %s', (_, code) => {
  const ascii = asciiCode(code)
  expect(ascii).toMatch(/^[\0-\x7f]+$/)
  expect(run(ascii)).toEqual(run(code))
})

it('Code in ASCII already, and a character behind a backslash, stay', () => {
  for (const code of ['const a = "b"', 'const a = "\\å"']) expect(asciiCode(code)).toBe(code)
})
