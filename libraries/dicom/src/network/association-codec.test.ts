import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeAssociateAccept, encodeAssociateRequest } from './associate-pdu.ts'
import { decodeAssociateAccept, decodeAssociateRequest } from './decode-associate.ts'
import { acceptsSopClass, negotiateContexts } from './negotiate.ts'
import { isStorageSopClass, isUid, VERIFICATION_SOP_CLASS } from './uids.ts'

const CT = '1.2.840.10008.5.1.4.1.1.2'
const IMPLICIT = '1.2.840.10008.1.2'
const EXPLICIT = '1.2.840.10008.1.2.1'
const JPEG_2000 = '1.2.840.10008.1.2.4.90'

const request = {
  calledAe: 'CLIC',
  callingAe: 'CT_ROOM_3',
  maxPdu: 65_536,
  contexts: [
    { id: 1, abstractSyntax: VERIFICATION_SOP_CLASS, transferSyntaxes: [IMPLICIT] },
    { id: 3, abstractSyntax: CT, transferSyntaxes: [JPEG_2000, EXPLICIT] },
  ],
}

describe('association PDUs', () => {
  it('keep titles, contexts and maximum length through a request', () => {
    expect(decodeAssociateRequest(encodeAssociateRequest(request).subarray(6))).toMatchObject({
      ok: true,
      value: request,
    })
  })

  it('keep the answers through an acceptance', () => {
    const accept = {
      calledAe: 'CLIC',
      callingAe: 'A',
      maxPdu: 0,
      contexts: [{ id: 3, result: 4, transferSyntax: EXPLICIT }],
    }
    expect(decodeAssociateAccept(encodeAssociateAccept(accept).subarray(6))).toEqual({ ok: true, value: accept })
  })

  it('refuse even and repeated context identifiers', () => {
    const [first, second] = request.contexts
    for (const contexts of [[{ ...first!, id: 2 }], [first!, { ...second!, id: 1 }]]) {
      expect(decodeAssociateRequest(encodeAssociateRequest({ ...request, contexts }).subarray(6)).ok).toBe(false)
    }
  })

  it('put no control characters of a title into a log', () => {
    const bytes = encodeAssociateRequest({ ...request, callingAe: 'A\nB\x1b[2J' })
    expect(decodeAssociateRequest(bytes.subarray(6))).toMatchObject({ value: { callingAe: 'A?B?[2J' } })
  })

  it('never throw on bytes that are not an association', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 68, maxLength: 400 }), (bytes) => {
        decodeAssociateRequest(Buffer.from(bytes))
        decodeAssociateAccept(Buffer.from(bytes))
      }),
      { numRuns: 500 },
    )
    const good = encodeAssociateRequest(request).subarray(6)
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
        const bytes = Buffer.from(good)
        bytes[at] = value
        decodeAssociateRequest(bytes)
      }),
      { numRuns: 500 },
    )
  })
})

describe('negotiation', () => {
  const rules = { sopClasses: 'any' as const, transferSyntaxes: new Set([IMPLICIT, EXPLICIT]) }

  it('takes the first offered transfer syntax that is known, not the first known one', () => {
    const proposed = [{ id: 1, abstractSyntax: CT, transferSyntaxes: [JPEG_2000, EXPLICIT, IMPLICIT] }]
    expect(negotiateContexts(proposed, rules).answers).toEqual([{ id: 1, result: 0, transferSyntax: EXPLICIT }])
  })

  it('answers 3 for a foreign SOP class and 4 for foreign encodings', () => {
    const { answers, accepted } = negotiateContexts(
      [
        { id: 1, abstractSyntax: '1.2.840.10008.5.1.4.1.2.2.1', transferSyntaxes: [IMPLICIT] },
        { id: 3, abstractSyntax: CT, transferSyntaxes: [JPEG_2000] },
      ],
      rules,
    )
    expect(answers.map((answer) => answer.result)).toEqual([3, 4])
    expect(accepted.size).toBe(0)
  })

  it('takes every storage class by rule and no query class', () => {
    for (const uid of [CT, '1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.999.1']) {
      expect(isStorageSopClass(uid)).toBe(true)
    }
    for (const uid of [
      '1.2.840.10008.5.1.4.1.1',
      '1.2.840.10008.5.1.4.1.10',
      '1.2.840.10008.5.1.4.1.2.1.1',
      `${CT}.`,
    ]) {
      expect(isStorageSopClass(uid)).toBe(false)
    }
  })

  it('can be widened or narrowed', () => {
    const siemens = '1.3.12.2.1107.5.9.1'
    expect(acceptsSopClass('any', siemens)).toBe(false)
    expect(acceptsSopClass({ anyAnd: [siemens] }, siemens)).toBe(true)
    expect(acceptsSopClass({ anyAnd: [siemens] }, CT)).toBe(true)
    expect(acceptsSopClass({ only: [siemens] }, CT)).toBe(false)
  })
})

describe('a UID that may become a file name', () => {
  it('is digits and dots only', () => {
    expect(isUid('1.2.840.10008')).toBe(true)
    for (const uid of ['', '..', '1..2', '1.2.', '../etc', '1.2/3', '1.2\0', '1'.repeat(65)])
      expect(isUid(uid)).toBe(false)
  })
})
