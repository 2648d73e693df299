import { assembled } from './planted-pdf.ts'

/** A PDF whose pages have these contents; `fonts` are the dictionaries of F1, F2 and so on, `more` the objects from number 20 on. */
export function letteredPdf(
  contents: readonly string[],
  fonts: readonly string[],
  more: readonly string[] = [],
): Buffer {
  const pages = contents.map((_, i) => 3 + 2 * i)
  const named = fonts.map((font, i) => `/F${i + 1} ${font}`).join('')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((page) => `${page} 0 R`).join(' ')}]>>`,
    ...contents.flatMap((content, i) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<${named}>>>>/Contents ${pages[i]! + 1} 0 R>>`,
      streamOf(content),
    ]),
  ]
  while (objects.length < 19) objects.push('null')
  return assembled([...objects, ...more, '<</Title(x)>>'], '', '')
}

export function streamOf(content: string): string {
  return `<</Length ${content.length}>>stream\n${content}\nendstream`
}

/** Lines one under the other in the font F1; each letter as `coded` says, in hexadecimal. */
export function linesOf(lines: readonly string[], coded: (letter: string) => string, font = 'F1', top = 780): string {
  const shown = lines.map((line) => `<${Array.from(line, coded).join('')}> Tj T*`).join('\n')
  return `BT /${font} 11 Tf 60 ${top} Td 18 TL\n${shown}\nET\n`
}

export const helvetica = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'

export function latinCode(letter: string): string {
  return Buffer.from(letter, 'latin1').toString('hex')
}

/** A font of pictures, each drawn as a square; `names` by code. */
export function pictureFont(names: ReadonlyMap<number, string>): string {
  const codes = [...names.keys()].sort((a, b) => a - b)
  const [first, last] = [codes[0]!, codes.at(-1)!]
  const differences = codes.map((code) => `${code}/${names.get(code)}`).join(' ')
  const drawn = codes.map((code) => `/${names.get(code)} 20 0 R`).join('')
  const widths = Array.from({ length: last - first + 1 }, () => 10).join(' ')
  return `<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.05 0 0 .05 0 0]/CharProcs<<${drawn}>>/Encoding<</Differences[${differences}]>>/FirstChar ${first}/LastChar ${last}/Widths[${widths}]>>`
}

export const pictureOfLetter = streamOf('10 0 0 0 10 10 d1 0 0 8 8 re f')
