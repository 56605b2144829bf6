import { expect, it } from 'vitest';
import { languagesIn } from './languages.js';

const read = (text: string): string[] =>
  languagesIn(text).map(({ language, fluency }) => `${language}: ${fluency ?? '-'}`);

it.each([
  [
    'English (native), German B2, French - basic',
    ['English: Native speaker', 'German: Intermediate', 'French: Elementary'],
  ],
  [
    'Deutsch: Muttersprache\nEnglisch: fließend\nSpanisch: Grundkenntnisse',
    ['German: Native speaker', 'English: Fluent', 'Spanish: Elementary'],
  ],
  ['Français : langue maternelle\nAnglais : courant (C1)', ['French: Native speaker', 'English: Fluent']],
  [
    'Español nativo, inglés avanzado, italiano intermedio',
    ['Spanish: Native speaker', 'English: Fluent', 'Italian: Intermediate'],
  ],
  ['Português, Inglês, Nederlands', ['Portuguese: -', 'English: -', 'Dutch: -']],
  [
    'angielski – biegły, język niemiecki: podstawowy, znajomość języka francuskiego',
    ['English: Fluent', 'German: Elementary', 'French: -'],
  ],
  ['Русский — родной, владею английским', ['Russian: Native speaker', 'English: -']],
  ['İngilizce: ileri, Almanca: orta', ['English: Fluent', 'German: Intermediate']],
  ['英语六级，日语', ['English: Fluent', 'Japanese: -']],
  ['العربية (اللغة الأم)، الإنجليزية', ['Arabic: Native speaker', 'English: -']],
  ['Reading and hiking', []],
])('%s', (text, languages) => {
  expect(read(text)).toEqual(languages);
});

it('points to where the language stands', () => {
  const text = 'I speak Türkçe.';
  const [hit] = languagesIn(text);
  expect(hit).toMatchObject({ language: 'Turkish' });
  expect(text.slice(hit!.start, hit!.end)).toBe('Türkçe');
});
