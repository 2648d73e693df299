import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Everything that a project gives its patients, derived from the vault's key by HKDF-SHA-256 (RFC 5869), one branch a use: two
 * projects share nothing, so a patient's pseudonyms in two projects cannot be joined without the vault.
 */
export interface ProjectKeys {
  /** 32 bytes, the same for all patients of the project: references between studies stay references. */
  uidKey: Buffer
  patientTag(patientKey: string): string
  /** `attempt` counts from 0; the next one is another pseudonym, for the rare collision. */
  pseudonym(patientKey: string, attempt: number): string
  dateShiftDays(patientKey: string): number
  seal(patientKey: string): string
  unseal(sealed: string): string
}

/** No vowels and nothing that looks alike: a pseudonym can be read out on the telephone and spells no word and no name. */
const alphabet = '23456789BCDFGHJKMNPQRSTVWXZ'
const letters = 8

export function projectKeys(masterKey: Buffer, permitId: string): ProjectKeys {
  const branch = (use: string) => Buffer.from(hkdfSync('sha256', masterKey, 'clic-vault', `${use} ${permitId}`, 32))
  const [pseudonymKey, dateKey, tagKey, sealKey] = [
    branch('pseudonym'),
    branch('date'),
    branch('patient-tag'),
    branch('seal'),
  ]
  return {
    uidKey: branch('uid'),
    patientTag: (patientKey) => createHmac('sha256', tagKey).update(patientKey).digest('hex'),
    pseudonym(patientKey, attempt) {
      let number = createHmac('sha256', pseudonymKey).update(`${attempt} ${patientKey}`).digest().readBigUInt64BE()
      let text = ''
      for (let i = 0; i < letters; i++) {
        text += alphabet[Number(number % BigInt(alphabet.length))]
        number /= BigInt(alphabet.length)
      }
      return `P-${text.slice(0, 4)}-${text.slice(4)}`
    },
    // Whole days, so that every interval of one patient holds to the day; backwards only, so that no date lies ahead of today;
    // never 0, so that no date stays; at most a year, so that age and season's drift stay small. Not bound to whole weeks: that
    // would leave 52 possibilities instead of 365 and tell the weekday.
    dateShiftDays: (patientKey) =>
      -1 - Number(createHmac('sha256', dateKey).update(patientKey).digest().readBigUInt64BE() % 365n),
    seal(patientKey) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      const body = Buffer.concat([cipher.update(patientKey, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

/** Says whether a key is the one of before without saying anything of it. */
export function keyCheckValue(masterKey: Buffer): string {
  return Buffer.from(hkdfSync('sha256', masterKey, 'clic-vault', 'key check', 16)).toString('hex')
}
