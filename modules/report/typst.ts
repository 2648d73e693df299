/** Text from data goes in as a string literal, so that no name can become markup. */
export function literal(text: string): string {
  // Control characters have no place in a report.
  return `"${text
    .replaceAll(/[\u0000-\u001f\u007f]/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')}"`
}

export const plain = (text: string) => `#${literal(text)}`
export const strong = (text: string) => `*#${literal(text)}*`
export const small = (text: string) => `#text(size: 8.5pt, fill: luma(70))[#${literal(text)}]`
/** A digest or a command, in full. */
export const code = (text: string) => `#text(size: 7.6pt)[#raw(${literal(text)})]`
export const heading = (level: 1 | 2, text: string) => `${'='.repeat(level)} #${literal(text)}`

/** `columns` in Typst's own words, for example `(1fr, auto)`; cells are markup. Long tables break over pages with their head. */
export function table(columns: string, align: string, head: string[], rows: string[][]): string {
  const cells = (row: string[]) => row.map((cell) => `[${cell}]`).join(', ')
  return `#table(columns: ${columns}, align: ${align}, table.header(${head.map((text) => `[${strong(text)}]`).join(', ')}), ${rows.map(cells).join(', ')})`
}

/** Names and values, one a line. */
export function facts(rows: [string, string][]): string {
  const cells = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `[#text(fill: luma(70))[${plain(name)}]], [${value}]`)
  return `#grid(columns: (38mm, 1fr), row-gutter: 2.2mm, column-gutter: 3mm, ${cells.join(', ')})`
}

/** Stays on one page. */
export const together = (...parts: string[]) => `#block(breakable: false, width: 100%)[\n${parts.join('\n\n')}\n]`

/** A word with a colour and a frame; the word alone says it too. */
export function badge(text: string, isGood: boolean): string {
  const colour = isGood ? 'rgb("#1b6e3c")' : 'rgb("#9b1c1c")'
  return `#box(stroke: 0.8pt + ${colour}, inset: (x: 4pt, y: 2pt), radius: 2pt)[#text(fill: ${colour}, weight: "bold")[${plain(text)}]]`
}

export interface PlotRow {
  name: string
  dots: number[]
  lower: number
  upper: number
  estimate: number
  threshold?: number
}

/** Dice from 0 to 1: one dot a case, the mean with its interval, and the threshold. Drawn with Typst's own shapes. */
export function dicePlot(rows: PlotRow[], label: (value: number) => string): string {
  const [left, width, step] = [46, 112, 11]
  const x = (value: number) => `${(left + Math.min(1, Math.max(0, value)) * width).toFixed(2)}mm`
  const place = (dx: string, dy: number, what: string) => `#place(dx: ${dx}, dy: ${dy.toFixed(2)}mm, ${what})`
  const height = rows.length * step + 7
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (value) =>
      place(x(value), 0, `line(end: (0mm, ${height - 6}mm), stroke: 0.3pt + luma(215))`) +
      `#place(dx: ${x(value)} - 5mm, dy: ${height - 5}mm, box(width: 10mm)[#align(center)[#text(size: 7.5pt)[${plain(label(value))}]]])`,
  )
  const drawn = rows.map((row, i) => {
    const y = i * step + step / 2
    // Dots of equal value lie over each other; a small, fixed shift by rank keeps them apart.
    const dots = [...row.dots]
      .sort((a, b) => a - b)
      .map(
        (value, k) =>
          `#place(dx: ${x(value)} - 0.6mm, dy: ${(y - 2.6 + ((k * 3) % 5) * 0.55).toFixed(2)}mm, circle(radius: 0.6mm, fill: rgb("#4c78a8").transparentize(45%), stroke: none))`,
      )
    return [
      `#place(dx: 0mm, dy: ${(y - 1.6).toFixed(2)}mm, box(width: ${left - 3}mm)[#text(size: 8.5pt)[${plain(row.name)}]])`,
      ...dots,
      place(
        x(row.lower),
        y + 1.6,
        `line(length: ${(Math.max(0, Math.min(1, row.upper) - Math.max(0, row.lower)) * width).toFixed(2)}mm, stroke: 1.6pt)`,
      ),
      `#place(dx: ${x(row.estimate)} - 1mm, dy: ${(y + 0.6).toFixed(2)}mm, circle(radius: 1mm, fill: black))`,
      row.threshold === undefined
        ? ''
        : place(
            x(row.threshold),
            y - step / 2 + 0.6,
            `line(end: (0mm, ${step - 1.2}mm), stroke: (paint: rgb("#9b1c1c"), thickness: 1pt, dash: "dashed"))`,
          ),
    ].join('')
  })
  return `#block(width: 100%, height: ${height}mm, above: 3mm, below: 2mm)[${grid.join('')}${drawn.join('')}]`
}
