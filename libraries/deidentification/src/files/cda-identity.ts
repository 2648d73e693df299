import type { KnownIdentity } from '../subject.ts'
import { nobody } from '../subject.ts'
import { childElements, localName, parseXml, textOf, type XmlElement } from './xml-tree.ts'

/** The patient of a CDA document, and everybody else whom it names by an element of their own. */
export function cdaIdentity(input: Uint8Array): KnownIdentity {
  const known = nobody()
  const root = parseXml(input)
  if (root) gather(root, [], known)
  return known
}

function gather(element: XmlElement, path: readonly string[], known: KnownIdentity): void {
  const name = localName(element)
  const patient = path.includes('patientRole')
  if (name === 'id' && path.at(-1) === 'patientRole') {
    const extension = element.attributes.get('extension') ?? ''
    if (extension !== '') known.patientIds.push({ issuer: element.attributes.get('root') ?? '', value: extension })
  } else if (name === 'name' && /[Pp]erson$|^patient$|^guardian|subject$/.test(path.at(-1) ?? '')) {
    const parts = childElements(element)
    const of = (part: string) => childElements(element, part).map(textOf)
    const family = of('family').join(' ')
    if (path.at(-1) === 'patient')
      known.names.push(
        parts.length > 0 && family !== '' ? { family, given: of('given') } : { family: textOf(element), given: [] },
      )
    else known.staffNames.push(textOf(element))
  } else if (name === 'birthTime' && patient) {
    const date = (element.attributes.get('value') ?? '').slice(0, 8)
    if (/^\d{8}$/.test(date)) known.birthDates.push(date)
  } else if (name === 'addr') {
    const address = childElements(element).map(textOf).join(', ') || textOf(element)
    const [street, number] = ['streetName', 'houseNumber'].map((part) =>
      childElements(element, part).map(textOf).join(' '),
    )
    if (address !== '' && patient) known.addresses.push(address)
    if (street && patient) known.addresses.push(`${street} ${number}`.trim())
  } else if (name === 'telecom') {
    const value = (element.attributes.get('value') ?? '').replace(/^(?:tel|mailto|fax):/i, '')
    if (value.includes('@')) known.emails.push(value)
    else if (value !== '' && patient) known.phones.push(value)
  }
  for (const child of childElements(element)) gather(child, [...path, name], known)
}
