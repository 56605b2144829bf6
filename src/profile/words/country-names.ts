/** Folded names by code, of Unicode's CLDR. Written by scripts/make-country-names.js. */
export const COUNTRY_NAMES = `
AD andorra|andorre
AE united arab emirates|vereinigte arabische emirate|emirats arabes unis|emiratos arabes unidos|emirati arabi uniti|emirados arabes unidos|verenigde arabische emiraten
AF afghanistan|afganistan|afeganistao
AL albania|albanien|albanie
AM armenia|armenien|armenie
AO angola
AR argentina|argentinien|argentine|argentinie
AT austria|osterreich|autriche|oostenrijk
AU australia|australien|australie
AZ azerbaijan|aserbaidschan|azerbaidjan|azerbaiyan|azerbaigian|azerbaijao|azerbeidzjan
BA bosnia herzegovina|bosnien und herzegowina|bosnie herzegovine|bosnia y herzegovina|bosnia ed erzegovina|bosnia e herzegovina|bosnie en herzegovina
BD bangladesh|bangladesch|banglades
BE belgium|belgien|belgique|belgica|belgio|belgie
BF burkina faso|burquina faso
BG bulgaria|bulgarien|bulgarie|bulgarije
BH bahrain|bahrein|barein
BO bolivia|bolivien|bolivie
BR brazil|brasilien|bresil|brasil|brasile|brazilie
BW botswana|botsuana
BY belarus|bielorussie|bielorrusia|bielorussia|bielorrussia
CA canada|kanada
CD congo kinshasa|kongo kinshasa|republica democratica del congo
CH switzerland|schweiz|suisse|suiza|svizzera|suica|zwitserland
CI cote d ivoire|costa d avorio|costa do marfim|ivoorkust
CL chile|chili|cile
CM cameroon|kamerun|cameroun|camerun|camaroes|kameroen
CN china|chine|cina
CO colombia|kolumbien|colombie
CR costa rica
CU cuba|kuba
CY cyprus|zypern|chypre|chipre|cipro
CZ czechia|tschechien|tchequie|chequia|cechia|tchequia|tsjechie
DE germany|deutschland|allemagne|alemania|germania|alemanha|duitsland
DK denmark|danemark|dinamarca|danimarca|denemarken
DO dominican republic|dominikanische republik|republique dominicaine|republica dominicana|repubblica dominicana|dominicaanse republiek
DZ algeria|algerien|algerie|argelia|algerije
EC ecuador|equateur|equador
EE estonia|estland|estonie
EG egypt|agypten|egypte|egipto|egitto|egito
ES spain|spanien|espagne|espana|spagna|espanha|spanje
ET ethiopia|athiopien|ethiopie|etiopia
FI finland|finnland|finlande|finlandia
FR france|frankreich|francia|franca|frankrijk
GB united kingdom|vereinigtes konigreich|royaume uni|reino unido|regno unito|verenigd koninkrijk
GE georgia|georgien|georgie
GH ghana|gana
GR greece|griechenland|grece|grecia|griekenland
GT guatemala
HK hong kong sar china|sonderverwaltungsregion hongkong|r a s chinoise de hong kong|rae de hong kong china|ras di hong kong|hong kong rae da china|hongkong sar van china
HN honduras
HR croatia|kroatien|croatie|croacia|croazia|kroatie
HU hungary|ungarn|hongrie|hungria|ungheria|hongarije
ID indonesia|indonesien|indonesie
IE ireland|irland|irlande|irlanda|ierland
IL israel|israele
IN india|indien|inde
IQ iraq|irak|iraque
IR iran|ira
IS iceland|island|islande|islandia|islanda|ijsland
IT italy|italien|italie|italia
JM jamaica|jamaika|jamaique|giamaica
JO jordan|jordanien|jordanie|jordania|giordania
JP japan|japon|giappone|japao
KE kenya|kenia|quenia
KH cambodia|kambodscha|cambodge|camboya|cambogia|camboja|cambodja
KR south korea|sudkorea|coree du sud|corea del sur|corea del sud|coreia do sul|zuid korea
KW kuwait|koweit|koeweit
KZ kazakhstan|kasachstan|kazajistan|kazakistan|cazaquistao|kazachstan
LB lebanon|libanon|liban|libano
LK sri lanka
LT lithuania|litauen|lituanie|lituania|litouwen
LU luxembourg|luxemburg|luxemburgo|lussemburgo
LV latvia|lettland|lettonie|letonia|lettonia|letland
LY libya|libyen|libye|libia|libie
MA morocco|marokko|maroc|marruecos|marocco|marrocos
MD moldova|republik moldau|moldavie|moldavia
ME montenegro
MG madagascar|madagaskar
MK north macedonia|nordmazedonien|macedoine du nord|macedonia del norte|macedonia del nord|macedonia do norte|noord macedonie
MM myanmar burma|myanmar|myanmar birmanie|myanmar birmania|mianmar birmania|myanmar birma
MN mongolia|mongolei|mongolie
MT malta|malte
MU mauritius|maurice|mauricio
MW malawi|malaui
MX mexico|mexiko|mexique|messico
MY malaysia|malaisie|malasia|maleisie
MZ mozambique|mosambik|mozambico|mocambique
NA namibia|namibie
NG nigeria
NI nicaragua
NL netherlands|niederlande|pays bas|paises bajos|paesi bassi|paises baixos|nederland
NO norway|norwegen|norvege|noruega|norvegia|noorwegen
NP nepal
NZ new zealand|neuseeland|nouvelle zelande|nueva zelanda|nuova zelanda|nova zelandia|nieuw zeeland
OM oman|oma
PA panama
PE peru|perou
PH philippines|philippinen|filipinas|filippine|filipijnen
PK pakistan|paquistao
PL poland|polen|pologne|polonia
PR puerto rico|porto rico|portorico
PS palestinian territories|palastinensische autonomiegebiete|territoires palestiniens|territorios palestinos|territori palestinesi|palestijnse gebieden
PT portugal|portogallo
PY paraguay|paraguai
QA qatar|katar|catar
RO romania|rumanien|roumanie|rumania|romenia|roemenie
RS serbia|serbien|serbie|servia|servie
RU russia|russland|russie|rusia|rusland
RW rwanda|ruanda
SA saudi arabia|saudi arabien|arabie saoudite|arabia saudi|arabia saudita|saoedi arabie
SD sudan|soudan|sudao|soedan
SE sweden|schweden|suede|suecia|svezia|zweden
SG singapore|singapur|singapour|singapura
SI slovenia|slowenien|slovenie|eslovenia
SK slovakia|slowakei|slovaquie|eslovaquia|slovacchia|slowakije
SN senegal
SV el salvador|salvador
SY syria|syrien|syrie|siria
TH thailand|thailande|tailandia|thailandia
TN tunisia|tunesien|tunisie|tunez|tunesie
TR turkiye|turkei|turquie|turquia|turchia|turkije
TW taiwan
TZ tanzania|tansania|tanzanie
UA ukraine|ucrania|ucraina|oekraine
UG uganda|ouganda|oeganda
US united states|vereinigte staaten|etats unis|estados unidos|stati uniti|verenigde staten
UY uruguay|uruguai
UZ uzbekistan|usbekistan|ouzbekistan|uzbequistao|oezbekistan
VE venezuela
VN vietnam|viet nam|vietna
YE yemen|jemen|iemen
ZA south africa|sudafrika|afrique du sud|sudafrica|africa do sul|zuid afrika
ZM zambia|sambia|zambie
ZW zimbabwe|simbabwe|zimbabue
`;
