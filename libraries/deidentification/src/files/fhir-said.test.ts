import { describe, expect, it } from 'vitest'
import { deidentifyFile, identityInFile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'

type Json = Record<string, unknown>

/** The resources of one file, cleaned with what the file says of whom it is about. */
async function cleaned(...resources: Json[]): Promise<Json[]> {
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
  const result = await deidentifyFile(Buffer.from(JSON.stringify(bundle)), {
    profile: researchProfile(),
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  const made = JSON.parse(Buffer.concat(result.parts).toString('utf8')) as { entry: { resource: Json }[] }
  return made.entry.map((one) => one.resource)
}

const base64 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64')
const subject = { reference: 'Patient/1', display: 'Asbjørg Ternholt' }

describe('what staff say to each other in FHIR', () => {
  it('names nobody by one name alone who is named in full elsewhere', async () => {
    const made = await cleaned(
      { resourceType: 'Observation', status: 'final', code: { text: 'Obs' }, valueString: 'Gudmunda er orienteret' },
      {
        resourceType: 'Condition',
        code: { text: 'Obs' },
        note: [{ text: 'mor Gudmunda Pjetursdal ringede i går' }, { text: 'Pjetursdal ønsker svar' }],
      },
    )
    expect(made).toMatchObject([
      { valueString: '*** er orienteret' },
      { note: [{ text: 'mor *** ringede i går' }, { text: '*** ønsker svar' }] },
    ])
  })

  it('stays: the words of a communication and its notes, without whom they name', async () => {
    const [made] = await cleaned({
      resourceType: 'Communication',
      status: 'completed',
      subject,
      sender: { display: 'SSA Gunvor Ildsø' },
      recipient: [{ display: 'Hjemmeplejen Nordvang' }],
      sent: '2024-05-31T08:00:00+02:00',
      payload: [
        { contentString: 'Asbjørg er faldet på badeværelset, ingen hovedtraume. Ring til Gunvor på 20 30 40 50.' },
        {
          contentAttachment: { contentType: 'text/plain', title: 'Ternholt', data: base64('Sat 91 %, Asbjørg sover.') },
        },
      ],
      note: [{ authorString: 'Gunvor Ildsø', text: 'Blodkultur: Streptococcus pneumoniae. Set af Ildsø.' }],
    })
    const said = JSON.stringify(made)
    expect(said).toContain('er faldet på badeværelset, ingen hovedtraume. Ring til')
    expect(said).toContain('Blodkultur: Streptococcus pneumoniae.')
    expect(said).not.toMatch(/Asbjørg|Ternholt|Gunvor|Ildsø|Nordvang|20 30|sender|recipient/)
    expect(made).toMatchObject({ subject: { reference: 'Patient/P-KIT' }, sent: '2024-03-01T08:00:00+02:00' })
    const payload = made!['payload'] as { contentAttachment: { data: string } }[]
    expect(Buffer.from(payload[1]!.contentAttachment.data, 'base64').toString()).toBe('Sat 91 %, *** sover.')
  })

  it('stays: what an appointment, a task and a care team are for', async () => {
    const [appointment, task, team] = await cleaned(
      {
        resourceType: 'Appointment',
        description: 'Kontrol KOL',
        comment: 'Kørestolsbruger, kommer med Gunvor Ildsø',
        participant: [{ actor: { display: 'Gunvor Ildsø' }, type: [{ text: 'Sygeplejerske' }] }],
      },
      {
        resourceType: 'Task',
        description: 'Bestil spirometri',
        for: { display: 'Asbjørg Ternholt' },
        groupIdentifier: { value: 'GRP-118' },
      },
      {
        resourceType: 'CareTeam',
        name: 'Team Ternholt',
        participant: [{ role: [{ text: 'Logopæd' }], member: { display: 'Oddvin Nesgaard' } }],
        note: [{ text: 'Møde hver 14. dag med Oddvin Nesgaard' }],
      },
    )
    expect(appointment).toMatchObject({
      description: 'Kontrol KOL',
      participant: [{ type: [{ text: 'Sygeplejerske' }] }],
    })
    expect(task).toEqual({ resourceType: 'Task', description: 'Bestil spirometri' })
    expect(team).toMatchObject({ participant: [{ role: [{ text: 'Logopæd' }] }] })
    expect(JSON.stringify(team)).toContain('Møde hver 14. dag med')
    expect(JSON.stringify([appointment, task, team])).not.toMatch(/Gunvor|Ildsø|Ternholt|Oddvin|Nesgaard|GRP/)
  })
})

describe('whom a resource of FHIR shows by name alone', () => {
  it('is known in its texts: who performed and recorded, and the houses', async () => {
    const known = await identityInFile(
      'fhir',
      Buffer.from(
        JSON.stringify({
          resourceType: 'Procedure',
          performer: [{ actor: { display: 'OA Dr. med. Ortwin Sielhorst' } }],
          recorder: { display: 'mor' },
          location: { display: 'Dagafsnit Vibelund' },
          note: [{ authorString: 'Kirsa Nygaard, bioanalytiker', text: 'ok' }],
        }),
      ),
    )
    expect(known.staffNames.join(' ')).toMatch(/Ortwin Sielhorst.*Kirsa Nygaard/)
    expect(known.staffNames.join(' ')).not.toMatch(/mor|bioanalytiker|OA/)
    expect(known.places).toEqual(['Vibelund'])
  })

  it('goes from a conclusion that another one wrote', async () => {
    const [made] = await cleaned({
      resourceType: 'DiagnosticReport',
      performer: [{ display: 'Jens-Kr. Ravnhøjer' }],
      conclusion: 'LAD 90 % stenose, Resolute Onyx i CX. Undersøgt af Ravnhøjer',
    })
    expect(made).toMatchObject({ conclusion: 'LAD 90 % stenose, Resolute Onyx i CX. Undersøgt af ***' })
  })
})

describe('the answer to a question of FHIR', () => {
  const answered = async (text: string, valueString: string) => {
    const [made] = await cleaned({ resourceType: 'QuestionnaireResponse', item: [{ text, answer: [{ valueString }] }] })
    return (made!['item'] as { answer: { valueString: string }[] }[])[0]!.answer[0]!.valueString
  }

  it('names nobody where it was asked who or where', async () => {
    expect(await answered('Institution eller skole', 'Skovhytten Egernet')).toBe('*** ***')
    expect(await answered('Kontaktperson', 'Far, Ulrik Tornved, 40 12 77 95')).toMatch(/^Far, (?:\*\*\*,? ?)+$/)
  })

  it('stays where it was asked what', async () => {
    expect(await answered('Navn på medicin', 'Ventoline og Spirocort')).toBe('Ventoline og Spirocort')
    expect(await answered('Hvad fejler barnet?', 'Hoster om natten')).toBe('Hoster om natten')
  })

  it('has no initials where it was asked who measured', async () => {
    const [made] = await cleaned({
      resourceType: 'Observation',
      component: [
        { code: { text: 'Udført af' }, valueString: 'mlt' },
        { code: { text: 'Bemærkning' }, valueString: 'Målt siddende' },
      ],
    })
    expect(JSON.stringify(made)).toContain('Målt siddende')
    expect(JSON.stringify(made)).not.toContain('mlt')
  })
})

describe('a text that is enclosed in FHIR', () => {
  const enclosed = async (contentType: string, data: string) => {
    const [made] = await cleaned({
      resourceType: 'DocumentReference',
      content: [{ attachment: { contentType, data } }],
    })
    const content = made?.['content'] as { attachment: { data: string } }[] | undefined
    return content ? Buffer.from(content[0]!.attachment.data, 'base64').toString() : undefined
  }

  it('keeps its letters in whatever character set it came', async () => {
    const text = 'Øjenundersøgelse normal, æder godt'
    expect(await enclosed('text/plain; charset=iso-8859-1', base64(text, 'latin1'))).toBe(text)
    expect(await enclosed('text/plain', base64(text, 'latin1'))).toBe(text)
    expect(await enclosed('text/plain', base64(text))).toBe(text)
  })

  it('keeps its words where it is RTF, and nothing of its author', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\author Ulrik Tornved}}\\f0 Astma siden 2021\\par Set af l\\'e6ge Ulrik Tornved, \\u8805?3 anfald}"
    const said = await enclosed('text/rtf', base64(rtf, 'latin1'))
    expect(said).toMatch(/^Astma siden 2021\nSet af læge \*\*\*, ≥3 anfald$/)
  })

  it('keeps its words where it is a page that was never closed, and nothing of what tags and scripts say', async () => {
    const page =
      "<!DOCTYPE html><html><head><title>Eivind Skjelvik</title><script>var p='Skjelvik'</script></head><body onload=\"x('Skjelvik')\"><p>Remissvar<br>EKG utan anm&auml;rkning, BT < 120<table><tr><td>QTc<td>412 ms</table><!-- Eivind"
    expect(await enclosed('text/html', base64(page))).toBe('Remissvar\nEKG utan anmärkning, BT < 120\nQTc 412 ms')
  })

  it('goes where it is no RTF though it says so', async () => {
    expect(await enclosed('text/rtf', base64('PK Ulrik Tornved'))).toBeUndefined()
  })
})

