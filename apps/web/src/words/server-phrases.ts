/**
 * What the server says, in Danish: sentences with `{}` where the server puts a value. The server speaks English only; a sentence
 * that is not here is shown as it came, marked as English.
 */
export const serverPhrases: readonly (readonly [english: string, danish: string])[] = []
