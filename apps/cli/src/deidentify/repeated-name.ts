/** The name of an output of which `repeat` of the same name were made before it: 2.25.7.dcm, 2.25.7-2.dcm, 2.25.7-3.dcm. */
export function repeatedName(name: string, repeat: number): string {
  return repeat > 0 ? name.replace(/(?=\.\D)/, `-${repeat + 1}`) : name
}
