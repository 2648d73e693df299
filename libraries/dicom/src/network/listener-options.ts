import type { TlsOptions } from 'node:tls'
import type { RejectReason } from './association-reasons.ts'
import type { SopClassRule } from './negotiate.ts'
import type { OnStore, ServedAssociation } from './store-sink.ts'

/** What happened on a listener. Holds titles, addresses, codes and counts, and never an instance UID or a patient's data. */
export type ListenerEvent =
  | { event: 'association-accepted'; association: ServedAssociation; contexts: number; refusedContexts: number }
  | {
      event: 'association-rejected'
      callingAe: string
      calledAe: string
      peerAddress: string
      reason: RejectReason
    }
  | {
      event: 'association-ended'
      /** Undefined when it ended before it was accepted. */
      association: ServedAssociation | undefined
      peerAddress: string
      how: 'released' | 'aborted-by-peer' | 'aborted-by-us' | 'connection-lost'
      detail: string
      stored: number
      refused: number
    }
  | { event: 'instance-refused'; association: ServedAssociation; status: number; comment: string }
  | { event: 'callback-failed'; association: ServedAssociation | undefined; step: string; error: unknown }

export interface DicomListenerOptions {
  /** Our title; other called titles are rejected (source 1, reason 7). */
  aeTitle: string
  /** 0 lets the operating system choose. */
  port: number
  /** Default 127.0.0.1. */
  host?: string
  /** True, or the reason of the rejection; false stands for calling-ae-not-recognised. A throw rejects. Default: everyone. */
  acceptCalling?: (callingAe: string, peerAddress: string) => boolean | RejectReason | Promise<boolean | RejectReason>
  /** Default `any`: every storage SOP class by rule. */
  sopClasses?: SopClassRule
  /** Default STORABLE_TRANSFER_SYNTAXES. */
  transferSyntaxes?: readonly string[]
  /** Associations at once; one more is rejected as transient (source 3, reason 2). Default 16. */
  maxAssociations?: number
  /** Bytes of the longest P-DATA we announce and take. Default 131072. */
  maxPdu?: number
  /** An instance beyond it is refused with 0xA700 and its sink aborted. Default 8 GiB. */
  maxInstanceBytes?: number
  /** ARTIM: wait for the request, and for the peer to close after our last word (PS3.8 9.2). Default 30 s. */
  artimMs?: number
  /** An accepted association without a byte for so long is aborted. Default 120 s. */
  idleMs?: number
  /** Turns the listener into a TLS one (PS3.15 Annex B; versions and cipher suites are the caller's). */
  tls?: TlsOptions
  onStore: OnStore
  /** Status of the answer to C-ECHO. Default 0. */
  onEcho?: (association: ServedAssociation) => number | Promise<number>
  log?: (event: ListenerEvent) => void
}

export type ListenerSettings = Required<Omit<DicomListenerOptions, 'tls' | 'transferSyntaxes' | 'port' | 'host'>> & {
  transferSyntaxes: ReadonlySet<string>
}
