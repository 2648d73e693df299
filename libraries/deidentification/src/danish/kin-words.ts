const words = (text: string) => text.split(' ')

/** Those around a patient who are told and rung: a telephone stands beside them. */
export const closest: readonly string[] = words(
  'ægtefælle hustru kone mand svigerdatter svigersøn svigermor svigerfar datter søn mor far søster bror pårørende nabo veninde ven samlever kæreste værge kontaktperson',
)

/** Who somebody is to a patient, as it stands beside a name, in front of it and behind: "Storm (datter)", "datter Storm". */
export const kin: ReadonlySet<string> = new Set([
  ...closest,
  ...words(
    'moderen faderen svigersøster svigerbror steddatter stedsøn stedmor stedfar stedsøster stedbror plejedatter plejesøn plejemor plejefar plejesøster plejebror bonusdatter bonussøn bonusmor bonusfar bonussøster bonusbror halvsøster halvbror mormor morfar farmor farfar moster faster onkel tante nevø niece kusine fætter barnebarn oldebarn samboer naboen bistandsværge',
  ),
])

/** The same with all that stands in front of a name alone, most of it with the article behind: "sønnen Storm". */
export const kinInFront: ReadonlySet<string> = new Set([
  ...kin,
  ...words(
    'veninden vennen mosteren fasteren morbroderen morbror farbroderen farbror onklen fætteren kusinen niecen nevøen tanten halvbroderen halvbroren halvsøsteren adoptivsøn adoptivsønnen adoptivdatter adoptivdatteren adoptivmor adoptivfar adoptivmoderen adoptivfaderen plejemoderen plejefaderen plejemoren plejefaren plejesønnen plejedatteren stedmoderen stedfaderen stedmoren stedfaren stedsønnen steddatteren svigermoderen svigerfaderen svigermoren svigerfaren svigersønnen svigerdatteren svigerinden svigerinde bedstemor bedstemoderen bedstefar bedstefaderen oldemor oldefar mormoren morfaren farmoren farfaren tvilling tvillingerne tvillingebror tvillingebroderen tvillingesøster tvillingesøsteren lillebror lillebroren storebror storebroren lillesøster lillesøsteren storesøster storesøsteren kammeraten kollega kollegaen naboerske genbo genboen værgen datteren sønnen ægtefællen hustruen konen manden moren faren søsteren broder broderen broren barnet barnebarnet samleveren kæresten fam familien værtsmor værtsfar svoger svogeren ekskone ekskonen eksmand eksmanden enke enkemand papmor papfar barnefar barnemor forlovede bofælle drengen pigen knægten',
  ),
])
