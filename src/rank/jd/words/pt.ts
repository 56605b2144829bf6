import type { JdWords } from './types.js';

export const pt: JdWords = {
  headings: {
    must: 'requisitos|perfil|o teu perfil|o seu perfil|seu perfil|perfil desejado|perfil procurado|perfil pretendido|o que procuramos|quem procuramos|procuramos|o que buscamos|buscamos|quem buscamos|quem es|quem e voce|voce e|voce tem|o que precisas|o que voce precisa|do que voce precisa|o que esperamos|o que esperamos de ti|o que esperamos de voce|esperamos|o que pedimos|pedimos|exigimos|o que e preciso|o que trazes|o que voce traz|imprescindivel|imprescindiveis|indispensavel|indispensaveis|obrigatorio|obrigatorios|obrigatoria|sobre ti|sobre voce|candidato ideal|o candidato ideal|formacao|conhecimentos|para se candidatar e necessario|precisamos que voce tenha',
    nice: 'diferenciais|diferencial|sera um diferencial|sao diferenciais|desejavel|desejaveis|e desejavel|sera valorizado|valorizamos|valoriza-se|valorizado|valorizados|opcional|opcionais|um plus|e um plus|seria um plus|plus|bonus|pontos extra|pontos extras|sera uma mais-valia|mais-valia|mais valia|mais-valias|mais valias|preferencial|preferenciais|preferencialmente|idealmente|nao obrigatorio mas desejavel|o que te fara destacar|o que te destaca|o que vai te destacar|seria otimo|seria bom|ainda melhor|ainda melhor se|sera um plus|factor preferencial|fator preferencial|fatores preferenciais|contara pontos|conta pontos|ganha pontos se|vantagens do candidato|seria legal|legal ter|vai ser um diferencial',
    excluded:
      'nao necessario|nao e necessario|nao requerido|nao exigido|nao precisas|o que nao precisas|voce nao precisa|o que voce nao precisa|nao usamos|dispensavel',
    duties:
      'funcoes|as tuas funcoes|as suas funcoes|principais funcoes|tarefas|responsabilidades|as tuas responsabilidades|suas responsabilidades|principais responsabilidades|atividades|atividades principais|principais atividades|descricao|descricao da vaga|descricao do cargo|descricao da funcao|a vaga|o cargo|o que vais fazer|o que voce vai fazer|o que fara|o teu papel|seu papel|missao|a tua missao|sobre a vaga|sobre a funcao|o dia a dia|seu dia a dia|atribuicoes|a funcao|desafios',
    stack: 'stack tecnologica|stack|nossa stack|a nossa stack|tecnologias|nossas tecnologias|ferramentas',
    benefits:
      'oferecemos|o que oferecemos|o que te oferecemos|beneficios|os nossos beneficios|nossos beneficios|salario|remuneracao|vencimento|porque juntar-te a nos|por que *|porque *|condicoes|a nossa oferta|vantagens|o que ganhas|pacote',
    company:
      'sobre nos|quem somos|a empresa|empresa|a nossa empresa|nossa empresa|sobre a empresa|sobre *|o time|nosso time|a equipa|a nossa equipa|a equipe|nossa historia|nossos valores|os nossos valores|nossa missao|descricao da empresa|o nosso cliente|nosso cliente|empregador',
    legal:
      'igualdade de oportunidades|como se candidatar|como candidatar|candidatura|candidate-se|candidata-te|contacto|contato|contactos|privacidade|protecao de dados|diversidade|diversidade e inclusao|processo seletivo|o processo seletivo|processo de recrutamento|etapas|vagas semelhantes|outras vagas|informacoes adicionais|prazo|aviso legal|lgpd',
  },
  headingWords: {
    must: 'requisito requisitos exigido exigidos exigida exigidas obrigatorio obrigatorios obrigatoria obrigatorias indispensavel indispensaveis imprescindivel imprescindiveis necessario necessarios necessaria necessarias essencial essenciais fundamental fundamentais minimo minimos conhecimento conhecimentos experiencia competencia competencias habilidades habilidade qualificacao qualificacoes formacao escolaridade educacao perfil capacidades aptidoes idiomas',
    nice: 'desejavel desejaveis desejado desejados diferencial diferenciais opcional opcionais valorizado valorizados valorizada preferencial preferenciais plus bonus adicional adicionais ideal idealmente complementar complementares extra extras mais-valia',
    duties: 'funcoes tarefas responsabilidades atividades atribuicoes',
    benefits: 'beneficios salario remuneracao',
    filler:
      'e ou os as o a de do da dos das teu tua seu sua seus suas um uma em para com tecnicos tecnicas tecnico tecnica profissional profissionais pessoais principais chave gerais academica que sao nao mas sera seria',
  },
  questions: {
    start: 'o|quem|que|como|porque|por|do',
    must: '(?:procuramos|buscamos|pedimos|precis|esperamos|trazes|traz|es tu|voce e|exig|ter)',
    nice: '(?:diferenci|valoriz|plus|destac|bonus|mais-valia)',
    duties: '(?:fazer|faras|vais|funcoes|tarefas|dia a dia)',
    benefits: '(?:oferec|ganha|beneficios|receb|juntar)',
  },
  wish: 'tivesses|tivesse(?!\\p{L})|era bom|aprecia|gostariamos|seria(?:m)?(?!\\p{L})|otimo|adoraria|valoriz',
  labels: {
    title:
      'vaga aberta|vaga disponivel|o cargo|o emprego|a tua funcao|seu cargo|cargo|titulo|titulo da vaga|vaga|funcao|posicao|nome do cargo|a vaga|procura-se|buscamos|procuramos|oferta de emprego|emprego|oportunidade|titulo do cargo',
    company: 'empresa|empregador|nome da empresa|organizacao|companhia|cliente',
    place: 'local|localizacao|local de trabalho|cidade|localidade|sede|regiao|distrito',
    employment:
      'tipo de contrato|contrato|regime|horario|duracao|inicio|data de inicio|tipo de emprego|modalidade|jornada|modelo de trabalho|tipo de vaga|regime de contratacao',
    salary: 'salario|remuneracao|vencimento|faixa salarial|ordenado|bolsa',
    level: 'nivel|nivel de experiencia|senioridade|nivel hierarquico',
    other:
      'departamento|area|referencia|ref|setor|sector|publicado|contacto|contato|telefone|email|equipa|equipe|reporta a|prazo|numero de vagas',
  },
  nice: '(?:um |sera um |e um |como )?diferencia(?:l|is)|desejave(?:l|is)|desejado|valoriza(?:do|da|dos|das|-se|mos)|opciona(?:l|is)|(?:um |e um |seria um |sera um )plus|um plus|(?:uma )?mais[ -]valia|preferencia(?:l|is|lmente)|preferivel(?:mente)?|de preferencia|idealmente|bem-vind[oa]s?|uma vantagem|bonus|(?:seria|sera) (?:otimo|bom|ideal)|nao (?:e |sao )?(?:obrigatori[oa]s?|necessari[oa]s?|exigid[oa]s?|imprescindive(?:l|is)),? mas|conta(?:ra)? pontos',
  must: 'obrigatori[oa]s?|indispensave(?:l|is)|imprescindive(?:l|is)|exigid[oa]s?|necessari[oa]s?|pelo menos|no minimo|minimo|essencia(?:l|is)|fundamenta(?:l|is)|precisa ter|deve ter',
  you: 'procuramos|buscamos|voce (?:tem|e|sera|vai)|o teu perfil|seu perfil|tens|es um|es uma|o candidato|a candidata|precisamos',
  seeks:
    '(?:procuramos|procura|procura-se|buscamos|busca|contratamos|contrata|recrutamos|recruta|precisa|precisamos|a procura de|a recrutar|a contratar)(?: atualmente| para .{2,40}?)*|como|es [oa] noss[oa](?: nov[oa])?|para o cargo de|para a vaga de|a funcao de|para a funcao de|o cargo de',
  negation: {
    determiners:
      'nenhum|nenhuma|sem|nem|em vez de|ao inves de|em lugar de|ninguem|exceto|dispensamos|dispensam?-se|dispensa',
    adverbs: 'nao|nunca|jamais',
    without: 'sem',
    predicates:
      'necessario|necessaria|necessarios|necessarias|exigido|exigida|exigidos|exigidas|exige|exigimos|obrigatorio|obrigatoria|obrigatorios|obrigatorias|requerido|requerida|requer|precisa|precisas|preciso|precisamos|indispensavel|indispensaveis|imprescindivel|imprescindiveis|essencial|essenciais|fundamental|fundamentais|requisito|importante|relevante|importa|usado|usada|utilizado|utilizada|pedido|pedida|pedimos|parte|papel|interessa|esperado|esperada',
    unneeded: 'desnecessario|desnecessaria|irrelevante|dispensavel|dispensaveis|superfluo',
    friends: 'minimo|maximo|so|somente|apenas|menos|mais|limitado|hesite|hesites|exclusivamente|tenhas medo',
  },
  but: 'mas|porem|contudo|embora|enquanto|todavia',
  and: 'e|bem como|assim como',
  or: 'ou|e/ou',
  oneOf: 'um dos|uma das|um destes|pelo menos um|pelo menos uma|como|por exemplo|p\\. ?ex\\.?|tais como|tal como|seja',
  empty:
    'o a os as um uma de do da dos das e sao sera seria ou para este esta cargo vaga funcao em com que se ao no na nos seu sua teu tua muito realmente estritamente absolutamente conhecimento conhecimentos experiencia saber ter conhecer mas mais tambem aqui voce ser estar previa previo trabalho dominio ha posicao obrigado',
  lead: {
    adjectives:
      'bom boa bons boas excelente excelentes solido solida solidos solidas forte fortes muito amplo ampla idealmente e ou um uma o a os as comprovada',
    nouns:
      'experiencia conhecimento conhecimentos dominio nivel habilidade habilidades capacidade competencia competencias formacao licenciatura uso utilizacao compreensao profissional previa comprovada minimo minima anos ano meses pelo menos voce tem tens es domina conhece vivencia familiaridade desenvolvimento programacao avancado avancados avancada basico basicos tecnicos interesse paixao experiente',
    verbs: 'linguagem linguagens conheces conhece conhecer dominas domina dominar sabes sabe saber falas fala',
    prepositions: 'em com de do da dos das sobre para no na nos nas a ao como',
  },
  tails:
    'e sao sera seria um uma plus desejavel desejaveis diferencial obrigatorio obrigatoria exigido exigida necessario necessaria opcional opcionais indispensavel valorizado valorizada preferencial etc idealmente avancado mais-valia',
  years: {
    numbers:
      'zero um|uma dois|duas tres quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze dezasseis|dezesseis dezassete|dezessete dezoito dezanove|dezenove vinte',
    year: 'anos?',
    month: 'mes(?:es)?',
    experience:
      'experiencia\\w*|atuando|trabalhando|pratica|vivencia|em (?:funcoes|funcao|cargos?|posicoes) similar(?:es)?|minimo|pelo menos|atuacao|percurso',
    most: 'ate|no maximo|maximo(?: de)?|max\\.?|menos de|nao mais de',
    least: 'pelo menos|no minimo|minimo(?: de)?|min\\.?|mais de|a partir de|acima de|minima de|nao menos de',
    mostAfter: 'no maximo|maximo|max\\.?|ou menos',
    range: 'a|ou|e',
    other:
      'idade|maior(?:es)? de|menor(?:es)? de|contrato|duracao|garantia|ha mais de|historia|fundada|ultimos|proximos|cada|criancas|completos|mercado|estagio',
  },
};
