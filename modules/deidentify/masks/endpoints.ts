import { maskEndpoints } from '@clic/contracts'
import { type Implementation, implement, implementRaw } from '@clic/platform/parts'
import type { Station } from '../station.ts'
import { drawMasks } from './draw-masks.ts'
import { findOnFrame, lookAtQuarantined, quarantinedFrame } from './look-at-quarantined.ts'
import { tryMasks } from './try-masks.ts'

export function maskImplementations(station: Station): Implementation[] {
  return [
    implement(maskEndpoints.look, ({ params, person }) => lookAtQuarantined(station, params.quarantinedId, person)),
    implementRaw(maskEndpoints.pixels, ({ params, query, person }) =>
      quarantinedFrame(station, { id: params.quarantinedId, frame: query.frame }, person),
    ),
    implement(maskEndpoints.find, ({ params, body, person }) =>
      findOnFrame(station, params.quarantinedId, body.frame, person),
    ),
    implement(maskEndpoints.trial, ({ params, body, person }) =>
      tryMasks(station, params.quarantinedId, body.masks, person),
    ),
    implementRaw(maskEndpoints.tried, ({ params, body, person }) =>
      quarantinedFrame(station, { id: params.quarantinedId, ...body }, person),
    ),
    implement(maskEndpoints.draw, ({ params, body, person }) =>
      drawMasks(station, { quarantinedId: params.quarantinedId, masks: body.masks }, person),
    ),
  ]
}
