/** A node of ESTree; positions are of UTF-16 units. */
export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

/**
 * Makes patterns when they are first used: those that name classes of letters (`\p{…}`) and those put together of parts. The header of one CT
 * slice asks for few of them, and without them one object takes 0.03 s less. Taken are constants at the top whose name stands for nothing else
 * in the code and that are not exported; what the code does stays the same. `tree`: of `code`.
 */
export function latePatterns(code: string, tree: Node): string {
  const patterns = new Map<string, Node>()
  for (const statement of tree['body'] as Node[])
    if (statement.type === 'VariableDeclaration' && statement['kind'] === 'const')
      for (const one of statement['declarations'] as Node[]) {
        const [id, init] = [one['id'] as Node, one['init'] as Node | null]
        if (id.type === 'Identifier' && init && isLetterPattern(init, code)) patterns.set(String(id['name']), init)
      }
  const uses: Node[] = []
  const bound = new Map<string, number>()
  walk(tree, (node, role) => {
    if (node.type !== 'Identifier' || role === 'name') return
    const name = String(node['name'])
    if (!patterns.has(name)) return
    if (role === 'binding') bound.set(name, (bound.get(name) ?? 0) + 1)
    else if (role === 'fixed') bound.set(name, 2)
    else uses.push(node)
  })
  const taken = new Set([...patterns.keys()].filter((name) => bound.get(name) === 1))
  const edits: [at: number, text: string][] = []
  for (const name of taken) {
    const init = patterns.get(name)!
    edits.push([init.start, `() => (${name}$late ??= `], [init.end, ')'])
  }
  for (const use of uses) if (taken.has(String(use['name']))) edits.push([use.end, '()'])
  if (taken.size === 0) return code
  let made = ''
  let at = 0
  for (const [place, text] of edits.sort(([a], [b]) => a - b)) {
    made += code.slice(at, place) + text
    at = place
  }
  return `${made}${code.slice(at)}\nvar ${[...taken].map((name) => `${name}$late`).join(', ')};\n`
}

function isLetterPattern(node: Node, code: string): boolean {
  const made = node.type === 'NewExpression' && (node['callee'] as Node)['name'] === 'RegExp'
  return (
    (node.type === 'Literal' && node['regex'] !== undefined && /\\p\{/.test(code.slice(node.start, node.end))) || made
  )
}

/** What an identifier is: a name of a field, a binding, a place that cannot call (a shorthand, an export), or a use. */
type Role = 'name' | 'binding' | 'fixed' | 'use'

function walk(node: Node, seen: (node: Node, role: Role) => void, role: Role = 'use'): void {
  seen(node, role)
  for (const [field, value] of Object.entries(node)) {
    for (const below of Array.isArray(value) ? value : [value])
      if (below !== null && typeof below === 'object' && typeof below.type === 'string')
        walk(below, seen, roleOf(node, field, role))
  }
}

function roleOf(node: Node, field: string, role: Role): Role {
  const inPattern = role === 'binding' && /Pattern$|^(?:Property|RestElement)$/.test(node.type)
  switch (node.type) {
    case 'MemberExpression':
      return field === 'property' && node['computed'] !== true ? 'name' : 'use'
    case 'Property':
      if (node['shorthand'] === true) return inPattern ? 'binding' : 'fixed'
      if (field === 'key') return node['computed'] === true ? 'use' : 'name'
      return inPattern ? 'binding' : 'use'
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field === 'key' && node['computed'] !== true ? 'name' : 'use'
    case 'AssignmentPattern':
      return field === 'left' && inPattern ? 'binding' : 'use'
    case 'ArrayPattern':
    case 'ObjectPattern':
    case 'RestElement':
      return role
    case 'VariableDeclarator':
      return field === 'id' ? 'binding' : 'use'
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return field === 'id' || field === 'params' ? 'binding' : 'use'
    case 'ClassDeclaration':
    case 'ClassExpression':
      return field === 'id' ? 'binding' : 'use'
    case 'CatchClause':
      return field === 'param' ? 'binding' : 'use'
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return field === 'label' ? 'name' : 'use'
    case 'ExportSpecifier':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportDefaultDeclaration':
      return 'fixed'
    default:
      return 'use'
  }
}
