/** Danish islands that are no postal towns of many; in lower case. Some are words as well: only where a word leads to them. */
export const islands = new Set(
  'avernakø bjørnø lyø skarø drejø hjortø birkholm strynø hjarnø alrø sejerø nekselø lilleø bogø nyord farø saltholm peberholm egholm fur venø jegindø mors thyholm livø årø barsø bågø brandsø thurø siø halmø frederiksø hirsholmene hirsholm hesselø enø glænø gavnø romsø æbelø vejrø langø helnæs tærø tåsinge illum vorsø skallingen holmsland harboøre'.split(
    ' ',
  ),
)
