// The parts of which the benches put together CVs and JDs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './measure.js';

export const TITLES = [
  'Software Engineer',
  'Data Analyst',
  'Nurse',
  'Accountant',
  'Sales Manager',
  'Project Manager',
  'Web Developer',
  'Recruiter',
  'Database Administrator',
  'Chef',
];
export const SKILLS = [
  'Python',
  'SQL',
  'Java',
  'Excel',
  'TypeScript',
  'Docker',
  'Kubernetes',
  'SAP',
  'Photoshop',
  'Salesforce',
  'Linux',
  'AWS',
  'React',
  'Tableau',
  'Git',
];
export const DUTIES = [
  'planned the budget and reported to the board',
  'built services that handle orders',
  'cared for patients on a ward',
  'kept the books and closed the month',
  'trained new colleagues',
  'moved reports to a warehouse',
  'wrote tests and reviewed changes',
  'negotiated contracts with suppliers',
  'ran the kitchen of a hotel',
  'answered questions of customers',
];

const oneOf = (random, list) => list[Math.floor(random() * list.length)];

/** A JD of the same parts as the CVs of make-store.js. `words`: draws the words of two duties more. */
export function jdText(random, words) {
  const one = (list) => oneOf(random, list);
  const duties = words === undefined ? '' : `Duties:\n- ${words(random, 12)}\n- ${words(random, 12)}\n`;
  return `${one(TITLES)}\nWe look for someone who ${one(DUTIES)}.\nRequirements:\n- ${3 + Math.floor(random() * 5)} years of experience with ${one(SKILLS)}\n- ${one(SKILLS)} and ${one(SKILLS)}\n- Bachelor's degree\nNice to have:\n- ${one(SKILLS)}\n${duties}`;
}

/** What `--words` names: a drawer of words, or undefined. */
export const wordsOf = (name) => (name === 'real' ? realWords() : undefined);

/** Draws words about as frequent as in real CVs (models/builtin/idf.json), independent of each other. */
function realWords() {
  const { words } = JSON.parse(readFileSync(path.join(root, 'models/builtin/idf.json'), 'utf8'));
  const known = Object.entries(words).filter(([word]) => !/\d/.test(word));
  let sum = 0;
  const sums = known.map(([, holders]) => (sum += holders));
  return (random, count) =>
    Array.from({ length: count }, () => {
      const at = random() * sum;
      let [low, high] = [0, sums.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sums[middle] > at) high = middle;
        else low = middle + 1;
      }
      return known[low][0];
    }).join(' ');
}

export function quantile(list, q) {
  const sorted = [...list].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1));
}
