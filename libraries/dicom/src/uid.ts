import { randomUUID } from 'node:crypto'

/** A new UID below 2.25, the decimal form of a random UUID (PS3.5 B.2). */
export function newUid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`
}

/** Root of nothing: our implementation class, derived once from a UUID. */
export const implementationClassUid = '2.25.262594117104385923061935671924516872961'
export const implementationVersionName = 'CLIC_0_1'
