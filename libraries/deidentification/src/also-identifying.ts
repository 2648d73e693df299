/**
 * Not in table E.1-1, and naming a person, an order, a place or a device all the same: printer's owner, contact, birth and death in another
 * calendar, orders of a procedure, time server, device and its grid, other studies, packages and print queues, signatures, encrypted and inventory records.
 */
export const alsoIdentifying = new Set([
  0x21000010, 0x21000160, 0x21100030, 0x0074100c, 0x00720008, 0x00720010, 0x00100033, 0x00100034, 0x00102295,
  0x00401006, 0x00401007, 0x00402006, 0x00402007, 0x00181003, 0x00181006, 0x00181803, 0x0040e001, 0x0040a992,
  0x00880130, 0x01000426, 0x0008041b, 0x0008041c, 0x04000120, 0x04000520, 0x00140100, 0x00140105, 0x0040a074,
  0x0040a089, 0x00201070, 0x21100099, 0x00440001, 0x00440012, 0x40080103,
  // Of a medium's directory, where an image has them.
  0x00041130, 0x00041141, 0x00041142, 0x00041200, 0x00041202, 0x00041212, 0x00041220, 0x00041400, 0x00041410,
  0x00041420, 0x00041430, 0x00041432, 0x00041500, 0x00041504, 0x00041510, 0x00041511, 0x00041512, 0x0004151a,
  0x00041600,
  // Sequences: agencies, services, and who did, wrote, asserted or administers something. Those of issuers stay, with dummies for namespaces.
  0x00080220,
  0x04000500, 0x00287000, 0x00321034, 0x00400039, 0x0040003a, 0x00404009, 0x0040a028, 0x0040a068, 0x0040a076,
  0x00440103, 0x0072000e, 0x30100019,
])

/** Local Namespace Entity ID and Universal Entity ID: whose numbers these are, a hospital's nearly always. */
export const namespaces = new Set([0x00400031, 0x00400032])
