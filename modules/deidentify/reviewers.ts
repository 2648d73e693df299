import { refuse } from '@clic/contracts'

/** Who set up what leaves does not judge it. */
export function notYours() {
  return refuse(403, {
    code: 'not-your-review',
    title: 'Another person reviews this',
    detail: 'You assigned the source or wrote the profile; who sets it up does not review what leaves.',
    next: 'Ask another data steward or the DPO.',
  })
}
