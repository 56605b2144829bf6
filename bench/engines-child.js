// Runs one engine on one file at a time, for engines.js.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const CLOCK_TICK_MS = 10;

const readers = {
  async cvmatch() {
    const { extractPdf } = await import('../dist/src/extract/pdf.js');
    return async (file) => {
      const outcome = await extractPdf(new Uint8Array(readFileSync(file)));
      return outcome.ok ? outcome.value.text : { outcome: outcome.code };
    };
  },
  async 'pdf-inspector text'() {
    const { extractText } = await import('@firecrawl/pdf-inspector');
    return (file) => extractText(readFileSync(file));
  },
  async 'pdf-inspector positions'() {
    const { extractTextWithPositions } = await import('@firecrawl/pdf-inspector');
    return (file) =>
      extractTextWithPositions(readFileSync(file))
        .filter((item) => item.itemType === 'Text')
        .map((item) => item.text)
        .join('\n');
  },
  async 'pdf-parse'() {
    const { PDFParse } = await import('pdf-parse');
    return async (file) => {
      const parser = new PDFParse({ data: new Uint8Array(readFileSync(file)), verbosity: 0 });
      try {
        return (await parser.getText({ pageJoiner: '' })).text;
      } finally {
        await parser.destroy();
      }
    };
  },
  async 'pdfjs-dist'() {
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    return async (file) => {
      const loading = getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 });
      try {
        const document = await loading.promise;
        const pages = [];
        for (let i = 1; i <= document.numPages; i++)
          pages.push(
            (await (await document.getPage(i)).getTextContent()).items
              .map((item) => item.str + (item.hasEOL ? '\n' : ''))
              .join(''),
          );
        return pages.join('\n');
      } finally {
        await loading.destroy();
      }
    };
  },
  async pdftotext() {
    return (file) => {
      const { status, stdout } = spawnSync('pdftotext', ['-q', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 29 });
      if (status !== 0) throw new Error('pdftotext failed');
      return stdout;
    };
  },
};

/** CPU time of this process and its finished children (Linux), in milliseconds. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return (user + system) / 1000 + (Number(fields[13]) + Number(fields[14])) * CLOCK_TICK_MS;
}

async function answer(read, file) {
  const before = cpuMs();
  const text = await Promise.resolve()
    .then(() => read(file))
    .catch(() => ({ outcome: 'error' }));
  const reply =
    typeof text === 'string'
      ? { outcome: text.trim() === '' ? 'empty' : 'text', text }
      : { outcome: text.outcome, text: '' };
  return { ...reply, cpuMs: cpuMs() - before, rssMb: process.memoryUsage.rss() / 2 ** 20 };
}

const read = await readers[process.argv[2]]();
let warm = false;
process.on('message', async ({ file }) => {
  if (!warm) await answer(read, file);
  warm = true;
  process.send(await answer(read, file));
});
process.send({ ready: true });
