import type { LanguageWords } from '../../language-words.js';

/** Portuguese. */
export const pt: LanguageWords = {
  code: 'pt',
  common: `e de da do dos das em para com um uma no na nos nas por ao como que os as meu minha experiencia
    profissional formacao idiomas competencias atual educacao`,
  dates: {
    present: `o presente|presente|o momento|momento|atualmente|atualidade|atual|hoje|em curso|em andamento|
      até o momento|até hoje|até agora|actual|actualmente|actualidade|agora|a atualidade|data atual|
      dias atuais|os dias atuais|a presente data|até à data|cursando|
      até ao presente|até ao momento|até a presente data|até à atualidade|nos dias de hoje|emprego atual|
      dias de hoje`,
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
    summary: `perfil profissional|resumo|resumo profissional|sobre|sobre mim|objetivo profissional|objectivo|objetivo|
      objetivos|perfil|perfil pessoal|apresentacao|resumo das qualificacoes|resumo de qualificacoes|
      resumo das competencias|sintese profissional|sintese de qualificacoes|quem sou|objetivo de carreira|sumario|
      area de interesse|objetivo principal|resumo executivo|qualificacoes profissionais`,
    work: `experiencia profissional|experiencias profissionais|historico profissional|percurso profissional|
      atuacao profissional|estagios|trajetoria profissional|experiencia|experiencias|experiencia de trabalho|
      experiencias de trabalho|historico de trabalho|historico laboral|vida profissional|carreira|
      carreira profissional|trajetoria|atividade profissional|atividades profissionais|experiencia laboral|emprego|
      empregos|empregos anteriores|estagio|estagios profissionais|experiencias anteriores|experiencia anterior|
      percurso laboral|minha experiencia|experiencias relevantes|cargos ocupados|historico de empregos|
      historico profissional e academico|
      vivência profissional`,
    education: `educacao|formacao|formacao academica|educacao e formacao|escolaridade|habilitacoes|habilitacoes academicas|
      habilitacoes literarias|formacao complementar|percurso academico|formacao educacional|formacao profissional|
      formacao escolar|estudos|graduacao|ensino|grau de instrucao|grau academico|instrucao|educacao formal|
      historico academico|historico escolar|formacao universitaria|qualificacao academica|qualificacoes academicas|
      formacao e educacao|escolaridade e formacao|minha formacao|curso superior|habilitacao academica|
      formacao academica e profissional|titulos academicos|pos graduacao`,
    skills: `competencias tecnicas|aptidoes|conhecimentos|conhecimentos tecnicos|habilidades e competencias|
      competencias pessoais|ferramentas|conhecimentos informaticos|competencias|habilidades|habilidades tecnicas|
      habilidades pessoais|habilidades profissionais|competencias profissionais|competencias digitais|
      competencias informaticas|competencias chave|competencias e habilidades|conhecimentos em informatica|
      conhecimento em informatica|conhecimentos de informatica|informatica|conhecimentos especificos|
      conhecimentos adicionais|conhecimentos e habilidades|conhecimentos tecnicos e habilidades|qualificacoes|
      qualificacoes tecnicas|principais competencias|principais habilidades|tecnologias|ferramentas e tecnologias|
      softwares|software|programas|pontos fortes|aptidoes e competencias|aptidoes tecnicas|areas de conhecimento|
      areas de atuacao|areas de especializacao|stack|competencias transversais|competencias interpessoais|
      competencias comportamentais|capacidades|outras competencias|outras habilidades`,
    languages: `linguas|competencias linguisticas|idiomas|idioma|linguas estrangeiras|lingua materna|outras linguas|
      conhecimento de idiomas|conhecimentos linguisticos|linguas faladas|idiomas e proficiencia|lingua estrangeira`,
    certificates: `certificacoes|certificacao|cursos e certificacoes|cursos complementares|carta de conducao|certificados|
      certificacoes e cursos|cursos|cursos e formacoes|cursos extracurriculares|cursos realizados|
      cursos de aperfeicoamento|cursos profissionalizantes|cursos e palestras|cursos livres|formacao continua|
      workshops e cursos|licencas|carteira de habilitacao|cnh|aperfeicoamento profissional|formacoes complementares|
      seminarios|palestras e seminarios|treinamentos|atividades complementares|
      qualificacoes e atividades complementares`,
    projects:
      'projetos|projectos|projetos pessoais|projetos academicos|principais projetos|projetos relevantes|projeto',
    publications: 'publicacoes|artigos',
    references: 'referencias profissionais|referencias|referencias pessoais',
    volunteer: `trabalho voluntario|voluntariado|trabalhos voluntarios|atividades voluntarias|atividades de voluntariado|
      experiencia voluntaria`,
    awards: `premiacoes|conquistas|premios e reconhecimentos|premios|distincoes|reconhecimentos|premios e distincoes|bolsas|
      honras e premios|realizacoes|resultados`,
    interests: `interesses|passatempos|interesses pessoais|hobbies|interesses e hobbies|hobbies e interesses|tempos livres|
      lazer|atividades de lazer`,
    contact: `contato|contatos|dados pessoais|informacao pessoal|informacoes pessoais|informacoes de contato|contactos|
      contacto|dados de contato|dados de contacto|informacoes de contacto|meus dados|identificacao|dados|
      informacoes gerais|contactos pessoais`,
    other: `outros|outras informacoes|informacoes adicionais|informacao adicional|informacoes complementares|
      informacao complementar|outras atividades|outros dados|observacoes|disponibilidade`,
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
  degrees: `mestrado|doutorado|doutoramento|bacharelado|bacharel|ensino médio|tecnólogo|pós-graduação|licenciatura|
    curso profissional|curso técnico|ensino secundário`,
  schools: 'universidade*|escola|faculdade|instituto|politécnico',
  fields: 'engenharia|direito|informática',
  roles: `advogado|advogada|analista|aprendiz|arquiteto|assistente|assessor|atendente|auxiliar|bolsista|caixa|consultor|
    consultora|contador|contabilista|coordenador|coordenadora|desenvolvedor|desenvolvedora|designer|diretor|
    diretora|economista|educador|empregado|encarregado|enfermeiro|enfermeira|engenheira|engenheiro|especialista|
    estagiaria|estagiario|formador|fundador|funcionario|gerente|gestor|gestora|investigador|investigadora|
    jornalista|medico|monitor|motorista|operador|pesquisador|pesquisadora|professor|professora|programador|
    programadora|psicologa|recepcionista|redator|responsavel|secretaria|secretario|socio|supervisor|tecnico|tecnica|
    tradutor|vendedor|vendedora|voluntario|arquiteta|redatora|cozinheiro|cozinheira|eletricista|fisioterapeuta|
    balconista|encarregada|estagiária|estagiário|farmacêutica|farmacêutico|garçom|garçonete|líder|médica|médico|
    mecânico|monitora|operadora|pedagoga|porteiro|psicóloga|psicólogo|repositor|representante|secretária|secretário|
    supervisora|técnica|técnico|trainee|vigilante|voluntária|voluntário|jovem aprendiz|contadora|administrador|
    administradora|tradutora|formadora|chefe|responsável|promotor|promotora|soldador|pedreiro|almoxarife|comprador|
    compradora|auditor|auditora|sócio|sócia|empregado de mesa|empregada de mesa|operário|rececionista|escriturária|
    escriturário|educadora|
      livreiro|nadador-salvador`,
  employers: `universidade|escola|faculdade|banco|empresa|prefeitura|camara|grupo|laboratorio|fundacao|ministerio|
    agencia|clinica`,
  legal: 'lda|ltda|eireli',
};
