export const zoneNames = ['clinic', 'research'] as const
export type ZoneName = (typeof zoneNames)[number]
