import type { TextSpan } from '../text-span.ts'
import { isPlainWord } from './plain-words.ts'

const names = (text: string) => new Set(text.split(' '))

/** Names of fields whose value says who, in small letters and without what parts their words. */
const whoFields = names(
  'operator operatorname operatorsname operatør operatørnavn technician technicianname tech technologist radiographer radiografer radiograf radiolog radiologist physician physicianname physicianid referringphysician referringphysicianname referringphysiciansname performingphysician performingphysicianname requestingphysician requestingphysicianname readingphysician attendingphysician doctor doctorname læge lægenavn ansvlæge henviser henvisende henvisendelæge rekvirent referrer requester author authorname creator createdby modifiedby lastmodifiedby lastmodifieduser editor user username userid bruger brugernavn login loginname signedby performedby reportedby readby approvedby verifiedby dictatedby scannedby patient patientname patientsname patientid patientnavn pt ptname ptnavn ptid subject subjectname lastname firstname middlename surname familyname givenname maidenname fullname displayname personname fornavn efternavn mellemnavn fuldenavn navn cpr cprnr cprnummer cprno personnummer fnr ssn mrn birthdate patientbirthdate patientsbirthdate dateofbirth dob fødselsdato contact contactname contactperson kontaktperson nextofkin relative pårørende phone phonenumber telephone mobile telefon tlf mobil email mail emailaddress address streetaddress street postcode zip adresse vej postnr by city accession accessionnumber accessionno accno orderid ordernumber requisition rekvisition requestid encounterid visitid admissionid journalnr serial serialnumber serialno deviceserialnumber deviceserial serienr hostname computername workstation machinename aetitle aet stationname station manager photographer fotograf owner ownername',
)
/** And where. */
const whereFields = names(
  'institution institutionname institutionaldepartmentname institutionaddress hospital hospitalname department departmentname ward site sitename clinic clinicname facility facilityname afdeling afdelingsnavn afsnit sygehus sygehusnavn klinik company companyname organization organisation',
)

const key = '([\\p{L}][\\p{L}\\d_.:-]{1,40})'
/** <Operator>Hæstrup</Operator> */
const element = new RegExp(`<${key}(?:\\s[^<>]*)?>([^<>]{2,120})(?=<\\/)`, 'gu')
/** operator="Hæstrup", "operator": "Hæstrup" */
const quoted = new RegExp(
  `(?<![\\p{L}\\d_.:-])["']?${key}["']?\\s?[:=]\\s?(?:"([^"\\n]{2,120})(?=")|'([^'\\n]{2,120})(?='))`,
  'gu',
)
/** operatør=Hæstrup; kV=120 */
const unquoted = new RegExp(
  `(?<![\\p{L}\\d_.:-])${key}\\s?=\\s?([^\\s;,|&"'<>=][^;,|&"'<>=\\n]{0,60}?)(?=\\s*(?:$|[;,|&\\n<>]|\\s[\\p{L}\\d_.]+\\s?=|\\s{2}))`,
  'gu',
)
/** "navn:svend åge kold;": typed small, to the end of the field. */
const typed =
  /(?<![\p{L}\d])(navn|name|patientnavn|fornavn|efternavn|mellemnavn|pt\.?navn)\s?:\s?(\p{L}[\p{L}'’-]+(?:\s[\p{L}'’.-]+){0,4})(?=\s*(?:[;|\n]|$))/giu
/** {\author Hæstrup} of a text in RTF. */
const group = /\\(author|operator|manager|company)\s([^{}\\]{2,80})(?=\})/gu

/** Values of fields in a text that is XML, JSON, RTF or a list of settings, by the names of the fields. `people`: who; else where. */
export function findFields(text: string, people: boolean): TextSpan[] {
  if (!/[=>"]|\{\\|na[vm][en]\s?:/i.test(text)) return []
  const wanted = people ? whoFields : whereFields
  const spans: TextSpan[] = []
  for (const pattern of [element, quoted, unquoted, group, typed])
    for (const found of text.matchAll(pattern)) {
      const name = found[1]!.slice(found[1]!.lastIndexOf(':') + 1)
      const value = found[2] ?? found[3]!
      if (!wanted.has(name.toLowerCase().replace(/[_.-]/g, '')) || !/[\p{L}\d]{2}/u.test(value) || saysNobody(value))
        continue
      const end = found.index + found[0].length
      spans.push({ start: end - value.length, end, kind: people ? 'name' : 'place' })
    }
  return spans
}

/** Small words alone that a report or a setting has: contact=none, subject="brain". */
function saysNobody(value: string): boolean {
  if (value !== value.toLowerCase()) return false
  return value.split(/[\s,]+/).every((word) => isPlainWord(word))
}
