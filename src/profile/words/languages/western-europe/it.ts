import type { LanguageWords } from '../../language-words.js';

/** Italian. */
export const it: LanguageWords = {
  code: 'it',
  common: `e di il la le gli del della dei delle per con in un una nel nella al alla da sono ho che presso come
    esperienza istruzione formazione lingue competenze oggi profilo lavoro`,
  dates: {
    present: `oggi|in corso|attualmente|attuale|ad oggi|presente|ora|tuttora|a oggi|adesso|fino ad oggi|fino a oggi|
      data odierna|attualità|corrente|in essere|
      a tutt'oggi|sino ad oggi|a tuttora|ancora in corso|al presente`,
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
      presentazione|informazioni generali|profilo in breve|presentazione personale|obiettivi|obiettivi professionali|
      su di me|riepilogo|in sintesi|mi presento|sommario`,
    work: `esperienza|esperienze|esperienza professionale|esperienze professionali|esperienza lavorativa|
      esperienze lavorative|percorso professionale|esperienze di lavoro|carriera|tirocini|
      esperienze lavorative e professionali|esperienza di lavoro|storia lavorativa|percorso lavorativo|
      attivita lavorativa|attivita professionale|attivita lavorative|carriera lavorativa|carriera professionale|
      precedenti esperienze|posizioni ricoperte|stage|stage e tirocini|tirocini e stage|tirocinio|lavoro|occupazione|
      occupazioni|impieghi|esperienze di stage|altre esperienze|altre esperienze lavorative|
      esperienza professionale e lavorativa|le mie esperienze|esperienze pregresse`,
    education: `istruzione|formazione|istruzione e formazione|titoli di studio|studi|percorso formativo|formazione accademica|
      educazione|percorso di studi|istruzione e titoli|studi e formazione|formazione e istruzione|
      formazione scolastica|formazione universitaria|formazione professionale|titoli|titoli accademici|
      carriera scolastica|carriera universitaria|percorso accademico|percorso scolastico|istruzione scolastica|
      titolo di studio|formazione culturale|curriculum studiorum|diplomi|la mia formazione|corsi di studio|
      istruzione e corsi`,
    skills: `competenze principali|
      competenze|competenze tecniche|competenze informatiche|capacita|capacita e competenze|abilita|conoscenze|
      conoscenze informatiche|competenze digitali|competenze personali|competenze professionali|
      capacità e competenze tecniche|capacita e competenze personali|capacita e competenze organizzative|
      capacita e competenze relazionali|capacita tecniche|capacita personali|competenze comunicative|
      competenze organizzative e gestionali|competenza digitale|competenze trasversali|competenze specifiche|
      competenze chiave|competenze e capacita|conoscenze tecniche|conoscenze e competenze|informatica|
      abilita tecniche|abilita e competenze|skill|software|strumenti|tecnologie|linguaggi e tecnologie|
      linguaggi di programmazione|punti di forza|attitudini|le mie competenze|capacita informatiche|
      abilita informatiche|aree di competenza|conoscenze software|competenze linguistiche e informatiche|
      ulteriori competenze|altre competenze|altre capacita e competenze`,
    languages: `lingue|lingua|lingue straniere|competenze linguistiche|conoscenze linguistiche|conoscenza lingue|madrelingua|
      lingua madre|altre lingue|altra lingua|lingue conosciute|lingue parlate|conoscenza delle lingue|
      conoscenza lingue straniere|capacita linguistiche|competenze di lingua|lingue e livelli`,
    certificates: `certificazioni|certificati|corsi|attestati|patente|corsi di formazione|certificazioni e corsi|
      corsi e certificazioni|corsi di aggiornamento|attestati e certificazioni|patenti|patente di guida|
      patente o patenti|corsi e seminari|formazione continua|abilitazioni|certificazioni professionali|licenze`,
    projects: 'progetti|progetto|progetti personali|tesi|tesi di laurea|progetti realizzati|progetti principali',
    publications: 'pubblicazioni|articoli|brevetti',
    references: 'referenze|referenze disponibili|referenze professionali',
    volunteer: 'volontariato|esperienze di volontariato',
    awards: `premi|riconoscimenti|premi e riconoscimenti|borse di studio|premi e borse di studio|risultati|successi|
      onorificenze`,
    interests: `interessi|hobby e interessi|passioni|hobby|hobbies|interessi personali|interessi e hobby|tempo libero|
      passioni e interessi|interessi e passioni|hobby e passioni`,
    contact: `contatti|dati personali|dati anagrafici|informazioni personali|recapiti|informazioni di contatto|anagrafica|
      dati|contatto|generalita`,
    other: `altro|altre informazioni|ulteriori informazioni|allegati|informazioni aggiuntive|informazioni supplementari|
      varie|note|disponibilita|autorizzazione|trattamento dei dati personali|privacy`,
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
  roles: `addetto|addetta|amministratore|analista|apprendista|architetto|assistente|avvocato|autista|barista|cameriere|
    cameriera|cassiera|collaboratore|collaboratrice|commessa|commesso|commercialista|consulente|contabile|
    coordinatore|coordinatrice|cuoco|direttore|direttrice|disegnatore|docente|educatore|fondatore|geometra|
    giornalista|grafico|graphic|impiegata|impiegato|infermiera|infermiere|informatico|ingegnere|insegnante|
    istruttore|magazziniere|meccanico|medico|operaio|operatore|operatrice|praticante|professore|progettista|
    programmatore|psicologa|receptionist|redattore|responsabile|ricercatore|ricercatrice|segretaria|segretario|
    sistemista|specialista|stagista|sviluppatore|tecnico|tirocinante|traduttore|traduttrice|venditore|volontario|
    sviluppatrice|amministratrice|ingegnera|architetta|programmatrice|redattrice|venditrice|educatrice|fondatrice|
    istruttrice|fisioterapista|capo|capoturno|caporeparto|cassiere|banconista|barman|chef|pizzaiolo|muratore|
    elettricista|idraulico|falegname|saldatore|fattorino|corriere|centralinista|estetista|parrucchiera|parrucchiere|
    farmacista|ostetrica|maestra|maestro|professoressa|dottoranda|dottorando|borsista|assegnista|revisore|
    ragioniera|ragioniere|commerciale|agente|promoter|hostess|steward|manager|titolare|socio|socia|presidente|
    vicepresidente|referente|supervisore|analista programmatore|animatrice|animatore|bibliotecaria|bibliotecario|
    archivista|biologa|biologo|chimico|chimica|fisico|tecnica|perito|addetto alle vendite|
      libraio|bagnino`,
  employers: `universita|politecnico|scuola|ospedale|comune|banca|azienda|gruppo|studio|agenzia|fondazione|ministero|
    laboratorio|ristorante|albergo`,
  legal: 'spa|snc|sapa|srl',
};
