import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { clinic } from './clinic.ts'
import { deidentify } from './deidentify.ts'
import { erasure } from './erasure.ts'
import { govern } from './govern.ts'
import { fillIn, type Language, languages, type ParametersOf } from './make-words.ts'
import { masks } from './masks.ts'
import { operation } from './operation.ts'
import { people } from './people.ts'
import { profiles } from './profiles.ts'
import { research } from './research.ts'
import { sampling } from './sampling.ts'
import { sharedPatients } from './shared-patients.ts'
import { shell } from './shell.ts'

const clinicWords = join(join(clinic.en, deidentify.en), profiles.en)
const en = join(
  join(
    join(join(join(shell.en, clinicWords), operation.en), research.en),
    join(join(govern.en, people.en), erasure.en),
  ),
  join(join(sampling.en, masks.en), sharedPatients.en),
)
const da: Record<WordKey, string> = {
  ...shell.da,
  ...clinic.da,
  ...deidentify.da,
  ...profiles.da,
  ...operation.da,
  ...research.da,
  ...govern.da,
  ...people.da,
  ...erasure.da,
  ...sampling.da,
  ...masks.da,
  ...sharedPatients.da,
}

/** Two areas in one dictionary. A key that both have would hide a word, so it does not compile. */
function join<A extends Record<string, string>, B extends Record<string, string>>(
  a: A,
  b: [keyof A & keyof B] extends [never] ? B : never,
): A & B {
  return { ...a, ...b }
}

type Dictionary = typeof en
type WordKey = keyof Dictionary

/** Keys whose text has no parameter: what a list of screens or a table of states may name. */
export type PlainKey = { [K in WordKey]: [ParametersOf<Dictionary[K]>] extends [never] ? K : never }[WordKey]

type Arguments<K extends WordKey> = [ParametersOf<Dictionary[K]>] extends [never]
  ? []
  : [{ [P in ParametersOf<Dictionary[K]>]: string | number }]

export interface Words {
  language: Language
  setLanguage(language: Language): void
  t<K extends WordKey>(key: K, ...given: Arguments<K>): string
  /** The word of a code that the server sent (`state.active`); the code itself when there is none. */
  code(prefix: string, value: string): string
}

const WordsContext = createContext<Words | undefined>(undefined)
const remembered = 'clic.language'

export function wordsOf(language: Language): Pick<Words, 't' | 'code'> {
  const texts: Record<string, string> = language === 'da' ? da : en
  return {
    t: (key, ...given) => fillIn(texts[key] ?? key, (given[0] ?? {}) as Record<string, string | number>, language),
    code: (prefix, value) => texts[`${prefix}.${value}`] ?? value,
  }
}

/** Holds the language: the remembered one, else the browser's when it is Danish or another Nordic one, else English. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(remembered, language)
  }, [language])
  const value = useMemo<Words>(() => ({ language, setLanguage, ...wordsOf(language) }), [language])
  return <WordsContext.Provider value={value}>{children}</WordsContext.Provider>
}

export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('useWords needs a WordsProvider above it')
  return words
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(remembered)
  const known = languages.find((one) => one === kept)
  return known ?? (/^(da|nb|nn|no|sv|fo|kl)/.test(navigator.language) ? 'da' : 'en')
}
