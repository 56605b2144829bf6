import { describe, expect, it } from 'vitest';
import type { ExtractedDocument } from '../../domain/index.js';
import { parseProfile, type Vocabulary } from '../../profile/index.js';
import { extractDocument } from '../index.js';
import { pdfOf, streamOf } from '../pdf/testing.js';

const options = { maxExpandedBytes: 1e7 };
const vocabulary: Vocabulary = {
  fingerprint: '',
  find: () => [],
  canonical: () => undefined,
  relatedness: () => 0,
  occupationsNear: () => [],
  occupations: () => [],
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ofText = (text: string): ReturnType<typeof extractDocument> => extractDocument(bytes(text), options);
const profileOf = (document: ExtractedDocument): ReturnType<typeof parseProfile> =>
  parseProfile(document, { asOf: '2024-06-01', vocabulary });
async function read(source: string | Uint8Array): Promise<ExtractedDocument> {
  const outcome = await extractDocument(typeof source === 'string' ? bytes(source) : source, options);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

const PASSPORT = `<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en"><DocumentInfo><DocumentType>ECV</DocumentType><LastUpdateDate>2020-02-03T10:00:00Z</LastUpdateDate></DocumentInfo>
<LearnerInfo><Identification><PersonName><FirstName>Ada</FirstName><Surname>Oak</Surname></PersonName><ContactInfo><Address><Contact><AddressLine>1 Mill Lane</AddressLine><PostalCode>LS1</PostalCode><Municipality>Leeds</Municipality><Country><Code>UK</Code><Label>United Kingdom</Label></Country></Contact></Address>
<Email><Contact>ada@example.org</Contact></Email><TelephoneList><Telephone><Contact>+44 20 7946 0000</Contact></Telephone></TelephoneList></ContactInfo></Identification>
<Headline><Type><Code>preferred_job</Code></Type><Description><Label>Head Cook</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2018" month="--03" day="---01"/><Current>true</Current></Period><Position><Label>Chef</Label></Position><Activities>&lt;ul&gt;&lt;li&gt;Fed forty guests&lt;/li&gt;&lt;li&gt;Bought the fish&lt;/li&gt;&lt;/ul&gt;</Activities><Employer><Name>Acorn Ltd</Name><ContactInfo><Address><Contact><Municipality>Leeds</Municipality></Contact></Address></ContactInfo></Employer></WorkExperience>
<WorkExperience><Period><From year="2015"/><To year="2018" month="--02"/></Period><Position><Label>Cook</Label></Position><Employer><Name>Birch Inn</Name></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><From year="2012"/><To year="2015"/></Period><Title>Diploma in Cookery</Title><Organisation><Name>Leeds College</Name></Organisation></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>en</Code><Label>English</Label></Description></MotherTongue></MotherTongueList><ForeignLanguageList><ForeignLanguage><Description><Code>fr</Code><Label>French</Label></Description><ProficiencyLevel><Listening>B2</Listening><Reading>C1</Reading><SpokenInteraction>B2</SpokenInteraction></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<JobRelated><Description>&lt;p&gt;Pastry, Butchery&lt;/p&gt;</Description></JobRelated></Skills></LearnerInfo></SkillsPassport>`;

const CANDIDATE = `<?xml version="1.0"?><Candidate xmlns="http://www.europass.eu/1.0" xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" xmlns:oa="http://www.openapplications.org/oagis/9">
<CandidatePerson><PersonName><oa:GivenName>Ada</oa:GivenName><hr:FamilyName>Oak</hr:FamilyName></PersonName><Communication><ChannelCode>Email</ChannelCode><oa:URI>ada@example.org</oa:URI></Communication><Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>44</CountryDialing><oa:DialNumber>20 7946 0000</oa:DialNumber></Communication><PrimaryLanguageCode>eng</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile languageCode="en"><EmploymentHistory><EmployerHistory><hr:OrganizationName>Acorn Ltd</hr:OrganizationName><PositionHistory><PositionTitle>Chef</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2018-03-01</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><oa:Description>&lt;p&gt;Fed forty guests&lt;/p&gt;</oa:Description><City>Leeds</City></PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Leeds College</hr:OrganizationName><AttendancePeriod><StartDate><hr:FormattedDateTime>2012</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2015-06</hr:FormattedDateTime></EndDate></AttendancePeriod><EducationDegree><hr:DegreeName>Diploma in Cookery</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
<PersonQualifications><PersonCompetency><CompetencyID>fra</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID><CompetencyDimension><eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score></CompetencyDimension></PersonCompetency></PersonQualifications></CandidateProfile></Candidate>`;

describe('Europass XML', () => {
  it('of version 3 is the profile that it says', async () => {
    const document = await read(PASSPORT);
    expect([document.format, document.engine, document.documentDate, document.warnings]).toEqual([
      'europass',
      'europass',
      '2020-02-03',
      [],
    ]);
    const { resume } = profileOf(document);
    expect(resume.basics).toMatchObject({
      name: 'Ada Oak',
      label: 'Head Cook',
      email: 'ada@example.org',
      phone: '+44 20 7946 0000',
      location: { city: 'Leeds' },
    });
    expect(resume.work).toEqual([
      {
        name: 'Acorn Ltd',
        position: 'Chef',
        location: 'Leeds',
        startDate: '2018-03',
        current: true,
        highlights: ['Fed forty guests', 'Bought the fish'],
      },
      { name: 'Birch Inn', position: 'Cook', startDate: '2015', endDate: '2018-02', highlights: [] },
    ]);
    expect(resume.education).toEqual([
      { institution: 'Leeds College', studyType: 'Diploma in Cookery', startDate: '2012', endDate: '2015' },
    ]);
    expect(resume.languages).toEqual([
      { language: 'English', fluency: 'Native speaker' },
      { language: 'French', fluency: 'B2' },
    ]);
    expect(resume.skills.map((skill) => skill.name)).toEqual(['Pastry', 'Butchery']);
  });

  it('of the portal since is, too', async () => {
    const { resume } = profileOf(await read(CANDIDATE));
    expect(resume.basics).toMatchObject({ name: 'Ada Oak', email: 'ada@example.org', phone: '+44 20 7946 0000' });
    expect(resume.work).toEqual([
      {
        name: 'Acorn Ltd',
        position: 'Chef',
        location: 'Leeds',
        startDate: '2018-03-01',
        current: true,
        highlights: ['Fed forty guests'],
      },
    ]);
    expect(resume.education).toEqual([
      { institution: 'Leeds College', studyType: 'Diploma in Cookery', startDate: '2012', endDate: '2015-06' },
    ]);
    expect(resume.languages).toEqual([
      { language: 'English', fluency: 'Native speaker' },
      { language: 'French', fluency: 'B2' },
    ]);
  });

  it('that is cut off is read as far as it goes, and says so', async () => {
    const document = await read(PASSPORT.slice(0, PASSPORT.indexOf('<EducationList>')));
    expect(document.warnings.join()).toContain('cut off');
    expect(profileOf(document).resume.work).toHaveLength(2);
  });

  it.each<[string, string, string]>([
    ['without a CV', PASSPORT.replace(/<LearnerInfo>[\s\S]*<\/LearnerInfo>/, ''), 'corrupt'],
    [
      'with an empty one',
      PASSPORT.replace(/<LearnerInfo>[\s\S]*<\/LearnerInfo>/, '<LearnerInfo></LearnerInfo>'),
      'no_text',
    ],
    [
      'of another namespace',
      PASSPORT.replace('http://europass.cedefop.europa.eu/Europass', 'http://example.org/passport'),
      'unsupported_format',
    ],
    [
      'that is huge',
      PASSPORT.replace('<WorkExperienceList>', `<WorkExperienceList>${'<a/>'.repeat(60_000)}`),
      'expands_too_large',
    ],
  ])('%s is refused', async (_, xml, code) => {
    expect(await ofText(xml)).toMatchObject({ ok: false, code });
  });

  it('expands no entity of its own, and stands any depth', async () => {
    const lol =
      '<!DOCTYPE x [<!ENTITY a "lolololol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';
    const bomb = await read(
      PASSPORT.replace('<SkillsPassport', `${lol}<SkillsPassport`).replace('<Label>Chef</Label>', '<Label>&c;</Label>'),
    );
    expect(bomb.text).not.toContain('lolo');
    const deep = await read(
      PASSPORT.replace('<EducationList>', `<EducationList>${'<x>'.repeat(5000)}${'</x>'.repeat(5000)}`),
    );
    expect(profileOf(deep).resume.education).toHaveLength(1);
  });
});

/** A PDF that shows these lines and has a file attached. */
function pdfWith(lines: string[], attached: string): Uint8Array {
  const content = `BT /F1 10 Tf 14 TL 40 560 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  return pdfOf({
    content,
    catalog: '/Names << /EmbeddedFiles << /Kids [<< /Names [(cv.xml) 7 0 R] >>] >> >>',
    more: ['<< /Type /Filespec /F (cv.xml) /EF << /F 8 0 R >> >>', streamOf(attached, '/Type /EmbeddedFile')],
  });
}
const PAGE = [
  'Ada Oak',
  'Head Cook',
  '1 Mill Lane, LS1 Leeds, United Kingdom',
  'ada@example.org',
  '+44 20 7946 0000',
  'WORK EXPERIENCE',
  'March 2018 to date Chef',
  'Acorn Ltd, Leeds',
  'Fed forty guests',
  'Bought the fish',
  '2015 to February 2018 Cook',
  'Birch Inn',
  'EDUCATION',
  '2012 to 2015 Diploma in Cookery',
  'Leeds College',
  'English',
  'French B2',
  'Pastry, Butchery',
];

describe('a PDF with Europass XML attached', () => {
  it('is what the XML says, where the page shows the same', async () => {
    const document = await read(pdfWith(PAGE, PASSPORT));
    expect([document.format, document.engine, document.unchecked]).toEqual(['pdf', 'europass', undefined]);
    expect(profileOf(document).resume.work.map((post) => [post.position, post.name, post.startDate])).toEqual([
      ['Chef', 'Acorn Ltd', '2018-03'],
      ['Cook', 'Birch Inn', '2015'],
    ]);
  });

  it('keeps the text of the page, and tells where on it the fields stand', async () => {
    const document = await read(pdfWith(PAGE, PASSPORT));
    const { fields, sections } = profileOf(document);
    expect(document.text).toContain('WORK EXPERIENCE');
    expect(sections.map(({ heading }) => heading)).toContain('WORK EXPERIENCE');
    for (const [path, value] of [
      ['basics.name', 'Ada Oak'],
      ['work[0].name', 'Acorn Ltd'],
      ['work[1].position', 'Cook'],
      ['education[0].institution', 'Leeds College'],
    ] as const)
      expect(document.text.slice(fields[path]!.start, fields[path]!.end)).toBe(value);
  });

  it('loses what the XML says more than the page, and tells so', async () => {
    const document = await read(pdfWith(PAGE, PASSPORT.replace('Pastry, Butchery', 'Pastry, Butchery, Kubernetes')));
    expect(document.engine).toBe('europass');
    expect(document.text).not.toContain('Kubernetes');
    const { resume, findings } = profileOf(document);
    expect(resume.skills.map((skill) => skill.name)).toEqual(['Pastry', 'Butchery']);
    expect(findings.find((one) => one.code === 'visibility_not_checked')?.message).toContain('attached');
  });

  it('is its page, where the XML is another CV', async () => {
    const document = await read(
      pdfWith(['Bo Birch', 'Gardener', 'bo@example.org', 'Roses and hedges since 2001 in York'], PASSPORT),
    );
    expect(document.engine).not.toBe('europass');
    expect(document.text).toContain('Bo Birch');
    expect(document.text).not.toContain('Ada');
    expect(document.unchecked).toEqual([{ reason: 'attachment', page: 1 }]);
  });

  it.each([
    ['no XML of Europass', '<a>Ada Oak</a>'],
    ['a broken one', PASSPORT.slice(0, 300)],
    ['a huge one', PASSPORT.replace('<EducationList>', `<EducationList>${'<a/>'.repeat(60_000)}`)],
  ])('is its page with %s', async (_, attached) => {
    expect((await read(pdfWith(PAGE, attached))).text).toContain('Acorn Ltd, Leeds');
  });
});

const FLAT = (type: string, body: string): string =>
  `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${type}"><office:meta><dc:date>2021-05-06T00:00:00</dc:date></office:meta><office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style></office:automatic-styles><office:master-styles><style:master-page style:name="S"><style:footer><text:p>Ada Oak, page 1</text:p></style:footer></style:master-page></office:master-styles><office:body><office:text>${body}</office:text></office:body></office:document>`;
const BODY =
  '<text:h>Ada Oak</text:h><text:p>Cook<text:span text:style-name="H">Kubernetes</text:span></text:p><text:p>ada@example.org</text:p>';

describe('flat OpenDocument', () => {
  it('is read as the packed one is: text, hidden text, footer and date', async () => {
    const document = await read(FLAT('text', BODY));
    expect([document.format, document.documentDate, document.text]).toEqual([
      'odt',
      '2021-05-06',
      'Ada Oak\nCook\nada@example.org\n\nAda Oak, page 1',
    ]);
    expect(document.hidden.map((one) => [one.reason, one.text])).toEqual([['hidden_style', 'Kubernetes']]);
  });

  it('that is cut off is read as far as it goes', async () => {
    const document = await read(FLAT('text', BODY).slice(0, -60));
    expect(document.warnings.join()).toContain('cut off');
  });

  it.each([
    ['spreadsheet', 'a spreadsheet (FODS)'],
    ['presentation', 'a presentation (FODP)'],
    ['graphics', 'a drawing (FODG)'],
    ['formula', 'an XML file'],
  ])('%s is refused by its kind', async (type, what) => {
    expect(await ofText(FLAT(type, BODY))).toMatchObject({
      ok: false,
      code: 'unsupported_format',
      message: expect.stringContaining(what) as string,
    });
  });

  it('without a body is corrupt', async () => {
    expect(await ofText(FLAT('text', BODY).replace(/<office:body>[\s\S]*/, ''))).toMatchObject({
      ok: false,
      code: 'corrupt',
    });
  });
});
