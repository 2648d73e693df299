import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Each requirement in docs/requirements is a heading `### FR-nn …` followed by lines `- test: <file> › <words of the test’s name>`
 * or one line `- open: <what is missing>`. Fails when a named test does not exist, or a requirement names neither.
 */
export function checkRequirements(root: string): string[] {
  const folder = join(root, 'docs', 'requirements')
  const faults: string[] = []
  const seen = new Set<string>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md')).sort()) {
    const blocks = readFileSync(join(folder, name), 'utf8').split(/^### /m).slice(1)
    for (const block of blocks) {
      const id = /^(FR-\d+)/.exec(block)?.[1]
      if (!id) {
        faults.push(`${name}: a requirement without a number: ${block.split('\n')[0]}`)
        continue
      }
      if (seen.has(id)) faults.push(`${name}: ${id} is there twice`)
      seen.add(id)
      const tests = [...block.matchAll(/^- test: (\S+) › (.+)$/gm)]
      const open = /^- open: .+$/m.test(block)
      if (tests.length === 0 && !open) faults.push(`${id} names no test and does not say what is open`)
      for (const [, file, words] of tests) if (!holds(root, file as string, (words as string).trim())) faults.push(`${id}: there is no test “${words}” in ${file}`)
    }
  }
  return faults
}

function holds(root: string, file: string, words: string): boolean {
  try {
    const path = join(root, file)
    return statSync(path).isFile() && readFileSync(path, 'utf8').includes(words)
  } catch {
    return false
  }
}

if (process.argv[1] && relative(process.argv[1], fileURLToPath(import.meta.url)) === '') {
  const faults = checkRequirements(fileURLToPath(new URL('../..', import.meta.url)))
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.exit(faults.length === 0 ? 0 : 1)
}
