// The parts of which the benches put together CVs and JDs.
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

/** A JD of the same parts as the CVs of make-store.js. */
export function jdText(random) {
  const one = (list) => oneOf(random, list);
  return `${one(TITLES)}\nWe look for someone who ${one(DUTIES)}.\nRequirements:\n- ${3 + Math.floor(random() * 5)} years of experience with ${one(SKILLS)}\n- ${one(SKILLS)} and ${one(SKILLS)}\n- Bachelor's degree\nNice to have:\n- ${one(SKILLS)}\n`;
}

export function quantile(list, q) {
  const sorted = [...list].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1));
}
