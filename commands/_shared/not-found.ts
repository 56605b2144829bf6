import type { Hook } from '@oclif/core';

/** Levenshtein distance, for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}

const hook: Hook.CommandNotFound = async function (options) {
  const asked = options.id.replaceAll(':', ' ');
  const names = options.config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(':', ' '));
  const nearest = names
    .map((name) => ({ name, d: name.startsWith(asked) ? 0 : distance(asked, name) }))
    .filter(({ d }) => d <= 3)
    .sort((a, b) => a.d - b.d)[0];
  const next = nearest === undefined ? 'See `cvmatch help`.' : `Did you mean \`cvmatch ${nearest.name}\`?`;
  this.error(`there is no command "${asked}". ${next}`, { exit: 2 });
};
export default hook;
