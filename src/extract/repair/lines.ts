/** Bullets in their many forms, at the start of a line with text. */
const BULLET =
  /^[ \t]*(?:[•●○◦▪▫■□◆◇♦►▶▸▹‣⁃∙·⋅❖➢➤➔✓✔☑❑❒❯⦁⚫⬤\u25fc\u25fe\u2b1b\u2b25\u25c9\u25cf-\u25cf]\ufe0f?[ \t]*)+(?=\S)/gmu;
/** Wingdings bullets decoded as letters: "Ø Managed", "ü Led", "§ Sold". */
const LETTER_BULLET = /^[ \t]*[ØüŸ§¨][ \t]+(?=\p{Lu})/gmu;
/** A bullet alone on its line belongs to the next line. */
const LONE_BULLET = /^[ \t]*[•●○◦▪■►➢✓][ \t]*\n(?=[ \t]*[^\s•●○◦▪■►➢✓])/gmu;

/** Unifies line ends, bullets and white space. A tab stays where columns or a wide gap were. */
export function repairLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]*(?:\t| {3,})[ \t]*/g, '\t')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ \t]+|(?<![ \t])[ \t]+$/gm, '')
    .replace(LONE_BULLET, '• ')
    .replace(BULLET, '• ')
    .replace(LETTER_BULLET, '• ')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}
