/** (0040,A043) Concept Name Code Sequence */
export const conceptNameTag = 0x0040a043

/** Concepts of PS3.16 (DCM) whose text is the name, number or place of a person, an order or a specimen; or of a device, a lot or a vial. */
const ofPersons =
  /(?<!\d)(?:1210(?:09|2[0-2]|29|30|40|41|43)|1138(?:70|71|72|73)|12877[45]|1117(?:00|05|06|24)|110190|113516|121434)(?![\d.])/
const ofDevices =
  /(?<!\d)(?:1210(?:13|16|17)|1211(?:93|96|97)|1138(?:77|80)|110119|12114[89]|121000|11351[1-4])(?![\d.])/

const serial = /serial (?:number|no\b)|serie(?:nummer|nr)/i

/** Who was at work, in a scheme of anybody's: a login, a user, initials. */
const doer =
  /(?<![a-z])(?:log[io]n|user(?:name| ?id)?|bruger(?:navn| ?id)?|operat(?:or|\xf8r|\xc3\xb8r)|observer|observat\xf8r|initial(?:s|er)|(?:performed|acquired|scanned|read|verified|reported|approved|dictated|entered|recorded) by|(?:udf\xf8rt|udf\xc3\xb8rt|scannet|beskrevet|godkendt|registreret|indtastet) af)(?![a-z])/i
/** What is told of who was at work, and names nobody. */
const aboutDoer =
  /type|role|rolle|device|apparat|comment|kommentar|note|setting|interface|defined|dependen|experience|agreement/i

/** Subject Birth Date, and the same in LOINC: moved with the dates of events, it would tell whoever knows the day by how much they moved. */
const birth = { DCM: /(?<![\d.-])121031(?![\d.])/, LN: /(?<![\d.-])21112-8(?![\d.])/ }

/** Whose or which a content item with this concept name (the bytes of its sequence) says; of a doer only a short word tells. */
export function identifies(conceptName: Uint8Array): 'person' | 'device' | 'doer' | 'born' | undefined {
  const { buffer, byteOffset, length } = conceptName
  const head = Buffer.from(buffer, byteOffset, Math.min(length, 400)).toString('latin1')
  if (Object.entries(birth).some(([scheme, code]) => head.includes(scheme) && code.test(head))) return 'born'
  // Whatever the scheme: a number that tells one device from others.
  if (serial.test(head)) return 'device'
  if (head.includes('DCM') && ofPersons.test(head)) return 'person'
  if (head.includes('DCM') && ofDevices.test(head)) return 'device'
  return doer.test(head) && !aboutDoer.test(head) ? 'doer' : undefined
}
