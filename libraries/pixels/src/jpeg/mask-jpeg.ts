import type { Box } from '../raster.ts'
import { BitReader, BitWriter, blockSymbols, readBlock, symbolWriter, UnusualJpeg } from './entropy.ts'
import { type HuffmanTable, huffmanReader, huffmanTable } from './huffman.ts'
import { type Component, type Frame, readFrame, readHuffmanTables, readQuantisation, u16 } from './read-frame.ts'

interface MaskedJpeg {
  bytes: Uint8Array
  /** The boxes grown to whole coding units: what was blackened. */
  boxes: Box[]
}

interface Scan {
  components: { component: Component; dc: string; ac: string }[]
  /** Its SOS segment, marker included. */
  header: Uint8Array
}

interface State {
  bytes: Uint8Array
  frame?: Frame
  tables: Map<string, HuffmanTable>
  quantisation: Map<number, number>
  restart: number
  out: Uint8Array[]
}

/**
 * Blackens boxes of a JPEG picture (sequential, Huffman-coded, 8 or 12 bit) without coding the rest anew: the coefficients of every block
 * outside keep their values, so nothing is lost there. `black`: the first component counts brightness and the others colour, or all of them
 * count brightness; or the highest value is black. Throws `UnusualJpeg` for other kinds.
 */
export function maskJpeg(
  bytes: Uint8Array,
  boxes: readonly Box[],
  black: { allComponents: boolean; highest: boolean },
): MaskedJpeg {
  const state: State = { bytes, tables: new Map(), quantisation: new Map(), restart: 0, out: [bytes.subarray(0, 2)] }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new UnusualJpeg('no start of an image')
  const scans: { scan: Scan; after: number }[] = []
  let at = 2
  let grown: Box[] = []
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new UnusualJpeg('something between its segments')
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) break
    const end = at + 2 + u16(bytes, at + 2)
    if (end > bytes.length) throw new UnusualJpeg('cut off')
    if (marker === 0xc0 || marker === 0xc1) {
      state.frame = readFrame(bytes, at + 4)
      grown = boxes.map((box) => grownTo(state.frame!, box)).filter((box) => box.width > 0 && box.height > 0)
    } else if (marker === 0xc4) readHuffmanTables(bytes, at + 4, end, state.tables)
    else if (marker === 0xdb) readQuantisation(bytes, at + 4, end, state.quantisation)
    else if (marker === 0xdd) state.restart = u16(bytes, at + 4)
    else if (marker >= 0xc2 && marker <= 0xcf) throw new UnusualJpeg('its coding process')
    if (marker === 0xda) {
      const scan = readScanHeader(state, at, end)
      at = readScan(state, scan, end)
      scans.push({ scan, after: state.out.length })
      blacken(state, scan, grown, black)
      writeScan(state, scan)
      continue
    }
    if (marker !== 0xc4) state.out.push(bytes.subarray(at, end))
    at = end
  }
  if (scans.length === 0) throw new UnusualJpeg('no scan')
  state.out.push(Uint8Array.of(0xff, 0xd9))
  return { bytes: Buffer.concat(state.out), boxes: grown }
}

/** To whole coding units. One pixel more, because decoders blend colours of halved components across their border. */
function grownTo(frame: Frame, box: Box): Box {
  const x = Math.max(0, Math.floor((box.x - 1) / frame.unitWidth) * frame.unitWidth)
  const y = Math.max(0, Math.floor((box.y - 1) / frame.unitHeight) * frame.unitHeight)
  const right = Math.min(frame.width, Math.ceil((box.x + box.width + 1) / frame.unitWidth) * frame.unitWidth)
  const bottom = Math.min(frame.height, Math.ceil((box.y + box.height + 1) / frame.unitHeight) * frame.unitHeight)
  return { x, y, width: right - x, height: bottom - y }
}

function readScanHeader(state: State, at: number, end: number): Scan {
  const { bytes, frame } = state
  if (!frame) throw new UnusualJpeg('a scan before the frame')
  const components = Array.from({ length: bytes[at + 4]! }, (_, i) => {
    const component = frame.components.find((one) => one.id === bytes[at + 5 + 2 * i])
    if (!component) throw new UnusualJpeg('a scan of an unknown component')
    const tables = bytes[at + 6 + 2 * i]!
    return { component, dc: `dc${tables >> 4}`, ac: `ac${tables & 15}` }
  })
  return { components, header: bytes.subarray(at, end) }
}

