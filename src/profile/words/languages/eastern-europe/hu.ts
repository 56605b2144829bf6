import type { LanguageWords } from '../../language-words.js';

/** Hungarian. */
export const hu: LanguageWords = {
  code: 'hu',
  common: `és a az hogy nem is egy volt mint meg de vagy majd illetve valamint szakmai tapasztalat tanulmányok
    nyelvtudás készségek végzettség munkahely jelenleg feladatok között során által`,
  dates: {
    present: `jelenleg|jelenlegi|máig|napjainkig|folyamatban|mai napig|a mai napig|jelenig|folyamatos|jelenleg is|
      mostanáig|jelen pillanatig|jelen|a mai napig tart|aktuális|jelenlegi munkahely|
      most is|ma is|mind a mai napig`,
    from: 'kezdete|kezdés|kezdő dátum',
    to: 'vége|befejezés|záró dátum',
    fromAfter: 'óta|tól|től|kezdve|tól kezdve|től kezdve|ától|étől|jétől|jától',
    toAfter: 'ig|végéig|áig|éig|jéig|jáig|között',
    months: `1 januártól januárig januárban januárától januáráig|
      2 februártól februárig februárban februárától februáráig|
      3 márciustól márciusig márciusban márciusától márciusáig|
      4 áprilistól áprilisig áprilisban áprilisától áprilisáig|
      5 májustól májusig májusban májusától májusáig|
      6 júniustól júniusig júniusban júniusától júniusáig|
      7 júliustól júliusig júliusban júliusától júliusáig|
      8 augusztustól augusztusig augusztusban augusztusától augusztusáig|
      9 szeptembertől szeptemberig szeptemberben szeptemberétől szeptemberéig|
      10 októbertől októberig októberben októberétől októberéig|
      11 novembertől novemberig novemberben novemberétől novemberéig|
      12 decembertől decemberig decemberben decemberétől decemberéig`,
    seasons: ['tél', 'tavasz', 'nyár', 'ősz'],
    quarter: 'negyedév|n é',
    half: 'félév',
  },
  headings: {
    summary: `profil|összefoglaló|bemutatkozás|rólam|magamról|célkitűzés|célok|szakmai összefoglaló|szakmai profil`,
    work: `szakmai tapasztalat|munkatapasztalat|munkahelyek|tapasztalat|szakmai tapasztalatok|munkatapasztalatok|
      karrier|foglalkozás|korábbi munkahelyek|szakmai gyakorlat|szakmai önéletrajz|munkaviszonyok|
      gyakornoki tapasztalat|szakmai múlt|
      szakmai életút|pályafutás|munkahelyi tapasztalat`,
    education: `tanulmányok|végzettség|képzettség|iskolai végzettség|oktatás|képzés|oktatás és képzés|iskolák|
      végzettségek|tanulmány`,
    skills: `készségek|képességek|ismeretek|számítástechnikai ismeretek|számítógépes ismeretek|kompetenciák|
      szakmai ismeretek|technikai ismeretek|készségek és kompetenciák|technológiák|eszközök|
      informatikai ismeretek|személyes készségek|egyéb ismeretek|szaktudás|szakmai készségek`,
    languages: 'nyelvtudás|nyelvismeret|nyelvek|nyelvi készségek|idegen nyelvek|nyelvi ismeretek',
    certificates: `tanúsítványok|tanfolyamok|oklevelek|bizonyítványok|képzések|jogosítvány|vizsgák|tanfolyamok képzések`,
    projects: 'projektek|saját projektek|szakdolgozat',
    publications: 'publikációk|cikkek|előadások|szabadalmak',
    references: 'referenciák|ajánlások',
    volunteer: 'önkéntes munka|önkéntesség|önkéntes tevékenység',
    awards: 'díjak|elismerések|eredmények|ösztöndíjak|díjak elismerések',
    interests: 'érdeklődés|hobbi|hobbik|érdeklődési kör|szabadidő|hobbi érdeklődés',
    contact: 'elérhetőség|elérhetőségek|személyes adatok|kapcsolat|személyi adatok|kontakt',
    other: 'egyéb|egyéb információk|további információk|kiegészítő információk',
  },
  labels: {
    title: 'beosztás|munkakör|pozíció|foglalkozás',
    employer: 'munkáltató|munkaadó|cég|cégnév|munkahely|vállalat',
    place: 'hely|helyszín|város',
    period: 'időszak|időtartam|dátum|időpont',
    degree: 'fokozat|végzettség szintje',
    school: 'iskola|egyetem|intézmény|oktatási intézmény',
    area: 'szak|szakirány|kar',
    name: 'név|teljes név',
    other: 'feladatok|feladatkör|főbb feladatok|leírás|technológiák|ügyfél|projekt|tevékenység|ágazat',
  },
  degrees: `alapképzés|mesterképzés|diploma|bsc|msc|érettségi|doktori fokozat|okleveles mérnök|okleveles közgazdász|
    mesterdiploma|főiskolai diploma|egyetemi diploma|szakmunkás*|technikus|bachelor|felsőfokú`,
  schools: 'egyetem*|főiskola*|gimnázium*|szakközépiskola*|iskola*|technikum*|bme|elte|szakiskola*',
  fields: `informatika|matematika|közgazdaságtan|jog|fizika|kémia|mérnökinformatikus|programtervező|gazdálkodás|
    pszichológia|pénzügy|számvitel|villamosmérnöki|gépészmérnöki`,
  roles: `mérnök|fejlesztő|szoftverfejlesztő|programozó|elemző|rendszergazda|vezető|igazgató|menedzser|szakértő|tanácsadó|
    könyvelő|tanár|orvos|ápoló|asszisztens|titkár|titkárnő|ügyintéző|értékesítő|eladó|pénztáros|sofőr|raktáros|
    technikus|szerelő|villanyszerelő|tervező|építész|grafikus|tesztelő|koordinátor|jogász|ügyvéd|kutató|gyakornok|
    szakács|pincér|recepciós|munkatárs|munkás|referens|szerkesztő|fordító|újságíró|operátor|felelős|tulajdonos|
    alapító|ügyvezető|projektvezető|oktató|szoftvermérnök|elemzője|vezetője|rendszermérnök|csoportvezető|
    osztályvezető|üzletvezető|boltvezető|területi képviselő|üzletkötő|ügyfélszolgálatos|call center munkatárs|
    bérszámfejtő|főkönyvelő|pénzügyi vezető|kontroller|beszerző|logisztikus|raktárvezető|diszpécser|gépkezelő|
    hegesztő|lakatos|asztalos|kőműves|festő|fodrász|kozmetikus|cukrász|pék|felszolgáló|portás|biztonsági őr|
    takarító|takarítónő|gondozó|óvónő|óvodapedagógus|tanító|tanítónő|adjunktus|docens|professzor|doktorandusz|
    pszichológus|gyógytornász|gyógyszerész|fogorvos|szülésznő|védőnő|szociális munkás|könyvtáros|tolmács|fotós|
    szövegíró|marketinges|marketing munkatárs|hr munkatárs|hr vezető|toborzó|irodavezető|asszisztensnő|
    adminisztrátor|projektmenedzser|projekt koordinátor|üzemmérnök|villamosmérnök|gépészmérnök|építésvezető|
    művezető|minőségellenőr|minőségügyi mérnök|rendszerszervező|adatbázis fejlesztő|webfejlesztő|frontend fejlesztő|
    backend fejlesztő|tesztmérnök|üzemeltető|helpdesk munkatárs|önkéntes|egyéni vállalkozó|társalapító|ügyvédjelölt|
    adószakértő|könyvvizsgáló`,
  employers: `bank|egyetem|iskola|kórház|hivatal|alapítvány|egyesület|intézet|csoport|vállalat|iroda|bolt|áruház|
    minisztérium|gyár|társaság|központ|szálloda|étterem`,
  legal: 'kft|zrt|nyrt|bt|rt|kkt|e v',
};
