import { findInTitle } from '../danish/find-file-names.ts'
import { withoutSpans } from '../text-span.ts'
import { type FileJob, fired } from './file-result.ts'

type Json = Record<string, unknown>

/** Elements of R4 whose type is Attachment, beside those that are called after it. */
const attached = new Set('content image photo presentedForm document policy report packaging module'.split(' '))
/** What only an Attachment has beside a title. */
const only = ['contentType', 'data', 'url', 'size', 'hash', 'creation']

/** An Attachment whose title is rid of every word that nobody knows: it names a file, and files are called after people. Anything else stays as it is. */
export function withFileNamed(key: string, given: Json, job: FileJob): Json {
  if (!isAttachment(key, given)) return given
  const made = { ...given }
  const { title, contentType } = given
  if (typeof title === 'string') {
    const spans = findInTitle(title)
    for (const { kind } of spans) fired(job, `text-${kind}`)
    made['title'] = withoutSpans(title, spans, job.cleaning.mark)
  }
  // Behind the type may stand what the file is called.
  if (typeof contentType === 'string') {
    const type = /^\s*([\w.+-]{1,40}\/[\w.+-]{1,60})/.exec(contentType)?.[1]
    if (type === undefined) delete made['contentType']
    else made['contentType'] = type
  }
  return made
}

function isAttachment(key: string, given: Json): boolean {
  if (/attachment$/i.test(key)) return true
  const named = typeof given['title'] === 'string' || typeof given['contentType'] === 'string'
  return named && (attached.has(key) || only.some((one) => typeof given[one] === 'string')) && !given['resourceType']
}
