export { type TextDecoding, textDecoding } from './charset.ts'
export { type Dataset, type Element, items, number, tagText, text } from './dataset.ts'
export { dictionaryEntry, dictionaryTags, dictionaryVr, isPrivate, keyword, tag } from './dictionary.ts'
export * from './network/index.ts'
export * from './objects/index.ts'
export { personNumberOf, plainPatientId } from './person-number.ts'
export { type ReadResult, readDataset } from './read-dataset.ts'
export {
  BrokenDicom,
  ElementReader,
  type Encoding,
  innerEncoding,
  itemEndTag,
  itemTag,
  maxDepth,
  pixelDataTag,
  type ReadProblem,
  sequenceEndTag,
  undefinedLength,
  vrCode,
  vrText,
} from './read-element.ts'
export { type FileStructure, guarded, readStructure } from './read-structure.ts'
export { readValue } from './read-value.ts'
export { sopClassName } from './sop-classes.ts'
export { readItemHeader, type TokeniseResult, type TokenVisitor, tokenise } from './tokenise.ts'
export { implementationClassUid, implementationVersionName, newUid } from './uid.ts'
export { writeDataset, writeFile } from './write-file.ts'
