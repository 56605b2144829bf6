import { allAt, allBelow, textAt, type XmlElement } from '../xml-tree.js';
import { joined, languageName, linesOf, middle, tasks } from './europass-fields.js';
import type { Json } from './json-resume.js';

/** Reads the HR Open format: Candidate. */
export function fromCandidate(root: XmlElement): Json {
  const person = allAt(root, 'CandidatePerson')[0];
  const profile = allAt(root, 'CandidateProfile')[0];
  return {
    basics: basicsOf(person, profile),
    work: allAt(profile, 'EmploymentHistory', 'EmployerHistory').flatMap((employer) =>
      allAt(employer, 'PositionHistory').map((one) => position(employer, one)),
    ),
    education: allBelow(profile, 'EducationOrganizationAttendance').map(attendance),
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
    ...listsOf(profile),
  };
}

function basicsOf(person: XmlElement | undefined, profile: XmlElement | undefined): Json {
  const channels = allAt(person, 'Communication');
  const by = (channel: string): XmlElement[] => channels.filter((one) => textAt(one, 'ChannelCode') === channel);
  const phone = by('Telephone')[0];
  const links = [...by('Web'), ...by('SocialMedia'), ...by('InstantMessage')]
    .map((one) => textAt(one, 'URI'))
    .filter((uri) => uri !== undefined);
  const address = allBelow(person, 'Address')[0];
  const summary = linesOf(textAt(profile, 'ExecutiveSummary') ?? textAt(profile, 'Objective')).join('\n');
  return {
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
  };
}

function listsOf(profile: XmlElement | undefined): Json {
  return {
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

function attendance(one: XmlElement): Json {
  return {
    institution: textAt(one, 'OrganizationName'),
    studyType: textAt(one, 'EducationDegree', 'DegreeName'),
    area: textAt(one, 'EducationDegree', 'DegreeMajor', 'ProgramName') ?? textAt(one, 'MajorProgramName'),
    score: textAt(one, 'EducationScore', 'ScoreText'),
    ...attended(allAt(one, 'AttendancePeriod')[0]),
    courses: linesOf(textAt(one, 'EducationDegree', 'OccupationalSkillsCovered')),
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
