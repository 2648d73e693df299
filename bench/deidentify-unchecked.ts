/**
 * `clic deidentify IN OUT --key FILE --proof FILE` without digests and without the scan of the output, for bench/deidentify.ts alone: what
 * these two cost is the difference. Its proof says that nothing was scanned.
 */
import { enableCompileCache } from 'node:module'
import { codeCache } from '../apps/cli/src/code-cache.ts'

enableCompileCache(codeCache())
const { researchProfile } = await import('@clic/deidentification')
const { openKey } = await import('../apps/cli/src/deidentify/key-file.ts')
const { listFiles } = await import('../apps/cli/src/deidentify/list-files.ts')
const { openProof } = await import('../apps/cli/src/deidentify/proof-file.ts')
const { runFiles } = await import('../apps/cli/src/deidentify/run-files.ts')

const [input = '', output = '', key = '', proofFile = ''] = process.argv.slice(2)
const proof = openProof(proofFile, { fresh: false })
proof.finish(
  await runFiles({
    files: listFiles(input),
    profile: researchProfile(),
    key: openKey(key).secret,
    output,
    jobs: 1,
    proof,
    told: () => undefined,
    unchecked: true,
  }),
)
