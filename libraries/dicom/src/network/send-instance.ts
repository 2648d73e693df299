import type { Channel } from './association-channel.ts'
import { COMMAND, encodeCommand } from './dimse-command.ts'
import type { InstanceSource } from './instance-source.ts'
import { encodePData, fragmentBytes, P_DATA_OVERHEAD, writePDataHeader } from './p-data.ts'

/**
 * Sends a C-STORE-RQ and its data set (PS3.7 9.1.1). Memory: one fragment plus the socket's buffer. The command leaves together
 * with the first fragment, so that no delayed acknowledgement stands between them.
 * @returns `sent`, `lost` (the channel has the reason) or `changed` (the file became shorter while it was read).
 */
export async function sendInstance(
  channel: Channel,
  source: InstanceSource,
  to: { contextId: number; messageId: number; peerMaxPdu: number; timeoutMs: number },
): Promise<'sent' | 'lost' | 'changed'> {
  const { contextId, messageId, peerMaxPdu, timeoutMs } = to
  const command = encodePData({
    contextId,
    command: true,
    peerMaxPdu,
    data: encodeCommand({
      field: COMMAND.store,
      messageId,
      priority: 0,
      hasDataSet: true,
      sopClassUid: source.meta.sopClassUid,
      sopInstanceUid: source.meta.sopInstanceUid,
    }),
  })
  const step = fragmentBytes(peerMaxPdu)
  let lead = command
  for (let at = 0; at < source.bytes; at += step) {
    const length = Math.min(step, source.bytes - at)
    const from = lead.length + P_DATA_OVERHEAD
    const pdu = Buffer.allocUnsafe(from + length)
    lead.copy(pdu)
    const last = at + length === source.bytes
    writePDataHeader(pdu.subarray(lead.length), { contextId, command: false, last, length })
    if (!(await source.read(pdu, from, length, at))) return 'changed'
    const waiting = channel.send(pdu, timeoutMs)
    if (waiting && !(await waiting)) return 'lost'
    lead = Buffer.alloc(0)
  }
  return 'sent'
}
