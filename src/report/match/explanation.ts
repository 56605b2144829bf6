import { matchedParts, missingParts, type PartView } from './match-text.js';

/** In characters: longer quotes are cut at a word. */
const QUOTE = 160;

/**
 * A match in a few sentences, from its evidence alone: what the CV shows and where, and what was asked for and not
 * found. No name, no judgement.
 */
export function explanationText(match: { score: number; parts: PartView[] }): string {
  const shown = matchedParts(match).sort((a, b) => Number(b.must) - Number(a.must) || b.weight - a.weight);
  const missing = missingParts(match);
  return [
    `Score ${match.score.toFixed(2)}.`,
    ...(shown.length === 0
      ? ['Nothing that the JD asks for was found word for word.']
      : [`Shown: ${shown.map(shownText).join('; ')}.`]),
    ...(missing.length === 0
      ? []
      : [`Not found, though a must: ${missing.map((part) => part.requirement).join(', ')}.`]),
  ].join(' ');
}

function shownText({ requirement, must, evidence }: PartView): string {
  const what = `${requirement}${must ? ' (must)' : ''}`;
  return evidence === null ? what : `${what}: “${quote(evidence.text)}” (page ${evidence.page})`;
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= QUOTE ? line : `${line.slice(0, line.lastIndexOf(' ', QUOTE))} …`;
}
