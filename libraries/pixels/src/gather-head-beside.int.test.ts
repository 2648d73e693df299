import { writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { headPhantom } from '../testing/head-phantom.ts'
import { headSeries } from '../testing/head-series.ts'
import { gatherHead } from './dicom/gather-head.ts'
import { gatherHeadBeside } from './gather-head-beside.ts'

describe('the search for a face in a thread of its own', () => {
  const volume = headPhantom({ contrast: 'T1', plane: 'axial', spacing: [3, 3, 4] })
  const objects = headSeries(volume, { bodyPart: 'BRAIN', description: 'MR cerebrum' }).map((slice) => writeFile(slice))

  it('finds what the search itself finds, and whoever asked can do other things meanwhile', async () => {
    let turns = 0
    let over = false
    const turn = () => {
      turns++
      if (!over) setTimeout(turn, 1)
    }
    turn()
    const found = await gatherHeadBeside(objects).finally(() => {
      over = true
    })
    expect(found).toEqual(await gatherHead(objects))
    expect(found.ok).toBe(true)
    // One turn an object is what handing over takes; the search itself would hold up all others.
    expect(turns).toBeGreaterThan(objects.length)
  })

  it('says of a broken object why no face was found', async () => {
    const broken = objects.map((object, n) => (n === 3 ? object.subarray(0, object.length - 500) : object))
    const found = await gatherHeadBeside(broken)
    expect(found).toEqual(await gatherHead(broken))
    expect(found.ok).toBe(false)
  })

  it('fails when the objects cannot be read, and reads no further', async () => {
    let read = 0
    const unreadable = async function* () {
      for (const object of objects) {
        if (++read === 3) throw new Error('the disk is gone')
        yield object
      }
    }
    await expect(gatherHeadBeside(unreadable())).rejects.toThrow('the disk is gone')
    expect(read).toBe(3)
  })
})
