import { children, type Node, topUses } from './top-names.ts'

/** A module in two files: what it does, and what loads that. */
export interface ScriptOfModule {
  /** A function, as an expression: of `import.meta`, what imports a module later, and all that the module imports. Returns what it exports. */
  script: string
  /** A module of the same imports and exports, which exports `compiled$` beside these: `CompiledScript`. */
  module: string
}

/** How a script was loaded. */
export interface CompiledScript {
  /** Where it is looked for as this Node under these options compiles it; undefined where Node keeps nothing compiled. */
  file: string | undefined
  /** Whether something was there. What another Node compiled is not taken: then it is compiled again. */
  kept: boolean
  /** The script as it is compiled by now. */
  bytes(): Uint8Array
}

/**
 * A module as a script. Node keeps a module as it was compiled before it ran; functions, which are compiled when they are first called, it compiles
 * again at each start. Of a script it gives these too, once it has run (`vm.Script.createCachedData`): one CT slice takes 0.11 s and
 * not 0.14. `code`: a module that imports and exports names, each in a statement for itself, and assigns to none that it exports; else
 * this fails. `tree`: of the code. `name`: of the script's file, beside the module's.
 */
export function scriptOfModule(code: string, tree: Node, name: string): ScriptOfModule {
  const body = tree['body'] as Node[]
  const imports = body.filter((one) => one.type === 'ImportDeclaration')
  const exports = body.filter((one) => one.type.startsWith('Export'))
  const imported = imports.flatMap((one) => specifiersOf(one, 'ImportSpecifier', name))
  const exported = exports.flatMap((one) => specifiersOf(one, 'ExportSpecifier', name))
  for (const given of ['meta$', 'import$', 'compiled$'])
    if (code.includes(given)) throw new Error(`${name}: ${given} is a name of its own`)
  const [uses, targets] = [topUses(tree), assigned(tree)]
  const isTarget = (local: string) => (node: Node) =>
    // Of a pattern the names alone are known, and not by what each is bound.
    node.type === 'Identifier' ? uses.get(local)?.some((use) => use.node === node) : identifiers(node).includes(local)
  const changing = exported.find(({ local }) => targets.some(isTarget(local)))
  if (changing) throw new Error(`${name}: ${changing.local} is exported and assigned to`)
  const statements = [...imports, ...exports].map(({ start, end }): Edit => [start, end, ''])
  const locals = imported.map(({ local }) => local)
  const returned = exported.map(({ local, exported }) => `${exported}: ${local}`)
  const script = `(function (${['meta$', 'import$', ...locals]}) { 'use strict'\n${edited(code, [...statements, ...importUses(tree)])}\nreturn { ${returned} } })\n`
  return {
    script,
    module: [
      ...imports.map(({ start, end }) => code.slice(start, end)),
      loader(name, /[^\0-\x7f]/.test(script) ? 'utf8' : 'latin1'),
      `const made$ = script$.runInThisContext()(${['import.meta', '(id) => import(id)', ...locals]})`,
      ...exported.map(({ exported }) => `const ${exported}$made = made$.${exported}`),
      `export { ${['compiled$', ...exported.map(({ exported }) => `${exported}$made as ${exported}`)]} }\n`,
    ].join('\n'),
  }
}

function loader(name: string, encoding: string): string {
  return `const [script$, compiled$] = (() => {
  const { readFileSync } = process.getBuiltinModule('node:fs')
  const { Script } = process.getBuiltinModule('node:vm')
  const filename = import.meta.dirname + '/${name}'
  // The name of Node's own folder tells of its version and of the options that the compiler heeds.
  const tag = process.getBuiltinModule('node:module').getCompileCacheDir()?.split(/[\\\\/]/).at(-1)
  const file = tag && filename + '.' + tag
  let cachedData
  try {
    cachedData = file && readFileSync(file)
  } catch {}
  const script = new Script(readFileSync(filename, '${encoding}'), { filename, cachedData })
  return [script, { file, kept: cachedData !== undefined, bytes: () => script.createCachedData() }]
})()`
}

type Edit = [start: number, end: number, text: string]

function edited(code: string, edits: readonly Edit[]): string {
  let [made, at] = ['', 0]
  for (const [start, end, text] of edits.toSorted(([a], [b]) => a - b)) {
    made += code.slice(at, start) + text
    at = end
  }
  return made + code.slice(at)
}

/** `import.meta` and `import()` are for modules alone. */
function importUses(node: Node): Edit[] {
  const below = children(node).flatMap(importUses)
  if (node.type === 'MetaProperty' && (node['meta'] as Node)['name'] === 'import')
    return [[node.start, node.end, 'meta$']]
  if (node.type === 'ImportExpression') return [[node.start, node.start + 'import'.length, 'import$'], ...below]
  return below
}

function specifiersOf(node: Node, kind: string, name: string): { local: string; exported: string }[] {
  const all = (node['specifiers'] as Node[] | undefined) ?? []
  const named = node.type === 'ImportDeclaration' || !(node['declaration'] || node['source'])
  if (all.length === 0 || !named || all.some((one) => one.type !== kind))
    throw new Error(`${name}: a statement that imports or exports is of another form`)
  return all.map((one) => ({
    local: String((one['local'] as Node)['name']),
    exported: String(((one['exported'] ?? one['imported']) as Node)['name']),
  }))
}

/** What is assigned to: names where they stand, patterns, members of objects. */
function assigned(node: Node): Node[] {
  const field = targetOf[node.type]
  const target = field && (node[field] as Node)
  return [...(target ? [target] : []), ...children(node).flatMap(assigned)]
}

const targetOf: Partial<Record<string, string>> = {
  AssignmentExpression: 'left',
  UpdateExpression: 'argument',
  ForOfStatement: 'left',
  ForInStatement: 'left',
}

/** All names in a pattern; a variable that a loop binds, or a member of an object, is none. */
function identifiers(node: Node): string[] {
  if (node.type === 'Identifier') return [String(node['name'])]
  return ['MemberExpression', 'VariableDeclaration'].includes(node.type) ? [] : children(node).flatMap(identifiers)
}
