import type { Problem } from '@clic/contracts'
import { useEffect, useMemo, useState } from 'react'
import { createLabelEdit, type LabelEdit } from './label-edit.ts'
import { loadVoxels } from './load-study.ts'

interface OpenMask {
  edit: LabelEdit
  /** The version as it was opened: what changes are counted against. Undefined while it is fetched, or when there is none. */
  base: Uint8Array | undefined
  problem: Problem | undefined
}

/** The version that is edited. Opening another one forgets unsaved changes; the caller asks first. */
export function useMask(
  labelId: string | undefined,
  version: number | undefined,
  voxels: number,
  wrongSize: () => Problem,
): OpenMask {
  const edit = useMemo(() => createLabelEdit(new Uint8Array(voxels)), [voxels])
  const read = useVoxels(labelId, version, voxels, wrongSize)
  useEffect(() => {
    if (read.labels) edit.replace(read.labels)
  }, [read.labels, edit])
  return { edit, base: read.labels, problem: read.problem }
}

/** The voxels of a version; undefined while they are fetched, or when none is asked for. */
export function useVoxels(
  labelId: string | undefined,
  version: number | undefined,
  voxels: number,
  wrongSize: () => Problem,
): { labels: Uint8Array | undefined; problem: Problem | undefined } {
  const [read, setRead] = useState<{ of: string; labels?: Uint8Array; problem?: Problem }>()
  const wanted = labelId === undefined || version === undefined ? undefined : `${labelId} ${version}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of the problem do not ask for the voxels again
  useEffect(() => {
    if (labelId === undefined || version === undefined) return
    const leaving = new AbortController()
    const of = `${labelId} ${version}`
    loadVoxels(labelId, version, leaving.signal).then((result) => {
      if (leaving.signal.aborted) return
      if (!result.ok) setRead({ of, problem: result.problem })
      else if (result.value.length !== voxels) setRead({ of, problem: wrongSize() })
      else setRead({ of, labels: result.value })
    })
    return () => leaving.abort()
  }, [labelId, version, voxels])
  const current = wanted !== undefined && read?.of === wanted ? read : undefined
  return { labels: current?.labels, problem: current?.problem }
}
