/** Prints what the finder takes out of invented texts, for a run under other flags of the engine: `node [FLAGS] print-found.ts`. */
import { findIdentifiers } from '../src/danish/find-identifiers.ts'
import { moveWordedDates } from '../src/worded-dates.ts'
import { danishFrames } from './danish-frames.ts'
import { danishPeople } from './danish-people.ts'
import { danishSentences } from './danish-sentences.ts'
import { fillFrame } from './fill-frames.ts'
import { innocentTexts } from './innocent-texts.ts'
import { namingTexts } from './naming-texts.ts'
import { markedText } from './score-text.ts'

const texts = [
  ...danishSentences.map((sentence, i) => markedText(sentence, i).text),
  ...Object.values(namingTexts).flat(),
  ...Object.values(innocentTexts).flat(),
  ...danishFrames.flatMap((frame) => [0, 1].map((turn) => fillFrame(frame, danishPeople, 'Danish', turn).text)),
]
console.log(
  JSON.stringify(
    [...texts, ...texts.map((text) => text.toUpperCase())].map((text) => [
      findIdentifiers(text),
      moveWordedDates(text, 40, '*').text,
    ]),
  ),
)