describe('what stands in FHIR for a person beside a name', () => {
  it('goes: references shown by name or number alone, in whatever element, unless they are of a finding or a thing', async () => {
    const [task, seen] = await cleaned(
      {
        resourceType: 'Task',
        description: 'Bestil spirometri',
        witness: { display: 'Kvastmo Tindrup' },
        responsible: { identifier: { value: 'ID-7718' } },
        focus: { type: 'Practitioner', display: 'Kvastmo' },
        input: [
          { type: { text: 'navn' }, valueHumanName: { family: 'Tindrup' } },
          { type: { text: 'cpr' }, valueInteger: 1507800912 },
          { type: { text: 'antal' }, valueInteger: 150000000 },
        ],
      },
      {
        resourceType: 'Observation',
        device: { display: 'Omron M7' },
        valueReference: { type: 'Condition', display: 'Pneumoni' },
      },
    )
    expect(task).toMatchObject({ input: [expect.anything(), expect.anything(), { valueInteger: 150000000 }] })
    expect(JSON.stringify(task)).not.toMatch(/Kvastmo|Tindrup|7718|1507800912/)
    expect(seen).toMatchObject({ device: { display: 'Omron M7' }, valueReference: { display: 'Pneumoni' } })
  })

  it('leaves what a specimen was taken in, without its number', async () => {
    const [made] = await cleaned({
      resourceType: 'Specimen',
      container: [
        { identifier: [{ value: 'B-77182' }], description: 'Glas med formalin', type: { text: 'Biopsiglas' } },
      ],
    })
    expect(made).toEqual({
      resourceType: 'Specimen',
      container: [{ description: 'Glas med formalin', type: { text: 'Biopsiglas' } }],
    })
  })

  it('leaves a curve as it was measured', async () => {
    const curve = { origin: { value: 0, unit: 'mV' }, period: 2, dimensions: 1, data: '1 2 -3.5 E 0' }
    const [made] = await cleaned({ resourceType: 'Observation', valueSampledData: curve })
    expect(made).toMatchObject({ valueSampledData: curve })
    const [odd] = await cleaned({ resourceType: 'Observation', valueSampledData: { ...curve, data: 'Kvastmo 1' } })
    expect(JSON.stringify(odd)).not.toContain('Kvastmo')
  })
})

