import { type LinkedStudy, type LinkedView, type ObjectInspection, ok, type Result, refuse } from '@clic/contracts'
import type { PartContext } from '@clic/platform/parts'

/** The study that a mask is made of. */
export async function studyToLabel(context: PartContext, studyId: string): Promise<Result<LinkedStudy>> {
  const study = await context.port<LinkedView>('link.studies').study(studyId)
  return study
    ? ok(study)
    : refuse(404, {
        code: 'study-unknown',
        title: 'No such study',
        detail: `There is no study ${studyId}.`,
        next: 'See the list under Link.',
      })
}

/** A mask that still names a patient is kept nowhere; `next` says how the person makes one that does not. */
export function namesNobody(context: PartContext, mask: Uint8Array, study: LinkedStudy, next: string): Result<true> {
  const named = context.optionalPort<ObjectInspection>('link.inspection')?.identifierIn(mask, study.pseudonym)
  return named
    ? refuse(422, { code: 'identifier-found', title: 'The mask is refused', detail: `${named}.`, next })
    : ok(true)
}
