import { servicePerson } from '@clic/contracts'
import {
  createDicomListener,
  type DicomListener,
  type ListenerEvent,
  part10Header,
  STATUS,
  type StoreOutcome,
  type StoreRequest,
  type StoreSink,
} from '@clic/dicom'
import { faultOf } from '@clic/platform/log'
import { decideReception } from './decide-reception.ts'
import { openIncoming } from './incoming-file.ts'
import { type ObjectReceipt, type Receiving, receiveObject } from './receive-object.ts'
import { noteRefusedReception } from './refused-receptions.ts'
import type { AcquireSettings } from './settings.ts'

export interface DicomReception {
  port: number
  openAssociations(): number
  close(): Promise<void>
}

/** The clinic's DICOM listener: gate at the association, each object durable before C-STORE success (PS3.4 B.2.3). */
export async function startDicomReception(receiving: Receiving, settings: AcquireSettings): Promise<DicomReception> {
  const { context } = receiving
  const open = new Set<string>()
  const log = (event: ListenerEvent) => {
    if (event.event === 'association-accepted') open.add(event.association.id)
    if (event.event === 'association-ended' && event.association) {
      open.delete(event.association.id)
      receiving.arrivals.ended(event.association.id, 'complete')
      if (event.how !== 'released')
        context.log.info('association.cut', { how: event.how, stored: event.stored, refused: event.refused })
    }
    if (event.event === 'callback-failed')
      context.log.error('association.failed', { step: event.step, ...faultOf(event.error) })
    if (event.event === 'association-rejected')
      void noteRejection(receiving, settings, event).catch(() => context.log.error('refusal.not-noted'))
  }
  const result = await createDicomListener({
    aeTitle: settings.aeTitle,
    port: settings.dicomPort,
    host: settings.host,
    maxAssociations: settings.maxAssociations,
    maxInstanceBytes: settings.maxInstanceBytes,
    log,
    onStore: (request) => openSink(receiving, request),
    async acceptCalling(callingAe, peer) {
      const decided = await decideReception(context, {
        title: callingAe,
        calledAe: settings.aeTitle,
        way: 'dimse',
        peer,
        actor: servicePerson('acquire'),
      })
      return decided.ok ? true : 'calling-ae-not-recognised'
    },
  })
  if (!result.ok) throw new Error(result.problem.message)
  const listener: DicomListener = result.listener
  return { port: listener.port, openAssociations: () => open.size, close: () => listener.close(500) }
}

function openSink(receiving: Receiving, request: StoreRequest): StoreSink {
  const file = openIncoming(receiving.context.files)
  const announced = { sopInstanceUid: request.affectedSopInstanceUid, sopClassUid: request.affectedSopClassUid }
  file.write(
    part10Header({
      ...announced,
      transferSyntax: request.transferSyntax,
      callingAe: request.callingAe,
      calledAe: request.calledAe,
    }),
  )
  return {
    write(chunk) {
      file.write(chunk)
      return undefined
    },
    commit: async () =>
      outcomeOf(
        await receiveObject(receiving, file, {
          source: request.callingAe,
          way: 'dimse',
          carrier: request.association.id,
          announced,
        }),
      ),
    abort() {
      file.discard()
      return undefined
    },
  }
}

/** A comment has at most 64 characters and no patient data (PS3.7 C). */
function outcomeOf(receipt: ObjectReceipt): StoreOutcome {
  if (receipt.ok) return { status: STATUS.success }
  const status =
    receipt.code === 'other-bytes' || receipt.code === 'other-patient' || receipt.code === 'other-instance'
      ? STATUS.dataSetDoesNotMatchSopClass
      : STATUS.cannotUnderstand
  const comments: Record<string, string> = {
    'other-bytes': 'UID is taken by other bytes',
    'other-patient': 'study is here with another patient',
    'other-instance': 'not the announced instance',
    'pixel-data': 'pixel data length does not match the header',
    'no-uid': 'a UID is missing or malformed',
    encoding: 'transfer syntax not taken',
  }
  return { status, comment: comments[receipt.code] ?? 'the object is damaged' }
}

/** Refusals that the listener decides by itself; those of the gate are noted with their reason already. */
async function noteRejection(
  receiving: Receiving,
  settings: AcquireSettings,
  event: ListenerEvent & { event: 'association-rejected' },
): Promise<void> {
  const words: Partial<Record<typeof event.reason, { reason: string; next: string }>> = {
    'called-ae-not-recognised': {
      reason: `The sender called this listener “${event.calledAe}”; its AE title is “${settings.aeTitle}”.`,
      next: `Set the called AE title at the sender to ${settings.aeTitle}.`,
    },
    'local-limit-exceeded': {
      reason: `More than ${settings.maxAssociations} associations at once.`,
      next: 'The sender tries again by itself; raise maxAssociations if it stays.',
    },
    'temporary-congestion': {
      reason: 'The platform could not decide at that moment.',
      next: 'Try again; see the server’s log.',
    },
    'protocol-version-not-supported': {
      reason: 'The sender speaks another version of the DICOM upper layer.',
      next: 'Check what dials this port.',
    },
    'application-context-not-supported': {
      reason: 'The sender asked for another application context than DICOM.',
      next: 'Check what dials this port.',
    },
  }
  const said = words[event.reason]
  if (said)
    await noteRefusedReception(receiving.context, {
      way: 'dimse',
      callingAe: event.callingAe,
      calledAe: event.calledAe,
      peer: event.peerAddress,
      ...said,
    })
}
