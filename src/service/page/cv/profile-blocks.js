/** Below this confidence a field is marked, as on the command line. */
const UNSURE = 0.6;

export function unsureAt(profile, ...paths) {
  return paths.some((path) => (profile.fields[path]?.confidence ?? 1) < UNSURE);
}

/**
 * The profile in reading order, without empty parts: `{ title, inline, entries: [{ head, details }] }`, lines
 * `{ text, unsure }`.
 */
export function blocksOf(profile) {
  const blocks = [
    { title: 'Findings', entries: profile.findings.map(({ level, message }) => entry(`${level}: ${message}`)) },
    { title: 'Contact', entries: contact(profile) },
    { title: 'Summary', entries: summary(profile) },
    { title: workTitle(profile), entries: worked(profile, 'work') },
    { title: 'Education', entries: educated(profile) },
    { title: 'Skills', inline: true, entries: skilled(profile) },
    { title: 'Languages', inline: true, entries: listed(profile, 'languages', language) },
    { title: 'Certificates', entries: listed(profile, 'certificates', certificate) },
    { title: 'Projects', entries: listed(profile, 'projects', project) },
    { title: 'Volunteering', entries: worked(profile, 'volunteer') },
    { title: 'Publications', entries: listed(profile, 'publications', publication) },
    { title: 'References', entries: listed(profile, 'references', reference) },
  ];
  return blocks.filter(({ entries }) => entries.length > 0);
}

const line = (text, unsure = false) => ({ text, unsure });
const entry = (text, unsure = false, details = []) => ({ head: line(text, unsure), details });
const at = (part, i, ...fields) => [`${part}[${i}]`, ...fields.map((field) => `${part}[${i}].${field}`)];

function joined(separator, ...parts) {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

function range({ startDate, endDate, current }) {
  return joined(' to ', startDate, current === true ? 'present' : endDate);
}

function contact(profile) {
  const { email, phone, url, location, profiles } = profile.resume.basics;
  const place =
    location?.text ??
    joined(', ', location?.address, location?.postalCode, location?.city, location?.region, location?.countryCode);
  const rows = [
    ['E-mail', email, ['basics.email']],
    ['Phone', phone, ['basics.phone']],
    ['Location', place, ['basics.location', 'basics.location.text', 'basics.location.city']],
    ['Web', url, ['basics.url']],
    ...profiles.map((item, i) => [item.network, item.url, [`basics.profiles[${i}]`, `basics.profiles[${i}].url`]]),
  ];
  return rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value, paths]) => entry(`${label}: ${value}`, unsureAt(profile, ...paths)));
}

function worked(profile, part) {
  return profile.resume[part].map((item, i) =>
    entry(
      joined(', ', joined(' at ', item.position, item.name), item.location, range(item)),
      unsureAt(profile, ...at(part, i, 'position', 'name', 'startDate', 'endDate')),
      [...(item.summary === undefined ? [] : item.summary.split('\n')), ...item.highlights].map((text) => line(text)),
    ),
  );
}

function listed(profile, part, text) {
  return profile.resume[part].map((item, i) =>
    entry(text(item), unsureAt(profile, ...at(part, i, 'name', 'language'))),
  );
}

function summary({ resume }) {
  return resume.basics.summary === undefined ? [] : [entry(resume.basics.summary)];
}

function workTitle({ yearsOfExperience, asOf }) {
  return yearsOfExperience === null ? 'Work' : `Work, ${yearsOfExperience} years as of ${asOf}`;
}

function educated(profile) {
  return profile.resume.education.map((item, i) =>
    entry(
      joined(', ', joined(' in ', item.studyType, item.area), item.institution, range(item), item.score),
      unsureAt(profile, ...at('education', i, 'studyType', 'institution', 'endDate')),
    ),
  );
}

function skilled(profile) {
  return profile.resume.skills.map(({ name, years }, i) =>
    entry(years === undefined ? name : `${name}, ${years} years`, unsureAt(profile, ...at('skills', i, 'name'))),
  );
}

const language = (item) => joined(', ', item.language, item.fluency);
const certificate = (item) => joined(', ', item.name, item.issuer, item.date);
const project = (item) => joined(', ', item.name, range(item), item.url);
const publication = (item) => joined(', ', item.name, item.publisher, item.releaseDate);
const reference = (item) => joined(': ', item.name, item.reference);
