import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMultipartType } from './multipart-boundary.ts'

describe('the content type of a STOW request', () => {
  it.each([
    'multipart/related; type="application/dicom"; boundary=abc',
    'Multipart/Related;boundary="abc";type=application/dicom',
    'multipart/related; start="<1>"; Boundary=abc ; TYPE="Application/DICOM"',
  ])('is read from %s', (header) => {
    expect(parseMultipartType(header)).toEqual({ ok: true, multipart: { boundary: 'abc', type: 'application/dicom' } })
  })

  it.each([
    undefined,
    '',
    'application/dicom',
    'multipart/form-data; boundary=abc',
    'multipart/related; type="application/dicom"',
    'multipart/related; boundary=""',
    `multipart/related; boundary=${'x'.repeat(71)}`,
    'multipart/related; boundary="a\r\nb"',
  ])('is refused as %s', (header) => {
    expect(parseMultipartType(header)).toMatchObject({ ok: false, problem: { kind: 'not-multipart' } })
  })

  it('is judged in linear time and without throwing', () => {
    const long = `multipart/related; ${'a="\\'.repeat(20_000)}`
    const start = process.hrtime.bigint()
    expect(parseMultipartType(long).ok).toBe(false)
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(500)
    fc.assert(fc.property(fc.string(), (text) => void parseMultipartType(`multipart/related;${text}`)))
  })
})
