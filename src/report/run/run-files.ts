import type { Percentiles, RunReport } from '../../domain/index.js';
import { markdownText } from '../text/markdown.js';
import { duration, milliseconds, whole } from '../text/units.js';
import { headOf, verdictText } from './run-text.js';

/** Markdown for a pull request. */
export function runMarkdown(run: RunReport): string {
  const failed = run.verdicts.filter((verdict) => !verdict.ok).length;
  const row = (name: string, times: Percentiles): string =>
    `| ${name} | ${whole(times.count)} | ${[times.p50, times.p95, times.p99, times.max].map(milliseconds).join(' | ')} |`;
  const stages = Object.entries(run.stages).filter(([, times]) => times.count > 0);
  return [
    `## Load simulation: ${failed === 0 ? 'every threshold holds' : `${failed} of ${run.verdicts.length} thresholds failed`}`,
    '',
    ...headOf(run).map((line) => `${markdownText(line)}  `),
    '',
    '| threshold | measured | verdict |',
    '|---|--:|---|',
    ...run.verdicts.map(
      ({ threshold, value, ok }) =>
        `| \`${threshold}\` | ${verdictText(threshold, value)} | ${ok ? 'ok' : '**failed**'} |`,
    ),
    '',
    '| time | count | p50 | p95 | p99 | max |',
    '|---|--:|--:|--:|--:|--:|',
    row('sojourn', run.sojourn),
    ...stages.map(([name, times]) => row(name, times)),
    '',
    `Backlog at most ${whole(run.backlog.max)}, drained ${duration(run.drainSeconds)} after the last arrival.`,
    '',
  ].join('\n');
}

/** JUnit XML with one test case per threshold, as CI servers show it. */
export function runJunit(run: RunReport): string {
  const failures = run.verdicts.filter((verdict) => !verdict.ok).length;
  const cases = run.verdicts.map(({ threshold, value, ok }) => {
    const name = `    <testcase classname="cvmatch.simulate" name="${xml(threshold)}" time="${run.seconds.toFixed(3)}"`;
    return ok
      ? `${name}/>`
      : `${name}>\n      <failure message="${xml(`measured ${verdictText(threshold, value)}`)}">${xml(`${threshold}: measured ${verdictText(threshold, value)}`)}</failure>\n    </testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="cvmatch simulate ${xml(run.id)}" tests="${run.verdicts.length}" failures="${failures}" time="${run.seconds.toFixed(3)}">\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
