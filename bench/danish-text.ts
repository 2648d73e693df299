/**
 * Recall and precision, by class, of the finder of identifiers in Danish text, over invented sentences: frames of the clinic and people, streets
 * and towns, all by a hand that had not seen the rules and lists. Nothing is known of the patient here; in the product the patient's own names
 * and numbers are known and searched for as well.
 *
 *     node bench/danish-text.ts [--turns 40] [--json] [--faults 30]
 *
 * Each frame is filled `turns` times. An identifier is found when every word of it is taken out (a title beside it decides nothing); a word is
 * rightly taken when it is part of one. `--faults`: prints so many of each, of the half of the frames that may be looked at while rules are
 * mended (the even ones); by the other half nothing is mended.
 */
import { parseArgs } from 'node:util'
import { findIdentifiers } from '../libraries/deidentification/src/danish/find-identifiers.ts'
import { danishFrames } from '../libraries/deidentification/testing/danish-frames.ts'
import { danishPeople } from '../libraries/deidentification/testing/danish-people.ts'
import { fillFrame } from '../libraries/deidentification/testing/fill-frames.ts'
import { scoreText } from '../libraries/deidentification/testing/score-text.ts'

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    faults: { type: 'string', default: '0' },
  },
})

const halves = {
  'held back': danishFrames.filter((_, i) => i % 2 === 1),
  'looked at': danishFrames.filter((_, i) => i % 2 === 0),
}

/** Frames without a slot say nothing of names, and are asked once. */
const textsOf = (frames: readonly string[], people: string) =>
  frames.flatMap((frame) =>
    frame.includes('{')
      ? Array.from({ length: Number(values.turns) }, (_, turn) => fillFrame(frame, danishPeople, people, turn))
      : [{ text: frame, spans: [] }],
  )

const figures = Object.keys(danishPeople.names).flatMap((people) =>
  Object.entries(halves).map(([half, frames]) => {
    const texts = textsOf(frames, people)
    return { people, half, sentences: texts.length, ...scoreText(texts, findIdentifiers) }
  }),
)
if (values.json) {
  const told = figures.map(({ missed: _, wrong: __, ...figure }) => figure)
  console.log(JSON.stringify({ frames: danishFrames.length, figures: told }))
} else
  for (const { people, half, found, taken, takenAs, missed, wrong } of figures) {
    console.log(`${people}, ${half}`)
    for (const [kind, { all, whole }] of Object.entries(found)) console.log(`  ${kind}: ${whole} of ${all} found`)
    for (const [kind, { all, right }] of Object.entries(takenAs))
      console.log(`  as ${kind}: ${right} of ${all} rightly`)
    console.log(`  all: ${taken.right} of ${taken.all} words rightly taken`)
    const few = (list: readonly string[]) =>
      list.filter((_, i) => i % Math.ceil(list.length / Number(values.faults)) === 0)
    if (Number(values.faults) > 0 && half === 'looked at') console.log([...few(missed), '', ...few(wrong)].join('\n'))
  }
