import { createHash } from 'node:crypto';

/** Small, short and all different: the words are drawn from a hash, so that no CV is a near copy of another. */
export function shortCv(seed, i) {
  const draw = (k) => createHash('sha256').update(`${seed}:${i}:${k}`).digest();
  const words = Array.from({ length: 6 }, (_, k) =>
    [...draw(k)].map((byte) => WORDS[byte % WORDS.length]).join(' '),
  ).join('. ');
  const [a, b] = draw('name');
  return `Person${i} Sample${a}\nperson${i}@example.com\n\nExperience\n${WORDS[b % WORDS.length]} worker at Company${i} Ltd, 2017 to 2022\n${words}\n\nSkills\nWelding, TypeScript, Accounting\n`;
}
const WORDS =
  'plan build weld check draw sell count teach drive paint repair lead file store move cook clean read write measure design test mend load pack sort print guard grow cut join bend polish mix weigh label'.split(
    ' ',
  );
