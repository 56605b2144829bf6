import type { LanguageWords } from '../language-words.js';

/** Romanian. */
export const ro: LanguageWords = {
  code: 'ro',
  common: `și în la cu de pe din pentru prin este sunt care sau ale unei unui mai către despre am fost experiență
    profesională educație competențe limbi studii prezent activități`,
  dates: {
    present: `prezent|în prezent|prezentul|până în prezent|acum|astăzi|azi|actual|actualmente|la zi|în curs|
      până acum|curent`,
    from: 'din|de la|începând cu|începând din|data începerii',
    to: 'până la|până în|data încheierii|data sfârșit',
    rangeFrom: 'între|data început',
    rangeTo: 'la|pana|până',
    seasons: ['iarna|iarnă', 'primăvara|primăvară', 'vara|vară', 'toamna|toamnă'],
    quarter: 'trimestrul|trimestru|trim',
    half: 'semestrul',
  },
  headings: {
    summary: `profil|profil personal|despre mine|rezumat|sumar|obiectiv|obiectiv profesional|obiective|
      obiectiv de carieră|rezumat profesional|profil profesional`,
    work: `experiență|experiență profesională|experiența profesională|experiență de muncă|experiența de lucru|
      istoric profesional|locuri de muncă|activitate profesională|parcurs profesional|cariera|stagii|
      stagii de practică|experiența|experiențe profesionale`,
    education: `educație|studii|educație și formare|educație și formare profesională|formare|formare profesională|
      pregătire profesională|studii și formare|educatie si training`,
    skills: `competențe|aptitudini|abilități|competențe tehnice|aptitudini și competențe|competențe digitale|
      competențe profesionale|cunoștințe|calificări|cunoștințe tehnice|abilități tehnice|aptitudini tehnice|
      competențe informatice|aptitudini și competențe personale|tehnologii|instrumente|competențe cheie`,
    languages: 'limbi|limbi străine|competențe lingvistice|limbi cunoscute|limbi vorbite|cunoștințe lingvistice',
    certificates: `certificate|certificări|cursuri|cursuri și certificări|certificate și cursuri|atestate|
      permis de conducere|diplome|traininguri|cursuri și traininguri`,
    projects: 'proiecte|proiecte personale|proiecte relevante|lucrare de licență',
    publications: 'publicații|articole|lucrări publicate|conferințe|brevete',
    references: 'referințe|recomandări',
    volunteer: 'voluntariat|activități de voluntariat|activități extracurriculare|implicare civică',
    awards: 'premii|distincții|realizări|premii și distincții|burse',
    interests: 'interese|hobby uri|hobbyuri|pasiuni|pasiuni și interese|timp liber|interese personale',
    contact: 'date personale|informații personale|contact|date de contact|informații de contact',
    other: 'informații suplimentare|alte informații|altele|informații adiționale|anexe|diverse',
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
  roles: `inginer|programator|dezvoltator|analist|administrator|director|manager|specialist|consultant|contabil|
    economist|profesor|profesoară|învățător|medic|asistent|asistentă|șef|șefă|coordonator|agent|consilier|
    jurist|avocat|referent|operator|tehnician|electrician|mecanic|șofer|vânzător|vânzătoare|casier|casieră|
    ospătar|bucătar|secretar|secretară|recepționer|stagiar|practicant|arhitect|grafician|designer|tester|
    redactor|traducător|jurnalist|cercetător|lector|expert|responsabil|reprezentant|lucrător|gestionar|
    magazioner|inspector|supervizor|fondator|asociat|instructor|formator`,
  employers: `societatea|compania|banca|universitatea|spital|spitalul|școala|liceul|primăria|ministerul|fundația|
    asociația|institutul|grupul|agenția|fabrica|magazin|cabinet|direcția|centrul`,
  legal: 's r l|srl|s a|sa|pfa',
};
