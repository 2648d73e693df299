import { gzipSync } from 'node:zlib'
import type { Plant } from './plant-kit.ts'
import { type PlantedPerson, plantedPerson } from './planted-person.ts'

/** A file that is no DICOM object, with a patient's identifiers at every place that its form has for words. */
export interface PlantedFile {
  name: string
  bytes: Uint8Array
  plants: Plant[]
  /** What must still be there: by the finished bytes. */
  worth: { what: string; holds(output: Uint8Array): boolean }[]
}

export function text(output: Uint8Array): string {
  return Buffer.from(output).toString('utf8')
}

/** CDA, FHIR and NIfTI: files whose cleaning needs no look at pixels. */
export function plantedDocuments(seed: string): PlantedFile[] {
  const person = plantedPerson(seed)
  return [cdaFile(person), fhirFile(person), niftiFile(person, false, false), niftiFile(person, true, true)]
}

const stranger = { family: 'Ravnsborgen', given: 'Ebbe' }

function cdaFile(person: PlantedPerson): PlantedFile {
  const { given, second, family, cpr, hyphenated, street, town, phone, mail, birthDate } = person
  const [road = '', house = ''] = street.split(' ')
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${family} ${cpr} -->
<?xml-stylesheet type="text/xsl" href="${family}.xsl"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc">
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<templateId root="1.2.208.184.11.1" extension="2019"/>
<id root="1.2.208.184.100.1" extension="DOC-${person.accession}"/>
<code code="11526-1" codeSystem="2.16.840.1.113883.6.1" displayName="Patologirapport"/>
<title>Røntgensvar for ${given} ${family}</title>
<effectiveTime value="20250310101500+0100"/>
<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
<languageCode code="da-DK"/>
<setId root="1.2.208.184.100.2" extension="SET${cpr}"/>
<recordTarget><patientRole>
<id root="1.2.208.176.1.2" extension="${cpr}" assigningAuthorityName="CPR ${family}"/>
<addr use="H"><streetName>${road}</streetName><houseNumber>${house}</houseNumber><city>${town}</city></addr>
<telecom value="tel:${phone}"/><telecom value="mailto:${mail}"/>
<patient><name><given>${given}</given><given>${second}</given><family>${family}</family></name>
<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="${birthDate}"/>
<sdtc:deceasedTime value="20250401"/><birthplace><place><addr><city>Sakskøbing</city></addr></place></birthplace></patient>
</patientRole></recordTarget>
<author><time value="20250310"/><assignedAuthor><id root="1.2.208.176.1.1" extension="AUT88123"/>
<assignedPerson><name>${stranger.given} ${stranger.family}</name></assignedPerson>
<representedOrganization><id extension="ORG77001" root="1.2.208.176.1.1"/><name>Klinik Zebrahuset</name></representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><id nullFlavor="NI"/><name>Klinik Zebrahuset</name></representedCustodianOrganization></assignedCustodian></custodian>
<component><structuredBody><component><section><code code="59776-5" codeSystem="2.16.840.1.113883.6.1"/><title>Fund</title>
<text ID="n-${cpr}"><paragraph>Pt. <content ID="c1">${given}</content> <content>${family}</content>, cpr ${hyphenated}, bor ${street}. Ingen blødning i cerebrum.</paragraph>
<table><tbody><tr><th>Undersøgt</th><td>10.03.2025</td><td>overlæge ${stranger.given}
${stranger.family}</td></tr></tbody></table><paragraph><![CDATA[Ring ${phone} eller ${mail}]]></paragraph>
<paragraph>&#75;ontrol af ${family.toUpperCase()} om 6 m&#xE5;neder</paragraph></text>
<entry><observation classCode="OBS" moodCode="EVN"><code code="8867-4" codeSystem="2.16.840.1.113883.6.1" displayName="Puls ${family}"><originalText><reference value="#c1"/></originalText></code>
<effectiveTime><low value="20250310"/><high value="202503"/></effectiveTime><value xsi:type="PQ" value="72" unit="/min"/></observation></entry>
<entry><observation classCode="OBS" moodCode="EVN"><code code="1" codeSystem="1.2.3"/><value xsi:type="ST">Set af dr. ${stranger.family} ${cpr}</value></observation></entry>
</section></component></structuredBody></component></ClinicalDocument>
<!-- after ${mail} -->`
  return {
    name: 'CDA',
    bytes: Buffer.from(xml, 'utf8'),
    plants: [
      ...identityPlants(person),
      { place: 'document id', secrets: [person.accession] },
      { place: 'author', secrets: [stranger.family, 'AUT88123'] },
      { place: 'organisation', secrets: ['Zebrahuset', 'ORG77001'] },
      { place: 'birth place', secrets: ['Sakskøbing'] },
      { place: 'dates', secrets: ['20250310', '10.03.2025', '20250401'] },
      { place: 'ids of elements', secrets: [`n-${cpr}`] },
    ],
    worth: [
      keeps('finding', 'Ingen blødning i cerebrum'),
      keeps('follow-up', 'om 6 måneder'),
      keeps('code', 'code="8867-4" codeSystem="2.16.840.1.113883.6.1" displayName="Puls'),
      keeps('measurement', 'value="72" unit="/min"'),
      keeps('gender', 'administrativeGenderCode code="F"'),
      keeps('year of birth', `birthTime value="${birthDate.slice(0, 4)}"`),
      keeps('date moved by the patient’s days', 'effectiveTime value="20241209101500+0100"'),
      keeps('date in words moved, too', '09.12.2024'),
      keeps('pseudonym', 'extension="P-KIT"'),
      keeps('type', 'extension="POCD_HD000040"'),
      {
        what: 'a reference still meets its element',
        holds: (output) => {
          const target = /<reference value="#(\w+)"/.exec(text(output))?.[1] ?? 'none'
          return text(output).includes(`<content ID="${target}">`)
        },
      },
    ],
  }
}

function fhirFile(person: PlantedPerson): PlantedFile {
  const { given, second, family, cpr, hyphenated, street, phone, mail } = person
  const birthDate = person.birthDate.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: '2025-03-10T10:15:00+01:00',
    identifier: { value: `B${cpr}` },
    entry: [
      {
        fullUrl: 'urn:uuid:patient',
        resource: {
          resourceType: 'Patient',
          id: `pat-${cpr}`,
          text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${family}</div>` },
          identifier: [{ system: 'urn:oid:1.2.208.176.1.2', value: cpr }],
          name: [{ family, given: [given, second] }],
          birthDate,
          gender: 'female',
          telecom: [{ value: phone }, { value: mail }],
          address: [{ line: [street], city: person.town }],
          photo: [{ contentType: 'image/jpeg', data: Buffer.from(`${family} photo`).toString('base64') }],
        },
      },
      {
        fullUrl: 'https://ehr.zebrahuset.example/DiagnosticReport/77',
        resource: {
          resourceType: 'DiagnosticReport',
          id: `rep-${person.accession}`,
          status: 'final',
          text: {
            status: 'generated',
            div: `<div xmlns="http://www.w3.org/1999/xhtml"><p title="${cpr}">Pt. ${given} ${family} (${hyphenated}). Normale lungefelter.</p></div>`,
          },
          contained: [{ resourceType: 'Practitioner', id: 'p1', name: [{ family: stranger.family }] }],
          code: {
            coding: [{ system: 'http://loinc.org', code: '24627-2', display: `CT thorax ${family}` }],
            text: `CT ${cpr}`,
          },
          subject: { reference: 'urn:uuid:patient', display: `${given} ${family}` },
          performer: [{ reference: '#p1', display: `${stranger.given} ${stranger.family}` }],
          effectiveDateTime: '2025-03-10',
          issued: '2025-03-10T12:00:00Z',
          conclusion: `Ingen pleuravæske hos fru ${family}. Vurderet 10.03.2025 af overlæge ${stranger.family}.`,
          extension: [{ url: 'https://zebrahuset.example/x', valueString: `${family} ${cpr}` }],
          presentedForm: [
            {
              contentType: 'text/plain',
              title: `Svar ${family}`,
              data: Buffer.from(`Pt. ${given} ${family}: ingen fraktur`).toString('base64'),
            },
          ],
          result: [{ reference: `https://ehr.zebrahuset.example/Observation/obs-${cpr}` }],
        },
      },
      {
        fullUrl: `https://ehr.zebrahuset.example/Observation/obs-${cpr}`,
        resource: {
          resourceType: 'Observation',
          id: `obs-${cpr}`,
          status: 'final',
          code: {
            coding: [
              { system: 'http://loinc.org', code: '8867-4' },
              { system: 'https://zebrahuset.example/codes', code: 'ZZ91' },
            ],
          },
          subject: { reference: `Patient/pat-${cpr}` },
          valueQuantity: { value: 72, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
          note: [{ authorString: stranger.family, time: '2025-03-10', text: `Ring ${phone}. Regelmæssig puls.` }],
          component: [{ code: { text: `Til ${family}` }, valueString: `${given} hviler` }],
          _status: { extension: [{ url: 'x', valueString: family }] },
        },
      },
      { resource: { resourceType: 'Practitioner', id: 'zz', name: [{ family: stranger.family }] } },
    ],
  }
  return {
    name: 'FHIR',
    bytes: Buffer.from(JSON.stringify(bundle), 'utf8'),
    plants: [
      ...identityPlants({ ...person, birthDate }),
      { place: 'report id', secrets: [person.accession] },
      { place: 'staff', secrets: [stranger.family] },
      { place: 'address of the record', secrets: ['zebrahuset'] },
      { place: 'dates', secrets: ['2025-03-10', '10.03.2025'] },
      { place: 'code of the hospital', secrets: ['ZZ91'] },
    ],
    worth: [
      keeps('conclusion', 'Ingen pleuravæske'),
      keeps('narrative', 'Normale lungefelter'),
      keeps('code', '"code": "24627-2"'),
      keeps('value', '"value": 72'),
      keeps('note', 'Regelmæssig puls'),
      keeps('moved date', '"effectiveDateTime": "2024-12-09"'),
      keeps('gender', '"gender": "female"'),
      keeps('subject by the pseudonym', '"reference": "Patient/P-KIT"'),
      keeps('plain text attachment', Buffer.from('Pt. ').toString('base64').slice(0, 4)),
      {
        what: 'the report still points at its observation',
        holds: (output) => {
          const read = JSON.parse(text(output)) as { entry: { resource: Record<string, unknown> }[] }
          const [report, observation] = ['DiagnosticReport', 'Observation'].map(
            (kind) => read.entry.find((one) => one.resource['resourceType'] === kind)!.resource,
          )
          return (
            JSON.stringify(report!['result']) === JSON.stringify([{ reference: `Observation/${observation!['id']}` }])
          )
        },
      },
    ],
  }
}

