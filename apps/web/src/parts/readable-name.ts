/** DICOM writes names as family^given; people read given family. */
export function readableName(name: string): string {
  const [family, ...given] = name.split('^')
  return [...given, family].filter(Boolean).join(' ')
}
