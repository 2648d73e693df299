/** English words that say nothing, as the official validator leaves them out. */
const idle = new Set(
  'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves what which who whom this that these those am is are was were be been being have has had having do does did doing a an the and but if or because as until while of at by for with about against between into through during before after above below to from up down in out on off over under again further then once here there when where why how all any both each few more most other some such no nor not only own same so than too very s t can will just don should now d ll m o re ve y'.split(
    ' ',
  ),
)

/** The rule of MIDI-B for text: numbers by value, else the whole answer, else its words. Score: the share of words. */
export function textCheck(
  fileValue: string,
  answer: string,
  method: 'retain' | 'remove',
): { passed: boolean; score: number } {
  const bare = (value: string) => value.replace(/[<>]/g, '').toLowerCase()
  const [file, wanted] = [bare(fileValue), bare(answer)]
  const result = (share: number) => ({ passed: share === 1, score: share })
  const isNumber = (value: string) => /^\d+\.?\d*$|^\.\d+$/.test(value)
  if (isNumber(file) && isNumber(wanted))
    return result((Number(file) === Number(wanted)) === (method === 'retain') ? 1 : 0)
  if (file.includes(wanted)) return result(method === 'retain' ? 1 : 0)
  const words = (wanted.match(/[\p{L}\p{N}]+(?:[.,:/'’-][\p{L}\p{N}]+)*/gu) ?? []).filter((word) => !idle.has(word))
  if (words.length === 0) return result(method === 'remove' ? 1 : 0)
  const found = words.filter((word) => file.includes(word)).length
  return result((method === 'retain' ? found : words.length - found) / words.length)
}
