import type { LanguageWords } from '../../language-words.js';

/** Spanish. */
export const es: LanguageWords = {
  code: 'es',
  common: `y de la el los las en para con del por una un al como su sus es mi que entre desde experiencia laboral
    formacion idiomas competencias actualidad perfil educacion`,
  dates: {
    present: `la actualidad|actualidad|actualmente|actual|el presente|presente|la fecha|hoy|en curso|hasta la fecha|
      ahora|hasta ahora|hoy en día|hasta hoy|al presente|a la fecha|vigente|hasta la actualidad|
      hasta el presente|
      en la actualidad|a la actualidad|hasta el momento|en activo|al día de hoy|fecha actual|continúa`,
    from: 'desde|a partir de|fecha de inicio|desde el|fecha inicio',
    to: 'hasta|hasta el|fecha de fin|fecha de finalización|fecha fin|fecha de término',
    rangeFrom: 'de|del|inicio|comienzo|entre',
    rangeTo: 'a|al|fin|término',
    months: '1 ene|9 set setiembre|8 ago|2 febr',
    seasons: ['invierno', 'primavera', 'verano', 'otoño'],
    quarter: 'trimestre|trim|t',
    half: 'semestre',
  },
  headings: {
    summary: `perfil|perfil profesional|resumen|resumen profesional|sobre mi|objetivo|objetivo profesional|extracto|
      acerca de mi|perfil personal|resumen ejecutivo|objetivos|objetivo laboral|presentacion|quien soy|mi perfil|
      sintesis|sintesis profesional|extracto profesional|acerca de|perfil laboral`,
    work: `experiencia|experiencias|experiencia laboral|experiencia profesional|experiencias profesionales|
      trayectoria profesional|trayectoria laboral|historial laboral|trayectoria|practicas|practicas profesionales|
      vida laboral|antecedentes laborales|historia laboral|recorrido profesional|recorrido laboral|trabajos|
      trabajos anteriores|experiencia de trabajo|experiencia profesional relevante|experiencias laborales|
      practicas laborales|historial profesional|carrera profesional|trabajo|empleos|otras experiencias|
      actividad profesional|actividad laboral|puestos desempenados|experiencia docente|experiencia previa|
      mi experiencia|experiencia en el sector|
      empleos anteriores|desempeño profesional`,
    education: `educacion|formacion|formacion academica|estudios|educacion y formacion|datos academicos|
      formacion complementaria|estudios realizados|antecedentes academicos|preparacion academica|titulacion|
      formacion reglada|formacion universitaria|educacion superior|historial academico|formacion y estudios|
      estudios y formacion|formacion profesional|educacion formal|grado academico|formacion educativa|titulaciones|
      titulos|titulos academicos|perfil academico|estudios academicos|estudios universitarios|nivel academico|
      nivel de estudios|mi formacion|instruccion|instruccion formal|escolaridad|formacion academica y complementaria|
      trayectoria academica|datos de formacion`,
    skills: `aptitudes principales|
      habilidades|competencias|aptitudes|conocimientos|conocimientos informaticos|habilidades tecnicas|destrezas|
      informatica|tecnologias|herramientas|capacidades|informatica y herramientas|competencias tecnicas|
      competencias digitales|competencias profesionales|conocimientos tecnicos|aptitudes y competencias|
      habilidades y competencias|habilidades y conocimientos|habilidades blandas|habilidades informaticas|
      habilidades profesionales|habilidades personales|competencias clave|competencias personales|
      competencias informaticas|conocimientos de informatica|manejo de programas|programas|software|ofimatica|
      herramientas informaticas|cualidades|fortalezas|areas de especialidad|tecnologias y herramientas|
      capacidades y aptitudes|conocimientos y habilidades|stack tecnologico|destrezas y habilidades|
      manejo de software|conocimientos especificos|aptitudes profesionales|mis habilidades`,
    languages: `idiomas|idioma|lenguas|lenguajes e idiomas|idiomas extranjeros|dominio de idiomas|conocimiento de idiomas|
      conocimientos de idiomas|nivel de idiomas|lengua materna`,
    certificates: `certificaciones|certificados|cursos|cursos y certificaciones|licencias|cursos complementarios|cursos realizados|
      cursos y talleres|cursos y seminarios|formacion continua|seminarios|talleres|capacitacion|capacitaciones|
      diplomados|certificaciones y cursos|permiso de conducir|carnet de conducir|acreditaciones|formacion no reglada|
      licencias y certificaciones`,
    projects: 'proyectos|proyecto|proyectos personales',
    publications: 'publicaciones|articulos|ponencias|patentes',
    references: 'referencias|referencias personales|referencias laborales|referencias profesionales',
    volunteer: 'voluntariado|voluntariados',
    awards: `premios|logros|reconocimientos|becas|premios y reconocimientos|logros y reconocimientos|
      reconocimientos y premios|distinciones|logros profesionales|meritos`,
    interests: `intereses|aficiones|pasatiempos|hobbies e intereses|aficiones e intereses|intereses personales|hobbies|
      intereses y aficiones|tiempo libre|pasatiempos e intereses|actividades|gustos e intereses`,
    contact: `contacto|datos personales|informacion personal|informacion de contacto|datos de contacto|datos|mis datos|
      informacion de contacto personal|datos basicos|informacion general|datos generales|contactame`,
    other: `otros|otros datos|informacion adicional|datos de interes|otros meritos|otra informacion|
      otra informacion de interes|informacion complementaria|otros conocimientos|disponibilidad|varios|
      otros datos de interes`,
  },
  labels: {
    title: 'cargo|puesto|función|rol|posición|puesto de trabajo|cargo desempeñado|ocupación',
    employer: 'empresa|empleador|compañía|nombre de la empresa',
    place: 'lugar|ciudad|ubicación|localidad',
    period: 'periodo|período|duración|fecha|fechas',
    degree: 'título|grado|titulación',
    school: 'institución|universidad|centro|escuela|centro de estudios',
    area: 'especialidad|carrera|área|especialización',
    name: 'nombre|nombre completo|nombre y apellidos|nombres y apellidos|nombre y apellido',
    other: `funciones|responsabilidades|descripción|tecnologías|cliente|proyecto|sector|tareas|logros|entorno`,
  },
  degrees: `diplomado|técnico superior|técnico medio|bachiller|licenciatura|licenciado|licenciada|grado|graduado|
    máster|maestría|doctorado|bachillerato|ciclo formativo|formación profesional|ingeniería`,
  schools: 'universidad*|escuela|ies|i.e.s.|ceip|colegio|facultad|instituto|academia|politécnic*',
  fields: 'informática|derecho|economía',
  roles: `abogado|abogada|administrador|administradora|administrativo|administrativa|analista|aprendiz|arquitecta|
    arquitecto|asesor|asesora|asistente|auxiliar|ayudante|becario|becaria|cajero|cajera|camarero|camarera|comercial|
    conductor|consultor|consultora|contable|contador|contadora|coordinador|coordinadora|desarrollador|
    desarrolladora|dependienta|dependiente|director|directora|disenador|disenadora|docente|economista|educador|
    empleado|empleada|encargado|encargada|enfermera|enfermero|especialista|formador|fundador|gerente|gestor|gestora|
    informatico|ingeniera|ingeniero|investigador|investigadora|jefe|jefa|licenciado|maestra|maestro|mecanico|medico|
    monitor|monitora|operador|operario|peon|periodista|practicante|profesor|profesora|programador|programadora|
    psicologo|recepcionista|redactor|representante|responsable|secretaria|secretario|socio|soporte|supervisor|
    supervisora|teleoperador|tecnica|tecnico|traductor|vendedor|vendedora|voluntario|cocinero|cocinera|redactora|
    traductora|fisioterapeuta|operaria|peón|mozo|mozo de almacén|repartidor|repartidora|conductora|chófer|fontanero|
    electricista|soldador|carpintero|albañil|mecánica|mecánico|teleoperadora|diseñadora|diseñador|psicóloga|
    psicólogo|médica|médico|farmacéutica|farmacéutico|auditora|auditor|pasante|voluntaria|técnica|técnico|tutora|
    tutor|líder|
      librero|librera|socorrista`,
  employers: `universidad|universitat|escuela|colegio|instituto|ayuntamiento|banco|empresa|hospital|clinica|grupo|
    laboratorio|agencia|fundacion|ministerio|despacho|bufete`,
  legal: 'sl|slu|slp|srl',
};
