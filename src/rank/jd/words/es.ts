import type { JdWords } from './types.js';

export const es: JdWords = {
  headings: {
    must: 'requisitos|perfil|tu perfil|su perfil|perfil requerido|perfil buscado|perfil del candidato|perfil ideal|que buscamos|buscamos|lo que buscamos|a quien buscamos|quien eres|quien eres tu|eres|tienes|que necesitas|lo que necesitas|que necesitamos|necesitamos|que esperamos|que esperamos de ti|esperamos|que te pedimos|te pedimos|que pedimos|pedimos|se requiere|se requieren|requerimos|que aportas|lo que aportas|que traes|imprescindible|imprescindibles|indispensable|indispensables|obligatorio|obligatorios|excluyente|excluyentes|sobre ti|acerca de ti|formacion|tu experiencia|encajas si|encajaras si|que debes tener|lo que debes tener',
    nice: 'deseable|deseables|es deseable|se valorara|se valora|se valoraran|valoramos|valoraremos|valorable|valorables|sera valorado|sera valorable|se valorara positivamente|valoraremos positivamente|un plus|es un plus|seria un plus|sera un plus|plus|puntos extra|bonus|opcional|opcionales|ideal|idealmente|preferible|preferente|preferentemente|no excluyente|no excluyentes|no imprescindible pero valorable|suma puntos|sumaras puntos si|te hara destacar|lo que te hara destacar|te diferenciara|que te hara destacar|seria ideal|nos encantaria|nos encantaria que|seria genial|ademas valoramos|tambien valoramos|mejor aun|mejor aun si|deseado|se apreciara|complementario',
    excluded:
      'no requerido|no requeridos|no es necesario|no necesario|no se requiere|no necesitas|lo que no necesitas|que no necesitas|no usamos|no hace falta|no se necesita',
    duties:
      'funciones|tus funciones|tareas|tus tareas|responsabilidades|tus responsabilidades|descripcion del puesto|descripcion|el puesto|puesto|que haras|lo que haras|tu mision|mision|mision del puesto|tu rol|el rol|tu dia a dia|dia a dia|objetivo del puesto|actividades|principales funciones|sobre el puesto|sobre el rol|en que consiste|que vas a hacer',
    stack: 'stack tecnologico|nuestro stack|tecnologias|stack|nuestras tecnologias|herramientas|entorno tecnologico',
    benefits:
      'ofrecemos|que ofrecemos|lo que ofrecemos|que te ofrecemos|te ofrecemos|se ofrece|beneficios|tus beneficios|nuestros beneficios|salario|retribucion|compensacion|remuneracion|condiciones|que obtendras|ventajas|por que unirte|por que *|por que trabajar con nosotros|nuestra oferta',
    company:
      'sobre nosotros|quienes somos|la empresa|empresa|nuestra empresa|acerca de nosotros|acerca de *|sobre *|nuestro equipo|el equipo|nuestra historia|nuestros valores|nuestra mision|sobre la empresa|descripcion de la empresa|la compania|empleador|nuestro cliente',
    legal:
      'igualdad de oportunidades|como aplicar|como postular|como postularse|postulate|inscribete|inscripcion|candidatura|contacto|proteccion de datos|privacidad|aviso legal|diversidad|diversidad e inclusion|proceso de seleccion|el proceso de seleccion|empleos similares|ofertas similares|otras ofertas|informacion adicional|te interesa|fecha limite',
  },
  headingWords: {
    must: 'requisito requisitos requerido requeridos requerida requeridas imprescindible imprescindibles indispensable indispensables obligatorio obligatorios obligatoria obligatorias necesario necesarios necesaria necesarias excluyente excluyentes minimo minimos minima conocimiento conocimientos experiencia competencias competencia habilidades habilidad aptitudes formacion educacion cualificacion cualificaciones calificaciones perfil capacidades esencial esenciales idiomas titulacion exigidos exigido',
    nice: 'valoramos valoraremos deseable deseables deseado deseados deseada deseadas opcional opcionales valorable valorables valorado valorados preferible preferibles preferido preferidos plus bonus adicional adicionales ideal idealmente extra extras complementarios complementario complementarias valora valoran valorara valoraran',
    duties: 'funciones tareas responsabilidades actividades',
    benefits: 'beneficios salario retribucion remuneracion',
    filler:
      'positivamente ademas tambien especialmente y o e u los las el la lo de del tu tus su sus un una en para con tecnicos tecnicas tecnica tecnico profesional profesionales personales principales clave generales el puesto se que es son no pero seria serian sera seran',
  },
  questions: {
    start: 'que|lo|quien|como|te|tu|nos',
    must: '(?:buscamos|pedimos|necesit|esperamos|aport|eres|requer|exig|tener|traes|gustaria que tu)',
    nice: '(?:valor|plus|suma|destac|encantaria|bonus|diferenci)',
    duties: '(?:haras|hacer|funciones|tareas|dia a dia|encargaras)',
    benefits: '(?:ofrec|obtendr|beneficios|unirte|ganas)',
  },
  wish: 'tuvieras|conocieras|que suma|aprecia|gustaria|encantaria|seria(?:n)?(?!\\p{L})|sumari|sumaria',
  labels: {
    title:
      'puesto vacante|puesto ofertado|puesto abierto|el cargo|la vacante|tu puesto|tu rol|puesto|puesto de trabajo|nombre del puesto|titulo|titulo del puesto|cargo|posicion|vacante|oferta|el puesto|oferta de empleo|se busca|buscamos|rol|empleo|oferta de trabajo',
    company: 'empresa|compania|empleador|organizacion|nombre de la empresa|cliente',
    place: 'ubicacion|lugar|lugar de trabajo|localidad|ciudad|sede|localizacion|provincia|region|centro de trabajo',
    employment:
      'tipo de contrato|contrato|jornada|tipo de empleo|horario|duracion|modalidad|fecha de inicio|inicio|incorporacion|tipo de jornada',
    salary: 'salario|sueldo|retribucion|remuneracion|rango salarial|banda salarial|salario bruto',
    level: 'nivel|nivel de experiencia|seniority|nivel profesional',
    other:
      'departamento|area|referencia|ref|sector|publicado|contacto|telefono|correo|email|equipo|reporta a|fecha limite|numero de vacantes',
  },
  nice: 'deseables?|deseado|se valora(?:ra|ran|n)?|valora(?:ble|bles|do|da|dos|das|remos|mos)|(?:es |seria |sera |un )+plus|un plus|idealmente|preferible(?:mente)?|preferentemente|de preferencia|opcional(?:es)?|bienvenid[oa]s?|no excluyentes?|(?:suma|sumara|sumaria)(?:n)?(?: puntos)?|se apreciara|una ventaja|bonus|seria (?:ideal|genial|bueno)|no (?:es |son )?(?:imprescindibles?|obligatori[oa]s?|necesari[oa]s?|requerid[oa]s?),? pero',
  must: 'imprescindibles?|requerid[oa]s?|obligatori[oa]s?|al menos|indispensables?|excluyente|necesari[oa]s?|debes|debera|minimo|tienes|cuentas con|dominas|esencial(?:es)?',
  you: 'buscamos|necesitamos|tu perfil|tienes|eres|seras|tendras|cuentas con|el candidato|la candidata|tus funciones',
  seeks:
    '(?:buscamos|busca|buscando|se busca|necesitamos|se necesita|necesita|seleccionamos|selecciona|contratamos|contrata|incorporar|incorporamos|precisa)(?: actualmente| incorporar| para .{2,40}?| a)*|como|eres nuestr[oa](?: nuev[oa])?|para el puesto de|el puesto de',
  negation: {
    determiners: 'ningun|ninguna|sin|ni|en lugar de|en vez de|nadie|excepto|salvo',
    adverbs: 'no|nunca|jamas|tampoco|nada',
    without: 'sin',
    predicates:
      'necesario|necesaria|necesarios|necesarias|requerido|requerida|requeridos|requeridas|requiere|requieren|requerimos|necesita|necesitas|necesitan|necesitamos|exige|exigen|exigido|imprescindible|imprescindibles|indispensable|obligatorio|obligatoria|obligatorios|falta|pide|piden|pedimos|esencial|requisito|importa|importante|relevante|usa|se usa|utiliza|se utiliza|demanda|fundamental|precisa|precisas|preciso|papel|parte',
    unneeded: 'innecesario|innecesaria|irrelevante|prescindible|prescindibles|superfluo',
    friends: 'solo|solamente|unicamente|menos|mas|dudes|tengas miedo|limitado|obstante|dudar|excluyente|excluyentes',
  },
  but: 'pero|sino|aunque|sin embargo|mientras',
  and: 'y|e|asi como',
  or: 'o|u|y/o|o bien',
  oneOf:
    'uno de|una de|alguno de|alguna de|al menos uno|al menos una|como|por ejemplo|p\\. ?ej\\.?|tales como|tal como|ya sea',
  empty:
    'el la los las un una de del es hace hacen son sera seran seria y o para este esta puesto en con por que se a al lo su tu muy realmente estrictamente absolutamente conocimiento conocimientos experiencia saber tener conocer pero mas tambien aqui nosotros ti te nos ser estar haber previa previo hay trabajo dominio manejo gracias',
  lead: {
    adjectives:
      'buen buena buenos buenas excelente excelentes solido solida solidos amplia amplio amplios fuerte alto alta muy idealmente y o e un una el la los las demostrable',
    nouns:
      'experiencia conocimiento conocimientos dominio manejo nivel habilidad habilidades capacidad competencia formacion titulo uso comprension profesional previa previo demostrada demostrable minimo minima anos ano meses al menos tienes cuentas dominas conoces eres haber trabajado desarrollo programacion avanzado avanzados avanzada basico basicos tecnicos interes pasion comprobada experto experta',
    prepositions: 'en con de del sobre para a al como',
    verbs: 'lenguaje lenguajes conoces conocer dominas dominar manejas manejar sabes saber hablas hablar',
  },
  tails:
    'es son sera seran seria un una plus deseable deseables imprescindible imprescindibles obligatorio obligatoria requerido requerida necesario necesaria valorable valorables opcional opcionales etc excluyente preferible idealmente indispensable se valora valorara avanzado',
  years: {
    numbers:
      'cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte',
    year: 'anos?',
    month: 'mes(?:es)?',
    experience:
      'experiencia\\w*|ejerciendo|trabajando|practica|antiguedad|en (?:puestos?|posicion(?:es)?|roles?|funciones) similar(?:es)?|minimo|al menos|trayectoria|desempenando',
    most: 'hasta|maximo|max\\.?|como maximo|menos de|no mas de|un maximo de',
    least: 'al menos|minimo|min\\.?|mas de|desde|a partir de|como minimo|minima|un minimo de|no menos de',
    mostAfter: 'maximo|max\\.?|como maximo|o menos',
    range: 'a|o|y',
    other:
      'edad|mayor(?:es)? de|menor(?:es)? de|contrato|duracion|garantia|desde hace|historia|fundada|ultimos|ultimas|proximos|cada|ninos|tener 1[68]|cumplidos|carrera de|aniversario|mercado',
  },
};
