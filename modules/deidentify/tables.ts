import type { Role, SampleAnswer, SamplingPolicy } from '@clic/contracts'
import type { Profile } from '@clic/deidentification'
import type { FrameMask } from '@clic/pixels'
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as an object, written as text. */
type Json<T> = ColumnType<T, string, string>

/** The same where nothing may stand. */
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>

/** The same with a default, so that it may be left out when a row is made. */
type WithDefault<T> = ColumnType<T, string | undefined, string>

export type ProfileState = 'draft' | 'submitted' | 'refused' | 'released' | 'retired'

/** Who took a profile a step further, and why. */
export interface ProfileStep {
  by: { id: string; name: string }
  at: string
  reason: string | null
}

export type RunState = 'waiting' | 'held' | 'left' | 'refused' | 'quarantined' | 'failed'

export interface DeidentifyTables {
  'deidentify.profile': {
    id: string
    name: string
    version: string
    state: ProfileState
    hash: string
    released_at: Date | null
    description: string
    document: Json<Profile>
    authors: WithDefault<{ id: string; name: string }[]>
    based_on: string | null
    drafted: Json<ProfileStep> | null
    submitted: Json<ProfileStep> | null
    decided: Json<ProfileStep> | null
    retired: Json<ProfileStep> | null
    changed_at: Generated<Date>
  }
  'deidentify.assignment': {
    id: string
    permit_id: string
    permit_title: string
    source_id: string
    source: string
    profile_id: string
    added_by: Json<{ id: string; name: string }>
    added_at: Date
    sampling: Json<SamplingPolicy>
  }
  'deidentify.run': {
    study_id: string
    permit_id: string
    assignment_id: string
    patient_key: string
    state: RunState
    reason: string | null
    next: string | null
    objects_released: Generated<number>
    objects_quarantined: Generated<number>
    bytes_released: Generated<number>
    parcel_id: string | null
    seconds: number | null
    at: Date
  }
  'deidentify.proof': {
    id: string
    study_id: string
    permit_id: string
    profile_id: string
    parcel_id: string
    at: Date
    input_sha256: string
    output_sha256: string
    sop_instance_uid: string
    sop_class_uid: string
    modality: string
    kind: Generated<string>
    rules: Json<Record<string, number>>
    residual: Json<{ scannedBytes: number; certain: number; possible: number }>
    masks: NullableJson<FrameMask[]>
  }
  'deidentify.mask': {
    permit_id: string
    study_id: string | null
    input_sha256: string
    masks: Json<FrameMask[]>
    drawn_by: Json<{ id: string; name: string; roles: Role[] }>
    at: Date
  }
  'deidentify.quarantined': {
    id: string
    study_id: string
    permit_id: string
    input_sha256: string
    modality: string
    code: string
    reason: string
    next: string
    at: Date
  }
  'deidentify.facts': {
    permit_id: string
    patient_key: string
    state: 'waiting' | 'left' | 'refused' | 'failed'
    reason: string | null
    next: string | null
    sha256: string | null
    parcel_id: string | null
    at: Date
  }
  'deidentify.parcel': {
    id: string
    seq: Generated<number>
    study_id: string | null
    patient_key: string | null
    permit_id: string
    state: Generated<'posted' | 'delivered' | 'refused'>
    reason: Generated<string | null>
  }
  'deidentify.erasure': {
    erasure_id: string
    permit_id: string
    patient_key: string | null
    state: 'waiting' | 'sent' | 'done'
    forgotten: Generated<boolean>
    proofs: Generated<number>
    proofs_digest: string | null
  }
  'deidentify.place': { permit_id: string; patient_key: string }
  'deidentify.sampling': {
    id: string
    assignment_id: string
    profile_id: string
    epoch: number
    leak_limit: number | null
    sample_every: number
    seed: string
    state: 'holding' | 'open' | 'stopped'
    started_at: Date
    started_by: Json<{ id: string; name: string }>
    reason: string | null
    stopped_at: Date | null
  }
  'deidentify.draw': {
    id: string
    sampling_id: string
    seed: string
    pool: Json<string[]>
    size: number
    state: 'drawing' | 'drawn'
    passed_over: Json<{ studyId: string; code: string }[]>
    drawn_by: Json<{ id: string; name: string; roles: Role[] }>
    at: Date
  }
  'deidentify.sample': {
    id: string
    sampling_id: string
    n: number
    draw_id: string | null
    study_id: string
    input_sha256: string
    output_sha256: string
    modality: string
    masks: NullableJson<FrameMask[]>
    at: Date
  }
  'deidentify.quarantine_look': { quarantined_id: string; person_id: string; first_at: Date; looks: number }
  'deidentify.sample_look': { sample_id: string; person_id: string; first_at: Date; looks: number }
  'deidentify.sample_answer': {
    sample_id: string
    person_id: string
    at: Date
    seen: boolean
    kind: string | null
    place: Json<Extract<SampleAnswer, { seen: true }>['where']> | null
  }
  'deidentify.shared_agreement': {
    id: string
    project: string
    partner: string
    url: string
    public_key: string
    permit_id: string
    state: 'proposed' | 'active' | 'ended'
    proposed_by: Json<{ id: string; name: string }>
    proposed_at: Date
    approved_by: NullableJson<{ id: string; name: string }>
    approved_at: Date | null
    ended_by: NullableJson<{ id: string; name: string }>
    ended_at: Date | null
  }
  'deidentify.shared_set': { agreement_id: string; looked_at_on: string }
  'deidentify.shared_set_member': { agreement_id: string; patient_key: string }
  'deidentify.shared_run': {
    id: string
    agreement_id: string
    direction: 'asked' | 'answered'
    state: 'waiting' | 'answered' | 'done' | 'refused' | 'failed'
    reason: string | null
    at: Date
    own_patients: number | null
    own_size: number | null
    partner_size: number | null
    count: number | null
    suppressed: 'fewer-than-10' | 'fewer-than-10-others' | null
    problem: string | null
    by_file: Generated<boolean>
    client_key: ColumnType<string | null, string | null | undefined, string | null>
  }
  'deidentify.work': { seq: Generated<number>; started_at: Date; ended_at: Date; objects: number }
}
