import { CvmatchError } from '../../src/index.js';

/**
 * Paths from stdin, one per line or separated by NUL (`find -print0`).
 * @throws CvmatchError `bad_flag` where stdin is a terminal.
 */
export async function pathsFromStdin(): Promise<string[]> {
  if (process.stdin.isTTY)
    throw new CvmatchError('bad_flag', '- reads a list of paths from stdin, which is a terminal', {
      hint: 'Pipe a list into it: find cvs -name "*.pdf" | cvmatch ingest -',
    });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text.split(text.includes('\0') ? '\0' : /\r?\n/).filter((line) => line !== '');
}
