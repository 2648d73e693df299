/** A page that draws this, with Helvetica as /F1. */
export function smallPdf(drawn: string): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`,
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${end}`, 'latin1')
}

/** Text at a place; `before` sets how it is written: "4 Tc". */
export function line(x: number, y: number, words: string, before = ''): string {
  return `BT ${before} /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (${literal(words)}) Tj 0 Tc ET\n`
}

export function literal(words: string): string {
  return words.replace(/[\\()]/g, '\\$&')
}