/** Calls `visit` for every block of a scan in coded order; `restart` where a restart marker stands. */
function walkBlocks(
  state: State,
  scan: Scan,
  visit: (index: number, at: number) => void,
  restart: (count: number) => void,
): void {
  const frame = state.frame!
  const [only] = scan.components
  const alone = scan.components.length === 1
  const across = alone ? only!.component.ownWidth : Math.ceil(frame.width / frame.unitWidth)
  const down = alone ? only!.component.ownHeight : Math.ceil(frame.height / frame.unitHeight)
  let unit = 0
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++, unit++) {
      if (state.restart > 0 && unit > 0 && unit % state.restart === 0) restart(unit / state.restart - 1)
      scan.components.forEach(({ component }, index) => {
        const [h, v] = alone ? [1, 1] : [component.across, component.down]
        for (let y = 0; y < v; y++)
          for (let x = 0; x < h; x++) visit(index, ((row * v + y) * component.width + column * h + x) * 64)
      })
    }
}

/** Reads the blocks of a scan, means as they are rather than as differences. The position after it. */
function readScan(state: State, scan: Scan, from: number): number {
  const bits = new BitReader(state.bytes, from)
  const tables = scan.components.map((one) => {
    const [dc, ac] = [state.tables.get(one.dc), state.tables.get(one.ac)]
    if (!dc || !ac) throw new UnusualJpeg('no Huffman table')
    return { dc: huffmanReader(dc), ac: huffmanReader(ac) }
  })
  const last = new Int32Array(scan.components.length)
  walkBlocks(
    state,
    scan,
    (index, at) => {
      const { blocks } = scan.components[index]!.component
      readBlock(bits, tables[index]!.dc, tables[index]!.ac, blocks, at)
      last[index] = blocks[at] = last[index]! + blocks[at]!
    },
    () => {
      bits.restart()
      last.fill(0)
    },
  )
  let { at } = bits
  while (at + 1 < state.bytes.length && !(state.bytes[at] === 0xff && state.bytes[at + 1]! >= 0xc0)) at++
  return at
}

function blacken(
  state: State,
  scan: Scan,
  boxes: readonly Box[],
  black: { allComponents: boolean; highest: boolean },
): void {
  const frame = state.frame!
  const half = 1 << (frame.precision - 1)
  for (const { component } of scan.components) {
    const bright = black.allComponents || component === frame.components[0]
    const step = state.quantisation.get(component.quantisation) || 1
    const mean = bright ? Math.trunc(((black.highest ? half - 1 : -half) * 8) / step) : 0
    const [width, height] = [frame.unitWidth / component.across, frame.unitHeight / component.down]
    for (const box of boxes)
      for (
        let y = Math.floor(box.y / height);
        y < Math.min(component.height, Math.ceil((box.y + box.height) / height));
        y++
      )
        for (
          let x = Math.floor(box.x / width);
          x < Math.min(component.width, Math.ceil((box.x + box.width) / width));
          x++
        ) {
          const at = (y * component.width + x) * 64
          component.blocks.fill(0, at, at + 64)
          component.blocks[at] = mean
        }
  }
}

/** Writes a scan with tables of its own: masked blocks need codes that the old tables may not have. */
function writeScan(state: State, scan: Scan): void {
  const counts = new Map<string, Uint32Array>()
  const count = (key: string) => {
    const found = counts.get(key) ?? new Uint32Array(256)
    counts.set(key, found)
    return found
  }
  eachSymbol(state, scan, (index, table, symbol) => {
    count(scan.components[index]![table])[symbol]!++
  })
  const tables = new Map([...counts].map(([key, frequencies]) => [key, huffmanTable(frequencies)]))
  for (const [key, table] of tables) {
    const size = 19 + table.symbols.length
    const number = (key.startsWith('ac') ? 0x10 : 0) | Number(key.slice(2))
    state.out.push(Uint8Array.of(0xff, 0xc4, size >> 8, size & 255, number, ...table.counts, ...table.symbols))
  }
  state.out.push(scan.header)
  const bits = new BitWriter()
  const writers = scan.components.map((one) => symbolWriter(bits, { dc: tables.get(one.dc)!, ac: tables.get(one.ac)! }))
  eachSymbol(
    state,
    scan,
    (index, table, symbol, value, size) => writers[index]!(table, symbol, value, size),
    (number) => bits.marker(0xd0 + (number & 7)),
  )
  state.out.push(bits.done())
}

function eachSymbol(
  state: State,
  scan: Scan,
  tell: (index: number, table: 'dc' | 'ac', symbol: number, value: number, size: number) => void,
  restart: (number: number) => void = () => {},
): void {
  const last = new Int32Array(scan.components.length)
  walkBlocks(
    state,
    scan,
    (index, at) => {
      const { blocks } = scan.components[index]!.component
      const difference = blocks[at]! - last[index]!
      last[index] = blocks[at]!
      blockSymbols(blocks, at, difference, (table, symbol, value, size) => tell(index, table, symbol, value, size))
    },
    (number) => {
      restart(number)
      last.fill(0)
    },
  )
}
