import { parseAst } from 'rolldown/parseAst'
import { expect, it } from 'vitest'
import { latePatterns, type Node } from './late-patterns.ts'

const made = (code: string) => latePatterns(code, parseAst(code) as unknown as Node)
/** What `code` leaves in `result`. */
const run = (code: string) => new Function(`${code}\nreturn result`)()

it('A pattern of letters is made once, when it is first used, and all uses share it', () => {
  const code = String.raw`
const [word, plain] = [/\p{L}+/gu, /a/]
const name = /\p{Lu}\p{Ll}+/gu
const built = new RegExp('^' + name.source + '$', 'u')
const first = (text, found = name.exec(text)) => [found?.[0], name.lastIndex]
const whole = ({ text }) => [built.test(text), name === name, { name: text.name }]
const result = [first('en Bo her'), first('en Bo her Ib'), whole({ text: 'Bo' }), 'Bo'.match(word), plain.test('a')]`
  const late = made(code)
  expect(late).toContain('const name = () => (name$late ??= ')
  expect(late).toContain('const built = () => (built$late ??= new RegExp(')
  expect(late).toContain('{ name: text.name }')
  expect(run(late)).toEqual(run(code))
})

it.each([
  ['no class of letters', 'const a = /[a-z]/u\nconst result = a.test("b")'],
  ['a parameter of the same name', 'const a = /\\p{L}/u\nconst result = ((a) => a)(1) + a.source'],
  [
    'a variable of the same name',
    'const a = /\\p{L}/u\nconst result = (() => { const [{ x: a }] = [{ x: 1 }]; return a })()',
  ],
  ['a shorthand', 'const a = /\\p{L}/u\nconst result = { a }.a.source'],
  ['a pattern inside of a list', 'const a = [/\\p{L}/u]\nconst result = a[0].source'],
])('Left as it is: %s', (_, code) => expect(made(code)).toBe(code))

it('What a module gives to others is left as it is', () => {
  const code = 'const a = /\\p{L}/u\nconst b = a.source\nexport { a as given, b }'
  expect(made(code)).toBe(code)
})
