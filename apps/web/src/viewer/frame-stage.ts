import { type Grid, numberOf, type Plane, type Point, pixelOf, sizeOf, voxelAt, voxelOf } from './geometry.ts'
import type { FrameLayout } from './load-study.ts'
import type { PlaneStage, Stage } from './stage.ts'
import type { Window } from './window.ts'

interface Pictures {
  values: ArrayLike<number>
  colours?: Uint8Array
  /** Low values are white. */
  inverted: boolean
}

/** Pictures that came decoded: drawn on a canvas slice by slice, with window, zoom and pan as the volume's planes have them. */
export function openFrameStage(grid: Grid, frames: readonly Uint8Array[], layout: FrameLayout): Stage {
  const pictures: Pictures =
    layout.samples === 3 ? coloured(frames) : { values: greys(frames, layout), inverted: layout.inverted }
  return {
    values: pictures.values,
    ...(pictures.colours ? { colours: pictures.colours } : {}),
    show: async (element, plane) => showPlane(grid, pictures, element, plane),
    close: () => undefined,
  }
}

function coloured(frames: readonly Uint8Array[]): Pictures {
  const size = frames[0]?.length ?? 0
  const colours = new Uint8Array(size * frames.length)
  for (const [k, frame] of frames.entries()) colours.set(frame, k * size)
  const values = new Uint8Array(colours.length / 3)
  for (let n = 0; n < values.length; n++)
    values[n] =
      0.299 * (colours[3 * n] as number) +
      0.587 * (colours[3 * n + 1] as number) +
      0.114 * (colours[3 * n + 2] as number)
  return { values, colours, inverted: false }
}

/** What each pixel measures. Stored numbers stay as they are where nothing is to be rescaled: half the memory, or less. */
function greys(frames: readonly Uint8Array[], { bits, signed, rescale }: FrameLayout): ArrayLike<number> {
  const count = (frames[0]?.length ?? 0) / (bits / 8)
  const plain = rescale.every((one) => one.slope === 1 && one.intercept === 0)
  const Stored = bits === 8 ? (signed ? Int8Array : Uint8Array) : signed ? Int16Array : Uint16Array
  const values = plain ? new Stored(count * frames.length) : new Float32Array(count * frames.length)
  for (const [k, frame] of frames.entries()) {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
    const { slope, intercept } = rescale[k] ?? { slope: 1, intercept: 0 }
    for (let n = 0, at = k * count; n < count; n++, at++) {
      const stored =
        bits === 8
          ? signed
            ? view.getInt8(n)
            : view.getUint8(n)
          : signed
            ? view.getInt16(2 * n, true)
            : view.getUint16(2 * n, true)
      values[at] = stored * slope + intercept
    }
  }
  return values
}

function showPlane(grid: Grid, pictures: Pictures, element: HTMLDivElement, plane: Plane): PlaneStage {
  const canvas = document.createElement('canvas')
  canvas.style.cssText = 'display: block; width: 100%; height: 100%'
  element.replaceChildren(canvas)
  const { width, height } = sizeOf(grid, plane)
  const pixel: Point = [grid.spacing[plane.right.axis], grid.spacing[plane.down.axis]]
  let [slice, zoom, smooth] = [0, 1, true]
  let pan: Point = [0, 0]
  let window: Window = { lower: 0, upper: 1 }
  let picture: OffscreenCanvas | undefined
  let asked = 0
  /** CSS pixels a pixel, across and down. */
  const scale = (): Point => {
    const [w, h] = [element.clientWidth, element.clientHeight]
    const fit = Math.min(w / (width * pixel[0]), h / (height * pixel[1])) * zoom
    return [fit * pixel[0], fit * pixel[1]]
  }
  const place = ([x, y]: Point): Point => {
    const [across, down] = scale()
    return [
      element.clientWidth / 2 + pan[0] + (x - (width - 1) / 2) * across,
      element.clientHeight / 2 + pan[1] + (y - (height - 1) / 2) * down,
    ]
  }
  const draw = () => {
    const context = canvas.getContext('2d')
    if (!context) return
    picture ??= paint(grid, pictures, plane, slice, window)
    const ratio = devicePixelRatio || 1
    const [across, down] = scale()
    const [left, top] = place([-0.5, -0.5])
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.fillStyle = '#000'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingEnabled = smooth
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, left, top, width * across, height * down)
  }
  const drawSoon = () => {
    cancelAnimationFrame(asked)
    asked = requestAnimationFrame(draw)
  }
  const anew = () => {
    picture = undefined
    drawSoon()
  }
  const resize = () => {
    const ratio = devicePixelRatio || 1
    canvas.width = Math.round(element.clientWidth * ratio)
    canvas.height = Math.round(element.clientHeight * ratio)
    draw()
  }
  resize()
  return {
    toCanvas: (world) => place(pixelOf(grid, plane, voxelOf(grid, world))),
    showSlice(next) {
      slice = next
      anew()
    },
    showWindow(next) {
      window = next
      anew()
    },
    interpolate(next) {
      smooth = next
      drawSoon()
    },
    zoomBy(factor, at) {
      const next = Math.min(Math.max(zoom * factor, 0.2), 40)
      const middle: Point = [element.clientWidth / 2, element.clientHeight / 2]
      const by = next / zoom
      pan = [
        at[0] - middle[0] - (at[0] - middle[0] - pan[0]) * by,
        at[1] - middle[1] - (at[1] - middle[1] - pan[1]) * by,
      ]
      zoom = next
      drawSoon()
    },
    panBy(dx, dy) {
      pan = [pan[0] + dx, pan[1] + dy]
      drawSoon()
    },
    fit() {
      zoom = 1
      pan = [0, 0]
      drawSoon()
    },
    resize,
    close() {
      cancelAnimationFrame(asked)
      canvas.remove()
    },
  }
}

/** One slice of the plane through the window: grey values, or each of the three colours. */
function paint(grid: Grid, pictures: Pictures, plane: Plane, slice: number, window: Window): OffscreenCanvas {
  const { width, height } = sizeOf(grid, plane)
  const strides = [1, grid.dims[0], grid.dims[0] * grid.dims[1]] as const
  const [across, down] = [strides[plane.right.axis] * plane.right.sign, strides[plane.down.axis] * plane.down.sign]
  const start = numberOf(grid, voxelAt(grid, plane, [0, 0], slice))
  const image = new ImageData(width, height)
  const { data } = image
  const gain = 255 / Math.max(window.upper - window.lower, 1e-9)
  const { values, colours, inverted } = pictures
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, n = start + y * down; x < width; x++, n += across, at += 4) {
      if (colours) {
        for (let c = 0; c < 3; c++) data[at + c] = ((colours[3 * n + c] as number) - window.lower) * gain
      } else {
        const grey = ((values[n] as number) - window.lower) * gain
        const shown = inverted ? 255 - grey : grey
        data[at] = shown
        data[at + 1] = shown
        data[at + 2] = shown
      }
      data[at + 3] = 255
    }
  }
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(image, 0, 0)
  return canvas
}
