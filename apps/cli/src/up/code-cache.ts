import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OsUser } from '@clic/platform/db'
import { repository } from '../repository.ts'
import { own } from './layout.ts'

/** Where the processes that a zone starts keep the code that Node made of their TypeScript; each zone has its own, closed to the others. */
export function codeCache(name: string, user?: OsUser): string {
  const root = join(repository, '.clic', 'code-cache')
  mkdirSync(root, { recursive: true, mode: 0o755 })
  own(join(root, name), user)
  return join(root, name)
}
