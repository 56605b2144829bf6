import type { LanguageWords } from '../../language-words.js';

/** Norwegian. */
export const no: LanguageWords = {
  code: 'no',
  common: `og at det som en på er av for med den til ikke har om et fra jeg ved ble blitt samt etter hos vært
    arbeidserfaring utdanning kompetanse språk arbeid oppgaver mine hvor nå innen`,
  dates: {
    present: `nå|nåværende|i dag|idag|d d|dd|dags dato|til nå|pågående|fortsatt|nåtid|p t|pt|per dags dato|løpende|
      naavaerende|ennå|fremdeles|
      frem til nå|fram til nå|til i dag|til dags dato|for tiden`,
    from: 'fra|siden|fra og med|startdato',
    to: 'til|inntil|til og med|sluttdato',
    seasons: ['vinter|vinteren', 'vår|våren', 'sommer|sommeren', 'høst|høsten'],
    quarter: 'kvartal|kv',
    half: 'halvår',
  },
  headings: {
    summary: 'profil|sammendrag|om meg|kort om meg|personlig profil|mål|nøkkelkvalifikasjoner',
    work: `arbeidserfaring|yrkeserfaring|erfaring|arbeid|ansettelser|karriere|praksis|jobberfaring|
      tidligere stillinger|arbeidsforhold|relevant erfaring`,
    education: 'utdanning|utdannelse|studier|utdanning og kurs|skolegang',
    skills: `ferdigheter|kompetanse|kvalifikasjoner|it kompetanse|tekniske ferdigheter|kunnskaper|datakunnskaper|
      nøkkelkompetanse|teknologier|verktøy|it kunnskaper|teknisk kompetanse|kjernekompetanse|
      personlige egenskaper`,
    languages: 'språk|språkkunnskaper|språkferdigheter',
    certificates: `sertifikater|sertifiseringer|kurs|kurs og sertifikater|kurs og sertifiseringer|førerkort|
      etterutdanning|sertifikat`,
    projects: 'prosjekter|utvalgte prosjekter|egne prosjekter|masteroppgave|prosjekt',
    publications: 'publikasjoner|artikler|foredrag|patenter',
    references: 'referanser|referanse|attester',
    volunteer: 'frivillig arbeid|frivillig|verv|frivillighet|frivillig erfaring',
    awards: 'priser|utmerkelser|stipender|prestasjoner',
    interests: 'interesser|fritidsinteresser|fritid|hobbyer|hobby',
    contact: `kontakt|kontaktinformasjon|personalia|personlige opplysninger|kontaktopplysninger|personopplysninger`,
    other: 'annet|øvrig|annen informasjon|tilleggsinformasjon|øvrige opplysninger|diverse',
  },
  labels: {
    title: 'stilling|tittel|rolle|funksjon|stillingstittel',
    employer: 'arbeidsgiver|firma|bedrift|selskap|arbeidssted',
    place: 'sted|by',
    period: 'periode|tid|varighet|dato',
    degree: 'grad|eksamen',
    school: 'skole|studiested|universitet',
    area: 'retning|fag|linje|studieretning',
    name: 'navn|fullt navn',
    other: 'ansvarsområder|arbeidsoppgaver|oppgaver|beskrivelse|teknologier|kunde|prosjekt|bransje',
  },
  degrees: `bachelorgrad|mastergrad|bachelor i|master i|sivilingeniør*|ph.d.|vitnemål|fagbrev|videregående|
    generell studiekompetanse|siviløkonom|høyskoleingeniør*|hovedfag|doktorgrad`,
  schools: `universitet*|høgskole*|høyskole*|videregående skole|fagskole*|skole|ntnu|uio|nhh|handelshøyskolen`,
  fields: `informatikk|matematikk|fysikk|kjemi|økonomi|rettsvitenskap|juss|datateknologi|samfunnsøkonomi|
    administrasjon|psykologi`,
  roles: `ingeniør|utvikler|programmerer|prosjektleder|leder|sjef|direktør|konsulent|rådgiver|spesialist|lærer|lege|
    sykepleier|assistent|sekretær|regnskapsfører|revisor|økonom|jurist|advokat|analytiker|arkitekt|tekniker|
    koordinator|medarbeider|selger|butikkmedarbeider|butikksjef|sjåfør|lagermedarbeider|kokk|servitør|resepsjonist|
    forsker|stipendiat|praktikant|lærling|elektriker|tømrer|mekaniker|redaktør|journalist|oversetter|designer|
    tester|administrator|controller|partner|gründer|eier|saksbehandler|systemutvikler|programvareutvikler|vikar|
    hjelpepleier|ansvarlig|daglig leder|avdelingsleder|teamleder|butikkleder|økonomisjef|økonomiansvarlig|
    regnskapsmedarbeider|salgssjef|markedssjef|prosjektkoordinator|helsefagarbeider|jordmor|tannlege|fysioterapeut|
    psykolog|sosionom|barnevernspedagog|barnehagelærer|lektor|adjunkt|førsteamanuensis|forskningsassistent|baker|
    frisør|maler|sveiser|murer|rørlegger|montør|operatør|renholder|vaktmester|ekstrahjelp|frivillig|styreleder|
    styremedlem|kasserer|selvstendig|frilanser|kundebehandler|kundekonsulent|kundeservicemedarbeider|salgskonsulent|
    kontormedarbeider|it konsulent|systemansvarlig|webutvikler|frontendutvikler|kommunikasjonsrådgiver|
    grafisk designer|anleggsleder|byggeleder|formann|bonde|førstekonsulent|seniorrådgiver|seniorkonsulent|
    miljøarbeider|miljøterapeut|trainee`,
  employers: `kommune|fylkeskommune|universitet|skole|sykehus|bank|etat|departement|forening|stiftelse|institutt|
    gruppen|selskap|butikk|byrå|forlag|høgskolen`,
  legal: 'as|asa|a s|da|ans|enk',
};
