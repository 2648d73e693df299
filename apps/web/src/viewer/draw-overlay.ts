import { type Grid, type Plane, type Point, pixelOf, sizeOf, type Vector } from './geometry.ts'
import { type Placement, toCanvasPoint } from './placement.ts'
import { colourOf, differencePixels, labelPixels, outline, sliceLabels } from './plane-pixels.ts'
import type { View } from './view.ts'

interface Drawing {
  grid: Grid
  plane: Plane
  slice: number
  placement: Placement
  view: View
  labels: Uint8Array
  /** The mask that `compared` and `difference` are drawn from. */
  against: Uint8Array | undefined
  /** Where the brush would paint, in voxel indices. */
  brushAt: Vector | undefined
}

/** Draws mask, outlines, crosshair and brush over the image. The canvas has `ratio` device pixels a CSS pixel. */
export function drawOverlay(canvas: HTMLCanvasElement, drawing: Drawing, ratio: number): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.scale(ratio, ratio)
  if (drawing.view.overlay) drawMask(context, drawing, ratio)
  if (drawing.view.crosshair) drawCrosshair(context, drawing)
  if (drawing.brushAt) drawBrush(context, drawing, drawing.brushAt)
}

function drawMask(
  context: CanvasRenderingContext2D,
  { grid, plane, slice, placement, view, labels, against }: Drawing,
  ratio: number,
): void {
  const { width, height } = sizeOf(grid, plane)
  const shown = sliceLabels(grid, plane, slice, view.layer === 'compared' && against ? against : labels)
  const other = against && view.layer === 'difference' ? sliceLabels(grid, plane, slice, against) : undefined
  const pixels = other ? differencePixels(shown, other) : labelPixels(shown, view.hidden)
  const { origin, across, down } = placement
  context.save()
  context.globalAlpha = other ? Math.max(view.opacity, 0.6) : view.opacity
  context.imageSmoothingEnabled = false
  // Pixel centres are whole numbers, the picture starts half a pixel before the first.
  context.setTransform(
    across[0] * ratio,
    across[1] * ratio,
    down[0] * ratio,
    down[1] * ratio,
    (origin[0] - (across[0] + down[0]) / 2) * ratio,
    (origin[1] - (across[1] + down[1]) / 2) * ratio,
  )
  context.drawImage(picture(pixels, width, height), 0, 0)
  context.restore()
  if (!view.outline) return
  for (const label of new Set(shown)) {
    if (label === 0 || view.hidden.has(label)) continue
    const segments = outline(shown, width, label)
    context.beginPath()
    for (let n = 0; n < segments.length; n += 4) {
      context.moveTo(...toCanvasPoint(placement, [segments[n] as number, segments[n + 1] as number]))
      context.lineTo(...toCanvasPoint(placement, [segments[n + 2] as number, segments[n + 3] as number]))
    }
    context.lineWidth = 1.5
    context.lineCap = 'round'
    context.strokeStyle = `rgb(${colourOf(label).join(' ')})`
    context.stroke()
  }
}

function picture(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  return canvas
}

function drawCrosshair(context: CanvasRenderingContext2D, { grid, plane, placement, view }: Drawing): void {
  const { width, height } = sizeOf(grid, plane)
  const [x, y] = pixelOf(grid, plane, view.at)
  const [gapX, gapY] = [Math.max(2, width / 24), Math.max(2, height / 24)]
  const lines: [Point, Point][] = [
    [
      [-0.5, y],
      [x - gapX, y],
    ],
    [
      [x + gapX, y],
      [width - 0.5, y],
    ],
    [
      [x, -0.5],
      [x, y - gapY],
    ],
    [
      [x, y + gapY],
      [x, height - 0.5],
    ],
  ]
  context.beginPath()
  for (const [from, to] of lines) {
    if (from[0] > to[0] || from[1] > to[1]) continue
    context.moveTo(...toCanvasPoint(placement, from))
    context.lineTo(...toCanvasPoint(placement, to))
  }
  context.lineWidth = 1
  context.strokeStyle = 'rgb(120 220 255 / 0.55)'
  context.stroke()
}

function drawBrush(context: CanvasRenderingContext2D, { grid, plane, placement, view }: Drawing, at: Vector): void {
  const centre = toCanvasPoint(placement, pixelOf(grid, plane, at))
  const perMm = Math.hypot(...placement.across) / (grid.spacing[plane.right.axis] || 1)
  context.beginPath()
  context.arc(...centre, Math.max(view.brush.radius * perMm, 2), 0, 2 * Math.PI)
  context.lineWidth = 3
  context.strokeStyle = 'rgb(0 0 0 / 0.6)'
  context.stroke()
  context.lineWidth = 1.5
  context.setLineDash(view.tool === 'eraser' ? [4, 3] : [])
  context.strokeStyle = view.tool === 'eraser' ? '#ffffff' : `rgb(${colourOf(view.structure).join(' ')})`
  context.stroke()
  context.setLineDash([])
}
