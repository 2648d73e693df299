import { type Node, topUses } from './top-names.ts'

/**
 * Makes patterns when they are first used: those that name classes of letters (`\p{…}`) and those put together of parts. The header of one CT
 * slice asks for few of them, and without them one object takes 0.03 s less. Taken are constants at the top that are not exported; what
 * the code does stays the same. `tree`: of `code`.
 */
export function latePatterns(code: string, tree: Node): string {
  const patterns = new Map<string, Node>()
  for (const statement of tree['body'] as Node[])
    if (statement.type === 'VariableDeclaration' && statement['kind'] === 'const')
      for (const one of statement['declarations'] as Node[]) {
        const [id, init] = [one['id'] as Node, one['init'] as Node | null]
        if (id.type === 'Identifier' && init && isLetterPattern(init, code)) patterns.set(String(id['name']), init)
      }
  const uses = topUses(tree)
  const edits: [at: number, text: string][] = []
  const taken: string[] = []
  for (const [name, init] of patterns) {
    const all = uses.get(name) ?? []
    if (all.some(({ kind }) => kind === 'export')) continue
    taken.push(name)
    edits.push([init.start, `() => (${name}$late ??= `], [init.end, ')'])
    for (const { node, kind } of all) edits.push([node.end, kind === 'shorthand' ? `: ${name}()` : '()'])
  }
  if (taken.length === 0) return code
  let made = ''
  let at = 0
  for (const [place, text] of edits.sort(([a], [b]) => a - b)) {
    made += code.slice(at, place) + text
    at = place
  }
  return `${made}${code.slice(at)}\nvar ${taken.map((name) => `${name}$late`).join(', ')};\n`
}

function isLetterPattern(node: Node, code: string): boolean {
  const made = node.type === 'NewExpression' && (node['callee'] as Node)['name'] === 'RegExp'
  return (
    (node.type === 'Literal' && node['regex'] !== undefined && /\\p\{/.test(code.slice(node.start, node.end))) || made
  )
}
