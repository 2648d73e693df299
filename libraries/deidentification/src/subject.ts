/** Who a patient becomes; from the vault. */
export interface Subject {
  pseudonym: string
  /** Added to every date of this patient; constant, so that intervals hold to the day. */
  dateShiftDays: number
  /** 32 bytes, one key a project: the same UID always becomes the same new one. */
  uidKey: Uint8Array
}

/** Everything known of a patient that must not leave: from DICOM and from the health record. */
export interface KnownIdentity {
  patientIds: { issuer: string; value: string }[]
  names: { family: string; given: string[] }[]
  /** DICOM PN or plain names of staff met in the objects. */
  staffNames: string[]
  /** YYYYMMDD or YYYY-MM-DD */
  birthDates: string[]
  accessionNumbers: string[]
  addresses: string[]
  phones: string[]
  emails: string[]
  /** Institutions, departments and stations that the objects name. Looked for in texts alone, never in codes or bytes. */
  places?: string[]
  /** Serial numbers of the devices that the objects name. Looked for in texts alone. */
  devices?: string[]
}

/** Of whom nothing is known. */
export function nobody(): KnownIdentity {
  return {
    patientIds: [],
    names: [],
    staffNames: [],
    birthDates: [],
    accessionNumbers: [],
    addresses: [],
    phones: [],
    emails: [],
  }
}
