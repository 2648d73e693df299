import { type LinkedStudy, ok, type Result, refuse, type viewerSeriesSchema } from '@clic/contracts'
import {
  type Dataset,
  framesOfObject,
  gridOfSeries,
  groupOf,
  imageSeries,
  number,
  type ObjectFrame,
  readDataset,
  rescaleOf,
  type SeriesGrid,
  tag,
  text,
} from '@clic/dicom'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { unitOfValues } from './value-unit.ts'
import { readStudies } from './views.ts'

type ViewerVolume = z.infer<typeof viewerSeriesSchema>
type Series = LinkedStudy['series'][number]

/** Byte orders and forms that the viewer's own decoder reads one file a slice. */
const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'])
const pixelData = 0x7fe00010

/** The study's image series in the order of its slices or frames; the largest one when there are several. */
export async function readVolume(context: PartContext, studyId: string): Promise<Result<ViewerVolume>> {
  const study = (await readStudies(context.db, { id: studyId }))[0]
  if (!study)
    return refuse(404, {
      code: 'study-unknown',
      title: 'No such study',
      detail: `There is no study ${studyId}.`,
      next: 'See the list under Link.',
    })
  const series = imageSeries(study.series)[0]
  if (!series)
    return refuse(409, {
      code: 'no-images',
      title: 'Nothing to show',
      detail: 'The study holds no images.',
      next: 'Look at another study.',
    })
  const headers = new Map<string, { header: Dataset; sha256: string }>()
  let inFiles = true
  for (const object of series.objects) {
    const read = readDataset(await context.files.get(object.sha256), { stopAt: pixelData })
    if (!read.ok) return unshown('unreadable', read.problem.message)
    inFiles &&= native.has(read.transferSyntax)
    headers.set(object.sopInstanceUid, { header: read.dataset, sha256: object.sha256 })
  }
  const found = gridOfSeries([...headers.values()].map((one) => one.header))
  if (!found.ok) return unshown(found.problem.code, found.problem.message)
  const { grid } = found
  const decoded = !inFiles || grid.stack !== undefined || grid.frameNumbers !== undefined
  const frames = decoded ? framesOf(grid, new Map([...headers].map(([uid, one]) => [uid, one.header]))) : undefined
  if (frames && !frames.ok) return frames
  const unit = unitOfValues(
    series.modality,
    [...headers.values()].map((one) => one.header),
  )
  return ok({
    studyId,
    ...aboutSeries(series),
    dims: grid.dims,
    spacing: grid.spacing,
    affine: grid.affine,
    ...(unit ? { unit } : {}),
    slices: grid.sopInstanceUids.map((uid) => headers.get(uid)?.sha256 ?? ''),
    ...(frames ? { frames: frames.value } : {}),
    ...(grid.stack
      ? { stack: { ...grid.stack, ...directionsOf([...headers.values()].map((one) => one.header)) } }
      : {}),
  })
}

function aboutSeries({ seriesInstanceUid, modality, description }: Series) {
  return { seriesInstanceUid, modality, description }
}

/** How the decoded frames are laid out. All of them alike, but for grey ones among colours: these are given as colours too. */
function framesOf(
  grid: SeriesGrid,
  headers: ReadonlyMap<string, Dataset>,
): Result<NonNullable<ViewerVolume['frames']>> {
  const numbers = grid.sopInstanceUids.map((_, k) => Math.max(0, (grid.frameNumbers?.[k] ?? 0) - 1))
  const all = new Map([...headers].map(([uid, header]) => [uid, framesOfObject(header)]))
  const frames = grid.sopInstanceUids.map((uid, k) => all.get(uid)?.[numbers[k] as number] as ObjectFrame)
  const layouts = new Map([...headers.values()].map(layoutOf).map((one) => [JSON.stringify(one), one]))
  const colours = [...layouts.values()].filter((one) => one.samples === 3)
  const layout = colours[0] ?? [...layouts.values()][0]
  if (!layout || (colours.length === 0 && layouts.size > 1))
    return unshown('mixed-values', 'The images of the series store their grey values in different ways.')
  const window = windowOf(frames[0] as ObjectFrame)
  const rate = rateOf((frames[0] as ObjectFrame).dataset)
  return ok({
    numbers,
    ...layout,
    rescale: frames.map(rescaleOf),
    ...(window && layout.samples === 1 ? { window } : {}),
    ...(rate && grid.stack && frames.length > 1 ? { rate } : {}),
  })
}

function layoutOf(header: Dataset): { samples: 1 | 3; bits: 8 | 16; signed: boolean; inverted: boolean } {
  const photometric = text(header, tag('PhotometricInterpretation'))
  if (number(header, tag('SamplesPerPixel')) === 3 || photometric === 'PALETTE COLOR')
    return { samples: 3, bits: 8, signed: false, inverted: false }
  return {
    samples: 1,
    bits: number(header, tag('BitsAllocated')) === 16 ? 16 : 8,
    signed: number(header, tag('PixelRepresentation')) === 1,
    inverted: photometric === 'MONOCHROME1',
  }
}

function windowOf(frame: ObjectFrame): { center: number; width: number } | undefined {
  const group = groupOf(frame, 'FrameVOILUTSequence') ?? frame.dataset
  const [center, width] = [number(group, tag('WindowCenter')), number(group, tag('WindowWidth'))]
  return center !== undefined && width !== undefined && width >= 1 ? { center, width } : undefined
}

/** Patient Orientation (PS3.3 C.7.6.1.1.1), where all images say the same. */
function directionsOf(headers: readonly Dataset[]): { right?: string; bottom?: string } {
  const said = headers.map((one) => one.get(tag('PatientOrientation'))?.strings?.slice(0, 2) ?? [])
  const [right, bottom] = said[0] ?? []
  const same = said.every((one) => one[0] === right && one[1] === bottom)
  return same && right && bottom ? { right, bottom } : {}
}

/** Frame Time and its vector are milliseconds between frames (PS3.3 C.7.6.5); the two rates are pictures a second. */
function rateOf(dataset: Dataset): number | undefined {
  const vector = (dataset.get(tag('FrameTimeVector'))?.strings ?? []).map(Number).filter((one) => one > 0)
  const time = number(dataset, tag('FrameTime')) ?? vector.reduce((sum, one) => sum + one, 0) / vector.length
  const rate =
    number(dataset, tag('RecommendedDisplayFrameRate')) ?? number(dataset, tag('CineRate')) ?? (time && 1000 / time)
  return rate && rate > 0 && rate < 1000 ? rate : undefined
}

const nexts: Record<string, string> = {
  'mixed-size': 'Ask the data engineer for a study in which each size is a series of its own.',
  tiled: 'Open the slide in a program for slides; masks of it are uploaded as DICOM SEG.',
  'too-large': 'Ask the data engineer for a smaller series, or look at it in another program.',
}

function unshown(code: string, detail: string) {
  return refuse(422, {
    code: `volume-${code}`,
    title: 'The series cannot be shown',
    detail,
    next: nexts[code] ?? 'Look at another study, or ask the data engineer for the whole series.',
  })
}
