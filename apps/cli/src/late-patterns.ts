import { children, type Node, topUses } from './top-names.ts'

/**
 * Makes patterns and lists of words when they are first used: patterns that name classes of letters (`\p{…}`) or are put together of parts, by a function as well and in lists of such, sets
 * and tables made of a long text. The header of one CT slice asks for few of them, and without the patterns one object takes 0.03 s less. Taken
 * are constants at the top that are not exported; what the code does stays the same. `tree`: of `code`.
 */
export function latePatterns(code: string, tree: Node): string {
  const patterns = new Map<string, Node>()
  const makers = patternMakers(tree)
  for (const statement of tree['body'] as Node[])
    if (statement.type === 'VariableDeclaration')
      for (const one of statement['declarations'] as Node[]) {
        const [id, init] = [one['id'] as Node, one['init'] as Node | null]
        // What is bound by `var` and not by `const` are tables: the bundler names them so.
        const isMade =
          init &&
          (statement['kind'] === 'const'
            ? isLetterPattern(init, code) || isLongList(init) || callsOneOf(makers, init)
            : isTable(init))
        if (id.type === 'Identifier' && isMade) patterns.set(String(id['name']), init)
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

/** Functions at the top that do nothing but make a pattern of what they are given. */
function patternMakers(tree: Node): Set<string> {
  const declared = (tree['body'] as Node[]).flatMap((one) =>
    one.type === 'VariableDeclaration' ? (one['declarations'] as Node[]) : [],
  )
  const makes = (one: Node) => {
    const { type, body } = (one['init'] ?? {}) as { type?: string; body?: Node }
    return type === 'ArrowFunctionExpression' && body?.type === 'NewExpression' && calleeOf(body) === 'RegExp'
  }
  return new Set(declared.filter(makes).map((one) => String((one['id'] as Node)['name'])))
}

/** Whether it, or what it lists, is what one of these functions gives; what functions in it do later is not asked. */
function callsOneOf(makers: ReadonlySet<string>, node: Node): boolean {
  if (node.type === 'CallExpression') return makers.has(calleeOf(node))
  const lists = ['ArrayExpression', 'ObjectExpression', 'Property'].includes(node.type)
  return lists && children(node).some((one) => callsOneOf(makers, one))
}

function calleeOf(node: Node): string {
  return String((node['callee'] as Node)['name'])
}

function isLetterPattern(node: Node, code: string): boolean {
  const made = node.type === 'NewExpression' && calleeOf(node) === 'RegExp'
  return (
    (node.type === 'Literal' && node['regex'] !== undefined && /\\p\{/.test(code.slice(node.start, node.end))) || made
  )
}

/** Characters of a text from which on it takes longer to make a set of it than to look whether it was made. */
const longText = 400

/** A set or a table of a long text, or what a function makes of one. */
function isLongList(node: Node): boolean {
  if (node.type === 'NewExpression') return ['Set', 'Map'].includes(calleeOf(node)) && node.end - node.start > longText
  return (
    node.type === 'CallExpression' &&
    (node['arguments'] as Node[]).some((one) => isText(one) && one.end - one.start > longText)
  )
}

function isText(node: Node): boolean {
  return (node.type === 'Literal' && typeof node['value'] === 'string') || node.type === 'TemplateLiteral'
}

function isTable(node: Node): boolean {
  const callee = node['callee'] as Node | undefined
  return isLongList(node) && callee?.type === 'MemberExpression' && (callee['object'] as Node)['name'] === 'JSON'
}
