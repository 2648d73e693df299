import { CdaRefusal, cleanCda } from './clean-cda.ts'
import { broken, type FileJob, fired, type Handled } from './file-result.ts'
import { noWordsKept } from './no-words-kept.ts'
import { localName, parseXml, writeXml } from './xml-tree.ts'

/** A CDA document (HL7 CDA R2): structure, codes and numbers stay; who it is about and who wrote it go; ids are keyed, times moved, words cleaned. */
export async function rewriteCda(input: Uint8Array, job: FileJob): Promise<Handled> {
  if (!job.profile.options.cleanStructuredContent) return noWordsKept
  const root = parseXml(input)
  if (!root || localName(root) !== 'ClinicalDocument')
    return broken('it is no well-formed CDA document, declares names of its own (DOCTYPE), or nests too deep.')
  try {
    const cleaned = await cleanCda(root, job)
    fired(job, 'document-cleaned')
    return { ok: true, parts: [Buffer.from(writeXml(cleaned), 'utf8')], pixelsChanged: false, extension: 'xml' }
  } catch (error) {
    if (error instanceof CdaRefusal) return { ok: false, refusal: error.refusal }
    throw error
  }
}
