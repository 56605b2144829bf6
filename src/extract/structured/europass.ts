import { Parser } from 'htmlparser2';
import { failure, type ExtractedDocument, type Outcome } from '../../domain/index.js';
import { decodeText } from '../encoding.js';
import { isEuropass } from './europass-root.js';
import { documentOfResume, type Json } from './json-resume.js';
import { CUT_OFF, isoDay } from '../reader.js';
import { allAt, allBelow, textAt, xmlTree, type XmlElement } from '../xml-tree.js';

/** Europass XML as a JSON Resume would say it. */
export interface Europass {
  resume: Json;
  date: string | null;
}

/** A profile as it is, and text made of it. */
export function readEuropass(bytes: Uint8Array): Outcome<ExtractedDocument> {
  const xml = decodeText(bytes);
  const read = europassOf(xml);
  if (read === null) return failure('corrupt', 'it begins as Europass XML and holds no CV');
  return documentOfResume(read.resume, {
    format: 'europass',
    engine: 'europass',
    documentDate: read.date,
    warnings: isWhole(xml) ? [] : [CUT_OFF],
  });
}

/** The root is closed. */
export function isWhole(xml: string): boolean {
  return /<\/(?:[\w-]+:)?(?:SkillsPassport|LearnerInfo|Candidate)\s*>\s*(?:<!--[\s\S]{0,2000}-->\s*)?$/i.test(
    xml.slice(-4000),
  );
}

/** @throws Refusal for more elements than a CV has. */
export function europassOf(xml: string): Europass | null {
  const root = isEuropass(xml.slice(0, 8192)) ? xmlTree(xml) : null;
  if (root?.name === 'Candidate') return fromCandidate(root);
  const learner = root?.name === 'LearnerInfo' ? root : allAt(root ?? undefined, 'LearnerInfo')[0];
  if (learner === undefined) return null;
  return {
    resume: fromLearner(learner),
    date: isoDay(textAt(root!, 'DocumentInfo', 'LastUpdateDate') ?? textAt(root!, 'DocumentInfo', 'CreationDate')),
  };
}

// Version 3: SkillsPassport / LearnerInfo.

function fromLearner(learner: XmlElement): Json {
  const person = allAt(learner, 'Identification')[0];
  const contact = allAt(person, 'ContactInfo')[0];
  const headline = textAt(learner, 'Headline', 'Type', 'Code');
  const description = textAt(learner, 'Headline', 'Description', 'Label');
  const skills = allAt(learner, 'Skills')[0];
  const links = allAt(contact, 'WebsiteList', 'Website', 'Contact').map((one) => one.text.trim());
  return {
    basics: {
      name: joined([textAt(person, 'PersonName', 'FirstName'), textAt(person, 'PersonName', 'Surname')], ' '),
      ...(headline === 'personal_statement' ? { summary: description } : { label: description }),
      email: textAt(contact, 'Email', 'Contact'),
      phone: textAt(contact, 'TelephoneList', 'Telephone', 'Contact'),
      url: links[0],
      profiles: links.slice(1).map((url) => ({ network: '', url })),
      location: addressOf(allAt(contact, 'Address', 'Contact')[0]),
    },
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
      ...allBelow(skills, 'MotherTongue').map((one) => ({
        language: textAt(one, 'Description', 'Label') ?? languageName(textAt(one, 'Description', 'Code')),
        fluency: 'Native speaker',
      })),
      ...allBelow(skills, 'ForeignLanguage').map(foreignLanguage),
    ],
    ...achievements(allAt(learner, 'AchievementList', 'Achievement')),
  };
}

function foreignLanguage(one: XmlElement): Json {
  const levels =
    allAt(one, 'ProficiencyLevel')[0]
      ?.children.map((level) => level.text.trim())
      .filter((level) => level !== '') ?? [];
  return {
    language: textAt(one, 'Description', 'Label') ?? languageName(textAt(one, 'Description', 'Code')),
    fluency: middle(levels),
  };
}

