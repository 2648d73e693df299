import type { Standing } from './permit-in-state.ts'

interface Named {
  params?: Record<string, string>
  body?: unknown
}

/**
 * For each operation whose action names permit states: a well-formed request that names the permit. An operation that is missing
 * here fails the matrix, so that a new one cannot stand on a permit that nobody checks.
 */
export const standingRequests: Record<string, (on: Standing) => Named> = {
  'permit.screen': ({ permitId }) => ({ params: { permitId } }),
  'permit.approve': ({ permitId }) => ({ params: { permitId } }),
  'permit.refuse': ({ permitId }) => ({ params: { permitId }, body: { reason: 'not this one' } }),
  'permit.suspend': ({ permitId }) => ({ params: { permitId }, body: { reason: 'not this one' } }),
  'assignment.add': ({ permitId }) => ({ body: { permitId, sourceId: permitId } }),
  'assignment.profile': ({ permitId }) => ({
    params: { assignmentId: permitId },
    body: { permitId, profileId: permitId },
  }),
  'profile.preview': ({ permitId, studyId }) => ({ body: { document: {}, permitId, studyId } }),
  'deidentify.retry': ({ permitId, studyId }) => ({ body: { permitId, studyId } }),
  'shared-patients.propose': ({ permitId }) => ({
    body: { project: 'project', partner: 'Region', url: 'https://region.example', publicKey: '', permitId },
  }),
  'shared-patients.count': ({ permitId }) => ({
    body: { agreementId: permitId, permitId, reason: 'how many are shared' },
  }),
  'shared-patients.request-file': ({ permitId }) => ({
    body: { agreementId: permitId, permitId, reason: 'how many are shared' },
  }),
  'shared-patients.read-file': ({ permitId }) => ({
    body: {
      agreementId: permitId,
      permitId,
      file: {
        payload: '',
        payloadType: 'application/vnd.clic.shared-patients+json',
        signatures: [{ keyid: '', sig: '' }],
      },
    },
  }),
  'cohort.preview': ({ permitId }) => ({ body: { permitId, modality: 'MR' } }),
  'cohort.define': ({ permitId }) => ({ body: { name: 'All', rule: { permitId, modality: 'MR' } } }),
  'dataset.freeze': ({ permitId }) => ({ body: { permitId, cohortId: permitId, name: 'All' } }),
  'label.decide': ({ labelId }) => ({ params: { labelId }, body: { version: 1, decision: 'accepted' } }),
  'label.accept-many': ({ permitId }) => ({ body: { permitId, reason: 'reference masks of the set' } }),
  'label.edit': ({ labelId }) => ({ params: { labelId }, body: { fromVersion: 1, voxelsGzipBase64: '' } }),
  'label.upload': ({ studyId }) => ({ params: { studyId } }),
  'label.start': ({ studyId }) => ({ params: { studyId }, body: { structures: [{ number: 1, label: 'tumour' }] } }),
  'training.start': ({ permitId }) => ({ body: { permitId, datasetId: permitId, name: 'run' } }),
  'training.cancel': ({ runId }) => ({ params: { runId } }),
  'protocol.register': ({ permitId }) => ({
    body: {
      title: 'Protocol',
      permitId,
      datasetId: permitId,
      primary: [{ metric: 'dice', structure: 'a', threshold: 0.8 }],
    },
  }),
  'validation.run': ({ protocolId }) => ({ body: { protocolId, releaseId: protocolId } }),
}
