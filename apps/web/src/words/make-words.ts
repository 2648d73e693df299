export const languages = ['da', 'en'] as const
export type Language = (typeof languages)[number]

/**
 * One area's words in both languages. English gives the keys; Danish must have exactly the same ones.
 * `{name}` is a parameter; `{n#study|studies}` is a number with its noun in the right form ("1 study", "1,204 studies").
 */
export function makeWords<const E extends Record<string, string>>(
  en: E,
  da: { [K in keyof E]: string },
): { en: E; da: { [K in keyof E]: string } } {
  return { en, da }
}

type NameOf<P extends string> = P extends `${infer N}#${string}` ? N : P

/** Names of the parameters in a text, from the text's own type. */
export type ParametersOf<T extends string> = T extends `${string}{${infer P}}${infer Rest}`
  ? NameOf<P> | ParametersOf<Rest>
  : never

/** Puts the parameters into a text. A missing one is shown by its name, so that it is seen. */
export function fillIn(text: string, parameters: Record<string, string | number>, language: Language): string {
  return text.replace(/\{([A-Za-z]+)(?:#([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = parameters[name]
    if (value === undefined) return name
    const shown = typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value
    if (one === undefined) return shown
    const form = new Intl.PluralRules(language).select(Number(value))
    return `${shown} ${form === 'one' ? one : many}`
  })
}
