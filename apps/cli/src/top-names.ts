/** A node of ESTree; positions are of UTF-16 units. */
export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

/** Where a name of a module's top is used: its identifier, as a value, as a shorthand (`{ name }`), or given to other modules. */
export interface TopUse {
  node: Node
  kind: 'value' | 'shorthand' | 'export'
}

type Names = ReadonlySet<string>

/**
 * All uses of names that are bound at the top of a module, or nowhere in it; a name that a function, a block, a loop, a `catch` or a class
 * binds itself is none of them inside of it (ECMA-262, clause 8.2, scope analysis). `tree`: a module.
 */
export function topUses(tree: Node): Map<string, TopUse[]> {
  const uses = new Map<string, TopUse[]>()
  const found = (node: Node, kind: TopUse['kind']) => {
    const name = String(node['name'])
    const known = uses.get(name)
    if (known) known.push({ node, kind })
    else uses.set(name, [{ node, kind }])
  }
  const visit = (node: Node, own: Names): void => {
    switch (node.type) {
      case 'Identifier':
        if (!own.has(String(node['name']))) found(node, 'value')
        return
      case 'MemberExpression':
        visit(node['object'] as Node, own)
        if (node['computed'] === true) visit(node['property'] as Node, own)
        return
      case 'Property':
        if (node['shorthand'] !== true) keyed(node, own)
        else if (!own.has(String((node['value'] as Node)['name']))) found(node['value'] as Node, 'shorthand')
        return
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        keyed(node, own)
        return
      case 'VariableDeclarator':
        pattern(node['id'] as Node, own)
        if (node['init']) visit(node['init'] as Node, own)
        return
      case 'ObjectPattern':
      case 'ArrayPattern':
        pattern(node, own)
        return
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        const inside = new Set([...own, ...functionNames(node)])
        for (const param of node['params'] as Node[]) pattern(param, inside)
        visit(node['body'] as Node, inside)
        return
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const inside = node['id'] ? new Set([...own, String((node['id'] as Node)['name'])]) : own
        if (node['superClass']) visit(node['superClass'] as Node, inside)
        visit(node['body'] as Node, inside)
        return
      }
      case 'LabeledStatement':
        visit(node['body'] as Node, own)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'ImportDeclaration':
      case 'MetaProperty':
        return
      case 'ExportNamedDeclaration':
        if (node['declaration']) {
          for (const name of declaredNames([node['declaration'] as Node])) found({ ...node, name }, 'export')
          visit(node['declaration'] as Node, own)
        } else if (!node['source'])
          for (const one of node['specifiers'] as Node[]) found(one['local'] as Node, 'export')
        return
      default: {
        const names = namesOfBlock(node)
        const inside = names.length > 0 ? new Set([...own, ...names]) : own
        for (const below of children(node)) visit(below, inside)
      }
    }
  }
  const keyed = (node: Node, own: Names) => {
    if (node['computed'] === true) visit(node['key'] as Node, own)
    if (node['value']) visit(node['value'] as Node, own)
  }
  /** What is bound is no use; what stands in for it where it is missing is. */
  const pattern = (node: Node, own: Names): void => {
    if (node.type === 'Identifier') return
    if (node.type === 'AssignmentPattern') {
      pattern(node['left'] as Node, own)
      visit(node['right'] as Node, own)
    } else if (node.type === 'RestElement') pattern(node['argument'] as Node, own)
    else if (node.type === 'ArrayPattern') {
      for (const one of node['elements'] as (Node | null)[]) if (one) pattern(one, own)
    } else if (node.type === 'ObjectPattern') {
      for (const one of node['properties'] as Node[])
        if (one.type === 'RestElement') pattern(one, own)
        else {
          if (one['computed'] === true) visit(one['key'] as Node, own)
          pattern(one['value'] as Node, own)
        }
    } else visit(node, own)
  }
  for (const statement of tree['body'] as Node[]) visit(statement, new Set())
  return uses
}

export function children(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter(
      (below): below is Node =>
        below !== null && typeof below === 'object' && typeof (below as Partial<Node>).type === 'string',
    )
}

/** Names that a pattern binds. */
function boundNames(node: Node | null): string[] {
  switch (node?.type) {
    case 'Identifier':
      return [String(node['name'])]
    case 'AssignmentPattern':
      return boundNames(node['left'] as Node)
    case 'RestElement':
      return boundNames(node['argument'] as Node)
    case 'ArrayPattern':
      return (node['elements'] as (Node | null)[]).flatMap(boundNames)
    case 'ObjectPattern':
      return (node['properties'] as Node[]).flatMap((one) =>
        boundNames(one.type === 'RestElement' ? one : (one['value'] as Node)),
      )
    default:
      return []
  }
}

function declaredNames(statements: readonly Node[]): string[] {
  return statements.flatMap((one) => {
    if (one.type === 'VariableDeclaration')
      return (one['declarations'] as Node[]).flatMap((each) => boundNames(each['id'] as Node))
    return one.type === 'FunctionDeclaration' || one.type === 'ClassDeclaration' ? boundNames(one['id'] as Node) : []
  })
}

/** Its own name where it is an expression, its parameters, and what `var` binds anywhere in it. */
function functionNames(node: Node): string[] {
  const own = node.type === 'FunctionExpression' && node['id'] ? boundNames(node['id'] as Node) : []
  return [...own, 'arguments', ...(node['params'] as Node[]).flatMap(boundNames), ...varNames(node['body'] as Node)]
}

function varNames(node: Node): string[] {
  if (/Function|^Class/.test(node.type)) return []
  const own = node.type === 'VariableDeclaration' && node['kind'] === 'var' ? declaredNames([node]) : []
  return [...own, ...children(node).flatMap(varNames)]
}

/** What a block, a switch, a loop's head or a `catch` binds for what stands in it. */
function namesOfBlock(node: Node): string[] {
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
      return declaredNames(node['body'] as Node[])
    case 'SwitchStatement':
      return (node['cases'] as Node[]).flatMap((one) => declaredNames(one['consequent'] as Node[]))
    case 'ForStatement':
      return node['init'] ? declaredNames([node['init'] as Node]) : []
    case 'ForInStatement':
    case 'ForOfStatement':
      return declaredNames([node['left'] as Node])
    case 'CatchClause':
      return boundNames(node['param'] as Node | null)
    default:
      return []
  }
}
