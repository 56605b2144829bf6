import { describe, expect, it } from 'vitest';
import { documentOf, parse } from '../testing.js';

const work = (text: string): string[] =>
  parse(text).resume.work.map(
    (entry) =>
      `${entry.position ?? '-'} @ ${entry.name ?? '-'} in ${entry.location ?? '-'} ${entry.startDate ?? ''}..${entry.current === true ? 'present' : (entry.endDate ?? '')}`,
  );
const duty = '• Did this and that for the whole team\n• Kept the systems running at night\n';

describe('work entries', () => {
  it('in paragraphs: title, employer with place, date', () => {
    const entry = (title: string, rest: string, date: string): string =>
      `${title}\n\n${rest} -\n\n${date}\n\nDid many things for the company.\nAnd more.\n\n`;
    expect(
      work(
        `WORK EXPERIENCE\n\n${entry('Senior Engineer', 'Acme Widgets -  Pune, Maharashtra', 'January 2015 to Present')}${entry('Engineer', 'Example Soft', 'May 2012 to December 2014')}`,
      ),
    ).toEqual([
      'Senior Engineer @ Acme Widgets in Pune, Maharashtra 2015-01..present',
      'Engineer @ Example Soft in - 2012-05..2014-12',
    ]);
  });

  it('with the date first, after, or in a column of its own', () => {
    expect(
      work(
        `EXPERIENCE\n03/2015 - 07/2019\nProject Manager\nAcme GmbH, Berlin\n${duty}2011 - 2014\nAnalyst\nExample AG, Bern\n${duty}`,
      ),
    ).toEqual(['Project Manager @ Acme GmbH in Berlin 2015-03..2019-07', 'Analyst @ Example AG in Bern 2011..2014']);
    expect(
      work(
        `EXPERIENCE\nAcme Inc\tBoston, MA\nEngineer\tJan 2015 – Mar 2017\n${duty}\nExample LLC\tAustin, TX\nTester\tMay 2012 – Dec 2014\n${duty}`,
      ),
    ).toEqual([
      'Engineer @ Acme Inc in Boston, MA 2015-01..2017-03',
      'Tester @ Example LLC in Austin, TX 2012-05..2014-12',
    ]);
    expect(
      work(
        'EXPERIENCE\nNimbus, Founder\tBoston, MA\n• Built many systems with great people\tJune 2021 – present\n• and grew the team\n',
      ),
    ).toEqual(['Founder @ Nimbus in Boston, MA 2021-06..present']);
  });

  it('in one line', () => {
    expect(work(`EXPERIENCE\nSoftware Engineer at Acme Labs, 2018-2020\n${duty}`)).toEqual([
      'Software Engineer @ Acme Labs in - 2018..2020',
    ]);
    expect(
      work(`BERUFSERFAHRUNG\n\nSoftwareentwickler, Köhler & Brandt IT, Potsdam\nOktober 2016 – heute\n${duty}`),
    ).toEqual(['Softwareentwickler @ Köhler & Brandt IT in Potsdam 2016-10..present']);
  });

  it('learns from the CV which of title and employer comes first', () => {
    const text = `EXPERIENCE\nAcme Ltd | Engineer | 2015 - 2017\n${duty}Quux | Wrangling | 2013 - 2015\n${duty}Example Corp | Manager | 2010 - 2013\n${duty}`;
    expect(work(text)[1]).toBe('Wrangling @ Quux in - 2013..2015');
  });

  it('reads labels, and reports no masked employer', () => {
    expect(work(`EXPERIENCE\n01/2015 - 02/2017\nPosition: Clerk\nEmployer: Blue Door\n${duty}`)).toEqual([
      'Clerk @ Blue Door in - 2015-01..2017-02',
    ]);
    expect(
      work(
        `EXPERIENCE\nCompany Name July 2011 to November 2012 Accountant\nCity, State\n${duty}Company Name April 2010 to June 2011 Chief, Payables Branch\nCity, State\n${duty}`,
      ),
    ).toEqual(['Accountant @ - in - 2011-07..2012-11', 'Chief, Payables Branch @ - in - 2010-04..2011-06']);
  });

  it('without dates', () => {
    expect(work('WORK EXPERIENCE\n\nData Entry Clerk\n\nAcme Widgets\n\nEDUCATION\n\nBSc')).toEqual([
      'Data Entry Clerk @ Acme Widgets in - ..',
    ]);
  });

  it('does not take years in descriptions for entries', () => {
    expect(
      work(
        `EXPERIENCE\nEngineer\nAcme Inc\n2015 - 2017\n• Ran Windows Server 2008 R2 and Visual Studio 2010 for the team\n• In 2016 I led the migration of everything\n`,
      ),
    ).toHaveLength(1);
  });

  it('has spans that hold the values', () => {
    const text = `EXPERIENCE\nAcme Ltd | Engineer | 2015 - 2017\n${duty}`;
    const { fields } = parse(documentOf(text));
    const at = (path: string): string => text.slice(fields[path]!.start, fields[path]!.end);
    expect([at('work[0].name'), at('work[0].position'), at('work[0].startDate')]).toEqual([
      'Acme Ltd',
      'Engineer',
      '2015 - 2017',
    ]);
  });
});
