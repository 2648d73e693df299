import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testNames } from './test-names.ts'

interface Requirement {
  id: string
  file: string
  sentence: string
  tests: { file: string; words: string }[]
  open: string[]
}

/**
 * Each requirement in docs/requirements is a heading `### FR-nn …` followed by lines `- test: <file> › <words of the test’s name>`
 * or `- open: <what is missing>`.
 */
function readRequirements(root: string): { requirements: Requirement[]; faults: string[] } {
  const folder = join(root, 'docs', 'requirements')
  const faults: string[] = []
  const requirements: Requirement[] = []
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()) {
    for (const block of readFileSync(join(folder, file), 'utf8').split(/^### /m).slice(1)) {
      const heading = /^(FR-\d+) +(\S.+)$/m.exec(block.split('\n')[0] ?? '')
      if (!heading) {
        faults.push(`${file}: a requirement without a number or a sentence: ${block.split('\n')[0]}`)
        continue
      }
      const lines = block
        .split('\n')
        .slice(1)
        .filter((line) => line.startsWith('- '))
      const tests = lines.flatMap((line) => {
        const match = /^- test: (\S+) › (.+)$/.exec(line)
        return match ? [{ file: match[1] as string, words: (match[2] as string).trim() }] : []
      })
      const open = lines.flatMap((line) => /^- open: (.+)$/.exec(line)?.[1] ?? [])
      if (tests.length + open.length < lines.length)
        faults.push(`${heading[1]}: a line is neither “- test: file › words” nor “- open: words”`)
      requirements.push({ id: heading[1] as string, file, sentence: heading[2] as string, tests, open })
    }
  }
  return { requirements, faults }
}

/** Fails when a named test is not among the names of the file’s tests, or a requirement names neither a test nor what is open. */
export function checkRequirements(root: string): string[] {
  const { requirements, faults } = readRequirements(root)
  const seen = new Set<string>()
  const names = new Map<string, string[]>()
  for (const { id, file, tests, open } of requirements) {
    if (seen.has(id)) faults.push(`${file}: ${id} is there twice`)
    seen.add(id)
    if (tests.length === 0 && open.length === 0) faults.push(`${id} names no test and does not say what is open`)
    for (const test of tests) {
      if (!names.has(test.file)) names.set(test.file, namesIn(root, test.file))
      const known = names.get(test.file) ?? []
      if (!known.some((name) => name.includes(test.words) || name.replaceAll('_', ' ').includes(test.words)))
        faults.push(`${id}: there is no test “${test.words}” in ${test.file}`)
    }
  }
  return faults
}

function namesIn(root: string, file: string): string[] {
  const path = join(root, file)
  return existsSync(path) ? testNames(file, readFileSync(path, 'utf8')) : []
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const faults = checkRequirements(root)
  const { requirements } = readRequirements(root)
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.stdout.write(
    `${requirements.length} requirements, ${requirements.filter((one) => one.open.length > 0).length} of them with something open\n`,
  )
  process.exit(faults.length === 0 ? 0 : 1)
}
