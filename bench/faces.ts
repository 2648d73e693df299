/**
 * How well faces are found, and what else is taken for one:
 *
 *     node bench/faces.ts --faces FOLDER --without FOLDER [--without FOLDER] [--most 50] [--rows FILE]
 *
 * FOLDER holds JPEG or PNG pictures (of `--without` at most `--most`, evenly picked). Beside those with faces may lie `faces.json`, which gives
 * for each name the boxes of its faces, drawn by a person: `{"a.jpg": [[x, y, width, height]]}`; a face counts as found when its middle is
 * masked. Without it a picture counts as found when anything of it is masked. No such picture lies here: they are of people. Prints, for
 * the first network alone at several least scores and for the rule that is in use, the faces found and the pictures in which something else
 * is masked, and in which more is than an object may lose. `--rows` takes a line of JSON for each picture.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { decodePicture } from '../libraries/deidentification/src/files/picture-codec.ts'
import { type FaceSeen, isFace, seeFaces } from '../libraries/pixels/src/faces/find-faces.ts'
import { openFaceModel } from '../libraries/pixels/src/faces/open-face-model.ts'
import type { Box, Raster } from '../libraries/pixels/src/raster.ts'

const { values } = parseArgs({
  options: {
    faces: { type: 'string' },
    without: { type: 'string', multiple: true, default: [] },
    most: { type: 'string', default: '50' },
    rows: { type: 'string' },
  },
})
/** Around a box, and of a picture, as `cleanPixels` has them. */
const [padding, mostMasked] = [0.25, 0.6]

interface Picture {
  raster: Raster
  seen: FaceSeen[]
  /** Boxes of real faces; undefined when nobody drew them. */
  real: Box[] | undefined
}

function picturesIn(folder: string, most: number): string[] {
  if (!existsSync(folder)) return []
  const all = readdirSync(folder).filter((name) => /\.(?:jpe?g|png)$/i.test(name))
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_, i) => join(folder, all.sort()[Math.floor(i * step)]!))
}

/** What the first network alone would mask from a least score on. */
const firstAlone = (least: number) => (face: FaceSeen) =>
  face.where !== 'close' && face.score >= least + (face.where === 'part' ? 0.15 : 0)

const ways: [string, (face: FaceSeen, raster: Raster) => boolean][] = [
  ...[0.25, 0.35, 0.5, 0.7, 0.9].map((least): [string, (face: FaceSeen) => boolean] => [
    `first alone, ${least}`,
    firstAlone(least),
  ]),
  ['in use', (face, raster) => face.score >= (face.where === 'part' ? 0.5 : 0.35) && isFace(face, raster)],
]

function maskedShare({ width, height }: Raster, boxes: readonly Box[]): number {
  const black = new Uint8Array(width * height)
  for (const box of boxes) {
    const [dx, dy] = [box.width * padding, box.height * padding]
    const [left, right] = [Math.max(0, Math.floor(box.x - dx)), Math.min(width, Math.ceil(box.x + box.width + dx))]
    const bottom = Math.min(height, Math.ceil(box.y + box.height + dy))
    for (let y = Math.max(0, Math.floor(box.y - dy)); y < bottom; y++)
      black.fill(1, y * width + left, y * width + right)
  }
  return black.reduce((sum, one) => sum + one, 0) / black.length
}

const inside = (box: Box, x: number, y: number) =>
  x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height

function found(picture: Picture, boxes: readonly Box[]): [found: number, all: number] {
  if (!picture.real) return [Number(boxes.length > 0), 1]
  const hit = (face: Box) => boxes.some((box) => inside(box, face.x + face.width / 2, face.y + face.height / 2))
  return [picture.real.filter(hit).length, picture.real.length]
}

async function main(): Promise<void> {
  const threads = { intraOpNumThreads: 2, extra: { session: { intra_op: { allow_spinning: '0' } } } }
  const model = await openFaceModel(threads)
  const look = async (path: string, real: Box[] | undefined): Promise<Picture | undefined> => {
    const raster = await decodePicture(readFileSync(path))
    if (!raster) return undefined
    const seen = await seeFaces(model, raster, { whole: 0.25, part: 0.4 })
    const { width, height } = raster
    if (values.rows) appendFileSync(values.rows, `${JSON.stringify({ path, width, height, seen })}\n`)
    return { raster: { width, height, channels: 1, data: new Uint8Array() }, seen, real }
  }
  const all = async (paths: readonly string[], drawn?: Record<string, [number, number, number, number][]>) => {
    const pictures: Picture[] = []
    for (const path of paths) {
      const boxes = drawn?.[basename(path)]
      const picture = await look(
        path,
        boxes?.map(([x, y, width, height]) => ({ x, y, width, height })),
      )
      if (picture) pictures.push(picture)
    }
    return pictures
  }
  const maskedIn = (picture: Picture, way: (face: FaceSeen, raster: Raster) => boolean) =>
    picture.seen.filter((face) => way(face, picture.raster)).map((face) => face.box)
  if (values.faces && existsSync(values.faces)) {
    const list = join(values.faces, 'faces.json')
    const drawn = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : undefined
    const pictures = await all(picturesIn(values.faces, Number.POSITIVE_INFINITY), drawn)
    for (const [name, way] of ways) {
      const counts = pictures.map((picture) => found(picture, maskedIn(picture, way)))
      const [hit, of] = [0, 1].map((i) => counts.reduce((sum, count) => sum + count[i]!, 0))
      console.log(`${basename(values.faces)}: ${name.padEnd(18)} ${hit} of ${of} faces in ${pictures.length} pictures`)
    }
  } else console.log('Skipped: no folder of pictures with faces.')
  for (const folder of values.without) {
    const pictures = await all(picturesIn(folder, Number(values.most)))
    if (pictures.length === 0) console.log(`Skipped: no pictures in ${basename(folder)}.`)
    for (const [name, way] of pictures.length > 0 ? ways : []) {
      const shares = pictures.map((picture) => maskedShare(picture.raster, maskedIn(picture, way)))
      const count = (least: number) => shares.filter((share) => share > least).length
      console.log(
        `${folder.split('/').slice(-2).join('/')}: ${name.padEnd(18)} of ${pictures.length} pictures ${count(0)} masked somewhere, ${count(0.25)} over a quarter, ${count(mostMasked)} held`,
      )
    }
  }
}

await main()
