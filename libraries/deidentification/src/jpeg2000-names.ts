/** Marker segments of ITU-T T.800 and T.814 whose content is numbers: SIZ, COD, QCD, packet headers and lengths, SOT … */
export const codestreamMarkers: ReadonlySet<number> = new Set([
  0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x57, 0x58, 0x59, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61, 0x63, 0x90, 0x91, 0x92,
])

/** What encoders sign with. */
export const encoderNote =
  /^(?:Kakadu-v?[\d.]+|Created by (?:GDCM\/)?OpenJPEG version [\d.]+|OpenJPH Ver [\d.]+|MITRA_DICOM_STANDARD|Kdu-Layer-Info:[\s\d.,:+eE-]+(?:log_2\{[^}]{1,60}\}[\s\d.,:+eE-]*)?)\0?$/

/** Boxes that a decoder needs (ISO/IEC 15444-1 I.5, 18181-2); every other may hold words. */
export const keptBoxes: ReadonlySet<string> = new Set([
  'jP  ',
  'ftyp',
  'rreq',
  'ihdr',
  'bpcc',
  'colr',
  'pclr',
  'cmap',
  'cdef',
  'res ',
  'JXL ',
  'jxll',
  'jxlc',
  'jxlp',
])
