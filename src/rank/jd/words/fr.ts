import type { JdWords } from './types.js';

export const fr: JdWords = {
  headings: {
    must: "votre profil|ton profil|profil|profil recherche|le profil recherche|le profil|profil ideal|profil attendu|profil requis|profil du candidat|qui etes-vous|qui etes vous|qui es-tu|qui es tu|vous etes|vous avez|vous|tu as|tu es|vous avez deja|ce que nous recherchons|nous recherchons|ce que nous attendons|nous attendons|ce qu'il vous faut|ce qu'il te faut|ce que vous apportez|ce que tu apportes|vos atouts pour reussir|vos competences|tes competences|indispensable|indispensables|imperatif|imperatifs|obligatoire|obligatoires|prerequis|pre-requis|les prerequis|ce que vous savez faire|a propos de vous|a propos de toi|vous vous reconnaissez|vous correspondez|on recherche|ce que l'on recherche|ce qu'on recherche|le candidat ideal|la candidate ideale|votre parcours",
    nice: "les plus|un plus|le plus|le petit plus|les petits plus|ce serait un plus|serait un plus|seraient un plus|sera un plus|seront un plus|est un plus|atout|atouts|les atouts|un atout|seraient des atouts|serait un atout|apprecie|apprecies|appreciee|appreciees|souhaite|souhaites|souhaitee|souhaitees|souhaitable|souhaitables|optionnel|optionnels|facultatif|facultatifs|bonus|idealement|dans l'ideal|ce qui fera la difference|ce qui fait la difference|vous vous demarquerez|pour vous demarquer|ce qui vous demarquera|non obligatoire mais apprecie|pas obligatoire mais apprecie|la cerise sur le gateau|cerise sur le gateau|encore mieux|encore mieux si|c'est encore mieux si|valorise|seraient appreciees|seraient apprecies|serait appreciee|serait apprecie|un vrai plus|de preference",
    excluded:
      "non requis|non requise|non demande|non necessaire|pas necessaire|ce dont vous n'avez pas besoin|vous n'avez pas besoin de|ce que nous n'utilisons pas|pas besoin de|inutile|non exige",
    duties:
      "mission|missions|vos missions|votre mission|tes missions|ta mission|les missions|le poste|poste|descriptif du poste|description du poste|description|responsabilites|vos responsabilites|vos taches|taches|activites|vos activites|votre role|ton role|le role|au quotidien|votre quotidien|ton quotidien|ce que vous ferez|ce que tu feras|a propos du poste|a propos du role|l'offre|contexte du poste|vous serez en charge de|rattache au directeur|fiche de poste|attributions",
    stack:
      "stack technique|notre stack|la stack|stack|environnement technique|l'environnement technique|technologies|nos technologies|nos outils|outils",
    benefits:
      "nous offrons|nous vous offrons|nous proposons|nous vous proposons|ce que nous offrons|ce que nous vous offrons|ce que nous proposons|on vous offre|on te propose|avantages|vos avantages|les avantages|nos avantages|remuneration|salaire|pourquoi nous rejoindre|pourquoi *|conditions|ce qu'on vous propose|ce que l'on vous propose|package|notre offre|rejoignez-nous pour|bonnes raisons de nous rejoindre",
    company:
      "a propos|a propos de nous|qui sommes-nous|qui sommes nous|l'entreprise|entreprise|la societe|societe|notre entreprise|notre societe|a propos de *|presentation|presentation de l'entreprise|l'equipe|notre equipe|nos valeurs|notre mission|notre histoire|le groupe|notre client|description de l'entreprise|employeur|le contexte|contexte",
    legal:
      'egalite des chances|pour postuler|postuler|comment postuler|candidature|votre candidature|contact|processus de recrutement|le processus de recrutement|process de recrutement|rgpd|donnees personnelles|confidentialite|mentions legales|diversite|diversite et inclusion|handicap|offres similaires|autres offres|date limite|informations complementaires|interesse|interessee|envie de nous rejoindre',
  },
  headingWords: {
    must: 'competence competences exigence exigences requis requise requises obligatoire obligatoires indispensable indispensables imperatif imperatifs necessaire necessaires essentiel essentiels essentielle essentielles qualification qualifications experience experiences formation formations prerequis connaissance connaissances profil criteres aptitudes savoir-faire savoir-etre diplome diplomes attendu attendus attendue attendues exige exigee exigees demandees demande recherche recherchees langues minimum',
    nice: 'souhaite souhaites souhaitee souhaitees souhaitable souhaitables apprecie apprecies appreciee appreciees optionnel optionnels optionnelle optionnelles facultatif facultatifs facultative facultatives plus atout atouts bonus idealement complementaire complementaires valorise valorisees supplementaires appreciable preferable',
    duties: 'missions mission taches activites responsabilites attributions',
    benefits: 'avantages remuneration salaire',
    filler:
      'et ou les le la des de du vos votre tes ton nos notre un une en techniques technique professionnelles professionnelle personnelles principales principale cles cle a pour le poste niveau generales serait seraient est sont sera seront qui ce que nous vous mais non pas',
  },
  questions: {
    start: 'ce|qui|que|vous|votre|tu|ton|pourquoi|comment|on',
    must: '(?:recherch|attend|demand|apport|il vous faut|il te faut|exige|besoin|savez|sais|etes-vous|es-tu|cherch)',
    nice: '(?:plus|atout|differenc|demarqu|apprecie|bonus)',
    duties: '(?:ferez|feras|faire|mission|charge|quotidien|role)',
    benefits: '(?:offr|propos|avantage|rejoindre|gagn)',
  },
  wish: 'aviez|connaissiez|apprecions|apprecie|aimerions|aimerait|serait|seraient|plairait|cerise',
  labels: {
    title:
      "poste ouvert|poste propose|poste vacant|l'emploi|votre poste|votre role|poste|intitule du poste|intitule|titre du poste|titre|le poste|fonction|metier|emploi|offre d'emploi|recherche|nous recherchons|on recrute|poste a pourvoir|offre|recrute",
    company: "entreprise|societe|employeur|nom de l'entreprise|raison sociale|groupe|client",
    place: 'lieu|lieu de travail|localisation|localite|ville|site|region|lieu du poste|lieu de mission',
    employment:
      "type de contrat|contrat|type d'emploi|temps de travail|duree|duree du contrat|date de debut|debut|prise de poste|horaires|statut|teletravail|rythme",
    salary: 'salaire|remuneration|fourchette salariale|salaire brut|tjm|package|salaire annuel',
    level: "niveau|niveau d'experience|seniorite",
    other:
      "departement|service|reference|ref|secteur|secteur d'activite|date de publication|contact|telephone|e-mail|email|rattachement|equipe|date limite",
  },
  nice: "(?:est |serait |sera |seraient |sont |seront )?(?:un |de vrais |un vrai |un gros |un reel )*(?:plus|atouts?)(?= *(?:$|[.!)]))|(?:un|le) (?:vrai |gros |reel |petit )?plus|un (?:reel |vrai |serieux )?atout|des atouts|ideale?ment|dans l'ideal|souhaite(?:e|s|es)?|souhaitables?|appreciee?s?|appreciables?|optionnel(?:le)?s?|facultati(?:f|fs|ve|ves)|de preference|preferable|bonus|bienvenue?s?|valorisee?s?|(?:pas|non) (?:obligatoires?|indispensables?|requise?s?|necessaires?|exigee?s?),? mais",
  must: 'exigee?s?|obligatoires?|indispensables?|imperati\\w*|minimum|requise?s?|necessaires?|au moins|vous (?:avez|maitrisez|justifiez|possedez|disposez)|tu as|tu maitrises|essentiel(?:le)?s?',
  you: 'vous (?:etes|avez|serez|aurez|maitrisez|justifiez|possedez)|tu (?:es|as|seras|auras|maitrises)|nous recherchons|nous cherchons|on recherche|vos missions|votre profil|le candidat|la candidate',
  seeks:
    "(?:recherchons|recherche|cherchons|cherche|recrutons|recrute|embauche|embauchons)(?: actuellement| activement| pour .{2,40}?| aujourd'hui| urgemment)*|en tant que|comme|au poste de|le poste de|un poste de|poste d'|rejoignez-nous comme|(?:etes-vous|es-tu) notre|a la recherche d'|a la recherche de",
  negation: {
    determiners:
      "aucun|aucune|sans|ni|plutot que|au lieu de|au lieu d'|a la place de|personne|hormis|sauf|nul besoin|pas de|pas d'|pas besoin",
    adverbs: 'pas|jamais|rien|non',
    without: 'sans',
    predicates:
      'requis|requise|requises|necessaire|necessaires|exige|exigee|exiges|exigees|demande|demandee|demandes|demandees|obligatoire|obligatoires|indispensable|indispensables|attendu|attendue|attendus|attendues|besoin|imperatif|imperative|utilise|utilisee|utilises|utilisees|prerequis|exigence|essentiel|essentielle|essentiels|important|importante|imposee|impose|pertinent|role|partie|recherche|recherchee',
    unneeded: 'inutile|inutiles|superflu|superflue|superflus|hors sujet|hors perimetre|dispense de',
    friends:
      'seulement|uniquement|que|moins|plus|simplement|juste|exclusivement|limite|limitee|peur|hesiter|hesitez|mal',
  },
  but: 'mais|cependant|toutefois|alors que|tandis que',
  and: 'et|ainsi que',
  or: 'ou|et/ou|soit',
  oneOf:
    "l'un des|l'une des|un des|une des|au moins un|au moins une|tel que|tels que|telle que|telles que|par exemple|comme|p\\.? ?ex\\.?|du type|soit",
  empty:
    "le la les l un une des de du d est sont sera seront serait etait n ne et ou a au aux pour ce cette ces poste dans en sur avec vous nous tu il elle on votre vos y toute fait absolument vraiment strictement particulier connaissance connaissances experience maitrise mais plus tres ici aussi competence competences besoin avez n'est n'a d'avoir avoir c'est qui que se etre pas merci",
  lead: {
    adjectives:
      'bonne bon bonnes bons tres excellente excellent solide solides forte fortes parfaite premiere idealement et ou une un le la les des l averee reelle significative',
    nouns:
      "experience experiences connaissance connaissances maitrise competence competences expertise pratique notions bases aisance capacite formation diplome savoir utilisation usage comprehension confirmee reussie professionnelle minimum ans annees mois vous avez maitrisez connaissez justifiez possedez etes tu as maitrises connais d'experience ans d'expertise d'une gout interet appetence passion developpement programmation courante approfondie approfondies concrete technique techniques avancee avancees au moins",
    prepositions: "de du des d' en avec sur dans pour a au aux sous d'au",
    verbs:
      'langage langages connaissez connais connaitre maitrisez maitrises maitriser utilisez utilises parlez parles',
  },
  tails:
    'est sont serait seraient sera un une plus atout requis requise requises obligatoire obligatoires indispensable indispensables exige exigee apprecie appreciee apprecies appreciees souhaite souhaitee souhaitees necessaire necessaires optionnel optionnelle facultatif etc idealement imperatif imperativement',
  years: {
    numbers:
      'zero un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
    year: 'ans?|annees?',
    month: 'mois',
    experience:
      'experience\\w*|pratique|exercice|similaire|poste equivalent|comme|minimum|en tant que|fonction|confirme\\w*|anciennete',
    most: "jusqu'a|au maximum|maximum|max\\.?|moins de|au plus|pas plus de",
    least: 'au moins|minimum|min\\.?|plus de|a partir de|au minimum|minimum de|pas moins de',
    mostAfter: 'maximum|max\\.?|au plus|ou moins|au maximum',
    range: 'a|ou|et',
    other:
      'age\\w*|avoir 1[68]|cdd|contrat|duree|garantie|depuis|histoire|fondee?|dernier\\w*|dernieres|derniers|prochain\\w*|tous les|toutes les|apprentissage|formation de|alternance|existence|enfants|plus de 1[68] ans|mineur|licence|mandat|stage de|mission de|bac',
  },
};
