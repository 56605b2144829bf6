// Invented honest CVs and JDs, and ten ways to stuff such a CV for such a JD. For bench/stuffing.js and the tests.

export const CVS = {
  developer: `Alex Morgan
alex.morgan@example.com | +44 20 7946 0018

Summary

Backend developer who likes small services and clear logs.

Experience

Backend Developer, Fernhill Ltd
January 2018 - December 2023
- Built ordering services in PHP with Laravel and MySQL.
- Wrote the tests that keep nightly releases boring.
- Moved invoices from paper to a queue.

Junior Developer, Brightwater GmbH
March 2014 - December 2017
- Kept an old shop alive in PHP and jQuery.
- Answered tickets of forty merchants.

Skills

PHP, Laravel, MySQL, jQuery, Git

Education

Bachelor of Science in Physics, Riverside University, 2013
`,
  nurse: `Robin Castle
robin.castle@example.com

Work Experience

Ward Nurse, Hillside Hospital
May 2016 - present
- Cares for eighteen patients of a surgical ward.
- Hands over to the night shift and keeps the charts.
- Trained six new colleagues in wound care.

Care Assistant, Lakeview Home
June 2012 - April 2016
- Washed, dressed and fed residents.

Education

Diploma in Nursing, Riverside College, 2015

Languages

English, Spanish
`,
  accountant: `Kim Sanders
kim.sanders@example.com
Leeds

PROFILE

Accountant with a liking for month ends that close on the first day.

EMPLOYMENT

Senior Accountant, Oakfield Foods
01/2017 - 06/2023
• Closes the books of three companies each month in SAP.
• Prepares VAT returns and answers the auditors.
• Built forecasts in Excel that the board reads.

Bookkeeper, Tallow & Sons
02/2011 - 12/2016
• Posted invoices and chased late payers.

SKILLS

SAP, Excel, VAT, IFRS, forecasting

EDUCATION

Bachelor of Commerce, Riverside University, 2010
`,
  cook: `Sam Porter
sam.porter@example.com

Berufserfahrung

Koch, Gasthaus Linde
Januar 2015 - Dezember 2022
- Kochte für achtzig Gäste am Abend.
- Plante Einkauf und Dienste der Küche.

Ausbildung

Ausbildung zum Koch, Berufsschule Aue, 2014

Kenntnisse

Menüplanung, Hygiene, Einkauf
`,
  analyst: `Lee Winter
lee.winter@example.com

EXPERIENCE

Data Analyst, Meadow Insurance
2019 - 2023
- Reports on claims in SQL and Tableau for the underwriters.
- Cleaned addresses with Python so that letters arrive.

Sales Assistant, Corner Books
2016 - 2019
- Sold books and counted the till.

TECHNICAL SKILLS

SQL, Tableau, Python, Excel, PowerPoint, statistics

EDUCATION

Master of Science in Statistics, Riverside University, 2018
`,
};

export const JDS = {
  backend: {
    skills: ['Kubernetes', 'TypeScript', 'PostgreSQL', 'Docker', 'AWS', 'GraphQL', 'Redis', 'Terraform'],
    other: ['Datenbanken', 'Softwareentwicklung', 'Webentwicklung', 'Programmierung'],
    text: `Senior Backend Engineer

Fernway runs the timetables of eleven railways.

What you will do
- Design services in TypeScript that answer forty thousand travellers a minute
- Run our clusters on Kubernetes and keep the cost of AWS in check
- Review schemas in PostgreSQL with the team of three analysts
- Bring delayed trains to the page within two seconds

Requirements
- Kubernetes
- TypeScript
- PostgreSQL
- Docker
- AWS
- GraphQL
- Redis
- Terraform
- 5 years of experience with backend services
- Bachelor's degree in computer science
`,
  },
  science: {
    skills: ['Python', 'machine learning', 'TensorFlow', 'Spark', 'Airflow', 'Docker'],
    other: ['Maschinelles Lernen', 'Statistik', 'Datenanalyse', 'Künstliche Intelligenz'],
    text: `Data Scientist

You help a bank to see fraud before its customers do.

Your tasks
- Train models in Python that score two million payments each night
- Build pipelines with Airflow and Spark for features of cards and devices
- Explain scores of suspicious payments to the investigators on call

You must have
- Python
- Machine learning
- TensorFlow
- Spark
- Airflow
- Docker
- Master's degree in statistics or mathematics
- Fluent in German
`,
  },
  controller: {
    skills: ['SAP', 'IFRS', 'Power BI', 'Excel', 'budgeting', 'controlling', 'consolidation'],
    other: ['Buchhaltung', 'Kostenrechnung', 'Jahresabschluss', 'Finanzplanung'],
    text: `Financial Controller

Linden Foods bakes for nine hundred shops.

Responsibilities
- Own the budget of the bakeries and explain each deviation to the owners
- Consolidate eleven subsidiaries under IFRS within four working days
- Build dashboards in Power BI for the plant managers

Requirements
- SAP
- IFRS
- Power BI
- Excel
- Budgeting
- Controlling
- Consolidation
- 6 years of experience in finance
- Bachelor's degree
`,
  },
};

