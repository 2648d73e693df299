import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readHeader } from './index.ts'

const schema = z.object({ permitId: z.string(), objects: z.array(z.object({ size: z.number() })) })
const parcelOf = (header: Record<string, unknown>) => ({
  id: 'parcel-1',
  kind: 'facts' as const,
  permitId: 'permit-1',
  header,
  content: new Uint8Array(),
})
const unreadable = { code: 'some-header', next: 'Send it again.' }

describe('the header of a parcel', () => {
  it('comes in the form of its kind, without what the kind does not name', () => {
    const header = { permitId: 'permit-1', objects: [{ size: 2 }] }
    expect(readHeader(parcelOf({ ...header, name: 'of somebody' }), schema, unreadable)).toEqual({
      ok: true,
      value: header,
    })
  })

  it('is refused in the receiver’s words, with the first field that is wrong', () => {
    const damaged = parcelOf({ permitId: 'permit-1', objects: [{ size: 2 }, { size: 'two' }] })
    expect(readHeader(damaged, schema, unreadable)).toEqual({
      ok: false,
      problem: {
        type: 'urn:clic:problem:some-header',
        status: 422,
        title: 'Refused',
        detail: 'The parcel’s header is not readable.',
        next: 'Send it again.',
      },
    })
    expect(
      readHeader(damaged, schema, { ...unreadable, title: 'Study refused', detail: (field) => `See ${field}.` }),
    ).toMatchObject({ problem: { title: 'Study refused', detail: 'See objects.1.size.' } })
  })

  it('is refused when it belongs to another permit and the kind demands the parcel’s own', () => {
    const parcel = parcelOf({ permitId: 'permit-2', objects: [] })
    const own = schema.refine((header) => header.permitId === parcel.permitId)
    expect(readHeader(parcel, own, unreadable)).toMatchObject({ ok: false, problem: { status: 422 } })
  })
})
