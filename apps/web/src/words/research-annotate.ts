import { makeWords } from './make-words.ts'

export const annotateWords = makeWords(
  {
    'study.title': 'Study of {pseudonym}',
    'study.title.none': 'Study',
    'study.back': 'To the list of tasks',
    'study.leave': 'Changes to the mask are not saved. Leave anyway?',
  },
  {
    'study.title': 'Undersøgelse af {pseudonym}',
    'study.title.none': 'Undersøgelse',
    'study.back': 'Til opgavelisten',
    'study.leave': 'Ændringer i masken er ikke gemt. Vil du forlade siden alligevel?',
  },
)
