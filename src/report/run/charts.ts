import { escapeHtml } from '../text/html.js';

/** A line of a chart; null where nothing was measured. */
export interface Line {
  name: string;
  values: (number | null)[];
}

const WIDTH = 520;
const HEIGHT = 200;
const PLOT = { left: 48, right: 8, top: 8, bottom: 22 };
/** More points than pixels show nothing more. Neighbours are merged by their maximum, so that no peak is lost. */
const MAX_POINTS = 480;

/** Lines over time as an SVG figure. `labels` replaces the numbers under the x axis. */
export function lineChart(title: string, unit: string, x: number[], lines: Line[], labels?: string[]): string {
  const scale = scaleOf(
    x,
    lines.flatMap((line) => line.values),
  );
  const curves = lines.map(
    (line, i) =>
      `<path class="curve s${i}" d="${pathOf(x, line.values, scale)}"><title>${escapeHtml(line.name)}</title></path>`,
  );
  return figure(title, unit, scale, lines, curves, labels);
}

/** Lines stacked upon each other. */
export function areaChart(title: string, unit: string, x: number[], lines: Line[]): string {
  const points = thin(
    x,
    lines.map((line) => line.values.map((value) => value ?? 0)),
  );
  const tops = points.columns.map((_, i) =>
    points.columns.slice(0, i + 1).reduce(
      (sum, column) => sum.map((value, k) => value + column[k]!),
      points.x.map(() => 0),
    ),
  );
  const scale = scaleOf(x, tops.at(-1) ?? []);
  const areas = tops.map((top, i) => {
    const bottom = i === 0 ? points.x.map(() => 0) : tops[i - 1]!;
    const there = top.map((value, k) => `${at(scale.x(points.x[k]!))} ${at(scale.y(value))}`);
    const back = bottom.map((value, k) => `${at(scale.x(points.x[k]!))} ${at(scale.y(value))}`).reverse();
    return `<path class="f${i}" d="${there.length === 0 ? '' : `M${[...there, ...back].join('L')}Z`}"><title>${escapeHtml(lines[i]!.name)}</title></path>`;
  });
  return figure(title, unit, scale, lines, areas);
}

interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
  top: number;
  from: number;
  to: number;
}

function scaleOf(x: number[], values: (number | null)[]): Scale {
  const most = values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
  const top = niceTop(most);
  const [from, to] = [x[0] ?? 0, Math.max(x.at(-1) ?? 1, (x[0] ?? 0) + 1e-9)];
  return {
    x: (value) => PLOT.left + ((value - from) / (to - from)) * (WIDTH - PLOT.left - PLOT.right),
    y: (value) => HEIGHT - PLOT.bottom - (value / top) * (HEIGHT - PLOT.top - PLOT.bottom),
    top,
    from,
    to,
  };
}

/** The next of 1, 2, 5, 10, 20 ... */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}

function thin(x: number[], columns: number[][]): { x: number[]; columns: number[][] } {
  const stride = Math.ceil(x.length / MAX_POINTS);
  if (stride <= 1) return { x, columns };
  const starts = x.flatMap((_, i) => (i % stride === 0 ? [i] : []));
  return {
    x: starts.map((i) => x[i]!),
    columns: columns.map((column) => starts.map((i) => Math.max(...column.slice(i, i + stride)))),
  };
}

const at = (value: number): string => value.toFixed(1);

function pathOf(x: number[], values: (number | null)[], scale: Scale): string {
  const stride = Math.max(1, Math.ceil(x.length / MAX_POINTS));
  let path = '';
  let pen = 'M';
  for (let i = 0; i < x.length; i += stride) {
    const known = values.slice(i, i + stride).filter((value) => value !== null);
    if (known.length === 0) continue;
    path += `${pen}${at(scale.x(x[i]!))} ${at(scale.y(Math.max(...known)))}`;
    pen = 'L';
  }
  return path;
}

function figure(title: string, unit: string, scale: Scale, lines: Line[], shapes: string[], labels?: string[]): string {
  const rules = [0, 0.5, 1].map((share) => {
    const y = at(scale.y(scale.top * share));
    return `<line class="grid" x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y}" y2="${y}"/><text x="${PLOT.left - 6}" y="${y}" dy="4" text-anchor="end">${short(scale.top * share)}</text>`;
  });
  const marks = labels ?? [0, 1, 2, 3, 4].map((i) => `${short(scale.from + ((scale.to - scale.from) * i) / 4)} s`);
  const axis = marks.map((label, i) => {
    const x = PLOT.left + (i / Math.max(1, marks.length - 1)) * (WIDTH - PLOT.left - PLOT.right);
    return `<text x="${at(x)}" y="${HEIGHT - 6}" text-anchor="${i === 0 ? 'start' : i === marks.length - 1 ? 'end' : 'middle'}">${escapeHtml(label)}</text>`;
  });
  const keys =
    lines.length < 2
      ? ''
      : `<div class="keys">${lines.map((line, i) => `<span><i class="k${i}"></i>${escapeHtml(line.name)}</span>`).join('')}</div>`;
  return `<figure><figcaption>${escapeHtml(title)} <span>${escapeHtml(unit)}</span></figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${rules.join('')}${axis.join('')}${shapes.join('')}</svg>${keys}</figure>`;
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(1))}M`;
  if (value >= 10_000) return `${Number((value / 1000).toFixed(1))}k`;
  return String(Number(value.toFixed(value < 10 ? 1 : 0)));
}
