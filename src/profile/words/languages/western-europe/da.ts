import type { LanguageWords } from '../../language-words.js';

/** Danish. */
export const da: LanguageWords = {
  code: 'da',
  common: `og at det som en på er af for med den til ikke har om et fra jeg ved blev blevet samt efter hos været
    erhvervserfaring uddannelse kompetencer sprog arbejde opgaver mine hvor`,
  dates: {
    present: `nu|nuværende|i dag|idag|d d|dd|dags dato|pt|p t|til nu|aktuel|nutid|i gang|igangværende|stadig|
      til dato|løbende|til dags dato|
      nuvaerende|fortsat|pågående|
      i øjeblikket|frem til nu|til i dag|stadigvæk`,
    from: 'fra|siden|fra og med|startdato',
    to: 'til|indtil|til og med|slutdato',
    seasons: ['vinter|vinteren', 'forår|foråret', 'sommer|sommeren', 'efterår|efteråret'],
    quarter: 'kvartal|kv',
    half: 'halvår',
  },
  headings: {
    summary: 'profil|resumé|om mig|kort om mig|personlig profil|sammendrag|mål',
    work: `erhvervserfaring|arbejdserfaring|erfaring|ansættelser|beskæftigelse|ansættelse|karriere|
      tidligere ansættelser|job|praktik|erhverv|joberfaring|arbejde|studiejob`,
    education: 'uddannelse|uddannelser|uddannelsesbaggrund|studier|skolegang|uddannelse og kurser',
    skills: `kompetencer|færdigheder|kvalifikationer|it kompetencer|tekniske kompetencer|faglige kompetencer|
      nøglekompetencer|it færdigheder|personlige kompetencer|teknologier|værktøjer|viden|it kundskaber|
      tekniske færdigheder|kernekompetencer`,
    languages: 'sprog|sprogkundskaber|sprogfærdigheder',
    certificates: `certifikater|certificeringer|kurser|kurser og certifikater|kørekort|efteruddannelse|
      kurser og certificeringer`,
    projects: 'projekter|udvalgte projekter|egne projekter|speciale',
    publications: 'publikationer|artikler|foredrag|patenter',
    references: 'referencer|anbefalinger|udtalelser',
    volunteer: 'frivilligt arbejde|frivillig|frivilligt|foreningsarbejde|tillidshverv',
    awards: 'priser|hæder|legater|udmærkelser|resultater',
    interests: 'interesser|fritidsinteresser|fritid|hobbyer|fritid og interesser',
    contact: 'kontakt|kontaktoplysninger|personlige oplysninger|personlige data|kontaktinformation|persondata',
    other: 'øvrigt|andet|øvrige oplysninger|yderligere oplysninger|diverse',
  },
  labels: {
    title: 'stilling|titel|rolle|funktion|stillingsbetegnelse',
    employer: 'arbejdsgiver|virksomhed|firma|arbejdsplads',
    place: 'sted|by|arbejdssted',
    period: 'periode|tid|varighed|dato',
    degree: 'grad|eksamen',
    school: 'skole|uddannelsessted|universitet',
    area: 'retning|linje|fag',
    name: 'navn|fulde navn',
    other: 'ansvarsområder|arbejdsopgaver|opgaver|beskrivelse|teknologier|kunde|projekt|branche',
  },
  degrees: `bachelorgrad|bachelor i|kandidat*|cand merc|cand it|cand polyt|cand scient|civilingeniør*|
    diplomingeniør*|ph.d.|hhx|htx|stx|studentereksamen|akademiøkonom|datamatiker|erhvervsuddannelse|
    professionsbachelor`,
  schools: `universitet*|gymnasium*|handelsskole*|erhvervsakademi*|professionshøjskole*|højskole*|skole|dtu|cbs|
    handelshøjskole*`,
  fields: `datalogi|matematik|fysik|kemi|økonomi|jura|statskundskab|softwareteknologi|erhvervsøkonomi|informatik|
    psykologi`,
  roles: `ingeniør|udvikler|softwareudvikler|programmør|projektleder|leder|chef|direktør|konsulent|rådgiver|specialist|
    lærer|læge|sygeplejerske|assistent|sekretær|bogholder|revisor|økonom|jurist|advokat|analytiker|arkitekt|
    tekniker|koordinator|medarbejder|sælger|butiksassistent|butikschef|ekspedient|chauffør|lagermedarbejder|kok|
    tjener|receptionist|pædagog|forsker|praktikant|elev|studentermedhjælper|håndværker|elektriker|tømrer|mekaniker|
    redaktør|journalist|oversætter|designer|tester|administrator|controller|manager|partner|stifter|grundlægger|
    ejer|formand|systemudvikler|ansvarlig|teamleder|afdelingsleder|butiksleder|regnskabschef|økonomichef|
    økonomiansvarlig|kundechef|salgschef|marketingchef|projektkoordinator|social og sundhedsassistent|
    sosu assistent|sundhedsassistent|jordemoder|tandlæge|fysioterapeut|psykolog|socialrådgiver|lektor|adjunkt|
    ph d studerende|forskningsassistent|bager|frisør|maler|smed|murer|vvs montør|montør|operatør|svejser|
    rengøringsassistent|vikar|frivillig|kasserer|bestyrelsesmedlem|selvstændig|freelancer|salgsassistent|
    salgskonsulent|kundeservicemedarbejder|kontorassistent|it supporter|systemadministrator|webudvikler|
    kommunikationskonsulent|kommunikationsmedarbejder|grafiker|landmand|piccoline|piccolo|fuldmægtig`,
  employers: `kommune|region|universitet|skole|hospital|sygehus|bank|styrelse|ministerium|forening|fond|institut|
    gruppen|selskab|butik|bureau|forlag|restaurant`,
  legal: 'a s|aps|i s|k s|ivs',
};
