import type { LanguageWords } from '../../language-words.js';

/** Swedish. */
export const sv: LanguageWords = {
  code: 'sv',
  common: `och att det som en på är av för med den till inte har om ett hade från men jag var inom samt efter när
    vid arbetade arbetslivserfarenhet utbildning kompetenser språk erfarenhet nuvarande mitt`,
  dates: {
    present: `nuvarande|pågående|nu|idag|i dag|tills vidare|till idag|dags dato|nutid|fortfarande|till nu|
      tillsvidare|pågår|löpande|
      tills nu|för närvarande|fram till idag|än idag|fortsatt|alltjämt|till dags dato`,
    from: 'från|fr o m|from|sedan|startdatum|fr.o.m.',
    to: 'till|t o m|tom|till och med|t.o.m.|slutdatum|slut',
    seasons: ['vinter|vintern', 'vår|våren', 'sommar|sommaren', 'höst|hösten'],
    quarter: 'kvartal|kv',
    half: 'halvår',
  },
  headings: {
    summary: `profil|sammanfattning|om mig|personlig profil|presentation|kort om mig|mål|om mig själv|kort presentation|
      kort om min bakgrund|personligt|profil och mål|karriärmål|sammanfattning av min bakgrund|professionell profil|
      min profil|vem är jag|personligt brev`,
    work: `arbetslivserfarenhet|arbetslivserfarenheter|erfarenhet|arbetserfarenhet|yrkeserfarenhet|anställningar|
      anställning|tidigare anställningar|arbete|praktik|yrkesliv|karriär|uppdrag|anställningar och uppdrag|
      tidigare erfarenhet|tidigare erfarenheter|arbetslivs erfarenhet|erfarenheter|erfarenhet i urval|
      yrkeserfarenheter|yrkesbakgrund|yrkesbana|jobb|jobberfarenhet|tidigare arbeten|arbetslivet|sommarjobb|extrajobb|
      praktikplatser|praktik och sommarjobb|professionell erfarenhet|uppdrag i urval|konsultuppdrag|
      relevant erfarenhet|relevant arbetslivserfarenhet|övrig arbetslivserfarenhet|min erfarenhet|
      karriär och erfarenhet|arbetslivserfarenhet i urval|
      arbeten`,
    education: `utbildning|utbildningar|studier|akademisk utbildning|skolgång|examen|utbildning och kurser|utbildningsbakgrund|
      akademiska studier|akademiska meriter|högskoleutbildning|eftergymnasial utbildning|gymnasieutbildning|skola|
      skolutbildning|studiebakgrund|universitetsutbildning|formell utbildning|min utbildning`,
    skills: `kompetenser|kompetens|färdigheter|kunskaper|tekniska färdigheter|datakunskaper|it kunskaper|tekniska kunskaper|
      nyckelkompetenser|tekniker|verktyg|egenskaper|övriga färdigheter|it kompetens|kompetensområden|kompetensprofil|
      kompetenser och färdigheter|färdigheter och kompetenser|datorkunskaper|datorvana|datakunskap|
      it färdigheter|kunskaper och färdigheter|specialkunskaper|programkunskaper|programvaror|mjukvara|
      programmeringsspråk|system och verktyg|tekniker och verktyg|teknisk kompetens|tekniska kompetenser|
      styrkor|mina styrkor|personliga egenskaper|specialistområden|expertis|kärnkompetens|kärnkompetenser|
      övriga kunskaper|övrig kompetens|övriga kompetenser|mina färdigheter|metoder och verktyg`,
    languages: 'språk|språkkunskaper|språkfärdigheter|språk och nivå|språkkompetens|språkförmåga|språkkunskap',
    certificates: `certifikat|certifieringar|kurser|kurser och certifikat|körkort|vidareutbildning|licenser|
      kurser och utbildningar|certifikat och kurser|certifikat och licenser|kurser och certifieringar|övriga kurser|
      relevanta kurser|fortbildning|övriga utbildningar|övrig utbildning|utbildningar och kurser|behörigheter|
      körkort och certifikat|kompletterande utbildning`,
    projects: 'projekt|utvalda projekt|egna projekt|examensarbete',
    publications: 'publikationer|artiklar|föredrag|patent',
    references: 'referenser|referens|referenser lämnas på begäran|referenspersoner',
    volunteer: `ideellt arbete|volontärarbete|ideella uppdrag|engagemang|ideellt engagemang|föreningsliv|ideellt|
      föreningsengagemang|engagemang och ideellt arbete|ideella engagemang|förtroendeuppdrag`,
    awards: 'utmärkelser|priser|stipendier|meriter',
    interests: `intressen|fritidsintressen|hobby|fritid|hobbyer|intressen och hobby|intresse|intressen och fritid|
      fritid och intressen|på fritiden|hobbies|fritidssysselsättningar`,
    contact: `kontakt|kontaktuppgifter|personuppgifter|personlig information|kontaktinformation|uppgifter|kontaktinfo|
      om personen|personliga uppgifter|persondata`,
    other: `övrigt|övrig information|ytterligare information|annat|övriga meriter|annan information|ytterligare meriter|
      övriga uppgifter`,
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
  roles: `ingenjör|utvecklare|programmerare|projektledare|chef|ekonom|lärare|läkare|sjuksköterska|undersköterska|säljare|
    konsult|assistent|administratör|analytiker|arkitekt|tekniker|handläggare|samordnare|koordinator|ledare|
    butikschef|försäljare|redovisningsekonom|controller|jurist|advokat|forskare|doktorand|praktikant|lärling|
    elektriker|snickare|lagerarbetare|chaufför|kock|servitör|servitris|receptionist|kassör|medarbetare|vd|grundare|
    ägare|specialist|rådgivare|designer|testare|mekaniker|redaktör|journalist|översättare|utredare|systemutvecklare|
    mjukvaruutvecklare|mjukvaruingenjör|barnskötare|ansvarig|ekonomiansvarig|ekonomichef|ekonomiassistent|
    löneadministratör|löneassistent|vårdbiträde|personlig assistent|förskollärare|grundskollärare|gymnasielärare|
    fritidsledare|socionom|socialsekreterare|psykolog|fysioterapeut|sjukgymnast|apotekare|tandläkare|tandsköterska|
    barnmorska|ambulanssjukvårdare|brandman|polis|väktare|städare|lokalvårdare|vaktmästare|fastighetsskötare|
    maskinoperatör|operatör|svetsare|montör|rörmokare|målare|byggledare|platschef|arbetsledare|arbetsledande|
    gruppledare|teamledare|enhetschef|avdelningschef|verksamhetschef|rektor|kommunikatör|informatör|marknadsförare|
    marknadschef|säljchef|innesäljare|utesäljare|butikssäljare|butiksbiträde|inköpare|logistiker|lagerchef|
    truckförare|lastbilschaufför|busschaufför|bagare|kallskänka|bartender|hovmästare|kundtjänstmedarbetare|
    kundservicemedarbetare|handledare|projektassistent|projektingenjör|konstruktör|civilingenjör|
    systemadministratör|systemarkitekt|nätverkstekniker|it tekniker|supporttekniker|webbutvecklare|
    frontendutvecklare|backendutvecklare|testledare|scrum master|produktägare|produktchef|verksamhetsutvecklare|
    revisor|bokförare|skatterådgivare|biträdande jurist|åklagare|notarie|amanuens|lektor|professor|postdoktor|
    forskningsassistent|vikarie|timvikarie|volontär|ordförande|sekreterare|styrelseledamot|delägare|egenföretagare|
    frilans|frilansare|vice|
      bokhandlare|badvakt`,
  employers: `aktiebolag|bolag|kommun|landsting|region|sjukhus|universitet|högskola|skola|stiftelse|förening|myndighet|
    byrå|butik|koncern|verket|förlag|restaurang|handelsbolag`,
  legal: 'ab|hb|kb',
};
