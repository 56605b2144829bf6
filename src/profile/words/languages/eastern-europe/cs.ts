import type { LanguageWords } from '../../language-words.js';

/** Czech. */
export const cs: LanguageWords = {
  code: 'cs',
  common: `a v na se je do od pro s že jako při pracovní zkušenosti vzdělání dovednosti jazyky jsem byl byla nebo
    také po za ze ve dosud práce které`,
  dates: {
    present: `současnost|současnosti|do současnosti|doposud|dosud|nyní|dnes|dodnes|aktuálně|trvá|až dosud|teď|dnešek|
      v současnosti|současné|současný|probíhá|dnešní den|
      stále|doteď|přítomnost|přítomné době|dosavadní|
      do dneška|současná pozice|do dnes|po současnost|do současné doby|až do současnosti`,
    from: 'od|od roku|počínaje|začátek',
    to: 'až do|až|konec|do roku',
    rangeTo: 'do',
    months: `1 lednu|2 únoru|3 březnu|4 dubnu|5 květnu|6 červnu|7 červenci|8 srpnu|9 září|10 říjnu|11 listopadu|
      12 prosinci`,
    seasons: ['zima|zimy', 'jaro|jara', 'léto|léta', 'podzim|podzimu'],
    quarter: 'čtvrtletí|kvartál',
    half: 'pololetí',
    yearMark: 'roku|rok|r',
  },
  headings: {
    summary: 'profil|o mně|shrnutí|cíl|osobní profil|profesní profil|kariérní cíl',
    work: `pracovní zkušenosti|praxe|pracovní praxe|zaměstnání|profesní zkušenosti|zkušenosti|odborná praxe|
      pracovní historie|kariéra|předchozí zaměstnání|průběh zaměstnání|stáže|pracovní zkušenost|
      profesní praxe|brigády`,
    education: 'vzdělání|studium|dosažené vzdělání|vzdělání a kurzy|vzdělání a odborná příprava|studia',
    skills: `dovednosti|znalosti|schopnosti|znalosti a dovednosti|technické dovednosti|odborné znalosti|
      počítačové znalosti|pc znalosti|technické znalosti|kompetence|dovednosti a znalosti|technologie|
      nástroje|další dovednosti|schopnosti a dovednosti|odborné dovednosti|práce s pc`,
    languages: 'jazyky|jazykové znalosti|cizí jazyky|jazykové dovednosti|jazykové schopnosti|znalost jazyků',
    certificates: `certifikáty|kurzy|kurzy a certifikáty|školení|certifikace|kurzy a školení|certifikáty a kurzy|
      řidičský průkaz|osvědčení|licence`,
    projects: 'projekty|vlastní projekty|diplomová práce|bakalářská práce|vybrané projekty',
    publications: 'publikace|články|přednášky|patenty',
    references: 'reference|doporučení',
    volunteer: 'dobrovolnictví|dobrovolná činnost|dobrovolnická činnost',
    awards: 'ocenění|úspěchy|stipendia',
    interests: 'zájmy|koníčky|zájmy a koníčky|záliby|volný čas',
    contact: 'kontakt|osobní údaje|kontaktní údaje|kontakty|osobní informace',
    other: 'další informace|ostatní|doplňující informace|různé|jiné',
  },
  labels: {
    title: 'pozice|pracovní pozice|funkce|role',
    employer: 'zaměstnavatel|firma|společnost|název firmy',
    place: 'místo|město|lokalita',
    period: 'období|doba|termín|doba trvání',
    degree: 'titul|stupeň vzdělání',
    school: 'škola|univerzita|vysoká škola',
    area: 'obor|specializace|fakulta|zaměření',
    name: 'jméno|jméno a příjmení|příjmení a jméno',
    other: 'náplň práce|popis práce|povinnosti|popis|technologie|klient|projekt|obor činnosti',
  },
  degrees: `bakalář*|magistr*|inženýrské studium|doktorát|maturita|výuční list|bakalářské studium|
    magisterské studium|doktorské studium|rndr|mudr|judr|vyšší odborné|středoškolské|vysokoškolské`,
  schools: `univerzit*|vysoká škola|vysoké učení|gymnázium|střední škola|střední*|čvut|vut|vše|fakulta|
    průmyslová škola|škola|akademie|obchodní akademie|učiliště`,
  fields: `informatika|matematika|ekonomie|ekonomika|právo|fyzika|chemie|strojírenství|elektrotechnika|management|
    stavebnictví|psychologie|účetnictví`,
  roles: `inženýr|programátor|programátorka|vývojář|vývojářka|analytik|analytička|administrátor|specialista|specialistka|
    vedoucí|manažer|manažerka|ředitel|ředitelka|konzultant|konzultantka|účetní|učitel|učitelka|lékař|lékařka|sestra|
    prodavač|prodavačka|asistent|asistentka|technik|mechanik|elektrikář|projektant|architekt|grafik|grafička|tester|
    testerka|koordinátor|koordinátorka|poradce|poradkyně|právník|právnička|referent|referentka|kuchař|kuchařka|
    číšník|číšnice|řidič|skladník|operátor|operátorka|pracovník|pracovnice|stážista|stážistka|brigádník|zástupce|
    jednatel|majitel|redaktor|překladatel|novinář|recepční|obchodník|personalista|dělník|mistr|výzkumník|lektor|
    účetního|vedoucí oddělení|vedoucí týmu|obchodní zástupce|obchodní ředitel|finanční ředitel|hlavní účetní|
    mzdová účetní|fakturantka|logistik|nákupčí|disponent|dispečer|plánovač|technolog|konstruktér|stavbyvedoucí|
    mistr výroby|svářeč|zámečník|truhlář|instalatér|zedník|malíř|obráběč|seřizovač|kontrolor|kontrolorka|skladnice|
    pokladní|servírka|barman|barmanka|cukrář|pekař|kadeřnice|kosmetička|uklízečka|vrátný|ostraha|hlídač|lékárník|
    fyzioterapeut|fyzioterapeutka|psycholog|psycholožka|porodní asistentka|sociální pracovnice|sociální pracovník|
    vychovatel|vychovatelka|trenér|trenérka|knihovnice|překladatelka|tlumočník|redaktorka|copywriter|fotograf|
    webdesigner|správce|správce sítě|vývojář softwaru|softwarový inženýr|databázový administrátor|
    projektový manažer|product owner|daňový poradce|auditor|auditorka|advokát|advokátka|koncipient|notář|soudce|
    docent|profesor|doktorand|doktorandka|vědecký pracovník|dobrovolník|dobrovolnice|osvč|spolumajitel|zakladatel`,
  employers: `společnost|banka|univerzita|škola|nemocnice|úřad|nadace|institut|ústav|skupina|kancelář|obchod|agentura|
    nakladatelství|závod|ministerstvo|hotel|restaurace`,
  legal: 's r o|sro|a s|spol s r o|v o s|z s|o p s',
};
