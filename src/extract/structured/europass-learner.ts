import { allAt, allBelow, textAt, type XmlElement } from '../xml-tree.js';
import { joined, languageName, linesOf, listed, middle, tasks } from './europass-fields.js';
import type { Json } from './json-resume.js';

/** Reads version 3: SkillsPassport / LearnerInfo. */
export function fromLearner(learner: XmlElement): Json {
  const skills = allAt(learner, 'Skills')[0];
  return {
    basics: basicsOf(learner),
    work: allAt(learner, 'WorkExperienceList', 'WorkExperience').map((one) => ({
      position: textAt(one, 'Position', 'Label'),
      ...employerOf(allAt(one, 'Employer')[0]),
      ...periodOf(allAt(one, 'Period')[0]),
      ...tasks(textAt(one, 'Activities')),
    })),
    education: allAt(learner, 'EducationList', 'Education').map((one) => ({
      studyType: textAt(one, 'Title') ?? textAt(one, 'Title', 'Label'),
      area: textAt(one, 'Field', 'Label'),
      institution: textAt(one, 'Organisation', 'Name'),
      ...periodOf(allAt(one, 'Period')[0]),
      courses: linesOf(textAt(one, 'Activities')),
    })),
    skills: ['JobRelated', 'Computer', 'Communication', 'Organisational', 'Other']
      .map((kind) => ({ keywords: listed(textAt(skills, kind, 'Description')) }))
      .filter((one) => one.keywords.length > 0),
    languages: [
      ...allBelow(skills, 'MotherTongue').map(motherTongue),
      ...allBelow(skills, 'ForeignLanguage').map(foreignLanguage),
    ],
    ...achievements(allAt(learner, 'AchievementList', 'Achievement')),
  };
}

function basicsOf(learner: XmlElement): Json {
  const person = allAt(learner, 'Identification')[0];
  const contact = allAt(person, 'ContactInfo')[0];
  const headline = textAt(learner, 'Headline', 'Type', 'Code');
  const description = textAt(learner, 'Headline', 'Description', 'Label');
  const links = allAt(contact, 'WebsiteList', 'Website', 'Contact').map((one) => one.text.trim());
  return {
    name: joined([textAt(person, 'PersonName', 'FirstName'), textAt(person, 'PersonName', 'Surname')], ' '),
    ...(headline === 'personal_statement' ? { summary: description } : { label: description }),
    email: textAt(contact, 'Email', 'Contact'),
    phone: textAt(contact, 'TelephoneList', 'Telephone', 'Contact'),
    url: links[0],
    profiles: links.slice(1).map((url) => ({ network: '', url })),
    location: addressOf(allAt(contact, 'Address', 'Contact')[0]),
  };
}

const languageOf = (one: XmlElement): string | undefined =>
  textAt(one, 'Description', 'Label') ?? languageName(textAt(one, 'Description', 'Code'));

const motherTongue = (one: XmlElement): Json => ({ language: languageOf(one), fluency: 'Native speaker' });

function foreignLanguage(one: XmlElement): Json {
  const levels =
    allAt(one, 'ProficiencyLevel')[0]
      ?.children.map((level) => level.text.trim())
      .filter((level) => level !== '') ?? [];
  return {
    language: languageOf(one),
    fluency: middle(levels),
  };
}

function employerOf(employer: XmlElement | undefined): Json {
  const { city, country } = addressOf(allAt(employer, 'ContactInfo', 'Address', 'Contact')[0]);
  return { name: textAt(employer, 'Name'), location: joined([city, country], ', ') };
}

function addressOf(address: XmlElement | undefined): {
  address?: string;
  postalCode?: string;
  city?: string;
  country?: string;
  countryCode?: string;
} {
  return {
    address: textAt(address, 'AddressLine'),
    postalCode: textAt(address, 'PostalCode'),
    city: textAt(address, 'Municipality'),
    country: textAt(address, 'Country', 'Label'),
    countryCode: textAt(address, 'Country', 'Code')?.toUpperCase(),
  };
}

/** `<From year="2008" month="--03"/>`, `<Current>true</Current>` */
function periodOf(period: XmlElement | undefined): Json {
  const dateOf = (name: string): string | undefined => {
    const date = allAt(period, name)[0]?.attributes;
    const month = /\d\d/.exec(date?.['month'] ?? '')?.[0];
    return date?.['year'] === undefined ? undefined : joined([date['year'], month], '-');
  };
  return { startDate: dateOf('From'), ...(textAt(period, 'Current') === 'true' ? {} : { endDate: dateOf('To') }) };
}

const HEADED: readonly (readonly [RegExp, string])[] = [
  [/public|veröffentlich|pubblica/i, 'publications'],
  [/project|projekt|projet|proyecto|progett|projeto/i, 'projects'],
  [/certif|zertifik|attest/i, 'certificates'],
  [/honou?r|award|auszeichnung|prix|premi|prém/i, 'awards'],
];

/** Free lists under a heading of the person's choice. */
function achievements(all: readonly XmlElement[]): Json {
  const lists: Record<string, Json[]> = { publications: [], projects: [], certificates: [], awards: [], interests: [] };
  for (const one of all) {
    const heading = joined([textAt(one, 'Title', 'Code'), textAt(one, 'Title', 'Label')], ' ') ?? '';
    const kind = HEADED.find(([pattern]) => pattern.test(heading))?.[1] ?? 'interests';
    for (const line of linesOf(textAt(one, 'Description')))
      lists[kind]!.push(kind === 'awards' ? { title: line } : { name: line });
  }
  return lists;
}
