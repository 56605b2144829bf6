/** What CVs call themselves, in many languages: no name, and no heading where it is the first line. */
const TITLES = `curriculum vitae|profile of|candidate profile|curriculum|resume|résumé|lebenslauf|cv|bewerbung|currículum vitae|currículum|hoja de vida|
  europass cv|europass curriculum vitae|europass|formato europeo per il curriculum vitae|życiorys|meritförteckning|
  levnadsbeskrivning|özgeçmiş|öz geçmiş|резюме|анкета соискателя|автобіографія|ansioluettelo|životopis|profesní životopis|
  strukturovaný životopis|önéletrajz|szakmai önéletrajz|βιογραφικό σημείωμα|βιογραφικό|이력서|sơ yếu lý lịch|
  hồ sơ ứng viên|קורות חיים|السيرة الذاتية|سيرة ذاتية|个人简历|个人履历|求职简历|简历|履历|個人履歷|履歷表|履歷|履歴書|
  職務経歴書|職務経歴書 履歴書`;
const alternatives = TITLES.split('|')
  .map((title) => title.trim().replace(/\s+/g, '\\s+'))
  .sort((a, b) => b.length - a.length)
  .join('|');

/** A page title at the start of a line, with what separates it from the name. */
export const TITLE_OF_PAGE = new RegExp(
  `^(?:${alternatives})(?!\\p{L})\\s*(?:(?:of|von|de|di|del|van|do|da)\\s+|[:\\-–|]\\s*)?`,
  'iu',
);

/** Whether a text is a page title and nothing else. */
export const isPageTitle = (text: string): boolean => TITLE_OF_PAGE.exec(text)?.[0].length === text.length;
