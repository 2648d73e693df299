import type { GateName } from '@clic/contracts'

/**
 * For each gate facts that open it, and for each rule a change that closes it by that rule alone. Tests walk this table; a new
 * rule without an example fails them.
 */
export const gateExamples: {
  [G in GateName]: { good: Record<string, unknown>; bad: Record<string, Record<string, unknown>> }
} = (() => {
  const now = '2026-11-24T12:00:00.000Z'
  const permit = { permitState: 'active', permitExpiresAt: '2027-01-01T00:00:00.000Z', now }
  const badPermit = (gate: string) => ({
    [`${gate}/permit-active`]: { permitState: 'suspended' },
    [`${gate}/permit-in-date`]: { permitExpiresAt: '2026-11-24T11:59:59.000Z' },
  })
  const person = { personId: 'p1', permitPeople: ['p1', 'p2'] }
  const badPerson = (gate: string) => ({ [`${gate}/person-named`]: { personId: 'p9' } })
  const badBasis = (gate: string, phase: string) => ({ [`${gate}/basis-${phase}`]: { permitPhases: ['monitor'] } })
  const hash = 'a'.repeat(64)
  const other = 'b'.repeat(64)
  const approvals = [
    { role: 'clinical-lead', personId: 'a' },
    { role: 'regulatory-lead', personId: 'b' },
    { role: 'dpo', personId: 'c' },
  ]
  return {
    'permit.approve': {
      good: {
        proposerId: 'a',
        approverId: 'b',
        expiresAt: '2027-01-01T00:00:00.000Z',
        now,
        phases: ['develop'],
        phasesWithBasis: ['develop'],
        screeningFailed: 0,
        secondaryFindings: 'not-possible',
        ethicsDecision: '',
      },
      bad: {
        'permit.approve/four-eyes': { approverId: 'a' },
        'permit.approve/expiry-ahead': { expiresAt: '2026-01-01T00:00:00.000Z' },
        'permit.approve/basis-per-phase': { phases: ['develop', 'operate'] },
        'permit.approve/screened': { screeningFailed: 1 },
        'permit.approve/ethics': { secondaryFindings: 'possible-with-ethics-decision' },
      },
    },
    'profile.release': {
      good: {
        profileState: 'submitted',
        proposers: ['a', 'b'],
        approverId: 'c',
        hashSubmitted: hash,
        hashNow: hash,
        identifiersKept: [],
        overridesWithoutReason: [],
      },
      bad: {
        'profile.release/four-eyes': { approverId: 'b' },
        'profile.release/submitted': { profileState: 'draft' },
        'profile.release/unchanged': { hashNow: other },
        'profile.release/no-identifier-kept': { identifiersKept: ['PatientName'] },
        'profile.release/reasons-given': { overridesWithoutReason: ['StudyDescription'] },
      },
    },
    'study.receive': {
      good: { sourceKnown: true, ...permit },
      bad: { ...badPermit('study.receive'), 'study.receive/source-known': { sourceKnown: false } },
    },
    'study.deidentify': {
      good: {
        ...permit,
        profileState: 'released',
        modality: 'MR',
        permitModalities: ['MR'],
        bodyPart: 'BRAIN',
        permitBodyParts: ['brain', 'head'],
        subjects: 10,
        maxSubjects: 10,
      },
      bad: {
        ...badPermit('study.deidentify'),
        'study.deidentify/profile-released': { profileState: 'draft' },
        'study.deidentify/inside-cohort': { modality: 'US' },
        'study.deidentify/body-part': { bodyPart: '' },
        'study.deidentify/within-maximum': { subjects: 11 },
      },
    },
    'study.leave': {
      good: {
        ...permit,
        residualHits: 0,
        objectsReleased: 3,
        objectsQuarantined: 1,
        objectsProven: 3,
        sampleSize: 59,
        sampleLeaks: 0,
        leakBound: 0.0495,
        leakLimit: 0.05,
      },
      bad: {
        ...badPermit('study.leave'),
        'study.leave/no-residual': { residualHits: 1 },
        'study.leave/every-object-proven': { objectsProven: 2 },
        'study.leave/no-leak-seen': { sampleLeaks: 1 },
        'study.leave/leak-bound': { sampleSize: 58, leakBound: 0.0503 },
      },
    },
    'patients.count': {
      good: {
        ...permit,
        agreementState: 'active',
        countsToday: 2,
        mostCountsADay: 3,
        askingSize: 100,
        mostAskingSize: 100,
        answeringSize: 0,
        mostAnsweringSize: 100,
      },
      bad: {
        ...badPermit('patients.count'),
        'patients.count/agreed': { agreementState: 'proposed' },
        'patients.count/within-budget': { countsToday: 3 },
        'patients.count/within-size': { askingSize: 200 },
      },
    },
    'facts.leave': {
      good: { ...permit, residualHits: 0, columns: ['Patient'], permitColumns: ['Patient', 'Condition'] },
      bad: {
        ...badPermit('facts.leave'),
        'facts.leave/no-residual': { residualHits: 2 },
        'facts.leave/columns-allowed': { columns: ['DocumentReference'] },
      },
    },
    'person.link': {
      good: { ...permit, pseudonymKnown: true, columns: ['Patient'], permitColumns: ['Patient'] },
      bad: {
        ...badPermit('person.link'),
        'person.link/pseudonym-known': { pseudonymKnown: false },
        'person.link/columns-allowed': { columns: ['Consent'] },
      },
    },
    'dataset.freeze': {
      good: {
        ...permit,
        ...person,
        permitPhases: ['develop'],
        subjects: 40,
        maxSubjects: 100,
        patientsInTwoParts: 0,
        itemsWithoutLabel: 0,
        testSealed: true,
      },
      bad: {
        ...badPermit('dataset.freeze'),
        ...badPerson('dataset.freeze'),
        ...badBasis('dataset.freeze', 'develop'),
        'dataset.freeze/patients-disjoint': { patientsInTwoParts: 1 },
        'dataset.freeze/within-maximum': { subjects: 101 },
        'dataset.freeze/labelled': { itemsWithoutLabel: 1 },
        'dataset.freeze/test-sealed': { testSealed: false },
      },
    },
    'label.write': {
      good: { ...permit, ...person, sameGeometry: true },
      bad: {
        ...badPermit('label.write'),
        ...badPerson('label.write'),
        'label.write/same-geometry': { sameGeometry: false },
      },
    },
    'training.start': {
      good: {
        ...permit,
        ...person,
        permitPhases: ['develop'],
        datasetState: 'frozen',
        patientsInTwoParts: 0,
        testItemsGiven: 0,
        codeCommit: 'abcdef0',
        environmentLock: hash,
      },
      bad: {
        ...badPermit('training.start'),
        ...badPerson('training.start'),
        ...badBasis('training.start', 'develop'),
        'training.start/dataset-frozen': { datasetState: 'superseded' },
        'training.start/patients-disjoint': { patientsInTwoParts: 1 },
        'training.start/test-unseen': { testItemsGiven: 1 },
        'training.start/attested': { codeCommit: '' },
      },
    },
    'testpart.open': {
      good: {
        ...permit,
        ...person,
        permitPhases: ['validate'],
        protocolRegisteredAt: '2026-11-24T11:00:00.000Z',
        protocolHash: hash,
        protocolHashNow: hash,
        openerBuiltIt: false,
        openings: 1,
        maxOpenings: 2,
      },
      bad: {
        ...badPermit('testpart.open'),
        ...badPerson('testpart.open'),
        ...badBasis('testpart.open', 'validate'),
        'testpart.open/protocol-first': { protocolHashNow: other },
        'testpart.open/independent': { openerBuiltIt: true },
        'testpart.open/openings': { openings: 2 },
      },
    },
    'release.accept': {
      good: {
        protocolHash: hash,
        resultProtocolHash: hash,
        primaryEndpoints: [{ name: 'dice', lower: 0.81, threshold: 0.8 }],
        weightsRegistered: hash,
        weightsValidated: hash,
        casesMissing: 0,
      },
      bad: {
        'release.accept/lower-bound': { primaryEndpoints: [{ name: 'dice', lower: 0.79, threshold: 0.8 }] },
        'release.accept/registered-protocol': { resultProtocolHash: other },
        'release.accept/same-weights': { weightsValidated: other },
        'release.accept/all-cases': { casesMissing: 1 },
      },
    },
    'release.deploy': {
      good: {
        ...permit,
        permitPhases: ['operate'],
        verdict: 'accepted',
        weightsValidated: hash,
        weightsPackaged: hash,
        packageValid: true,
        approvals,
        rolesNeeded: ['clinical-lead', 'regulatory-lead', 'dpo'],
        builders: ['z'],
      },
      bad: {
        ...badPermit('release.deploy'),
        ...badBasis('release.deploy', 'operate'),
        'release.deploy/accepted': { verdict: 'refused' },
        'release.deploy/same-weights': { weightsPackaged: other },
        'release.deploy/package-valid': { packageValid: false },
        'release.deploy/three-roles': { approvals: approvals.slice(0, 2) },
        'release.deploy/not-by-builders': { builders: ['a'] },
      },
    },
    'study.run': {
      good: {
        ...permit,
        permitPhases: ['operate'],
        releaseState: 'active',
        weightsValidated: hash,
        weightsLoaded: hash,
        insideEnvelope: true,
      },
      bad: {
        ...badPermit('study.run'),
        ...badBasis('study.run', 'operate'),
        'study.run/release-active': { releaseState: 'suspended' },
        'study.run/same-weights': { weightsLoaded: other },
        'study.run/inside-envelope': { insideEnvelope: false },
      },
    },
    'release.resume': {
      good: { openFindings: 0, closerId: 'a', builders: ['z'] },
      bad: {
        'release.resume/findings-closed': { openFindings: 1 },
        'release.resume/not-by-builders': { closerId: 'z' },
      },
    },
    'report.export': {
      good: { reportHash: hash, resultsIncluded: 2, patientsBelowMinimumShown: 0, ledgerOk: true },
      bad: {
        'report.export/complete': { resultsIncluded: 0 },
        'report.export/small-numbers': { patientsBelowMinimumShown: 1 },
        'report.export/ledger-whole': { ledgerOk: false },
      },
    },
  }
})()
