import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newKey, seal, sealedAbout, unseal, unwrapKey, wrapKey } from './seal.ts'

describe('a seal', () => {
  const bytes = fc.uint8Array({ maxLength: 300 })

  it('opens with its key to the same bytes', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plain, about) => {
        const key = newKey()
        expect(unseal(key, seal(key, plain, about), about)).toEqual(Buffer.from(plain))
      }),
    )
  })

  it('does not open when any one bit was changed, or with another key, or as something else', () => {
    const key = newKey()
    const about = sealedAbout('dataset-1', 'item-1', 'image.nii')
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const sealed = seal(key, plain, about)
        const changed = Uint8Array.from(sealed)
        changed[at % changed.length] = (changed[at % changed.length] as number) ^ (1 << bit)
        expect(unseal(key, changed, about)).toBeUndefined()
        expect(unseal(newKey(), sealed, about)).toBeUndefined()
        expect(unseal(key, sealed, sealedAbout('dataset-1', 'item-1', 'label.nii'))).toBeUndefined()
        expect(unseal(key, sealed.subarray(0, at % sealed.length), about)).toBeUndefined()
      }),
    )
  })

  it('of the same bytes is another one each time', () => {
    const key = newKey()
    expect(seal(key, Buffer.from('x'), '')).not.toEqual(seal(key, Buffer.from('x'), ''))
  })

  it('wraps a key for one part of one dataset version', () => {
    const [secret, key] = [newKey(), newKey()]
    const wrapped = wrapKey(secret, key, 'dataset-1', 'test')
    expect(wrapped).not.toContain(key.toString('base64').slice(0, 20))
    expect(unwrapKey(secret, wrapped, 'dataset-1', 'test')).toEqual(key)
    expect(unwrapKey(secret, wrapped, 'dataset-1', 'develop')).toBeUndefined()
    expect(unwrapKey(secret, wrapped, 'dataset-2', 'test')).toBeUndefined()
    expect(unwrapKey(newKey(), wrapped, 'dataset-1', 'test')).toBeUndefined()
  })
})
