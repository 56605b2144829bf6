import { repairCharacters, repairStray } from './repair/characters.js';
import { repairHyphens } from './repair/hyphens.js';
import { repairLines } from './repair/lines.js';
import { repairMojibake } from './repair/mojibake.js';
import { repairSpacing } from './repair/spacing.js';

/** Repairs can uncover others (mojibake twice over); more rounds than this no real text has needed. */
const ROUNDS = 6;

/**
 * Text as it was meant: ligatures, torn letters, divided words, mojibake, controls, spaces, bullets and line ends repaired,
 * in NFC. Ordinary text comes back as it is, and repaired text too.
 */
export function repairText(text: string): string {
  const repaired = settle(text, repairOnce);
  const visible = repairStray(repaired);
  // What stood unseen may have kept a divided word apart.
  return visible === repaired ? repaired : settle(visible, repairOnce);
}

function repairOnce(text: string): string {
  return repairLines(repairHyphens(repairLines(repairSpacing(repairCharacters(repairMojibake(text))))));
}

/** ASCII with single spaces: nothing to repair but spacing. */
const PLAIN_LINE = /^[!-~]+(?: [!-~]+)*$/;

/** The same for one line of a layout: nothing that looks at its neighbours. */
export function repairLine(line: string): string {
  if (PLAIN_LINE.test(line) && repairSpacing(line) === line) return line;
  return settle(line, (t) => repairLines(repairSpacing(repairCharacters(repairMojibake(t)))).replace(/\n+/g, ' '));
}

function settle(text: string, round: (text: string) => string): string {
  let current = text;
  for (let i = 0; i < ROUNDS; i++) {
    const next = round(current);
    if (next === current) break;
    current = next;
  }
  return current;
}
