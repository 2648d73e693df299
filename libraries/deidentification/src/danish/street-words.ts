/** What Danish streets that are called after places begin and end with. Written from general knowledge. */
export const streetWords = {
  fronts:
    'Store Lille St. Ll. Gl. Gamle Gammel Ny Nordre Søndre Sønder Sdr. Ndr. Nørre Nr. Vestre Vester Østre Øster Sct. Sankt Skt. Kgs. Kongens Dronningens Indre Ydre'.split(
      ' ',
    ),
  endings:
    'kilden væld vældet banken banke gangen bryggen lykke lykken løkke spjældet skrænten torvet holmen bakken bakke drevet drev bjerget agerne ageren lien dyssen stranden åsen volden højene højen mosen søen åen dammen slugten sletten toften tofterne engene lunden krattet kæret kær hegnet hegn gærdet stedet tunet gårdene husene hulen kløften pynten næsset odden vigen stenene stubben kilde dyssekilden rydningen fælleden fælled kanalen sluserne slusen broen porten tårnet møllen mølle parcellen haverne vængerne alléen'.split(
      ' ',
    ),
} as const
