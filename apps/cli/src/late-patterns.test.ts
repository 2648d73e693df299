import { parseAst } from 'rolldown/parseAst'
import { expect, it } from 'vitest'
import { latePatterns } from './late-patterns.ts'
import type { Node } from './top-names.ts'

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
  ['a parameter of the same name', '((a) => a)(1) + a.source'],
  ['a parameter that stands in for another', '((b = a.source, a = 2) => a)(1) + a.source'],
  ['a variable of the same name', '(() => { const [{ x: a }] = [{ x: 1 }]; return a })() + a.source'],
  [
    'a variable in a block of a function that uses the pattern',
    '(() => { const b = a.source; { let a = 1; a++ } return b + a.flags })()',
  ],
  [
    'a variable of a function, bound by var behind its use',
    '(() => { const b = typeof a; { var a = 1 } return b + a })() + a.source',
  ],
  [
    'a variable of a loop',
    '(() => { let sum = ""; for (const a of [1, 2]) sum += a; for (let a = 0; a < 2; a++) sum += a; return sum + a.source })()',
  ],
  ['what is caught', '(() => { try { throw 1 } catch (a) { return a } })() + a.source'],
  [
    'a function and a class of the same name inside',
    '(() => { function a() { return 1 } return a() })() + (class a { static b = 2 }).b + a.source',
  ],
  ['a case of a switch', '(() => { switch (1) { case 1: const a = 4; return a } })() + a.source'],
  [
    'fields and labels of the same name',
    '(() => { a: for (;;) break a; const b = { a: 1 }; return b.a + new (class { a = 2 })().a })() + a.source',
  ],
  ['a shorthand', '{ a }.a.source'],
  ['a function inside of one that binds the name', '((a) => () => a)(3)() + (() => () => a.source)()()'],
])('Only the pattern itself is made late: %s', (_, result) => {
  const code = `const a = /\\p{L}/u\nconst result = ${result.startsWith('{') ? `(${result.slice(0, 5)})${result.slice(5)}` : result}`
  const late = made(code)
  expect(late).toContain('const a = () => (a$late ??= ')
  expect(run(late)).toEqual(run(code))
})

it('A set, a table and what a function makes of a long text are made once, when they are first used', () => {
  const text = Array.from({ length: 100 }, (_, i) => `ord${i}`).join(' ')
  const code = `
let made = 0
const words = (text) => { made++; return new Set(text.split(' ')) }
const listed = new Set('${text}'.split(' '))
const found = words('${text}')
const few = words('et to')
var table = JSON.parse('${JSON.stringify({ text })}')
const before = made
const has = (word) => [listed.has(word), found.has(word), few.has(word), table.text.includes(word)]
const result = [has('ord7'), has('et'), { table }.table === table, made]
result.push(before)`
  const late = made(code)
  for (const name of ['listed', 'found', 'table']) expect(late).toContain(`${name} = () => (${name}$late ??= `)
  expect(late).toContain("const few = words('et to')")
  const [seen, once] = [run(code), run(late)]
  expect(once.slice(0, 4)).toEqual(seen.slice(0, 4))
  expect([seen[4], once[4]]).toEqual([2, 1])
})

it('What a function makes that makes patterns alone is made once, when it is first used, in a list as well', () => {
  const code = `
let asked = 0
const counted = (text) => { asked++; return text }
const whole = (text, flags = 'u') => new RegExp('^' + text + '$', flags)
const counting = (text) => { asked++; return new RegExp(text) }
const name = whole('Bo')
const ways = [{ pattern: whole('Ib'), read: (found) => whole(found + 'a') }, { pattern: whole('Ea') }]
const parts = { first: whole('a'), second: /b/ }
const early = [counting('c'), counted('d')]
const result = [name.test('Bo'), ways.map((one) => one.pattern.test('Ea')), ways === ways, ways[0].read('E').test('Ea'), parts.second.test('b'), early.length]
result.push(asked)`
  const late = made(code)
  for (const made of ['name', 'ways', 'parts']) expect(late).toContain(`${made} = () => (${made}$late ??= `)
  expect(late).toContain('const early = [counting')
  expect(run(late)).toEqual(run(code))
})

it.each([
  ['no class of letters', 'const a = /[a-z]/u\nconst result = a.test("b")'],
  ['a short set', 'const a = new Set(["b"])\nconst result = a.size'],
  [
    'what is bound by var and is no table',
    `var a = new Set(${JSON.stringify('b'.repeat(500))})\nconst result = a.size`,
  ],
  ['a pattern inside of a list', 'const a = [/\\p{L}/u]\nconst result = a[0].source'],
])('Left as it is: %s', (_, code) => expect(made(code)).toBe(code))

it('What a module gives to others is left as it is', () => {
  const code = 'const a = /\\p{L}/u\nconst b = a.source\nexport { a as given, b }'
  expect(made(code)).toBe(code)
})
