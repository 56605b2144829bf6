import type { LanguageWords } from '../../language-words.js';

/** Romanian. */
export const ro: LanguageWords = {
  code: 'ro',
  common: `și în la cu de pe din pentru prin este sunt care sau ale unei unui mai către despre am fost experiență
    profesională educație competențe limbi studii prezent activități`,
  dates: {
    present: `prezent|în prezent|prezentul|până în prezent|acum|astăzi|azi|actual|actualmente|la zi|în curs|
      până acum|curent|
      momentul actual|până astăzi|până azi|în continuare`,
    from: 'din|de la|începând cu|începând din|data începerii',
    to: 'până la|până în|data încheierii|data sfârșit',
    rangeFrom: 'între|data început',
    rangeTo: 'la|pana|până',
    seasons: ['iarna|iarnă', 'primăvara|primăvară', 'vara|vară', 'toamna|toamnă'],
    quarter: 'trimestrul|trimestru|trim',
    half: 'semestrul',
  },
  headings: {
    summary: `profil|profil personal|despre mine|rezumat|sumar|obiectiv|obiectiv profesional|obiective|obiectiv de carieră|
      rezumat profesional|profil profesional|prezentare|despre|profilul meu|obiective profesionale|scurtă prezentare|
      descriere|cine sunt|obiectiv de cariera`,
    work: `experiență|experiență profesională|experiența profesională|experiență de muncă|experiența de lucru|
      istoric profesional|locuri de muncă|activitate profesională|parcurs profesional|cariera|stagii|
      stagii de practică|experiența|experiențe profesionale|experiența mea|loc de muncă|experiență în muncă|
      experienta relevanta|experienta anterioara|istoricul locurilor de munca|istoric angajări|evoluție profesională|
      traseu profesional|experiență profesională relevantă|practică|internship uri|internshipuri|joburi|angajări|
      funcții deținute|posturi ocupate|experiență anterioară`,
    education: `educație|studii|educație și formare|educație și formare profesională|formare|formare profesională|
      pregătire profesională|studii și formare|educatie si training|formare educațională|educație și pregătire|
      parcurs educațional|studii absolvite|studii superioare|pregătire|pregătire academică|formare academică|
      educatie si calificari|instruire|școlarizare|istoric educațional|educație formală|educația mea|facultate|
      instituții de învățământ`,
    skills: `competențe|aptitudini|abilități|competențe tehnice|aptitudini și competențe|competențe digitale|
      competențe profesionale|cunoștințe|calificări|cunoștințe tehnice|abilități tehnice|aptitudini tehnice|
      competențe informatice|aptitudini și competențe personale|tehnologii|instrumente|competențe cheie|
      competențe personale|competențe și aptitudini|competențe it|cunoștințe pc|cunoștințe it|cunoștințe operare pc|
      cunoștințe calculator|cunoștințe și abilități|abilități personale|abilități profesionale|abilități digitale|
      abilități și competențe|abilități informatice|aptitudini personale|aptitudini profesionale|calități|
      calități personale|puncte forte|programe|software|competențe relevante|competențe organizaționale|
      competențe de comunicare|competențe sociale|competențe de utilizare a calculatorului|competențe și abilități|
      tehnologii și instrumente|limbaje de programare|alte competențe|expertiză|competențe dobândite la locul de muncă`,
    languages: `limbi|limbi străine|competențe lingvistice|limbi cunoscute|limbi vorbite|cunoștințe lingvistice|
      limbi străine cunoscute|limba maternă|limbi străine și nivel|cunoștințe de limbi străine|limba străină|
      alte limbi|alte limbi străine cunoscute|cunoașterea limbilor străine|limbi materne`,
    certificates: `certificate|certificări|cursuri|cursuri și certificări|certificate și cursuri|atestate|permis de conducere|
      diplome|traininguri|cursuri și traininguri|certificate și diplome|diplome și certificate|cursuri de formare|
      cursuri absolvite|cursuri de calificare|specializări|specializari si cursuri|cursuri de perfecționare|
      perfecționare|formare continuă|permis auto|permis|calificari si certificate|cursuri și seminarii|acreditări`,
    projects: 'proiecte|proiecte personale|proiecte relevante|lucrare de licență',
    publications: 'publicații|articole|lucrări publicate|conferințe|brevete',
    references: 'referințe|recomandări|referinte la cerere|persoane de contact',
    volunteer: 'voluntariat|activități de voluntariat|activități extracurriculare|implicare civică',
    awards: 'premii|distincții|realizări|premii și distincții|burse',
    interests: `interese|hobby uri|hobbyuri|pasiuni|pasiuni și interese|timp liber|interese personale|hobby|hobbies|
      hobby uri și interese|pasiuni și hobby uri|interese și hobby uri`,
    contact: `date personale|informații personale|contact|date de contact|informații de contact|contactați mă|coordonate|
      date contact`,
    other: `informații suplimentare|alte informații|altele|informații adiționale|anexe|diverse|alte date|mențiuni|
      informații diverse`,
  },
  labels: {
    title: 'funcția|poziția|funcție|post|poziție|rol|funcția sau postul ocupat|postul',
    employer: `angajator|companie|compania|firma|numele angajatorului|denumirea angajatorului|
      numele și adresa angajatorului`,
    place: 'locație|loc|oraș|localitate|locația',
    period: 'perioada|perioadă|durata|data',
    degree: 'calificare|calificarea|diploma obținută|titlu',
    school: 'instituție|instituția|universitatea|unitate de învățământ',
    area: 'specializare|specializarea|domeniu|facultatea',
    name: 'nume|nume și prenume|nume complet|nume prenume',
    other: `responsabilități|activități|activități și responsabilități principale|atribuții|descriere|tehnologii|
      domeniu de activitate|client|proiect`,
  },
  degrees: `licență|licențiat*|masterat|diplomă|doctorat|inginer diplomat|bacalaureat|studii universitare|
    studii postuniversitare|studii medii|studii superioare|master`,
  schools: `universitatea|universitat*|facultatea|colegiul|liceul|liceu|academia|școala|institutul|politehnica|
    școal*`,
  fields: `informatică|matematică|economie|drept|inginerie|finanțe|contabilitate|management|automatică|calculatoare|
    fizică|chimie|psihologie|limbi străine`,
  roles: `inginer|programator|dezvoltator|analist|administrator|director|manager|specialist|consultant|contabil|economist|
    profesor|profesoară|învățător|medic|asistent|asistentă|șef|șefă|coordonator|agent|consilier|jurist|avocat|
    referent|operator|tehnician|electrician|mecanic|șofer|vânzător|vânzătoare|casier|casieră|ospătar|bucătar|
    secretar|secretară|recepționer|stagiar|practicant|arhitect|grafician|designer|tester|redactor|traducător|
    jurnalist|cercetător|lector|expert|responsabil|reprezentant|lucrător|gestionar|magazioner|inspector|supervizor|
    fondator|asociat|instructor|formator|contabilă|inginer șef|inginer software|programatoare|analistă|economistă|
    consultantă|specialistă|coordonatoare|directoare|managerul|agentă|consilieră|avocată|operatoare|tehniciană|
    lucrător comercial|muncitor|muncitor necalificat|muncitor calificat|zugrav|zidar|tâmplar|sudor|instalator|
    strungar|lăcătuș|croitor|croitoreasă|cosmetician|coafor|frizer|barman|ospătară|bucătăreasă|cofetar|brutar|
    cameristă|îngrijitor|îngrijitoare|educator|educatoare|învățătoare|lectoră|psiholog|asistent social|farmacist|
    farmacistă|kinetoterapeut|moașă|medic rezident|medic stomatolog|redactoră|jurnalistă|copywriter|fotograf|curier|
    livrator|gestionară|agent de vânzări|reprezentant vânzări|reprezentant medical|auditor|cenzor|controlor|
    inspectoare|arhivar|bibliotecar|recepționeră|ghid|animator|voluntar|voluntară|președinte|vicepreședinte|
    administratoare|proprietar|antreprenor|freelancer|doctorand|doctorandă|cercetătoare|traducătoare|designeră|
    dezvoltatoare|team leader|șef de echipă|șef echipă|șef serviciu|șef departament|referentă|funcționar|
    funcționară|dispecer|planificator|achizitor`,
  employers: `societatea|compania|banca|universitatea|spital|spitalul|școala|liceul|primăria|ministerul|fundația|
    asociația|institutul|grupul|agenția|fabrica|magazin|cabinet|direcția|centrul`,
  legal: 's r l|srl|s a|sa|pfa',
};
