import { alignColumns } from './text/table.js';
import { minute } from './text/units.js';

interface PairView {
  id: number;
  state: string;
  reasons: string[];
  sides: { candidateId: string; cvId: string; name: string | null; path: string }[];
  decision: { action: string; by: string | null; keyId: string | null; at: string; undoneAt: string | null } | null;
}

const REASONS: Record<string, string> = { email: 'same e-mail', phone: 'same phone', text: 'same text' };

/** Why two candidates may be the same person, in words. */
export function reasonText(reasons: string[]): string {
  return reasons.map((reason) => REASONS[reason] ?? reason).join(', ');
}

export function renderPairs(pairs: PairView[]): string {
  if (pairs.length === 0) return 'No candidates that may be the same person.';
  const rows = pairs.flatMap(({ id, state, reasons, sides, decision }) =>
    sides.map(({ cvId, name, path }, i) => [
      ...(i === 0 ? [String(id), state, reasonText(reasons)] : ['', '', '']),
      name ?? '',
      cvId.slice(0, 12),
      path,
      i === 0 ? decisionText(decision) : '',
    ]),
  );
  return alignColumns([['pair', 'state', 'why', 'name', 'cv', 'path', 'decided'], ...rows], [0]).join('\n');
}

function decisionText(decision: PairView['decision']): string {
  if (decision === null) return '';
  const { action, by, keyId, at, undoneAt } = decision;
  const who = by ?? (keyId === null ? '' : `key ${keyId}`);
  const told = `${action}${who === '' ? '' : ` by ${who}`}, ${minute(at)}`;
  return undoneAt === null ? told : `${told}, undone ${minute(undoneAt)}`;
}
