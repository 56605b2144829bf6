import type { LanguageWords } from '../language-words.js';

/** Italian. */
export const it: LanguageWords = {
  code: 'it',
  common: `e di il la le gli del della dei delle per con in un una nel nella al alla da sono ho che presso come
    esperienza istruzione formazione lingue competenze oggi profilo lavoro`,
  dates: {
    present: `oggi|in corso|attualmente|attuale|ad oggi|presente|ora|tuttora|a oggi|adesso|fino ad oggi|fino a oggi|
      data odierna|attualità|corrente|in essere`,
    from: "dal|da|dall'|dalla|a partire da|a partire dal|data inizio|data di inizio",
    to: 'fino a|fino al|data fine|data di fine|sino a|sino al',
    rangeFrom: 'inizio|tra|di|del',
    rangeTo: "al|a|ad|fine|all'|fino",
    months: '1 genn|2 febb|5 magg|7 lugl|9 sett|6 giu|8 ago|10 ott|12 dic',
    seasons: ['inverno', 'primavera', 'estate', 'autunno'],
    quarter: 'trimestre|trim|t',
    half: 'semestre',
  },
  headings: {
    summary: `profilo|profilo professionale|profilo personale|sintesi|obiettivo|obiettivo professionale|chi sono|
      presentazione`,
    work: `esperienza|esperienze|esperienza professionale|esperienze professionali|esperienza lavorativa|
      esperienze lavorative|percorso professionale|esperienze di lavoro|carriera|tirocini`,
    education: `istruzione|formazione|istruzione e formazione|titoli di studio|studi|percorso formativo|
      formazione accademica|educazione|percorso di studi`,
    skills: `competenze|competenze tecniche|competenze informatiche|capacita|capacita e competenze|abilita|
      conoscenze|conoscenze informatiche|competenze digitali|competenze personali|competenze professionali`,
    languages: `lingue|lingua|lingue straniere|competenze linguistiche|conoscenze linguistiche|conoscenza lingue`,
    certificates: 'certificazioni|certificati|corsi|attestati|patente|corsi di formazione',
    projects: 'progetti|progetto|progetti personali',
    publications: 'pubblicazioni|articoli|brevetti',
    references: 'referenze',
    volunteer: 'volontariato|esperienze di volontariato',
    awards: 'premi|riconoscimenti|premi e riconoscimenti|borse di studio',
    interests: 'interessi|hobby e interessi|passioni',
    contact: 'contatti|dati personali|dati anagrafici|informazioni personali|recapiti',
    other: 'altro|altre informazioni|ulteriori informazioni|allegati',
  },
  labels: {
    title: 'ruolo|mansione|posizione|qualifica|incarico',
    employer: 'azienda|datore di lavoro|società|ditta|impresa|nome azienda',
    place: 'luogo|città|sede|località',
    period: 'periodo|durata|data|date',
    degree: 'titolo|titolo di studio|titolo conseguito',
    school: 'istituto|università|scuola|istituzione|ateneo',
    area: 'indirizzo|facoltà|specializzazione|corso di laurea',
    name: 'nome|nome e cognome|cognome e nome|nome completo|nome cognome',
    other: 'mansioni|responsabilità|descrizione|tecnologie|cliente|progetto|settore|attività|compiti',
  },
  degrees: `laurea triennale|laurea magistrale|laurea|laureato|laureata|dottorato|maturità|diploma di|perito|
    tecnico superiore`,
  schools: 'università*|scuola|liceo|istituto|facoltà|politecnico',
  fields: 'economia|ingegneria|giurisprudenza',
  roles: `addetto|addetta|amministratore|analista|apprendista|architetto|assistente|avvocato|autista|barista|
    cameriere|cameriera|cassiera|collaboratore|collaboratrice|commessa|commesso|commercialista|consulente|
    contabile|coordinatore|coordinatrice|cuoco|direttore|direttrice|disegnatore|docente|educatore|fondatore|
    geometra|giornalista|grafico|graphic|impiegata|impiegato|infermiera|infermiere|informatico|ingegnere|
    insegnante|istruttore|magazziniere|meccanico|medico|operaio|operatore|operatrice|praticante|professore|
    progettista|programmatore|psicologa|receptionist|redattore|responsabile|ricercatore|ricercatrice|
    segretaria|segretario|sistemista|specialista|stagista|sviluppatore|tecnico|tirocinante|traduttore|
    traduttrice|venditore|volontario|sviluppatrice|amministratrice|ingegnera|architetta|programmatrice|
    redattrice|venditrice|educatrice|fondatrice|istruttrice|fisioterapista`,
  employers: `universita|politecnico|scuola|ospedale|comune|banca|azienda|gruppo|studio|agenzia|fondazione|ministero|
    laboratorio|ristorante|albergo`,
  legal: 'spa|snc|sapa|srl',
};
