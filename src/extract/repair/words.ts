/**
 * Common words of CVs, as evidence that separated letters belong together. Lower case; no two words may share their
 * letters by chance.
 */
export const CV_WORDS = new Set(
  `about accomplishments accounting accurate achievements activities address administration administrator analysis analyst application applications assistant
  associate awards bachelor background building business career certificate certifications client clients college communication community company competencies computer
  construction consultant contact coordinator core credentials curriculum customer customers data date degree department description design designer detailed
  developed developer development director education email employment engineer engineering english experience experienced expertise facilities finance
  financial full functional general hobbies implementation implemented improvement include including industry information interests internship investigation
  java knowledge languages leadership location maintained maintenance management manager marketing master materials microsoft mobile nationality network
  objective office operations organization performance personal phone planning position presentation procedures process production professional proficiency
  proficient profile programming project projects publications qualifications quality references relationship reports research responsibilities responsible
  sales school science section security senior service services simulation skills social software solution solutions specialist staff strategy strong summary
  supervisor support system systems teacher team technical technologies technology testing title tools training university using vitae volunteer work working
  ausbildung berufserfahrung bildung deutsch englisch kenntnisse kontakt lebenslauf persönliche profil sprachen studium zertifikate
  anglais compétences coordonnées expérience expériences formation français langues loisirs professionnelle professionnelles profil
  competencias educación español experiencia formación habilidades idiomas inglés laboral perfil profesional
  competenze esperienza formazione istruzione italiano lavorative lingue competências educação experiência formação ervaring opleiding talen vaardigheden werkervaring`.split(
    /\s+/,
  ),
);
