import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseTraces, encodeTraces, LONGEST_TRACE, TraceFinder } from './traces.js';

const finderOf = (...traces: string[]) => new TraceFinder([{ owner: 'one', ...encodeTraces(traces) }]);
const found = (finder: TraceFinder, text: string) => finder.find(Buffer.from(text)).map((one) => one.text);
const nowhere = () => false;

describe('traces of a removed CV', () => {
  it('are found wherever they lie, in capitals or small letters, whole', () => {
    const finder = finderOf('zebramarker', 'ada@example.com');
    expect(found(finder, 'xxZebraMARKERxx ada@example.com')).toEqual(['zebramarker', 'ada@example.com']);
    expect(found(finder, 'zebramarke ada@example.co zebra marker')).toEqual([]);
    expect(found(finder, '')).toEqual([]);
  });

  it('are found in pieces that overlap, at any offset, among any bytes', () => {
    const trace = 'ungewöhnlich-größe';
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 65, max: 200 }),
        (before, after, size) => {
          const bytes = Buffer.concat([before, Buffer.from(trace), after]);
          let pieces = 0;
          for (let at = 0; at < bytes.length; at += size) {
            const piece = bytes.subarray(Math.max(0, at - LONGEST_TRACE), at + size);
            pieces += finderOf(trace).find(piece).length;
          }
          expect(pieces).toBeGreaterThan(0);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('say whose they are, and are passed over when they tell nothing any more', () => {
    const sets = ['first', 'second'].map((owner) => ({ owner, ...encodeTraces([`${owner}-trace`]) }));
    const finder = new TraceFinder(sets);
    const [one, ...others] = finder.find(Buffer.from('second-trace'));
    expect(one?.trace.owner).toBe('second');
    expect(others).toEqual([]);
    finder.drop(one!.trace);
    expect(finder.find(Buffer.from('second-trace first-trace')).map(({ text }) => text)).toEqual(['first-trace']);
  });

  it('cannot be read in what is kept of them', () => {
    const { salt, traces } = encodeTraces(['zebramarker', 'ada@example.com']);
    const kept = Buffer.concat([salt, traces]).toString('latin1');
    for (let i = 0; i + 4 < 'zebramarker'.length; i++) expect(kept).not.toContain('zebramarker'.slice(i, i + 4));
    expect(encodeTraces(['zebramarker']).traces).not.toEqual(encodeTraces(['zebramarker']).traces);
  });
});

describe('choosing traces', () => {
  it('takes hashes, the ends of paths, e-mails, and a word that nobody else has from each part of the text', () => {
    const text = `Ada Example ada@example.com\n${Array.from({ length: 40 }, (_, i) => `plumbing number ${i} wordnumber${i}`).join('\n')}`;
    const traces = chooseTraces(
      { hashes: ['ab'.repeat(32)], names: [`/home/${'deep/'.repeat(30)}Ada Example.pdf`, 'Ada.PDF'], text },
      (word) => word === 'plumbing',
    );
    expect(traces).toContain('ab'.repeat(32));
    expect(traces).toContain('ada@example.com');
    expect(traces.some((trace) => trace.endsWith('/deep/ada example.pdf'))).toBe(true);
    expect(traces).not.toContain('plumbing');
    expect(traces).not.toContain('ada.pdf');
    expect(traces.filter((trace) => trace.startsWith('wordnumber')).length).toBeGreaterThan(8);
    for (const trace of traces) expect(Buffer.byteLength(trace)).toBeLessThanOrEqual(LONGEST_TRACE);
  });

  it('cuts no letter into halves, whatever the script', () => {
    const text = '電気工事士として二年間働きました'.repeat(9);
    const [trace] = chooseTraces({ hashes: [], names: [], text }, nowhere);
    expect(text).toContain(trace);
    expect(Buffer.byteLength(trace!)).toBeGreaterThan(LONGEST_TRACE - 4);
    expect(chooseTraces({ hashes: [], names: ['/a', '👩‍🔧'.repeat(20)], text: null }, nowhere).join('')).not.toContain(
      '\uFFFD',
    );
  });
});
