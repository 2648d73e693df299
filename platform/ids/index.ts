import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock/index.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** ULID-like: 10 characters of time, 16 of chance, so ids sort by creation and say nothing about a person. */
export function newId(kind: string, clock: Clock): string {
  let time = clock.now().getTime()
  let head = ''
  for (let i = 0; i < 10; i++) {
    head = alphabet[time % 32] + head
    time = Math.floor(time / 32)
  }
  let tail = ''
  for (const byte of randomBytes(16)) tail += alphabet[byte % 32]
  return `${kind}-${head}${tail}`
}
