import { repairCharacters, repairStray } from './repair/characters.js';
import { repairHyphens } from './repair/hyphens.js';
import { repairLines } from './repair/lines.js';
import { repairMojibake } from './repair/mojibake.js';
import { repairSpacing } from './repair/spacing.js';

/** One repair can expose another (doubly garbled text); no real text has needed more rounds. */
const ROUNDS = 6;

/**
 * Repairs a text: ligatures, separated letters, hyphenated words, mojibake, control characters, spaces, bullets and
 * line ends; the result is in NFC. Ordinary text, and text already repaired, comes back unchanged.
 */
export function repairText(text: string): string {
  const repaired = settle(text, repairOnce);
  const visible = repairStray(repaired);
  // Invisible characters may have kept the two halves of a hyphenated word apart.
  return visible === repaired ? repaired : settle(visible, repairOnce);
}

function repairOnce(text: string): string {
  return repairLines(repairHyphens(repairLines(repairSpacing(repairCharacters(repairMojibake(text))))));
}

/** ASCII with single spaces needs no repair except of spacing. */
const PLAIN_LINE = /^[!-~]+(?: [!-~]+)*$/;

/** The same for a single line of a layout, without repairs that look at neighbouring lines. */
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
