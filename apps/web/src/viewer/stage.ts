import {
  cache,
  Enums,
  imageLoader,
  init as initCore,
  isCornerstoneInitialized,
  metaData,
  type PlanarViewport,
  RenderingEngine,
  setRenderBackend,
  type Types,
  utilities,
  volumeLoader,
} from '@cornerstonejs/core'
import { init as initLoader, wadouri } from '@cornerstonejs/dicom-image-loader'
import {
  cross,
  directionOf,
  type Grid,
  type Plane,
  type Point,
  sizeOf,
  unit,
  type Vector,
  voxelAt,
  worldOf,
} from './geometry.ts'
import type { Window } from './window.ts'

/** The images of one study inside Cornerstone, until `close`. */
export interface Stage {
  /** Grey value of each voxel in the order of the volume, rescale applied; of colours how bright they are. */
  values: ArrayLike<number>
  /** Red, green and blue of each voxel, where the pictures are in colour. */
  colours?: Uint8Array
  /** Draws one plane into an element; the element is Cornerstone’s until the plane is closed. */
  show(element: HTMLDivElement, plane: Plane): Promise<PlaneStage>
  close(): void
}

/** One plane on the screen. Places on the canvas are CSS pixels from the element’s upper left corner. */
export interface PlaneStage {
  toCanvas(world: Vector): Point
  showSlice(slice: number): void
  showWindow(window: Window): void
  interpolate(smooth: boolean): void
  zoomBy(factor: number, at: Point): void
  panBy(dx: number, dy: number): void
  /** The whole slice in the middle of the element. */
  fit(): void
  resize(): void
  close(): void
}

interface OpenStage {
  grid: Grid
  /** DICOM files of the slices, in the order of the volume. */
  slices: Blob[]
  /** `cpu` gives the same picture on every machine; `auto` uses the graphics card where there is one. */
  backend: 'auto' | 'cpu'
  decoded(done: number): void
}

type StageResult = { ok: true; stage: Stage } | { ok: false; slice: number; reason: string }

/** Decodes the slices and puts them into one volume. A slice that cannot be decoded, or is of another size, is named. */
export async function openStage(given: OpenStage): Promise<StageResult> {
  if (!isCornerstoneInitialized()) {
    initCore()
    initLoader({ maxWebWorkers: Math.max(1, Math.min(4, Math.floor(navigator.hardwareConcurrency / 2))) })
  }
  setRenderBackend(given.backend === 'cpu' ? Enums.RenderBackends.CPU : Enums.RenderBackends.Auto)
  const imageIds = given.slices.map((slice) => wadouri.fileManager.add(slice as File))
  const forget = () => {
    for (const imageId of imageIds) {
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true })
      wadouri.fileManager.remove(Number(imageId.split(':')[1]))
    }
  }
  const [columns, rows, count] = given.grid.dims
  const values = new Float32Array(columns * rows * count)
  let done = 0
  const broken = await Promise.all(
    imageIds.map(async (imageId, slice) => {
      try {
        const image = await imageLoader.loadAndCacheImage(imageId)
        if (image.columns !== columns || image.rows !== rows)
          return { slice, reason: `${image.columns} × ${image.rows}` }
        values.set(scaled(image), slice * columns * rows)
        given.decoded(++done)
        return undefined
      } catch (error) {
        return { slice, reason: reasonOf(error) }
      }
    }),
  )
  const first = broken.find((one) => one !== undefined)
  if (first) {
    forget()
    return { ok: false, ...first }
  }
  return { ok: true, stage: createStage(given.grid, imageIds, values, forget) }
}

function scaled(image: Types.IImage): ArrayLike<number> {
  const pixels = image.getPixelData() as ArrayLike<number>
  if (image.preScale?.scaled || (image.slope === 1 && image.intercept === 0)) return pixels
  return Float32Array.from(pixels, (value) => value * image.slope + image.intercept)
}

function reasonOf(error: unknown): string {
  const inner = error instanceof Error ? error : (error as { error?: unknown } | undefined)?.error
  return inner instanceof Error ? inner.message : String(inner ?? error)
}

