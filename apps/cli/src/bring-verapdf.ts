import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './repository.ts'

/** Where the validator of PDF/A lies, which tests use as a judge. */
const verapdf = join(repository, '.clic', 'verapdf')

/** Brings veraPDF through Maven, where that and Java are there; false where they are not, or the registry does not answer. */
export function bringVerapdf(): boolean {
  if (existsSync(verapdf)) return true
  const has = (program: string) => spawnSync('which', [program], { stdio: 'ignore' }).status === 0
  if (!has('mvn') || !has('java') || !has('javac')) return false
  const pom = join(repository, 'testing', 'verapdf', 'pom.xml')
  const words = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${verapdf}`]
  return spawnSync('mvn', words, { stdio: 'ignore', timeout: 300_000 }).status === 0
}
