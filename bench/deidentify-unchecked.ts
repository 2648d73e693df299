/**
 * `clic deidentify IN OUT --key FILE --proof FILE` without digests and without the scan of the output, for bench/deidentify.ts alone: what
 * these two cost is the difference. Its proof says that nothing was scanned.
 */
import { enableCompileCache } from 'node:module'
import { codeCache } from '../apps/cli/src/code-cache.ts'

enableCompileCache(codeCache())
const { preparedDeidentify } = await import('../apps/cli/src/prepared-deidentify.ts')
const { deidentify, program } = await preparedDeidentify()
process.exitCode = await deidentify(process.argv.slice(2), { program, unchecked: true })
