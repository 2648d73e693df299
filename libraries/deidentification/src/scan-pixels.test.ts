import { describe, expect, it } from 'vitest'
import { nobody, pixelFinds, prepareSweep } from './index.ts'

const number = 'QX7740193328'
const { longNeedles, longScanner } = prepareSweep({ ...nobody(), patientIds: [{ issuer: '', value: number }] })
const bytes = Buffer.from(`${'.'.repeat(90)} ${number} ${'.'.repeat(90)}`)

describe('pixel data searched piece by piece', () => {
  it.each([
    [200, 200],
    [97, 200],
    [95, 3],
    [95, 1],
    [1, 1],
  ])('give one find, cut after %d bytes and then every %d', (first, size) => {
    const finds = pixelFinds({ longNeedles, longScanner })
    let found = finds(bytes.subarray(0, first))
    for (let at = first; at < bytes.length; at += size) found += finds(bytes.subarray(at, at + size))
    expect(found).toBe(1)
  })
})
