import type { Hook } from '@oclif/core';
import { EXIT, plain } from '../../src/index.js';
import { nearest } from './nearest.js';

const hook: Hook.CommandNotFound = async function (options) {
  const asked = options.id.replaceAll(':', ' ');
  const names = options.config.commands
    .filter((command) => !command.hidden)
    .map((command) => command.id.replaceAll(':', ' '));
  const known = names.find((name) => asked.startsWith(`${name} `));
  const message = `there is no command "${asked}"`;
  const hint = known === undefined ? adviceFor(asked, names) : `See \`cvmatch help ${known}\`.`;
  if (options.argv?.includes('--json') === true) {
    process.stdout.write(`${JSON.stringify({ error: { code: 'bad_flag', message, hint } }, null, 2)}\n`);
  } else {
    process.stderr.write(`cvmatch: ${plain(message)}\n  ${plain(hint)}\n`);
  }
  process.exit(EXIT.usage);
};

function adviceFor(asked: string, names: string[]): string {
  const name = nearest(asked, names);
  return name === undefined ? 'See `cvmatch help`.' : `Did you mean \`cvmatch ${name}\`?`;
}

export default hook;