function niftiFile(person: PlantedPerson, two: boolean, packed: boolean): PlantedFile {
  const { family, cpr } = person
  const image = Buffer.from(Array.from({ length: 4 * 4 * 4 * 2 }, (_, i) => (i * 37) & 255))
  const size = two ? 540 : 348
  const header = Buffer.alloc(size)
  const extension = Buffer.from(`${'\0'.repeat(8)}<dicom name="${family}" id="${cpr}"/>`.padEnd(96, ' '), 'latin1')
  extension.writeInt32LE(96, 0)
  extension.writeInt32LE(4, 4)
  const at = size + 4 + 96
  header.writeInt32LE(size, 0)
  if (two) {
    header.write('n+2\0\r\n\x1a\n', 4, 'latin1')
    header.writeInt16LE(4, 12)
    header.writeInt16LE(16, 14)
    for (const [i, value] of [3, 4, 4, 4, 1, 1, 1, 1].entries()) header.writeBigInt64LE(BigInt(value), 16 + 8 * i)
    header.writeBigInt64LE(BigInt(at), 168)
    header.writeDoubleLE(0.75, 112)
    header.write(`TE=3.5;Time=101500;${family} ${cpr}`, 240, 'latin1')
    header.write(`${family}.hdr`, 320, 'latin1')
    header.write(family, 508, 'latin1')
    header.write(cpr.slice(0, 10), 525, 'latin1')
  } else {
    header.write(cpr, 4, 'latin1')
    header.write(`${family}.nii`, 14, 'latin1')
    header.write('r', 38, 'latin1')
    for (const [i, value] of [3, 4, 4, 4, 1, 1, 1, 1].entries()) header.writeInt16LE(value, 40 + 2 * i)
    header.writeInt16LE(4, 70)
    header.writeInt16LE(16, 72)
    header.writeFloatLE(0.75, 80)
    header.writeFloatLE(at, 108)
    header.write(`TE=3.5;Time=101500;${family} ${cpr}`, 148, 'latin1')
    header.write(`${family}.hdr`, 228, 'latin1')
    header.write(family, 328, 'latin1')
    header.write('n+1\0', 344, 'latin1')
  }
  const raw = Buffer.concat([
    header,
    Buffer.from([1, 0, 0, 0]),
    extension,
    image,
    Buffer.from(`after the image ${family}`, 'latin1'),
  ])
  return {
    name: `NIfTI-${two ? 2 : 1}${packed ? ' packed' : ''}`,
    bytes: packed ? named(gzipSync(raw), `${family} ${cpr}.nii`) : raw,
    plants: [{ place: 'header, extension and tail', secrets: [family, cpr, '101500'] }],
    worth: [
      { what: 'echo time', holds: (output) => text(output).includes('TE=3.5\0') },
      {
        what: 'image byte for byte at the end',
        holds: (output) => Buffer.from(output.subarray(-image.length)).equals(image),
      },
      {
        what: 'size of the voxels',
        holds: (output) => (two ? Buffer.from(output).readDoubleLE(112) : Buffer.from(output).readFloatLE(80)) === 0.75,
      },
    ],
  }
}

/** A gzip file whose header says what it was called, with a comment (RFC 1952). */
function named(packed: Buffer, name: string): Buffer {
  const header = Buffer.from(packed.subarray(0, 10))
  header[3] = 0x18
  return Buffer.concat([header, Buffer.from(`${name}\0of ${name}\0`, 'latin1'), packed.subarray(10)])
}

function identityPlants(person: PlantedPerson): Plant[] {
  return [
    { place: 'name', secrets: [person.given, person.second, person.family] },
    { place: 'CPR number', secrets: [person.cpr, person.hyphenated] },
    { place: 'address', secrets: [person.street.split(' ')[0]!] },
    { place: 'telephone', secrets: [person.phone] },
    { place: 'mail', secrets: [person.mail] },
    { place: 'birth date', secrets: [person.birthDate] },
  ]
}

function keeps(what: string, words: string): PlantedFile['worth'][number] {
  return { what, holds: (output) => text(output).includes(words) }
}
