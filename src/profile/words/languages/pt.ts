import type { LanguageWords } from '../language-words.js';

/** Portuguese. */
export const pt: LanguageWords = {
  code: 'pt',
  common: `e de da do dos das em para com um uma no na nos nas por ao como que os as meu minha experiencia
    profissional formacao idiomas competencias atual educacao`,
  dates: {
    present: `o presente|presente|o momento|momento|atualmente|atualidade|atual|hoje|em curso|em andamento|
      até o momento|até hoje|até agora|actual|actualmente|actualidade|agora|a atualidade|data atual|
      dias atuais|os dias atuais|a presente data|até à data|cursando`,
    from: 'desde|a partir de|data de início|desde o',
    to: 'até|até ao|até o|data de fim|data de término|data de saída',
    rangeFrom: 'de|do|da|início|admissão|entre',
    rangeTo: 'a|ao|fim|término|saída',
    months: '10 out|9 set|2 fev|4 abr|5 mai|8 ago|12 dez',
    seasons: ['inverno', 'primavera', 'verão', 'outono'],
    quarter: 'trimestre|trim|t',
    half: 'semestre',
  },
  headings: {
    summary: 'perfil profissional|resumo|resumo profissional|sobre|sobre mim|objetivo profissional|objectivo',
    work: `experiencia profissional|experiencias profissionais|historico profissional|percurso profissional|
      atuacao profissional|estagios|trajetoria profissional`,
    education: `educacao|formacao|formacao academica|educacao e formacao|escolaridade|habilitacoes|
      habilitacoes academicas|habilitacoes literarias|formacao complementar|percurso academico`,
    skills: `competencias tecnicas|aptidoes|conhecimentos|conhecimentos tecnicos|habilidades e competencias|
      competencias pessoais|ferramentas|conhecimentos informaticos`,
    languages: 'linguas|competencias linguisticas',
    certificates: 'certificacoes|certificacao|cursos e certificacoes|cursos complementares|carta de conducao',
    projects: 'projetos|projectos|projetos pessoais',
    publications: 'publicacoes|artigos',
    references: 'referencias profissionais',
    volunteer: 'trabalho voluntario',
    awards: 'premiacoes|conquistas|premios e reconhecimentos',
    interests: 'interesses|passatempos|interesses pessoais',
    contact: `contato|contatos|dados pessoais|informacao pessoal|informacoes pessoais|informacoes de contato|
      contactos`,
    other: 'outros|outras informacoes|informacoes adicionais|informacao adicional',
  },
  labels: {
    title: 'cargo|função|posição|papel|profissão|cargo ocupado',
    employer: 'empresa|empregador|companhia|nome da empresa|instituição empregadora',
    place: 'local|cidade|localização|localidade',
    period: 'período|duração|data|datas',
    degree: 'grau|título|diploma',
    school: 'instituição|universidade|escola|faculdade|estabelecimento de ensino',
    area: 'curso|área|especialização|especialidade',
    name: 'nome|nome completo',
    other: `atividades|responsabilidades|descrição|tecnologias|cliente|projeto|setor|funções|principais atividades|
      atribuições`,
  },
  degrees: `mestrado|doutorado|doutoramento|bacharelado|bacharel|ensino médio|tecnólogo|pós-graduação|licenciatura`,
  schools: 'universidade*|escola|faculdade|instituto|politécnico',
  fields: 'engenharia|direito|informática',
  roles: `advogado|advogada|analista|aprendiz|arquiteto|assistente|assessor|atendente|auxiliar|bolsista|caixa|
    consultor|consultora|contador|contabilista|coordenador|coordenadora|desenvolvedor|desenvolvedora|
    designer|diretor|diretora|economista|educador|empregado|encarregado|enfermeiro|enfermeira|engenheira|
    engenheiro|especialista|estagiaria|estagiario|formador|fundador|funcionario|gerente|gestor|gestora|
    investigador|investigadora|jornalista|medico|monitor|motorista|operador|pesquisador|pesquisadora|
    professor|professora|programador|programadora|psicologa|recepcionista|redator|responsavel|secretaria|
    secretario|socio|supervisor|tecnico|tecnica|tradutor|vendedor|vendedora|voluntario|arquiteta|redatora|
    cozinheiro|cozinheira|eletricista|fisioterapeuta`,
  employers: `universidade|escola|faculdade|banco|empresa|prefeitura|camara|grupo|laboratorio|fundacao|ministerio|
    agencia|clinica`,
  legal: 'lda|ltda|eireli',
};