/** Of the levels of listening, reading, speaking and writing the middle one of the order A1 to C2. */
function middle(levels: readonly string[]): string | undefined {
  return [...levels].sort()[Math.floor((levels.length - 1) / 2)];
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

// HR Open: Candidate.

function fromCandidate(root: XmlElement): Europass {
  const person = allAt(root, 'CandidatePerson')[0];
  const profile = allAt(root, 'CandidateProfile')[0];
  const channels = allAt(person, 'Communication');
  const by = (channel: string): XmlElement[] => channels.filter((one) => textAt(one, 'ChannelCode') === channel);
  const phone = by('Telephone')[0];
  const links = [...by('Web'), ...by('SocialMedia'), ...by('InstantMessage')]
    .map((one) => textAt(one, 'URI'))
    .filter((uri) => uri !== undefined);
  const address = allBelow(person, 'Address')[0];
  const summary = linesOf(textAt(profile, 'ExecutiveSummary') ?? textAt(profile, 'Objective')).join('\n');
  const resume = {
    basics: {
      name:
        joined([textAt(person, 'PersonName', 'GivenName'), textAt(person, 'PersonName', 'FamilyName')], ' ') ??
        textAt(person, 'PersonName', 'FormattedName'),
      email: textAt(by('Email')[0], 'URI'),
      phone: joined([dialling(textAt(phone, 'CountryDialing')), textAt(phone, 'DialNumber')], ' '),
      ...(summary === '' ? {} : { summary }),
      url: links[0],
      profiles: links.slice(1).map((url) => ({ network: '', url })),
      location: {
        address: textAt(address, 'AddressLine'),
        postalCode: textAt(address, 'PostalCode'),
        city: textAt(address, 'CityName'),
        countryCode: textAt(address, 'CountryCode')?.toUpperCase(),
      },
    },
    work: allAt(profile, 'EmploymentHistory', 'EmployerHistory').flatMap((employer) =>
      allAt(employer, 'PositionHistory').map((one) => position(employer, one)),
    ),
    education: allBelow(profile, 'EducationOrganizationAttendance').map((one) => ({
      institution: textAt(one, 'OrganizationName'),
      studyType: textAt(one, 'EducationDegree', 'DegreeName'),
      area: textAt(one, 'EducationDegree', 'DegreeMajor', 'ProgramName') ?? textAt(one, 'MajorProgramName'),
      score: textAt(one, 'EducationScore', 'ScoreText'),
      ...attended(allAt(one, 'AttendancePeriod')[0]),
      courses: linesOf(textAt(one, 'EducationDegree', 'OccupationalSkillsCovered')),
    })),
    languages: [
      ...allAt(person, 'PrimaryLanguageCode').map((one) => ({
        language: languageName(one.text.trim()),
        fluency: 'Native speaker',
      })),
      ...allBelow(profile, 'PersonCompetency').filter(isLanguage).map(spoken),
    ],
    skills: allBelow(profile, 'PersonCompetency')
      .filter((one) => !isLanguage(one))
      .map((one) => ({ name: textAt(one, 'CompetencyName') ?? textAt(one, 'CompetencyID') })),
    certificates: allBelow(profile, 'Certification').map((one) => ({
      name: textAt(one, 'CertificationName') ?? textAt(one, 'CertificationTypeCode'),
      issuer: textAt(one, 'IssuingAuthority', 'Name') ?? textAt(one, 'IssuingAuthorityName'),
      date: textAt(one, 'FirstIssuedDate', 'FormattedDateTime'),
    })),
    publications: allBelow(profile, 'Publication').map((one) => ({
      name: textAt(one, 'Title') ?? textAt(one, 'FormattedPublicationDescription'),
      releaseDate: textAt(one, 'Year'),
    })),
    projects: allBelow(profile, 'Project').map((one) => ({
      name: textAt(one, 'Title'),
      description: linesOf(textAt(one, 'Description')).join('\n'),
      startDate: textAt(allBelow(one, 'StartDate')[0], 'FormattedDateTime'),
      endDate: textAt(allBelow(one, 'EndDate')[0], 'FormattedDateTime'),
    })),
  };
  return {
    resume,
    date: isoDay(
      textAt(root, 'CandidateSupplier', 'ModificationDate') ??
        allBelow(root, 'DocumentID')[0]?.attributes['modificationDate'],
    ),
  };
}

const dialling = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : `+${code.replace(/^\+|^00/, '')}`;

function position(employer: XmlElement, one: XmlElement): Json {
  const period = allAt(one, 'EmploymentPeriod')[0];
  return {
    name: textAt(employer, 'OrganizationName'),
    position: textAt(one, 'PositionTitle'),
    location: textAt(one, 'City') ?? textAt(allBelow(employer, 'Address')[0], 'CityName'),
    ...attended(period),
    ...tasks(textAt(one, 'Description')),
  };
}

function attended(period: XmlElement | undefined): Json {
  const ongoing =
    textAt(period, 'CurrentIndicator') === 'true' ||
    textAt(period, 'Ongoing') === 'true' ||
    textAt(period, 'EndDate', 'CurrentIndicator') === 'true';
  return {
    startDate: textAt(period, 'StartDate', 'FormattedDateTime'),
    ...(ongoing ? {} : { endDate: textAt(period, 'EndDate', 'FormattedDateTime') }),
  };
}

const isLanguage = (one: XmlElement): boolean => textAt(one, 'TaxonomyID')?.toLowerCase() === 'language';

function spoken(one: XmlElement): Json {
  return {
    language: languageName(textAt(one, 'CompetencyID')),
    fluency: middle(
      allBelow(one, 'ScoreText')
        .map((score) => score.text.trim())
        .filter((score) => score !== ''),
    ),
  };
}

// What both have.

/** English name of `de`, `deu` or `ger`; what is no code is the name itself. */
function languageName(code: string | undefined): string | undefined {
  if (code === undefined || !/^[a-z]{2,3}$/i.test(code)) return code;
  return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code.toLowerCase()) ?? code;
}

function joined(parts: readonly (string | undefined)[], glue: string): string | undefined {
  const told = parts.filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? undefined : told.join(glue);
}

/** Tasks are items of a list, or else paragraphs. */
function tasks(html: string | undefined): Json {
  return { highlights: linesOf(html) };
}

/** What a field of skills lists: its lines, cut at commas where they are short. */
const listed = (html: string | undefined): string[] =>
  linesOf(html)
    .flatMap((line) => (line.length < 120 ? line.split(/[,;]\s+/u) : [line]))
    .map((one) => one.replace(/[.\s]+$/u, ''))
    .filter((one) => one !== '');

const BLOCK = /^(?:p|li|br|div|ul|ol|h\d|tr)$/;

/** Fields hold HTML: its paragraphs and items, without their marks. */
function linesOf(html: string | undefined): string[] {
  if (html === undefined) return [];
  let text = '';
  const parser = new Parser({
    onopentagname: (name) => {
      if (BLOCK.test(name)) text += '\n';
    },
    onclosetag: (name) => {
      if (BLOCK.test(name)) text += '\n';
    },
    ontext: (data) => {
      text += data;
    },
  });
  parser.write(html);
  parser.end();
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/gu, ' ')
        .replace(/^[-–•*·]\s+/u, '')
        .trim(),
    )
    .filter((line) => line !== '');
}
