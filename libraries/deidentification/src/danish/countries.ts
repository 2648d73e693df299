/** Countries and large parts of them, in lower case: where somebody comes from, and too many do to name anybody. */
export const countries: ReadonlySet<string> = new Set(
  'danmark norge sverige tyskland polen spanien frankrig italien england storbritannien tyrkiet irak iran syrien grønland færøerne island finland holland belgien østrig schweiz denmark norway sweden germany poland spain france italy turkey jylland fyn sjælland skotland irland libanon somalia afghanistan pakistan indien kina japan vietnam thailand filippinerne ukraine rusland rumænien bulgarien ungarn litauen letland estland bosnien kroatien serbien kosovo albanien grækenland portugal marokko tunesien algeriet egypten eritrea etiopien ghana nigeria kenya uganda usa canada australien brasilien chile argentina mexico cuba ireland scotland india china bornholm deutschland polska frankreich europa asien afrika udlandet'.split(
    ' ',
  ),
)
