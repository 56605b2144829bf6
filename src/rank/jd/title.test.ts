import { describe, expect, it } from 'vitest';
import { asks, read } from './testing.js';

const praise =
  'Kestrel Holdings is a world-leading provider of Oracle and SAP solutions, founded in 1988. We have won the Java Innovation Award for 10 years.';

describe('the title', () => {
  it.each([
    `About us\n${praise}\n\nJob title: iOS Developer`,
    `About Kestrel Holdings\n${praise}\n\niOS Developer`,
    'Kestrel Holdings\n\niOS Developer (m/f/d)',
    'KESTREL\niOS Developer\nLeeds | Full-time',
    'Company: Kestrel Holdings\nPosition: iOS Developer',
    'Company\nKestrel Holdings\nPosition\niOS Developer',
    `# Kestrel Holdings\n\n## iOS Developer\n\n${praise}`,
    `${praise}\nWe are looking for an iOS Developer to join our team.`,
    `Who we are\n${praise}\n\nThe role: iOS Developer`,
    'Kestrel GmbH\nWir suchen zum nächstmöglichen Zeitpunkt einen iOS Developer (m/w/d)',
    'Kestrel SAS\nNous recherchons un iOS Developer H/F pour notre équipe.',
    'iOS Developer (not Android!)',
    'iOS Developer at Kestrel Holdings',
    'Kestrel Holdings - iOS Developer',
    'Kestrel Holdings | iOS Developer | Leeds',
    'iOS Developer - Kestrel Holdings - Leeds, UK',
    'Kestrel Holdings is hiring: iOS Developer (m/f/x)',
    `Job Description\n\niOS Developer\n\nAbout Kestrel Holdings\n${praise}`,
    `Our story\n${praise}\n\nThe position\niOS Developer`,
    'Role: iOS Developer, Location: Leeds, Company: Kestrel Holdings',
    '>> iOS Developer <<',
    "🚀 We're hiring! 🚀\n\niOS Developer @ Kestrel Holdings",
    'Are you our new iOS Developer?',
    'iOS Developer, Kestrel Holdings, Leeds',
    'iOS Developer (Kestrel Holdings)',
    'Kestrel Holdings seeks iOS Developer',
    `About us\n${praise}\n\nThe job: iOS Developer`,
    `${praise}\n\nOpen role: iOS Developer`,
    `${praise}\n\nFreie Stelle: iOS Developer`,
    'Wir sind Kestrel Holdings. Seit 1988 liefern wir Oracle.\n\nGesucht: iOS Developer (m/w/d)',
    `Who we are\n${praise}\n\nYour role: iOS Developer`,
    'iOS Developer (2+ years)',
    `Who are we?\n${praise}\n\nWhat is the role?\niOS Developer in our Leeds office`,
    `iOS Developer\n\nFounded in 1988, Kestrel Holdings builds boats. Our Oracle team won three prizes.`,
    'Kestrel Holdings S.p.A. ricerca per la sede di Torino:\n\niOS Developer\n\nKestrel Holdings sviluppa soluzioni Oracle.',
    `Introduction\n${praise}\n\nAs an iOS Developer you will build our app.`,
  ])('%s', (head) => {
    const { jd, requirements } = read(`${head}\n\nYour profile\n- 3 years of Swift\n- UIKit\n`);
    expect(jd.title).toBe('iOS Developer');
    expect(requirements.map(({ text }) => text)).not.toEqual(expect.arrayContaining(['Oracle']));
    expect(requirements).toContainEqual(expect.objectContaining({ text: 'Swift', must: true, years: 3 }));
  });

  it.each([
    'Zephyr is hiring an iOS Developer.',
    'Company: Zephyr Systems\nZephyr Systems writes apps.',
    'About Zephyr Systems\nWe write apps.\n\nThe role\nYou write apps for Zephyr Systems.',
    'Zephyr Systems sucht Verstärkung.',
    'Wir sind Zephyr Systems.',
    'You write apps for Zephyr Systems.\nCompany: Zephyr Systems',
  ])('takes no skill from the name of the company: %s', (line) => {
    expect(asks(`iOS Developer\n\n${line}\n\nRequirements\n- Swift`).map(({ text }) => text)).not.toContain('Zephyr');
  });

  it('is a whole JD', () => {
    expect(read('Baker').jd.title).toBe('Baker');
  });
});
