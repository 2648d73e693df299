import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reportEndpoints } from '@clic/contracts'
import { openZoneKeys } from '@clic/platform/keys'
import { CommandError } from '../../command-error.ts'
import { verifyCommand } from '../../verify.ts'
import { must, postBytes, until, type Way } from '../way.ts'

/** Step 11: PDF/A with its data inside, and a signed bundle that is recomputed offline. */
export async function report(way: Way): Promise<void> {
  const ordered = await must(way, 'tester', 'research', reportEndpoints.make, {
    body: {
      protocolId: way.ids['protocol'] as string,
      title: `${way.useCase.title}: valideringsrapport`,
      language: 'da',
    },
  })
  const ready = await until('the report', 120, async () => {
    const now = await must(way, 'tester', 'research', reportEndpoints.read, { params: { reportId: ordered.id } })
    return now.state === 'making' ? undefined : now
  })
  if (ready.state !== 'ready') throw new CommandError(`The report ${ready.state}: ${ready.reason}`, 1)
  const file = async (endpoint: typeof reportEndpoints.pdf | typeof reportEndpoints.bundle, name: string) => {
    const answer = await postBytes(
      way,
      'tester',
      'research',
      endpoint,
      { params: { reportId: ready.id } },
      '',
      'application/octet-stream',
    ).catch(() => undefined)
    if (!answer?.ok) throw new CommandError(`${name} could not be fetched.`, 1)
    const path = join(way.out, name)
    writeFileSync(path, Buffer.from(await answer.arrayBuffer()))
    return path
  }
  const pdf = await file(reportEndpoints.pdf, 'report.pdf')
  const bundle = await file(reportEndpoints.bundle, 'evidence.clic.zip')
  const key = join(way.out, 'research.pub.pem')
  writeFileSync(key, openZoneKeys(join(way.platform.layout.research, 'keys')).publicPem)
  way.figures.bundle = bundle
  way.say(`   ${pdf} and ${bundle}; rechecked offline:`)
  if ((await verifyCommand([bundle, '--trust', key])) !== 0) throw new CommandError('The bundle does not verify.', 1)
}
