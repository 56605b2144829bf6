import { cpSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cli, fixtures, root, startServe, temporaryFolder } from './_shared/testing.js';

/**
 * Lines of README's code blocks that start with `cvmatch` or `curl`, without comments; .ci/run runs the `npm` lines.
 */
function commandsOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .map((line) => /^ {4}((?:cvmatch|curl) .+?)(?:\s+# .*)?$/.exec(line)?.[1])
    .filter((command) => command !== undefined);
}

function wordsOf(command: string): string[] {
  return command
    .split(/\s+/)
    .slice(1)
    .map((word) => word.replace(/^'(.*)'$/, '$1'));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

describe('README', () => {
  it('shows what the sample CVs give, scores aside', async () => {
    const store = path.join(temporaryFolder(), 'store');
    await cli(['ingest', fixtures('demo', 'cvs'), '--store', store]);
    const { stdout } = await cli(['match', fixtures('demo', 'jd.txt'), '--store', store, '--top', '5']);
    const bare = (text: string) => text.replace(/0\.\d{3} [█-▏]* */g, '0.000  ').replace(/[ \t]+/g, ' ');
    const readme = bare(readFileSync(path.join(root, 'README.md'), 'utf8'));
    expect(readme).toContain(
      bare(
        stdout
          .split('\n')
          .map((line) => `    ${line}`.trimEnd())
          .join('\n'),
      ).trim(),
    );
  });

  it('gives commands that work, in the order that they stand there', async () => {
    const cwd = temporaryFolder();
    cpSync(fixtures('demo', 'cvs'), path.join(cwd, 'cvs'), { recursive: true });
    cpSync(fixtures('demo', 'jd.txt'), path.join(cwd, 'jd.txt'));
    const port = String(await freePort());
    const commands = commandsOf(readFileSync(path.join(root, 'README.md'), 'utf8')).map((command) =>
      command.replaceAll('8080', port),
    );
    expect(commands.filter((command) => command.startsWith('cvmatch')).length).toBeGreaterThan(3);
    expect(commands.filter((command) => command.startsWith('curl')).length).toBeGreaterThan(1);
    for (const command of commands) {
      if (command.startsWith('cvmatch serve')) {
        const { stop } = await startServe(wordsOf(command).slice(1), { cwd });
        onTestFinished(async () => void (await stop()));
      } else if (command.startsWith('curl')) {
        const { stdout, exitCode } = await execa(command.replace('curl', 'curl -sf'), {
          cwd,
          shell: true,
          reject: false,
        });
        expect(exitCode, `${command}\n${stdout}`).toBe(0);
      } else {
        const { exitCode, stderr } = await cli(wordsOf(command), { cwd });
        expect(exitCode, `${command}\n${stderr}`).toBe(0);
      }
    }
  }, 120_000);
});
