import { join } from 'node:path'
import { isMapPath } from './map-layout.ts'
import { type MapResult, mapProblem } from './map-problem.ts'
import type { MonaiMap } from './read-map.ts'

/**
 * The package's command as it runs outside an image: its own paths moved below `dir`, its Python replaced by `python`.
 * Problem `map_command`: a program that only exists inside the vendor's image needs a container executor.
 */
export function mapCommand(map: MonaiMap, dir: string, python: string): MapResult<{ argv: string[] }> {
  const [program = '', ...words] = map.command
  const args = words.map((word) => movedPath(word, dir))
  if (/^(\/usr(\/local)?\/bin\/|\/opt\/venv\/bin\/)?python(3(\.\d+)?)?$/.test(program))
    return { ok: true, argv: [python, ...args] }
  if (isMapPath(program)) return { ok: true, argv: [movedPath(program, dir), ...args] }
  return mapProblem(
    'map_command',
    `the command of the package starts ${JSON.stringify(program)}, which is a part of the vendor's image`,
    'run it with an executor for container images, or ask for a package that starts Python or a program of its own',
  )
}

/** A path of the package moved below `dir`; `..` is not followed out of it because `join` resolves it in the image first. */
export function movedPath(word: string, dir: string): string {
  return isMapPath(word) ? join(dir, join('/', word)) : word
}
