import type { PermitTerms, Phase } from '@clic/contracts'

export type Basis = PermitTerms['phases'][number]

/** What the form starts from and what it hands over; `until` is a day, as the date field gives it. */
export interface PermitDraft extends Omit<PermitTerms, 'expiresAt'> {
  until: string
}

const research: Omit<Basis, 'phase'> = {
  article6: '6(1)(e)',
  article9: '9(2)(j)',
  national: 'Databeskyttelsesloven § 10',
}
const care: Omit<Basis, 'phase'> = {
  article6: '6(1)(e)',
  article9: '9(2)(h)',
  national: 'Sundhedsloven § 42 a, stk. 6',
}

/** The basis that a phase usually has; the person may choose another, and legal review decides. */
export function usualBasis(phase: Phase): Basis {
  return { phase, ...(phase === 'operate' || phase === 'monitor' ? care : research) }
}

const phasesOf: Record<PermitTerms['kind'], readonly Phase[]> = {
  project: ['develop', 'validate'],
  'standing-source': ['operate'],
  'standing-release': ['operate', 'monitor'],
}

/** A draft of a kind with what is usual for it. */
export function emptyDraft(kind: PermitTerms['kind'], about: string, until: string): PermitDraft {
  return {
    title: '',
    purpose: '',
    kind,
    phases: phasesOf[kind].map(usualBasis),
    controllers: [],
    cohort: { modalities: kind === 'project' ? ['MR', 'SEG'] : [], bodyParts: [], maxSubjects: 500 },
    columns: kind === 'project' ? ['Patient', 'Condition', 'Observation', 'PatientSex', 'PatientAge'] : ['*'],
    people: [],
    about: about || undefined,
    secondaryFindings: 'not-possible',
    until,
  }
}

/** The terms to send: the permit ends with the end of the chosen day in the reader's own time. */
export function termsOf(draft: PermitDraft): PermitTerms {
  const { until, about, ethicsDecision, ...rest } = draft
  return {
    ...rest,
    ...(rest.kind === 'project' || !about ? {} : { about }),
    ...(rest.secondaryFindings === 'not-possible' || !ethicsDecision ? {} : { ethicsDecision }),
    expiresAt: new Date(`${until}T23:59:59`).toISOString(),
  }
}

/** A day some years ahead, as a date field writes it. */
export function dayAhead(now: Date, years: number): string {
  return new Date(Date.UTC(now.getFullYear() + years, now.getMonth(), now.getDate())).toISOString().slice(0, 10)
}
