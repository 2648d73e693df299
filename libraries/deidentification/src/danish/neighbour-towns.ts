/** Towns and settlements of the neighbours that are no words of reports; in lower case. Written from general knowledge. */
export const neighbourTowns = new Set(
  // Greenland
  `upernavik kullorsuaq uummannaq qaanaaq aasiaat qasigiannguit kangaatsiaq qeqertarsuaq maniitsoq paamiut nanortalik narsaq tasiilaq ittoqqortoormiit kangerlussuaq attu akunnaaq ikerasak saattut niaqornat qaarsut ukkusissat nuussuaq tasiusaq innaarsuit aappilattoq kangersuatsiaq siorapaluk savissivik qeqertat kulusuk kuummiut isortoq sermiligaaq tiniteqilaaq narsarmijit alluitsup igaliku qassiarsuk arsuk kangilinnguit atammik napasoq kangaamiut itilleq sarfannguit iginniarfik niaqornaarsuk ikamiut qerrortusoq saqqaq ilimanaq oqaatsut kapisillit qeqertarsuatsiaat qinngorput nuussuaq
  tvøroyri fuglafjørður vágur runavík vestmanna miðvágur sørvágur saltangará toftir hvannasund kollafjørður hoyvík argir leirvík strendur eiði sandavágur skopun sandur nólsoy
  stavanger trondheim drammen fredrikstad sandnes tromsø sarpsborg skien ålesund sandefjord haugesund tønsberg bodø porsgrunn arendal hamar larvik halden lillehammer molde harstad kongsberg gjøvik kristiansund horten jessheim elverum narvik mandal steinkjer stjørdal levanger verdal namsos rana mosjøen kirkenes alta hammerfest vadsø orkdal malvik melhus stjørdalshalsen oppdal røros rørvik volda ørsta førde austevoll fjell sotra osterøy voss ytrebygda fana florø stord odda askøy lillestrøm asker sandvika bærum drøbak hønefoss notodden rjukan kragerø risør grimstad farsund flekkefjord egersund bryne jørpeland sogndal lærdal skedsmo lørenskog ullensaker strømmen kolbotn
  uppsala västerås örebro linköping norrköping jönköping umeå lund gävle borås eskilstuna södertälje karlstad täby växjö halmstad sundsvall luleå trollhättan östersund borlänge falun kalmar kristianstad karlskrona skövde uddevalla varberg åkersberga örnsköldsvik nyköping falkenberg lidköping ängelholm trelleborg ystad kungsbacka motala visby huddinge solna sundbyberg lidingö nacka tumba botkyrka märsta kungsängen vallentuna skellefteå piteå kiruna gällivare haparanda hudiksvall söderhamn sandviken ludvika mjölby vetlanda värnamo ljungby nässjö tranås eslöv hässleholm höganäs simrishamn sölvesborg karlshamn ronneby olofström flemingsberg partille mölndal lerum kungälv kista rinkeby hägersten skärholmen södermalm vällingby åstorp bjuv svedala staffanstorp lomma kävlinge höör hörby tomelilla
  kiel lübeck bremen hannover münchen nürnberg stuttgart düsseldorf dortmund köln leipzig dresden rostock schwerin husum niebüll schleswig rendsburg eckernförde kappeln neumünster itzehoe heide elmshorn pinneberg norderstedt westerland göttingen braunschweig wolfsburg oldenburg osnabrück münster bielefeld duisburg bochum wuppertal augsburg regensburg würzburg heidelberg mannheim karlsruhe freiburg tübingen erlangen potsdam magdeburg chemnitz erfurt jena kassel greifswald stralsund handewitt harrislee tarp leck
  reykjavík akureyri kópavogur hafnarfjörður keflavík selfoss ísafjörður egilsstaðir garðabær mosfellsbær helsinki espoo vantaa oulu turku jyväskylä kuopio lahti pori joensuu lappeenranta hämeenlinna vaasa rovaniemi seinäjoki mikkeli kotka`
    .split(/\s+/)
    .filter(Boolean),
)

/** Those that a report of Danes, or of medicine, writes as a word, a person or a disease too. */
export const towardsOnly = new Set(
  'moss bergen mora sala boden essen ulm hof halle bonn mainz celle husum heide alta rana lund stord attu leck tarp toftir sandur argir freiburg kotka pori eiði strendur oldenburg mannheim münster kiel heidelberg schleswig hamar odda mandal halden kassel lübeck'.split(
    ' ',
  ),
)
