import type { SignedCertificate } from '../domain/index.js';
import { plain } from './text/plain.js';
import { alignColumns, bytesText, count } from './text/table.js';

interface ListView {
  certificates: SignedCertificate[];
  next: string | null;
  pending: number;
}

export function renderCertificates({ certificates, next, pending }: ListView): string {
  const rows = certificates.map((one) => [
    one.id,
    one.endedAt.slice(0, 19).replace('T', ' '),
    whatOf(one),
    one.actor,
    one.genuine ? '' : 'NOT GENUINE',
  ]);
  const table =
    rows.length === 0 ? ['No certificate.'] : alignColumns([['id', 'ended (UTC)', 'what', 'by', ''], ...rows], []);
  return [
    ...table,
    ...(pending === 0 ? [] : [`${pending} removals have not ended yet: see \`cvmatch status\`.`]),
    ...(next === null ? [] : [`More: --after ${next}`]),
  ].join('\n');
}

function afterRows({ kind, after, scannedBytes, markFound }: SignedCertificate): string[][] {
  if (kind === 'tenant') return [['deleted', after.map(({ place }) => place).join(', ')]];
  return [
    ['scanned after', `${bytesText(scannedBytes)} in ${count(after.length, 'place')}: no trace was found`],
    ['', after.map(({ place, bytes }) => `${place} ${bytesText(bytes)}`).join(', ')],
    ['scan proven', markFound ? 'it found the mark of the removal itself' : 'no'],
  ];
}

/** `3 traces in 1 row of cvs`; bytes are compared by their hash. */
function foundText({ place, rows, hits }: SignedCertificate['before'][number]): string {
  if (place === 'originals' || place === 'uploads')
    return `${hits} of ${count(rows, 'file')} in ${place}, with the right hash`;
  return `${count(hits, 'trace')} in ${count(rows, 'row')} of ${place}`;
}

function whatOf({ kind, cvs, files, jds }: SignedCertificate): string {
  const some = (n: number, what: string): string[] => (n === 0 ? [] : [count(n, what)]);
  const parts = [...some(cvs, 'CV'), ...some(files, 'file'), ...some(jds, 'JD')].join(', ');
  return kind === 'tenant' ? `a tenant${parts === '' ? '' : `: ${parts}`}` : parts;
}

export function renderCertificate(one: SignedCertificate): string {
  const rows = [
    ['removed', whatOf(one)],
    ['asked', `${one.askedAt} by ${one.actor} (${one.origin})`],
    ['ended', one.endedAt],
    ['pseudonyms', one.pseudonyms.join(' ') || 'none'],
    ['found before', one.before.map(foundText).join('; ') || 'nothing'],
    ...afterRows(one),
    ...(one.held === 0 ? [] : [['still held', `${one.held}: another file has these bytes, or they came in again`]]),
    ...one.backups.map(({ where, reachable, ids }) => [
      'backup',
      `${where}: ${reachable ? ids.join(', ') || 'none that may hold it' : 'cannot be read, and is not known'}`,
    ]),
    ...(one.backups.length === 0 ? [['backup', 'none is known']] : []),
    ...one.beyond.map((what) => ['not known', what]),
    ['signature', one.genuine ? 'genuine' : 'NOT GENUINE: it is not as it was written'],
  ];
  return [`Certificate ${one.id}`, ...alignColumns(rows, [])].map(plain).join('\n');
}
