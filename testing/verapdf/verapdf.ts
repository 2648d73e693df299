import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const libraries = fileURLToPath(new URL('../../.clic/verapdf', import.meta.url))

export interface PdfVerdict {
  /** What the file claims: 3b for PDF/A-3b; null where it claims nothing. */
  claims: string
  holds: boolean
  checks: number
  /** Clauses of ISO 19005 that it breaks, with the validator's words. */
  broken: string[]
}

/** Whether veraPDF lies in `.clic/verapdf`, where `./clic test` puts it, and Java can run it. */
export const verapdfIsMissing =
  !existsSync(libraries) || spawnSync('java', ['-version'], { stdio: 'ignore' }).status !== 0

/** The PDF Association's reference validator over files, by the part of PDF/A that each claims. Throws where it cannot judge. */
export function judgePdf(files: readonly string[]): PdfVerdict[] {
  const done = spawnSync('java', ['-cp', join(libraries, '*'), join(here, 'JudgePdf.java'), ...files], {
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`veraPDF could not judge: ${done.stderr.slice(-500)}`)
  const verdicts: PdfVerdict[] = []
  for (const line of done.stdout.split('\n')) {
    const [kind, ...words] = line.split('\t')
    if (kind === 'judged')
      verdicts.push({ claims: words[0] ?? '', holds: words[1] === 'true', checks: Number(words[2]), broken: [] })
    else if (kind === 'broken') verdicts.at(-1)?.broken.push(words.join(' '))
  }
  return verdicts
}
