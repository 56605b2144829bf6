import type { JdWords } from './types.js';

export const it: JdWords = {
  headings: {
    must: 'requisiti|profilo|il tuo profilo|profilo ricercato|profilo richiesto|il profilo|chi cerchiamo|cosa cerchiamo|cerchiamo|chi sei|sei|hai|cosa ti serve|cosa serve|cosa chiediamo|chiediamo|si richiede|si richiedono|richiediamo|cosa ci aspettiamo|ci aspettiamo|cosa porti|cosa porti con te|indispensabile|indispensabili|obbligatorio|obbligatori|obbligatoria|imprescindibile|imprescindibili|competenze|il candidato ideale|la candidata ideale|candidato ideale|la persona che cerchiamo|il tuo background|parlaci di te|su di te|costituisce requisito',
    nice: 'costituisce titolo preferenziale|costituiscono titolo preferenziale|titolo preferenziale|titoli preferenziali|preferenziale|preferenziali|requisiti preferenziali|gradito|graditi|gradita|gradite|e gradita|sono graditi|apprezzato|apprezzati|apprezzata|apprezzate|opzionale|opzionali|facoltativo|facoltativi|un plus|plus|sara un plus|sarebbe un plus|sarebbe un vantaggio|costituisce un plus|e un plus|bonus|punti extra|punti bonus|idealmente|preferibile|preferibili|preferibilmente|desiderabile|desiderabili|cosa ti fara distinguere|ti distinguerai se|cosa fa la differenza|fa la differenza|sarebbe bello|ancora meglio|ancora meglio se|meglio ancora|nice to have|completano il profilo|completa il profilo|vantaggi del candidato|auspicabile|auspicabili',
    excluded:
      'non richiesto|non richiesti|non necessario|non necessari|non serve|non servono|cosa non serve|cosa non ti serve|non e richiesto|non usiamo|non e necessario',
    duties:
      "mansioni|le tue mansioni|attivita|le tue attivita|principali attivita|responsabilita|le tue responsabilita|compiti|i tuoi compiti|cosa farai|di cosa ti occuperai|il ruolo|ruolo|il tuo ruolo|la posizione|posizione|descrizione|descrizione del lavoro|descrizione della posizione|descrizione del ruolo|descrizione dell'offerta|la tua missione|missione|scopo del ruolo|la risorsa si occupera di|la tua giornata",
    stack: 'stack tecnologico|il nostro stack|stack|tecnologie|le nostre tecnologie|strumenti',
    benefits:
      "offriamo|cosa offriamo|cosa ti offriamo|ti offriamo|si offre|benefit|benefits|i benefit|vantaggi|retribuzione|stipendio|compenso|perche unirti a noi|perche *|la nostra offerta|l'offerta|condizioni|inquadramento",
    company:
      "chi siamo|su di noi|l'azienda|azienda|la nostra azienda|la societa|il team|il nostro team|la nostra storia|i nostri valori|la nostra missione|informazioni sull'azienda|descrizione dell'azienda|il nostro cliente|a proposito di noi|informazioni su *|chi e *|datore di lavoro",
    legal:
      'pari opportunita|come candidarsi|candidati|candidatura|candidature|contatti|privacy|informativa privacy|protezione dei dati|diversita|diversita e inclusione|processo di selezione|il processo di selezione|iter di selezione|annunci simili|offerte simili|altre offerte|altre informazioni|informazioni aggiuntive|ti interessa|scadenza|note legali',
  },
  headingWords: {
    must: 'requisito requisiti richiesto richiesti richiesta richieste obbligatorio obbligatori obbligatoria obbligatorie indispensabile indispensabili necessario necessari necessaria necessarie essenziale essenziali fondamentale fondamentali imprescindibili imprescindibile minimo minimi competenza competenze conoscenza conoscenze esperienza esperienze qualifica qualifiche abilita capacita formazione istruzione titolo titoli profilo lingue',
    nice: 'preferenziale preferenziali gradito graditi gradita gradite apprezzato apprezzati apprezzata apprezzate opzionale opzionali facoltativo facoltativi facoltative facoltativa plus bonus desiderabile desiderabili aggiuntivo aggiuntivi aggiuntiva aggiuntive preferibile preferibili ideale ideali idealmente auspicabili extra',
    duties: 'mansioni attivita responsabilita compiti',
    benefits: 'vantaggi retribuzione stipendio',
    filler:
      'e o i il la le gli lo di del della dei delle tuo tua tuoi tue un una in per con tecniche tecnica tecnici tecnico professionali professionale personali principali chiave generali di studio sono che ma non sara saranno sarebbe costituisce costituiscono',
  },
  questions: {
    start: 'cosa|chi|che|come|perche|il|ti|ci',
    must: '(?:cerchiamo|chiediamo|serve|aspettiamo|porti|sei|richied|vogliamo|devi)',
    nice: '(?:plus|distingu|apprezz|gradit|bonus|differenza)',
    duties: '(?:farai|occuperai|fare|compiti|attivita)',
    benefits: '(?:offriamo|offre|ricever|unirti|avrai)',
  },
  wish: 'conoscessi|avessi|apprezz|sarebbe|piacerebbe|gradi(?:remmo|amo|ta|to)|adorer',
  labels: {
    title:
      'posizione vacante|ruolo offerto|la figura|il lavoro|il tuo ruolo|la tua posizione|posizione|titolo|ruolo|mansione|qualifica|posizione aperta|offerta di lavoro|annuncio|il ruolo|la posizione|cercasi|cerchiamo|figura|figura ricercata|figura professionale|titolo della posizione|lavoro',
    company: 'azienda|societa|datore di lavoro|ditta|nome azienda|cliente',
    place: 'sede|luogo|sede di lavoro|luogo di lavoro|citta|localita|zona|regione|provincia',
    employment:
      'tipo di contratto|contratto|orario|orario di lavoro|durata|inizio|data di inizio|tipo di impiego|modalita di lavoro|tipologia contrattuale|modalita',
    salary: 'retribuzione|stipendio|ral|compenso|salario|range retributivo|fascia retributiva',
    level: 'livello|livello di esperienza|anzianita|seniority',
    other:
      'reparto|dipartimento|riferimento|rif|settore|pubblicato|contatto|telefono|email|area|team|riporta a|scadenza',
  },
  nice: '(?:costituisc\\w+ )?titol[oi] preferenzial[ei]|preferenzial[ei]|gradit[oaie]|apprezzat[oaie]|opzional[ei]|facoltativ[oaie]|(?:un |sara un |sarebbe un |e un |costituisce un )plus|un (?:plus|vantaggio|valore aggiunto|bonus)|idealmente|preferibil(?:e|i|mente)|desiderabil[ei]|auspicabil[ei]|benvenut[oaie]|di preferenza|bonus|non (?:e |sono )?(?:obbligatori[oaie]?|indispensabil[ei]|necessari[oaie]?|richiest[oaie]),? ma',
  must: 'richiest[oaie]|obbligatori[oaie]?|indispensabil[ei]|necessari[oaie]?|almeno|minimo|fondamental[ei]|imprescindibil[ei]|essenzial[ei]|hai|possiedi|devi',
  you: 'cerchiamo|siamo alla ricerca|ricerchiamo|il tuo profilo|hai|sei un|sei una|sarai|ti occuperai|il candidato|la candidata|la risorsa',
  seeks:
    '(?:cerchiamo|cerca|cercasi|ricerchiamo|ricerca|selezioniamo|seleziona|assume|assumiamo|alla ricerca di)(?: attualmente| per .{2,40}?)*|come|sei (?:il|la) nostr[oa](?: nuov[oa])?|in qualita di|per la posizione di|per il ruolo di|la posizione di|il ruolo di',
  negation: {
    determiners: 'nessun|nessuna|nessuno|senza|invece di|al posto di|piuttosto che|anziche|tranne|eccetto|niente',
    adverbs: 'non',
    without: 'senza',
    predicates:
      'richiesto|richiesta|richiesti|richieste|richiede|richiedono|richiediamo|necessario|necessaria|necessari|necessarie|obbligatorio|obbligatoria|obbligatori|obbligatorie|indispensabile|indispensabili|serve|servono|occorre|occorrono|previsto|prevista|requisito|essenziale|essenziali|fondamentale|fondamentali|importante|rilevante|bisogno|usato|usata|usati|utilizzato|utilizzata|si usa|si utilizza|importa|conta|parte|preclusivo|imprescindibile|imprescindibili',
    unneeded: 'superfluo|superflua|irrilevante|inutile',
    friends: 'solo|soltanto|solamente|meno|piu|limitato|esclusivamente|temere|esitare|esitate',
  },
  but: 'ma|pero|bensi|tuttavia|mentre|anche se|invece',
  and: 'e|ed|nonche',
  or: 'o|oppure|e/o|ovvero',
  oneOf:
    'uno dei|una delle|uno tra|una tra|almeno uno|almeno una|come|ad esempio|ad es\\.?|per esempio|quali|es\\.|tipo',
  empty:
    "il la i le gli lo l un una uno di del della e e' sono sara saranno sarebbe o per questo questa ruolo posizione in con che si a al ti ci la tua molto strettamente assolutamente conoscenza conoscenze esperienza saper sapere avere conoscere ma piu anche qui noi te essere competenza competenze lavoro pregressa precedente tassativamente non hai ha padronanza grazie",
  lead: {
    adjectives:
      'buona buone buon ottima ottime ottimo ottimi solida solide solido eccellente eccellenti forte comprovata ampia idealmente e o un una il la le i gli',
    nouns:
      "esperienza esperienze conoscenza conoscenze padronanza competenza competenze capacita abilita uso utilizzo dimestichezza familiarita livello laurea diploma formazione comprensione professionale pregressa maturata minima almeno anni anno mesi hai conosci possiedi sei sviluppo programmazione avanzata avanzate base tecnica tecniche interesse passione esperto esperta d'esperienza approfondita",
    verbs: 'linguaggio linguaggi conosci conoscere padroneggi padroneggiare sai usi parli',
    prepositions: "di del della dei delle dello in con su nel nella nell' dell' per a come l' d'",
  },
  tails:
    'e sono sara un una plus preferenziale gradita gradito graditi gradite apprezzata apprezzato richiesta richiesto obbligatoria obbligatorio indispensabile necessaria necessario opzionale facoltativo etc ecc costituisce titolo idealmente preferibile',
  years: {
    numbers:
      'zero un|uno|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
    year: 'ann[io]',
    month: 'mes[ei]',
    experience:
      'esperienz\\w*|maturat\\w*|pratica|anzianita|in (?:ruoli?|posizion[ei]) (?:simil[ei]|analogh?[eoi])|minim[oa]|almeno|nel ruolo|nella mansione',
    most: 'fino a|al massimo|massimo|max\\.?|meno di|non piu di|un massimo di',
    least: 'almeno|minimo|min\\.?|piu di|oltre|a partire da|un minimo di|non meno di',
    mostAfter: 'massimo|max\\.?|al massimo|o meno',
    range: 'a|ai|o|e|e i',
    other:
      'eta|maggiorenne|maggiore di|contratto|durata|garanzia|storia|fondata|ultim[io]|prossim[io]|ogni|bambini|compiuti|da oltre|mercato|tirocinio',
  },
};
