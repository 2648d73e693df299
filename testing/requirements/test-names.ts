const literal = String.raw`(['"\`])((?:\\.|(?!\1)[^\\])*)\1`

/**
 * Names of the tests that a file runs: `it('…'` and `test('…'`, also of tables (`it.each(…)('…'`) and of a walk's `station('…'`, and Python's `def test_…`. What is
 * skipped, planned or only said in a comment is no test.
 */
export function testNames(file: string, text: string): string[] {
  if (file.endsWith('.py'))
    return [...text.matchAll(/^\s*(?:async )?def (test_\w+)/gm)].map((match) => match[1] as string)
  if (!/\.test\.tsx?$|\.spec\.tsx?$/.test(file)) return []
  const code = text
    .replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    .replace(/\bdescribe(?:\.\w+)?(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\(\s*['"`]/g, '(')
  const plain = [
    ...code.matchAll(
      new RegExp(
        String.raw`(?<![.\w])(?:it|test|station)(?:\.(?:only|fails|skipIf\([^)]*\)|runIf\([^)]*\)))?\s*\(\s*${literal}`,
        'g',
      ),
    ),
  ]
  const tables = /(?<![.\w])(?:it|test)(?:\.\w+\([^)]*\))?\.(?:each|for)\b/.test(code)
    ? [...code.matchAll(new RegExp(String.raw`\)\s*\(\s*${literal}\s*,`, 'g'))]
    : []
  return [...plain, ...tables].map((match) => (match[2] as string).replace(/\\(['"`])/g, '$1'))
}