describe('files that FHIR tells of', () => {
  it('keep in their titles the words that everybody knows', async () => {
    const file = (title: string, contentType = 'application/pdf') => ({ attachment: { contentType, title } })
    const [made] = await cleaned({
      resourceType: 'DocumentReference',
      status: 'current',
      description: 'Epikrise_Plovgaard.pdf modtaget',
      content: [
        file('epikrise_Plovgaard.pdf', 'application/pdf; name="epikrise_Plovgaard.pdf"'),
        file('160855-1234_scan.jpg'),
        file('Indkaldelse Sif Lundbjerg 09-04-24.pdf'),
        file('SkærmbilledeTorkildPlovgaard.png'),
        file('Lundbjerg epikrise'),
        file('indkaldelse_MR_skulder.pdf'),
      ],
    })
    const content = made!['content'] as { attachment: Json }[]
    expect(content.map(({ attachment }) => attachment['title'])).toEqual([
      'epikrise_***.pdf',
      '***-***_scan.jpg',
      'Indkaldelse *** *** 09-01-24.pdf',
      'Skærmbillede***.png',
      '*** epikrise',
      'indkaldelse_MR_skulder.pdf',
    ])
    expect(content[0]!.attachment['contentType']).toBe('application/pdf')
    expect(made).toMatchObject({ description: 'Epikrise_***.pdf modtaget' })
  })

  it('are as little a name in an answer or a message', async () => {
    const [answered, sent] = await cleaned(
      {
        resourceType: 'QuestionnaireResponse',
        item: [
          { linkId: '1', answer: [{ valueAttachment: { title: 'Sif_knæ_venstre.jpg', contentType: 'image/jpeg' } }] },
        ],
      },
      { resourceType: 'Communication', payload: [{ contentAttachment: { title: 'svar til Trolsbak.docx' } }] },
    )
    expect(JSON.stringify(answered)).toContain('***_knæ_venstre.jpg')
    expect(JSON.stringify(sent)).toContain('svar til ***.docx')
  })

  it('name neither the town nor the passport that a line of a note says', async () => {
    const [made] = await cleaned({
      resourceType: 'Observation',
      note: [{ text: 'Pt. kommer aus Kiel, Reisepass C4F8T91K2, pasnr. 209118844. Galdesten 8 mm.' }],
    })
    const said = JSON.stringify(made)
    expect(said).not.toMatch(/Kiel|C4F8|2091/)
    expect(said).toContain('Galdesten 8 mm.')
  })
})

describe('a day of birth that is answered or observed in FHIR', () => {
  it('is its year alone, whatever asks for it, while other days move', async () => {
    const made = await cleaned(
      {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        item: [
          { linkId: '1', text: 'Fødselsdato', answer: [{ valueDate: '1947-05-03' }] },
          { linkId: '2', text: 'Født', answer: [{ valueString: '3. maj 1947' }] },
          { linkId: '3', text: 'Dato for fald', answer: [{ valueDate: '2024-05-31' }] },
          { linkId: '4', text: 'Født til termin', answer: [{ valueString: 'Ja, uge 38' }] },
        ],
      },
      {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '21112-8' }] },
        valueDateTime: '1947-05-03',
      },
    )
    expect(made).toMatchObject([
      {
        item: [
          { answer: [{ valueDate: '1947' }] },
          { answer: [{ valueString: '1947' }] },
          { answer: [{ valueDate: '2024-03-01' }] },
          { answer: [{ valueString: 'Ja, uge 38' }] },
        ],
      },
      { valueDateTime: '1947' },
    ])
  })
})
