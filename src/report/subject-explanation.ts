import type { MatchFinding, MatchPart, ProfileOverride } from '../domain/index.js';
import { decisionText, type DecisionView } from './decisions.js';
import { plain } from './text/plain.js';

/** What a CV is compared by, and what it shows. */
export interface ComparisonView {
  /** Hash of CV, JD and fingerprint. */
  matchId: string;
  /** 0..1. */
  score: number;
  /** Of model, vocabulary, weights and code: with the same one the score is the same. */
  fingerprint: string;
  parts: MatchPart[];
  findings: MatchFinding[];
}

/** One decision about a person, for this person (GDPR 15 and 22, AI Act 86). */
export interface SubjectExplanation {
  candidateId: string;
  /** The CV that was compared. */
  cvId: string;
  name: string | null;
  jd: { hash: string; title: string | null };
  /** The oldest first; those that were taken back too. */
  decisions: (DecisionView & { undoneAt: string | null; undoneBy: string | null; cvId: string })[];
  /** Rankings for the JD that somebody saw. `isAsNow`: by the same CV, JD and version as `comparison`. */
  rankings: { at: string; rank: number; openedAt: string | null; isAsNow: boolean }[];
  /** As it is made now; null: the CV is gone. */
  comparison: ComparisonView | null;
  corrections: ProfileOverride[];
  /** Kept out of rankings; null: they are not. */
  restricted: { reason: string | null; by: string | null; at: string } | null;
}

/** For people who know neither the program nor its words. */
export function renderSubjectExplanation(told: SubjectExplanation): string {
  const blocks = [
    head(told),
    block('What was decided, and by whom', decided(told)),
    block('How the CV was placed', placed(told)),
    ...(told.comparison === null ? [] : comparison(told.comparison)),
    block('What was corrected in what was read', told.corrections.map(corrected)),
    block('How a score is made', HOW),
  ];
  return blocks.filter((one) => one !== '').join('\n\n');
}

const HOW = [
  'A score says how far the text of the CV shows what the text of the job description asks for. It is computed from these two texts alone; other applicants do not change it.',
  'Each requirement has a share of the score (its weight) and a value from 0 (nothing found) to 1 (shown); the score is the sum of value times weight.',
  'Name, contacts, gender, age, origin and photos are cut out before and count for nothing.',
  'The score orders CVs. It decides nothing and rejects nobody: that is done by the people named above, who may see it differently.',
];

function head({ candidateId, cvId, name, jd }: SubjectExplanation): string {
  const title = jd.title === null ? '' : ` "${plain(jd.title)}"`;
  return [
    `${plain(name ?? 'This person')} and the job description${title}`,
    `candidate ${candidateId}, CV ${cvId.slice(0, 12)}, job description ${jd.hash.slice(0, 12)}`,
  ].join('\n');
}

function block(title: string, lines: string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${plain(line)}`)].join('\n');
}

function decided({ decisions, restricted }: SubjectExplanation): string[] {
  const lines = decisions.map((one) => {
    const undone = one.undoneAt === null ? '' : `; taken back ${one.undoneAt}${by(one.undoneBy)}`;
    return `${decisionText(one)}${undone}`;
  });
  const kept =
    restricted === null
      ? []
      : [`Kept out of every ranking since ${restricted.at}${by(restricted.by)}${because(restricted.reason)}`];
  return [...(lines.length === 0 ? ['No decision is recorded.'] : lines), ...kept];
}

const by = (name: string | null): string => (name === null ? '' : ` by ${name}`);
const because = (reason: string | null): string => (reason === null ? '' : `: ${reason}`);

function placed({ rankings }: SubjectExplanation): string[] {
  if (rankings.length === 0) return ['No ranking with this CV is recorded as seen by anybody.'];
  return rankings.map(({ at, rank, openedAt, isAsNow }) => {
    const version = isAsNow
      ? 'by the score below'
      : 'by an earlier version of the CV, the job description or the program';
    return `Place ${rank} in a ranking shown ${at}, ${version}${openedAt === null ? '' : `; opened ${openedAt}`}`;
  });
}

function comparison({ score, fingerprint, parts, findings }: ComparisonView): string[] {
  const sorted = [...parts].sort((a, b) => b.weight * b.score - a.weight * a.score || b.weight - a.weight);
  const [shown, missing] = [sorted.filter((part) => part.score > 0), sorted.filter((part) => part.score <= 0)];
  return [
    block('Score', [`${score.toFixed(3)} of 1, computed by version ${fingerprint}`]),
    block('What the CV shows of what was asked for', shown.map(partText)),
    block('What was asked for and not found in the CV', missing.map(partText)),
    block(
      'Text that counted for nothing',
      findings.map(({ message }) => message),
    ),
  ];
}

function partText({ requirement, must, weight, score, evidence }: MatchPart): string {
  const share = `${(100 * weight).toFixed(1)} % of the score, value ${score.toFixed(2)}`;
  const quoted = evidence === null ? '' : `: "${evidence.text.replace(/\s+/g, ' ').trim()}" (page ${evidence.page})`;
  return `${requirement}${must ? ', a must' : ''} (${share})${quoted}`;
}

function corrected({ field, value, reason, by: author, at, read }: ProfileOverride): string {
  const was = read === undefined || read === null ? '' : `, read as ${read}`;
  return `${field}: ${value}${was} (${at}${by(author)}: ${reason})`;
}