function createStage(grid: Grid, imageIds: string[], values: Float32Array, forget: () => void): Stage {
  const id = utilities.uuidv4()
  const engine = new RenderingEngine(`engine-${id}`)
  const isVolume = grid.dims[2] > 1
  const volumeId = `cornerstoneStreamingImageVolume:${id}`
  const displaySet = {
    kind: 'planar',
    imageIds: [...imageIds],
    initialImageIdIndex: 0,
    ...(isVolume ? { volumeId } : {}),
  }
  utilities.genericViewportDisplaySetMetadataProvider.add(id, displaySet)
  const [lowest, highest] = rangeOf(values)
  // The window before the viewer's own is set. Without one Cornerstone takes it from the middle slice, which may be all one value.
  const wholeRange = { windowCenter: [(lowest + highest) / 2], windowWidth: [Math.max(highest - lowest, 1)] }
  const own = new Set(imageIds)
  const windowOfImage = (type: string, imageId: unknown) =>
    type === Enums.MetadataModules.VOI_LUT && own.has(String(imageId)) ? wholeRange : undefined
  metaData.addProvider(windowOfImage, 10_000)
  const volume = isVolume ? volumeLoader.createAndCacheVolume(volumeId, { imageIds: [...imageIds] }) : undefined
  return {
    values,
    async show(element, plane) {
      await volume
      return showPlane({ engine, displaySetId: id, grid, element, plane, isVolume })
    },
    close() {
      engine.destroy()
      metaData.removeProvider(windowOfImage)
      utilities.genericViewportDisplaySetMetadataProvider.remove(id)
      if (isVolume && cache.getVolumeLoadObject(volumeId)) cache.removeVolumeLoadObject(volumeId)
      forget()
    },
  }
}

function rangeOf(values: Float32Array): [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return [lowest, highest]
}

interface ShowPlane {
  engine: RenderingEngine
  displaySetId: string
  grid: Grid
  element: HTMLDivElement
  plane: Plane
  isVolume: boolean
}

async function showPlane({ engine, displaySetId, grid, element, plane, isVolume }: ShowPlane): Promise<PlaneStage> {
  const viewportId = `${displaySetId}-${plane.name}-${utilities.uuidv4()}`
  engine.enableElement({
    viewportId,
    type: Enums.ViewportType.PLANAR_NEXT,
    element,
    defaultOptions: { background: [0, 0, 0] },
  })
  const viewport = engine.getViewport(viewportId) as unknown as PlanarViewport
  await viewport.setDisplaySets({ displaySetId, options: isVolume ? { orientation: orientationOf(grid, plane) } : {} })
  const { width, height } = sizeOf(grid, plane)
  return {
    toCanvas: (world) => viewport.worldToCanvas(world) as Point,
    showSlice(slice) {
      if (!isVolume) return viewport.render()
      const middle = worldOf(grid, voxelAt(grid, plane, [(width - 1) / 2, (height - 1) / 2], slice))
      viewport.setViewState({ slice: { kind: 'volumePoint', sliceWorldPoint: middle } })
    },
    showWindow(window) {
      viewport.setDisplaySetPresentation(displaySetId, { voiRange: window })
      viewport.render()
    },
    interpolate(smooth) {
      viewport.setDisplaySetPresentation(displaySetId, {
        interpolationType: smooth ? Enums.InterpolationType.LINEAR : Enums.InterpolationType.NEAREST,
      })
      viewport.render()
    },
    zoomBy(factor, at) {
      viewport.setZoom(Math.min(Math.max(viewport.getZoom() * factor, 0.2), 40), at)
    },
    panBy(dx, dy) {
      const [x, y] = viewport.getPan()
      viewport.setPan([x + dx, y + dy])
    },
    fit() {
      viewport.resetViewState({ resetOrientation: false, resetFlip: false })
    },
    resize: () => engine.resize(true, true),
    close() {
      if (!engine.hasBeenDestroyed) engine.disableElement(viewportId)
    },
  }
}

/** Cornerstone’s right is `up × normal`; the plane says what is right and what is down. */
function orientationOf(grid: Grid, plane: Plane): Types.OrientationVectors {
  const down = directionOf(grid, plane.down)
  const up: Vector = [-down[0], -down[1], -down[2]]
  return { viewPlaneNormal: unit(cross(directionOf(grid, plane.right), up)), viewUp: up }
}
