import { spawnSync } from 'node:child_process'
import { runtime } from './runtime.ts'

/** Whether a program of another house is installed here. */
export const has = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined

/** Lines of dicom3tools' validator that name an error. */
export function dciodvfyErrors(path: string): string[] {
  if (!has('dciodvfy')) throw new Error('dciodvfy is not installed: skip the test, or install dicom3tools')
  const said = spawnSync('dciodvfy', [path], { encoding: 'utf8' })
  return `${said.stdout}\n${said.stderr}`.split('\n').filter((line) => line.startsWith('Error'))
}

/** Voxels a segment, counted by highdicom. */
export function highdicomCounts(path: string): number[] {
  const script =
    'import sys, json, highdicom; s = highdicom.seg.segread(sys.argv[1]); print(json.dumps([int((s.pixel_array.reshape(-1, s.Rows, s.Columns)[[f.SegmentIdentificationSequence[0].ReferencedSegmentNumber == n for f in s.PerFrameFunctionalGroupsSequence]] > 0).sum()) for n in s.segment_numbers]))'
  const done = spawnSync(runtime.python, ['-c', script, path], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr.slice(-500))
  return JSON.parse(done.stdout.trim().split('\n').at(-1) as string)
}

/**
 * Marked pixels of each segment on frames of a source image, as highdicom finds them by what the mask says of its source: one list a
 * frame. `frames` from 1; absent for a single-frame image.
 */
export function highdicomOnSource(path: string, sopInstanceUid: string, frames?: readonly number[]): number[][] {
  const script = [
    'import sys, json, highdicom',
    's = highdicom.seg.segread(sys.argv[1]); uid = sys.argv[2]; frames = json.loads(sys.argv[3])',
    'more = dict(assert_missing_frames_are_empty=True)',
    'p = s.get_pixels_by_source_frame(uid, frames, **more) if frames else s.get_pixels_by_source_instance([uid], **more)',
    'print(json.dumps((p > 0).sum(axis=(1, 2)).tolist()))',
  ].join('\n')
  const told = JSON.stringify(frames ?? null)
  const done = spawnSync(runtime.python, ['-c', script, path, sopInstanceUid, told], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr.slice(-500))
  return JSON.parse(done.stdout.trim().split('\n').at(-1) as string)
}
