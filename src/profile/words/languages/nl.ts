import type { LanguageWords } from '../language-words.js';

/** Dutch. */
export const nl: LanguageWords = {
  code: 'nl',
  common: `en van de het een in voor met op bij aan als te door naar ik is zijn tot ook om heb mijn werkervaring
    opleiding vaardigheden talen heden profiel`,
  dates: {
    present: `heden|nu|vandaag|lopend|huidig|huidige|tot heden|tot nu|tot nu toe|tot op heden|actueel|momenteel|
      doorlopend|lopende|tegenwoordig`,
    from: 'sinds|vanaf|startdatum|vanaf het',
    to: 'tot|t/m|tot en met|tm|einddatum|tem',
    rangeFrom: 'van|per|start|begin|aanvang|tussen',
    rangeTo: 'einde',
    months: '3 mrt|5 mei',
    seasons: ['winter', 'lente|voorjaar', 'zomer', 'herfst|najaar'],
    quarter: 'kwartaal|kwart',
    half: 'halfjaar',
  },
  headings: {
    summary: 'profiel|persoonlijk profiel|samenvatting|over mij|doelstelling',
    work: `werkervaring|ervaring|professionele ervaring|loopbaan|arbeidsverleden|stages en werkervaring|
      relevante werkervaring|stage ervaring|arbeidservaring|bijbanen`,
    education: `opleiding|opleidingen|onderwijs|scholing|studie|studies|opleiding en training|opleidingen en cursussen|
      cursussen|opleidingen en trainingen`,
    skills: `vaardigheden|competenties|kennis|kennis en vaardigheden|it vaardigheden|computervaardigheden|
      technische vaardigheden|kwaliteiten|computerkennis`,
    languages: 'talen|talenkennis|taalvaardigheid|taalvaardigheden|taalkennis',
    certificates: 'certificaten|certificeringen|diploma s|cursussen en certificaten|trainingen|rijbewijs',
    projects: 'projecten|project ervaring|eigen projecten|scriptie',
    publications: 'publicaties|artikelen|octrooien',
    references: 'referenties|referentie',
    volunteer: 'vrijwilligerswerk',
    awards: 'prijzen|onderscheidingen|prestaties',
    interests: 'interesses en hobby s|hobby s|vrije tijd|nevenactiviteiten',
    contact: 'contactgegevens|persoonlijke gegevens|personalia|persoonlijke informatie|gegevens',
    other: 'overig|overige|overige informatie|aanvullende informatie|bijlagen',
  },
  labels: {
    title: 'functie|functietitel|rol|positie',
    employer: 'werkgever|bedrijf|organisatie|bedrijfsnaam|naam werkgever',
    place: 'plaats|locatie|standplaats|stad',
    period: 'periode|duur|datum|looptijd',
    degree: 'diploma|graad|titel',
    school: 'school|universiteit|onderwijsinstelling|instelling',
    area: 'richting|studierichting|specialisatie|opleidingsrichting',
    name: 'naam|volledige naam|voornaam en achternaam',
    other: `taken|verantwoordelijkheden|omschrijving|technologieën|klant|project|sector|werkzaamheden|branche|
      afdeling`,
  },
  degrees: 'propedeuse|doctoraal|kandidaats|bachelor|master',
  schools: 'universiteit*|hogeschool|lyceum|academie',
  fields: 'rechten|bedrijfskunde|economie|geneeskunde',
  roles: `accountmanager|administrateur|adviseur|afdelingshoofd|ambtenaar|assistente|begeleider|beheerder|
    bestuurder|bezorger|boekhouder|chauffeur|coordinator|directeur|docent|docente|eigenaar|elektricien|
    functioneel|gebruiker|hoofd|hulpverlener|ingenieur|inkoper|jurist|kapper|kassamedewerker|kok|leerkracht|
    leraar|lerares|leidinggevende|lid|loodgieter|magazijnmedewerker|manager|medewerker|medewerkster|monteur|
    onderzoeker|ondernemer|ontwerper|ontwikkelaar|oprichter|planner|postbode|programmeur|projectleider|
    projectmanager|psycholoog|redacteur|secretaresse|softwareontwikkelaar|stagiair|stagiaire|teamleider|
    technicus|teamleidster|timmerman|verkoper|verkoopster|verpleegkundige|verzorgende|vertaler|
    vertegenwoordiger|voorzitter|vrijwilliger|winkelmedewerker|ontwerpster|onderzoekster|ontwikkelaarster|
    programmeuse|redactrice|vertaalster|assistent|projectleidster|kokkin`,
  employers: `universiteit|hogeschool|school|ziekenhuis|gemeente|bedrijf|stichting|groep|ministerie|winkel|bureau`,
  legal: 'bv|nv|vof|cv',
};