const CYRILLIC = {
  a: 'а',
  e: 'е',
  o: 'о',
  c: 'с',
  p: 'р',
  x: 'х',
  y: 'у',
  i: 'і',
  A: 'А',
  B: 'В',
  E: 'Е',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  C: 'С',
  T: 'Т',
  S: 'Ѕ',
};
const lookAlike = (word) =>
  [...word].map((letter, i) => (i > 0 || word.length < 4 ? (CYRILLIC[letter] ?? letter) : letter)).join('');
const lines = (text) => text.split('\n').filter((line) => line.trim() !== '');
const end = (cv, text) => `${cv}\n${text}\n`;
const headings =
  /^(?:Summary|Experience|Work Experience|EMPLOYMENT|EXPERIENCE|PROFILE|Berufserfahrung|Education|EDUCATION|Ausbildung|Languages)$/;

/** Each returns the CV stuffed for the JD, with the finding that must be reported. */
export const KINDS = {
  'one skill 500 times': {
    finding: 'keyword_stuffing',
    stuff: (cv, { skills }) => end(cv, `${skills[0]} `.repeat(500)),
  },
  'the skills 50 times': {
    finding: 'keyword_stuffing',
    stuff: (cv, { skills }) => end(cv, `${skills.join(', ')}\n`.repeat(50)),
  },
  'a list without posts': {
    finding: 'keyword_stuffing',
    stuff: (cv, { skills }) => end(cv, `Skills\n\n${skills.join(', ')}`),
  },
  'the JD pasted': { finding: 'jd_copied', stuff: (cv, { text }) => end(cv, text) },
  'the JD in pieces': {
    finding: 'jd_copied',
    stuff: (cv, { text }) => {
      const pieces = lines(text);
      return cv
        .split('\n')
        .flatMap((line, i) => [line, ...(i >= 3 && pieces.length > 0 ? pieces.splice(0, 1) : [])])
        .concat(pieces)
        .join('\n');
    },
  },
  'the duties in a post': {
    finding: 'jd_copied',
    stuff: (cv, { text }) => {
      const duties = lines(text).filter((line) => line.startsWith('- ') && line.length > 40);
      return cv.replace(/^[-•] /m, (bullet) => `${duties.join('\n')}\n${bullet}`);
    },
  },
  'zero-width letters': {
    finding: 'obfuscated_text',
    stuff: (cv, { skills }) =>
      end(cv, skills.map((skill) => skill.replace(/(?<=[A-Za-z])(?=[A-Za-z])/, '\u200b')).join(', ')),
  },
  'look-alike letters': {
    finding: 'obfuscated_text',
    stuff: (cv, { skills }) => end(cv, skills.map(lookAlike).join(', ')),
  },
  'a second language': {
    finding: 'keyword_stuffing',
    stuff: (cv, { skills, other }) =>
      end(cv, `Skills\n\n${skills.join(', ')}\n\nKenntnisse\n\n${[...skills, ...other].join(', ')}`),
  },
  'headings, captions, links': {
    finding: 'keyword_stuffing',
    stuff: (cv, { skills }) => {
      const words = [...skills];
      const headed = cv
        .split('\n')
        .map((line) => (headings.test(line) && words.length > 2 ? `${line} ${words.splice(0, 2).join(' ')}` : line))
        .join('\n');
      return end(
        headed,
        [
          ...skills.map((skill, i) => `Figure ${i + 1}: ${skill}`),
          ...skills.map((skill) => `[${skill}](https://example.com/${skill.toLowerCase().replace(/\W/g, '')})`),
        ].join('\n'),
      );
    },
  },
};
