import { describe, expect, it } from 'vitest'
import golden from '../golden/interoperability.golden.json' with { type: 'json' }
import { coSignEnvelope, isEnvelope, preAuthenticationEncoding, signEnvelope, verifyEnvelope } from './dsse.ts'
import { generateKeyPair, importSigningKey, importVerifyingKey, privateKeyPem, publicKeyPem } from './keys.ts'

const type = 'application/vnd.test+json'

describe('an Ed25519 key', () => {
  it('keeps its id through PEM export and import', () => {
    const key = generateKeyPair()
    expect(importSigningKey(privateKeyPem(key)).keyId).toBe(key.keyId)
    expect(importVerifyingKey(publicKeyPem(key)).keyId).toBe(key.keyId)
    expect(key.keyId).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is refused when it is no Ed25519 key, without quoting it', () => {
    expect(() => importSigningKey('secret text')).toThrow(/^not an Ed25519 private key in PEM$/)
    expect(() => importVerifyingKey('secret text')).toThrow(/^not an Ed25519 public key in PEM$/)
    expect(() => importVerifyingKey(privateKeyPem(generateKeyPair()))).toThrow('public key')
  })
})

describe('a DSSE envelope', () => {
  it('has the pre-authentication encoding of the specification', () => {
    const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world'))
    expect(Buffer.from(encoded).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
  })

  it('is byte for byte what securesystemslib makes with the same key', () => {
    const { dsse } = golden
    const key = importSigningKey(dsse.privateKey)
    const payload = Buffer.from(dsse.payload, 'base64')
    expect(key.keyId).toBe(dsse.keyId)
    expect(Buffer.from(preAuthenticationEncoding(type, payload)).toString('base64')).toBe(dsse.pae)
    const envelope = { payload: dsse.payload, payloadType: type, signatures: [{ keyid: dsse.keyId, sig: dsse.sig }] }
    expect(signEnvelope(type, payload, key)).toEqual(envelope)
    expect(verifyEnvelope(envelope, [importVerifyingKey(dsse.publicKey)]).ok).toBe(true)
  })

  it('holds for the trusted signer and nobody else', () => {
    const [mine, other] = [generateKeyPair(), generateKeyPair()]
    const envelope = signEnvelope(type, 'text', mine)
    expect(verifyEnvelope(envelope, [mine])).toMatchObject({ ok: true, signedBy: [mine.keyId], unknown: [] })
    expect(verifyEnvelope(envelope, [other])).toMatchObject({ problem: { code: 'too-few-trusted-signatures' } })
    expect(verifyEnvelope(envelope, []).ok).toBe(false)
    expect(verifyEnvelope(envelope, [mine], { payloadType: 'other' })).toMatchObject({
      problem: { code: 'other-payload-type' },
    })
    expect(verifyEnvelope({ ...envelope, payloadType: 'other' }, [mine])).toMatchObject({
      problem: { code: 'bad-signature' },
    })
  })

  it('counts different keys, not signatures, and drops none in co-signing', () => {
    const [zone, witness] = [generateKeyPair(), generateKeyPair()]
    const one = signEnvelope(type, 'text', zone)
    const doubled = { ...one, signatures: [...one.signatures, ...one.signatures] }
    expect(verifyEnvelope(doubled, [zone, witness], { threshold: 2 }).ok).toBe(false)
    const two = coSignEnvelope(coSignEnvelope(one, witness), witness)
    expect(two.signatures).toHaveLength(2)
    expect(verifyEnvelope(two, [zone, witness], { threshold: 2 }).ok).toBe(true)
    expect(verifyEnvelope(two, [zone])).toMatchObject({ ok: true, unknown: [witness.keyId] })
  })

  it('is refused as malformed, never thrown: wrong shape, other base64 spelling, further fields', () => {
    const key = generateKeyPair()
    const envelope = signEnvelope(type, 'text', key)
    const malformed = [
      null,
      1,
      {},
      { ...envelope, payload: 'dGV4dB==' },
      { ...envelope, extra: 1 },
      { ...envelope, signatures: {} },
    ]
    for (const value of malformed)
      expect(verifyEnvelope(value as never, [key])).toMatchObject({ problem: { code: 'malformed-envelope' } })
    expect(isEnvelope({ ...envelope, signatures: [{ keyid: 1, sig: '' }] })).toBe(false)
    expect(verifyEnvelope({ ...envelope, signatures: [{ keyid: key.keyId, sig: '' }] }, [key]).ok).toBe(false)
    expect(() => coSignEnvelope({ ...envelope, payload: '%' }, key)).toThrow('base64')
  })
})
