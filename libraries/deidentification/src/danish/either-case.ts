/**
 * A pattern that finds its letters small and large, with no flag and no `(?i:…)`: once a process has made more patterns than V8 optimises
 * (16 MB of code), an alternation in `(?i:…)` finds small letters alone (Node 24.21).
 */
export function eitherCase(source: string): string {
  return source.replace(/\\[pP]\{[^}]*\}|\\.|\[[^\]]*\]|\p{L}/gsu, (part) => {
    const [small, large] = [part.toLowerCase(), part.toUpperCase()]
    return part.length === 1 && small !== large ? `[${small}${large}]` : part
  })
}
