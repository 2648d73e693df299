import type { Sampling } from '@clic/contracts'
import type { Words } from '../../words/index.tsx'

/** Studies that are held and of which none was drawn. */
function undrawn(one: Sampling): number {
  const heldSamples = one.state === 'holding' ? one.drawn : 0
  return Math.max(0, one.studies.held - heldSamples)
}

export function mayDraw(one: Sampling): boolean {
  return one.state === 'holding' && one.mayReview && !one.drawing && one.drawn < one.needed && undrawn(one) > 0
}

/** The one thing that helps now, in words for this person. */
export function nextStep(one: Sampling, reviewer: boolean, t: Words['t']): string {
  if (one.state === 'stopped') return t('sampling.next.stopped')
  if (one.drawing) return t('sampling.next.drawing')
  if (one.waits > 0) {
    if (!reviewer) return t('sampling.next.engineer', { n: one.waits })
    if (!one.mayReview) return t('sampling.next.notyou', { n: one.waits })
    if (one.waitsForMe > 0) return t('sampling.next.review', { n: one.waitsForMe })
    return t('sampling.next.other', { n: one.waits })
  }
  if (one.state === 'open') return t(one.policy.limit === 'none' ? 'sampling.next.unlimited' : 'sampling.next.open')
  const missing = one.needed - one.drawn
  if (undrawn(one) === 0) return t('sampling.next.wait', { n: missing })
  return undrawn(one) >= missing
    ? t('sampling.next.draw', { n: missing })
    : t('sampling.next.few', { n: missing - undrawn(one) })
}
