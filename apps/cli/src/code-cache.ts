import { join } from 'node:path'
import { repository } from './repository.ts'

/** Where Node keeps the code that it made of our TypeScript: a command starts in half the time. Nothing depends on it. */
export function codeCache(): string {
  return join(repository, '.clic', 'code-cache', 'cli')
}
