import type { LanguageWords } from '../../language-words.js';

/** French. */
export const fr: LanguageWords = {
  code: 'fr',
  common: `et de la le les des du en pour dans avec un une sur par au aux est ce cette mes je dont ainsi chez nous
    notre experience formation competences langues professionnelle depuis parcours`,
  dates: {
    present: `aujourd'hui|aujourdhui|à ce jour|ce jour|actuellement|actuel|actuelle|en cours|maintenant|présent|à présent|
      le présent|jusqu'à présent|jusqu'à aujourd'hui|jusqu'à ce jour|en poste|jusqu'à maintenant|
      poste actuel|
      jusqu'ici|à l'heure actuelle|en activité|toujours en poste|en poste actuellement|à aujourd'hui|
      actuellement en poste`,
    from: "depuis|dès|à partir de|date de début|à compter de|depuis le|depuis l'année",
    to: "jusqu'à|jusqu'en|jusqu'au|date de fin|jusque|jusqu'à fin",
    rangeFrom: 'de|du|début|dès',
    rangeTo: 'à|au|a|fin',
    months: '1 janv jan|2 fevr fev|4 avr|7 juil|9 sept|8 aout',
    seasons: ['hiver', 'printemps', 'été', 'automne'],
    quarter: 'trimestre|trim|t',
    half: 'semestre|s',
  },
  headings: {
    summary: `profil professionnel|a propos|a propos de moi|resume|objectif|objectif professionnel|presentation|accroche|
      profil|qui suis je|mon profil|en bref|synthese|resume professionnel|synthese professionnelle|
      projet professionnel|objectifs|titre|poste recherche`,
    work: `experience professionnelle|experiences professionnelles|parcours professionnel|parcours|emplois|stages|
      experiences|emploi|historique professionnel|stages et emplois|expériences professionnelles et stages|
      experience de travail|experiences de travail|carriere|parcours pro|mes experiences|mon parcours professionnel|
      missions|activites professionnelles|emplois occupes|postes occupes|experience|experiences pro|
      experience significative|experiences significatives|autres experiences|jobs etudiants|jobs d ete|stage|
      experiences en entreprise|experiences de stage|mes experiences professionnelles|historique d emploi|
      emplois anterieurs|experience pro|
      vie professionnelle|cursus professionnel`,
    education: `formation|formations|formation academique|etudes|parcours academique|parcours scolaire|education et formation|
      cursus|scolarite|diplomes|diplomes et formations|formation initiale|formation continue|cursus universitaire|
      cursus scolaire|etudes et formations|etudes et diplomes|formation et diplomes|formations et diplomes|
      mes formations|ma formation|diplome|parcours de formation|formation scolaire|formation universitaire|
      formation professionnelle|formations professionnelles|formations complementaires|etudes superieures|
      etudes universitaires|education|formation generale|niveau d etudes|parcours universitaire|titres et diplomes`,
    skills: `principales competences|
      competences|competences techniques|competences informatiques|savoir faire|savoir etre|atouts|qualites|
      informatique|connaissances|connaissances informatiques|outils|competences cles|competences professionnelles|
      aptitudes|logiciels|competences et outils|competences specifiques|competences personnelles|
      competences comportementales|competences metier|competences metiers|competences numeriques|
      domaines de competence|domaines de competences|domaines d expertise|expertises|mes competences|savoirs|
      savoir faire et savoir etre|savoirs faire|maitrise informatique|outils informatiques|logiciels maitrises|
      bureautique|connaissances techniques|langages et outils|langages|environnement technique|
      environnements techniques|points forts|mes atouts|soft skills|qualites personnelles|competences transversales|
      competences linguistiques et informatiques|informatique et logiciels|technologies|aptitudes professionnelles|
      competences principales`,
    languages: `langues|langue|competences linguistiques|langues parlees|langues etrangeres|langues et niveaux|
      langues maitrisees|mes langues|connaissances linguistiques|langues vivantes|niveau de langues|niveaux de langue`,
    certificates: `certifications et formations|certificats|permis|certifications|habilitations|permis de conduire|
      certifications obtenues|certifications professionnelles|attestations|mobilite`,
    projects: `projets|projet|projets personnels|projets academiques|realisations|projets realises|mes projets|
      projets universitaires|projets professionnels|projets academiques et personnels`,
    publications: 'publications et communications|articles|brevets',
    references: 'references professionnelles|recommandations|references',
    volunteer: `engagement|benevolat|engagement associatif|experiences associatives|vie associative|engagements associatifs|
      engagements|activites benevoles|experiences benevoles|activites associatives|activites extra professionnelles|
      activites extraprofessionnelles`,
    awards: 'prix|prix et distinctions|recompenses|bourses',
    interests: `centres d interet|centre d interet|loisirs|interets|loisirs et interets|activites|hobbies|mes loisirs|passions|
      centres d interets|centre d interets|activites et loisirs|divers et loisirs|activites extra scolaires|
      sports et loisirs`,
    contact: `coordonnees|informations personnelles|etat civil|contact|contacts|mes coordonnees|identite|
      informations de contact|donnees personnelles|renseignements personnels|infos pratiques|me contacter`,
    other: 'divers|autres|informations complementaires|informations supplementaires',
  },
  labels: {
    title: 'poste|fonction|titre|intitulé du poste|rôle|poste occupé|emploi',
    employer: "employeur|entreprise|société|nom de l'entreprise",
    place: 'lieu|ville|localisation',
    period: 'période|durée|date|dates',
    degree: 'diplôme|diplôme obtenu',
    school: 'établissement|école|université',
    area: 'spécialité|domaine|filière|spécialisation',
    name: 'nom|nom et prénom|nom complet|prénom et nom|nom prénom',
    other: `missions|responsabilités|description|technologies|client|projet|secteur|environnement technique|tâches|
      environnement`,
  },
  degrees: `licence|maîtrise|doctorat|baccalauréat|mastère|brevet|ingénieur diplômé|ingénieur diplômée|diplôme|
    erasmus`,
  schools: 'université*|lycée|école|collège|faculté|sorbonne|institut*|conservatoire|iut',
  fields: 'informatique|gestion|droit|ingénierie',
  roles: `stage|alternance|apprentissage|tirocinio|estagio|practicas|acheteur|acheteuse|administrateur|administratrice|
    agente|alternant|alternante|analyste|animateur|animatrice|apprenti|apprentie|assistante|associe|auditeur|
    auxiliaire|avocat|avocate|benevole|caissier|caissiere|cadre|charge|chargee|chauffeur|chercheur|chercheuse|
    chimiste|coiffeur|commercial|commerciale|comptable|concepteur|conceptrice|conducteur|conseiller|conseillere|
    consultante|coordinateur|coordinatrice|cuisinier|cuisiniere|designeuse|dessinateur|developpeur|developpeuse|
    directeur|directrice|employe|employee|enseignant|enseignante|expert-comptable|fondateur|formateur|formatrice|
    gerant|gerante|gestionnaire|graphiste|infirmier|infirmiere|informaticien|informaticienne|ingenieur|ingenieure|
    juriste|magasinier|manutentionnaire|mecanicien|medecin|moniteur|ouvrier|peintre|preparateur|president|
    professeur|programmeur|psychologue|receptionniste|redacteur|redactrice|responsable|secretaire|serveur|serveuse|
    stagiaire|technicien|technicienne|traducteur|traductrice|vendeur|vendeuse|webdesigner|programmeuse|designer|
    chefe|cheffe|boulanger|educateur|educatrice|chargée|chargé|hôtesse|hôte|aide|agent|conductrice|monteur|soudeur|
    plombier|menuisier|coiffeuse|boulangère|pâtissier|barman|caissière|préparateur|préparatrice|livreur|infirmière|
    sage-femme|kinésithérapeute|pharmacienne|pharmacien|aide-soignante|aide-soignant|éducatrice|éducateur|
    professeure|rédactrice|rédacteur|webmaster|community manager|notaire|huissier|auditrice|contrôleuse|contrôleur|
    logisticienne|logisticien|bénévole|ingénieure|développeuse|secrétaire|standardiste|adjointe|adjoint|attachée|
    attaché|conseillère|
      libraire|maître-nageur|répartiteur|répartitrice|opérateur|opératrice|cariste|contremaître`,
  employers: `universite|ecole|lycee|hopital|banque|societe|entreprise|cabinet|agence|mairie|ministere|association|
    restaurant|laboratoire|centre|groupe|clinique`,
  legal: 'sa|sas|sarl|eurl|sasu',
};
