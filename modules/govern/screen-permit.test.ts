import type { PermitTerms } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { projectTerms } from '../../testing/permits.ts'
import { screenTerms } from './screen-permit.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const terms = (changes: Partial<PermitTerms> = {}) =>
  projectTerms({ expiresAt: '2027-06-01T00:00:00.000Z', ...changes })
const failed = (changes: Partial<PermitTerms>) =>
  screenTerms(terms(changes), now)
    .filter((one) => !one.ok)
    .map((one) => one.rule)
const phase = (name: PermitTerms['phases'][number]['phase'], article9: PermitTerms['phases'][number]['article9']) => ({
  phase: name,
  article6: '6(1)(e)' as const,
  article9,
  national: 'Databeskyttelsesloven § 10',
})

describe('the screening of a request', () => {
  it('finds nothing against an ordinary project', () => {
    expect(failed({})).toEqual([])
  })

  it.each([
    ['asks for direct identifiers', { columns: ['Patient', 'PatientName'] }, ['minimised']],
    ['names no phase', { phases: [] }, ['phases-once']],
    ['names a phase twice', { phases: [phase('develop', '9(2)(j)'), phase('develop', '9(2)(j)')] }, ['phases-once']],
    ['ends in the past', { expiresAt: '2026-01-01T00:00:00.000Z' }, ['in-the-future']],
    ['names nobody', { people: [] }, ['people-named']],
    [
      'may show secondary findings and names no ethics decision',
      { secondaryFindings: 'possible-with-ethics-decision' },
      ['ethics'],
    ],
    ['leans development on the basis for care', { phases: [phase('develop', '9(2)(h)')] }, ['research-basis']],
    ['leans operation on the basis for research', { phases: [phase('operate', '9(2)(j)')] }, ['care-basis']],
  ] as [string, Partial<PermitTerms>, string[]][])('finds that it %s', (_, changes, rules) => {
    expect(failed(changes)).toEqual(rules)
  })

  it.each([
    [
      'secondary findings with an ethics decision',
      { secondaryFindings: 'possible-with-ethics-decision', ethicsDecision: 'NVK 2026-1' },
    ],
    ['a standing permit that names nobody', { kind: 'standing-source', people: [], about: 'MR1' }],
    ['operation on the basis for care', { phases: [phase('operate', '9(2)(h)')] }],
    [
      'development and operation, each on its own basis',
      { phases: [phase('develop', '9(2)(j)'), phase('operate', '9(2)(h)')] },
    ],
  ] as [string, Partial<PermitTerms>][])('has nothing against %s', (_, changes) => {
    expect(failed(changes)).toEqual([])
  })

  it('gives for each rule a reason and a citation, whatever it finds', () => {
    for (const one of [...screenTerms(terms(), now), ...screenTerms(terms({ people: [], phases: [] }), now)]) {
      expect(one.reason.length).toBeGreaterThan(5)
      expect(one.citation.length).toBeGreaterThan(5)
    }
  })
})
