import { type Dataset, items, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { build, type Code, codeItem } from './build-dataset.ts'

type Relationship = 'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'HAS PROPERTIES'

/** Content items of a structured report (PS3.3 C.17.3), one function a value type. */
export function container(name: Code, content: Dataset[], template?: string): Dataset {
  const templates = template ? [build({ MappingResource: 'DCMR', TemplateIdentifier: template })] : undefined
  return build({
    ...head('CONTAINS', 'CONTAINER', name),
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: templates,
    ContentSequence: content.length > 0 ? content : undefined,
  })
}

export function codeContent(relationship: Relationship, name: Code, value: Code, content: Dataset[] = []): Dataset {
  return build({
    ...head(relationship, 'CODE', name),
    ConceptCodeSequence: [codeItem(value)],
    ContentSequence: content.length > 0 ? content : undefined,
  })
}

export function textContent(relationship: Relationship, name: Code, value: string): Dataset {
  return build({ ...head(relationship, 'TEXT', name), TextValue: value })
}

export function personContent(relationship: Relationship, name: Code, value: string): Dataset {
  return build({ ...head(relationship, 'PNAME', name), PersonName: value })
}

export function uidContent(relationship: Relationship, name: Code, value: string): Dataset {
  return build({ ...head(relationship, 'UIDREF', name), UID: value })
}

export function numberContent(relationship: Relationship, name: Code, value: number, unit: Code): Dataset {
  return build({
    ...head(relationship, 'NUM', name),
    MeasuredValueSequence: [build({ NumericValue: value, MeasurementUnitsCodeSequence: [codeItem(unit)] })],
  })
}

/** `name` is left out where a template gives the item none (the images of an image library). */
export function imageContent(relationship: Relationship, name: Code | undefined, referenced: Dataset): Dataset {
  return build({ ...head(relationship, 'IMAGE', name), ReferencedSOPSequence: [referenced] })
}

function head(relationship: Relationship, type: string, name: Code | undefined) {
  return {
    RelationshipType: relationship,
    ValueType: type,
    ConceptNameCodeSequence: name ? [codeItem(name)] : undefined,
  }
}

/** True when an item's concept is this one; meanings may differ, they are for people. */
export function isConcept(item: Dataset, code: Code): boolean {
  return sameCode(items(item, tag('ConceptNameCodeSequence'))[0], code)
}

export function sameCode(item: Dataset | undefined, code: Code): boolean {
  return (
    item !== undefined &&
    text(item, tag('CodeValue')) === code.value &&
    text(item, tag('CodingSchemeDesignator')) === code.scheme
  )
}

/** The code of a sequence's first item. */
export function codeOf(item: Dataset | undefined, keyword: string): Code | undefined {
  const found = item && items(item, tag(keyword))[0]
  if (!found) return undefined
  const [value, scheme] = [text(found, tag('CodeValue')), text(found, tag('CodingSchemeDesignator'))]
  return value && scheme ? { value, scheme, meaning: text(found, tag('CodeMeaning')) ?? '' } : undefined
}
