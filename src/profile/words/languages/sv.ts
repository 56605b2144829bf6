import type { LanguageWords } from '../language-words.js';

/** Swedish. */
export const sv: LanguageWords = {
  code: 'sv',
  common: `och att det som en på är av för med den till inte har om ett hade från men jag var inom samt efter när
    vid arbetade arbetslivserfarenhet utbildning kompetenser språk erfarenhet nuvarande mitt`,
  dates: {
    present: `nuvarande|pågående|nu|idag|i dag|tills vidare|till idag|dags dato|nutid|fortfarande|till nu|
      tillsvidare|pågår|löpande`,
    from: 'från|fr o m|from|sedan|startdatum|fr.o.m.',
    to: 'till|t o m|tom|till och med|t.o.m.|slutdatum',
    seasons: ['vinter|vintern', 'vår|våren', 'sommar|sommaren', 'höst|hösten'],
    quarter: 'kvartal|kv',
    half: 'halvår',
  },
  headings: {
    summary: 'profil|sammanfattning|om mig|personlig profil|presentation|kort om mig|mål',
    work: `arbetslivserfarenhet|arbetslivserfarenheter|erfarenhet|arbetserfarenhet|yrkeserfarenhet|anställningar|
      anställning|tidigare anställningar|arbete|praktik|yrkesliv|karriär|uppdrag`,
    education: 'utbildning|utbildningar|studier|akademisk utbildning|skolgång|examen',
    skills: `kompetenser|kompetens|färdigheter|kunskaper|tekniska färdigheter|datakunskaper|it kunskaper|
      tekniska kunskaper|nyckelkompetenser|tekniker|verktyg|egenskaper|övriga färdigheter|it kompetens`,
    languages: 'språk|språkkunskaper|språkfärdigheter',
    certificates: `certifikat|certifieringar|kurser|kurser och certifikat|körkort|vidareutbildning|licenser|
      kurser och utbildningar`,
    projects: 'projekt|utvalda projekt|egna projekt|examensarbete',
    publications: 'publikationer|artiklar|föredrag|patent',
    references: 'referenser|referens',
    volunteer: 'ideellt arbete|volontärarbete|ideella uppdrag|engagemang|ideellt engagemang|föreningsliv',
    awards: 'utmärkelser|priser|stipendier|meriter',
    interests: 'intressen|fritidsintressen|hobby|fritid|hobbyer|intressen och hobby',
    contact: 'kontakt|kontaktuppgifter|personuppgifter|personlig information|kontaktinformation',
    other: 'övrigt|övrig information|ytterligare information|annat|övriga meriter',
  },
  labels: {
    title: 'befattning|roll|titel|tjänst|yrkesroll',
    employer: 'arbetsgivare|företag|företagsnamn',
    place: 'plats|ort|stad',
    period: 'period|tid|tidsperiod|anställningstid|datum',
    degree: 'examen|examensnivå',
    school: 'skola|lärosäte|universitet',
    area: 'inriktning|ämne|program',
    name: 'namn|fullständigt namn',
    other: 'arbetsuppgifter|ansvar|beskrivning|tekniker|verktyg|kund|projekt|bransch',
  },
  degrees: `kandidatexamen|masterexamen|magisterexamen|civilingenjör*|högskoleingenjör*|fil kand|fil mag|
    filosofie kandidat*|filosofie magister*|teknologie kandidat*|teknologie master*|filosofie doktor*|
    doktorsexamen|licentiatexamen|gymnasieexamen|studentexamen|högskoleexamen|yrkesexamen|kandidat*|
    civilekonom*|doktor*|examen`,
  schools: 'universitet*|högskola*|gymnasi*|tekniska högskol*|folkhögskol*|skola*|chalmers|yrkeshögskol*',
  fields: `datavetenskap|matematik|fysik|kemi|ekonomi|juridik|datateknik|teknisk fysik|företagsekonomi|
    samhällsvetenskap|informationsteknik|systemvetenskap`,
  roles: `ingenjör|utvecklare|programmerare|projektledare|chef|ekonom|lärare|läkare|sjuksköterska|undersköterska|
    säljare|konsult|assistent|administratör|analytiker|arkitekt|tekniker|handläggare|samordnare|koordinator|
    ledare|butikschef|försäljare|redovisningsekonom|controller|jurist|advokat|forskare|doktorand|praktikant|
    lärling|elektriker|snickare|lagerarbetare|chaufför|kock|servitör|servitris|receptionist|kassör|
    medarbetare|vd|grundare|ägare|specialist|rådgivare|designer|testare|mekaniker|redaktör|journalist|
    översättare|utredare|systemutvecklare|mjukvaruutvecklare|mjukvaruingenjör|barnskötare`,
  employers: `aktiebolag|bolag|kommun|landsting|region|sjukhus|universitet|högskola|skola|stiftelse|förening|myndighet|
    byrå|butik|koncern|verket|förlag|restaurang|handelsbolag`,
  legal: 'ab|hb|kb',
};
