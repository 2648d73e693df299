import type { Dataset } from '../dataset.ts'
import { codes } from './codes.ts'
import { codeContent, personContent, textContent, uidContent } from './content-item.ts'
import { derivedUid } from './derived-uid.ts'
import type { MeasurementReportInput } from './measurement-report.ts'

export interface Observer {
  uid: string
  name: string
  manufacturer: string
  model: string
  serial: string
}

/** TID 1001: the person, when there is one (TID 1003), and the device (TID 1004). */
export function observerContext({ person, device, algorithm }: MeasurementReportInput, reportUid: string): Dataset[] {
  const said = 'HAS OBS CONTEXT'
  const people = person
    ? [
        codeContent(said, codes.observerType, codes.person),
        personContent(said, codes.personName, person.name),
        ...(person.organization ? [textContent(said, codes.personOrganization, person.organization)] : []),
      ]
    : []
  return [
    ...people,
    codeContent(said, codes.observerType, codes.device),
    uidContent(said, codes.deviceUid, device?.uid ?? derivedUid('device', reportUid)),
    textContent(said, codes.deviceName, device?.name ?? `${algorithm.name} ${algorithm.version}`),
    textContent(said, codes.deviceManufacturer, device?.manufacturer ?? 'CLIC'),
    textContent(said, codes.deviceModel, device?.model ?? 'CLIC'),
    ...(device?.serial ? [textContent(said, codes.deviceSerial, device.serial)] : []),
  ]
}
