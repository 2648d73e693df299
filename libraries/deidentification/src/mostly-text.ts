/** Whether bytes read like a text: nine of ten are no control characters. */
export function mostlyText(raw: Uint8Array): boolean {
  let printable = 0
  for (const byte of raw) if (byte >= 0x20 && byte !== 0x7f) printable++
  return printable > raw.length * 0.9
}
