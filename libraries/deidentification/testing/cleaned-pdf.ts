import { readPdf } from '../src/files/pdf-reading.ts'
import { deidentifyFile, type KnownIdentity, prepareSweep, researchProfile } from '../src/index.ts'

/** What a PDF says once it is cleaned, a run of letters a line. */
export async function cleanedPdf(input: Uint8Array, known: KnownIdentity): Promise<string> {
  const result = await deidentifyFile(input, {
    profile: researchProfile(),
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(known),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  const read = await readPdf(Buffer.concat(result.parts))
  if ('refusal' in read) throw new Error(read.refusal.reason)
  return read.pages.flatMap((page) => page.texts.map((one) => one.text)).join('\n')
}
