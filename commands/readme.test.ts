import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, fixtures, root, temporaryFolder } from './_shared/testing.js';

/** Lines of README's code blocks that start with `cvmatch`, without their comments; `npm` lines are run by .ci/run. */
function commandsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .map((line) => /^ {4}cvmatch (.+?)(?:\s+# .*)?$/.exec(line)?.[1])
    .filter((command) => command !== undefined)
    .map((command) => command.split(/\s+/).map((word) => word.replace(/^'(.*)'$/, '$1')));
}

describe('README', () => {
  it('gives commands that work, in the order that they stand there', async () => {
    const cwd = temporaryFolder();
    cpSync(fixtures('demo', 'cvs'), path.join(cwd, 'cvs'), { recursive: true });
    cpSync(fixtures('demo', 'jd.txt'), path.join(cwd, 'jd.txt'));
    const commands = commandsOf(readFileSync(path.join(root, 'README.md'), 'utf8'));
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) {
      const { exitCode, stderr } = await cli(command, { cwd });
      expect(exitCode, `cvmatch ${command.join(' ')}\n${stderr}`).toBe(0);
    }
  }, 120_000);
});
