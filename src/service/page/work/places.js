import { api } from '../api.js';
import { empty, h, sentences, table } from '../dom.js';
import { bytes, duration, number, percent } from '../format.js';
import { section } from '../section.js';

/** Milliseconds between two questions; what is slow to find is kept by the service for longer. */
const EVERY_MS = 30_000;
const SHOWN = 10;

/** Store, queue and files with their figures, for operators; others are not shown it. */
export function placeTable() {
  const body = h('div');
  const title = h('h2', { id: 'places-title' }, 'Store, queue and files');
  const node = h('section', { 'aria-labelledby': 'places-title', hidden: true }, title, body);
  let askedAt = 0;
  let asking = false;
  /** Sizes may take seconds: the other lists do not wait for them. */
  const update = async () => {
    if (asking || Date.now() - askedAt < EVERY_MS) return;
    [asking, askedAt] = [true, Date.now()];
    try {
      await section(body, report(node), placesOf);
    } finally {
      asking = false;
    }
  };
  return { node, update };
}

async function report(node) {
  try {
    const places = await api.places();
    node.hidden = false;
    return places;
  } catch (error) {
    if (error.status !== 403) throw error;
    return null;
  }
}

function placesOf(places) {
  if (places === null) return [];
  const { sizes } = places;
  return [
    table('Whether store, queue and files answer', ['Place', 'State', 'Figures'], rowsOf(places), { wide: [2] }),
    ...(sizes === null ? [empty('Sizes are not known just now.')] : sizesOf(sizes)),
  ];
}

function rowsOf({ store, queue, files }) {
  return [
    row('Database', store, storeFigures),
    queue === null ? ['Queue', '–', 'in the database'] : row('Queue', queue, queueFigures),
    row('Files', files, filesFigures),
  ];
}

function row(name, { where, ok, code, ms, silentSeconds, levels }, figures) {
  const state = ok ? `answers in ${duration(ms)}` : `no answer for ${duration(silentSeconds * 1000)} (${code})`;
  return [
    [h('strong', {}, name), h('span', { class: 'note block' }, where)],
    h('span', { class: ok ? 'mark good' : 'mark bad' }, state),
    levels === null ? '–' : figures(levels).join(', ') || '–',
  ];
}

function storeFigures({ connections, replicas, logBytes }) {
  const figures = [];
  if (connections !== null) figures.push(shareOf(connections.used, connections.most, 'connections'));
  for (const { name, state, lagSeconds } of replicas)
    figures.push(
      `replica ${name ?? '–'} ${state ?? 'not to be seen'}${lagSeconds === null ? '' : `, ${duration(lagSeconds * 1000)} behind`}`,
    );
  if (logBytes !== null) figures.push(`write-ahead log ${bytes(logBytes)}`);
  return figures;
}

function shareOf(used, most, what) {
  return `${number(used)} of ${number(most)} ${what} (${percent(used / most)})`;
}

function queueFigures({ offered, memory }) {
  const figures = [`${number(offered)} offered`];
  if (memory === null) return figures;
  const { used, most } = memory;
  return [
    ...figures,
    `memory ${bytes(used)}${most === null ? ', no limit' : ` of ${bytes(most)} (${percent(used / most)})`}`,
  ];
}

function filesFigures({ disk }) {
  return disk === null ? [] : [`${bytes(disk.freeBytes)} free of ${bytes(disk.bytes)}`];
}

function sizesOf({ databases, tables, indexes, countedSince, statements, statementsMissing }) {
  const unused = indexes.filter((one) => one.unused);
  return [
    list('Databases', ['Database', 'Size', 'Log', 'Free inside'], databases, (one) => [
      one.name,
      bytes(one.bytes),
      bytes(one.logBytes),
      bytes(one.freeBytes),
    ]),
    list('Largest tables', ['Table', 'Size', 'Indexes', 'Rows'], tables, (one) => [
      one.name,
      bytes(one.bytes),
      bytes(one.indexBytes),
      number(one.rows),
    ]),
    unused.length === 0
      ? null
      : list(
          `Indexes without a use since ${countedSince ?? 'the database was made'}`,
          ['Index', 'Table', 'Size'],
          unused,
          (one) => [one.name, one.table, bytes(one.bytes)],
        ),
    statements === null
      ? h('p', { class: 'note' }, sentences(`Slow statements are not known: ${statementsMissing}.`))
      : list(
          'Statements that took most time',
          ['Statement', 'Calls', 'Mean', 'Longest', 'Total'],
          statements,
          (one) => [
            h('code', {}, one.query),
            number(one.calls),
            duration(one.meanMs),
            duration(one.maxMs),
            duration(one.totalMs),
          ],
        ),
  ];
}

function list(caption, columns, rows, cells) {
  const numeric = columns.map((_, i) => i).filter((i) => i > 0 && columns[i] !== 'Table');
  return h(
    'details',
    {},
    h('summary', {}, caption),
    table(caption, columns, rows.slice(0, SHOWN).map(cells), { numeric }),
  );
}
