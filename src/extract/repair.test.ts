import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairLine, repairText } from './repair.js';

describe('repairText', () => {
  it.each([
    // ligatures and symbol fonts
    ['proﬁcient in ofﬁce and workﬂow', 'proficient in office and workflow'],
    ['pro\uf001cient', 'proficient'],
    ['\uf0b7 Led a team', '• Led a team'],
    ['\uf095 +49 30 1234', '+49 30 1234'],
    // torn letters
    ['E D U C A T I O N', 'EDUCATION'],
    ['C U R R I C U L U M  V I T A E', 'CURRICULUM VITAE'],
    ['W O R K E X P E R I E N C E', 'WORK EXPERIENCE'],
    ['J o h n D o e', 'John Doe'],
    ['J O H N  D O E', 'JOHN DOE'],
    ['Locat i on: Berlin', 'Location: Berlin'],
    ['Educat i on and Exper i ence', 'Education and Experience'],
    ['A cc u rate work', 'Accurate work'],
    // divided words
    ['develop-\nment of tools', 'development\nof tools'],
    ['inter\u00ad\nnational', 'international'],
    ['May 2017\u00adFeb 2021', 'May 2017-Feb 2021'],
    ['a full-\ntime post', 'a full-time\npost'],
    ['state-of-the-\nart', 'state-of-the-\nart'],
    ['Vertriebs-\nund Marketingleiter', 'Vertriebs-\nund Marketingleiter'],
    ['open-source tools and open-\nsource work', 'open-source tools and open-source\nwork'],
    ['2015-\n2018', '2015-\n2018'],
    // addresses keep the sign that they are broken after
    ['www.linkedin.com/in/jane-\nroe-350 (LinkedIn)', 'www.linkedin.com/in/jane-roe-350\n(LinkedIn)'],
    ['www.linkedin.com/in/jane-\nroe (LinkedIn)', 'www.linkedin.com/in/jane-roe\n(LinkedIn)'],
    ['www.linkedin.com/in/janeann\nroe350 (LinkedIn)', 'www.linkedin.com/in/janeannroe350 (LinkedIn)'],
    ['https://example.org/papers/\n2021/a.html', 'https://example.org/papers/2021/a.html'],
    ['https://jane-\n\nroe.example.com | Leeds', 'https://jane-roe.example.com\n\n| Leeds'],
    ['github.com/jane/\nLondon', 'github.com/jane/\nLondon'],
    ['www.example.org\nPython', 'www.example.org\nPython'],
    // mojibake
    ['GeschÃ¤ftsfÃ¼hrer in MÃ¼nchen', 'Geschäftsführer in München'],
    ['Iâ€™m a â€œdeveloperâ€\u009d', 'I’m a “developer”'],
    ['ÃƒÂ© and ÃƒÂ¨', 'é and è'],
    ['Ð\u00a0Ð¾Ñ\u0081Ñ\u0081Ð¸Ñ\u008f Ð¼Ð¾Ñ\u0081ÐºÐ²Ð°', 'Россия москва'],
    ['it\u0092s', 'it’s'],
    // controls, spaces, bullets, lines
    ['a\u200bb\ufeffc\u0000d', 'abcd'],
    // One such word is an accident; several are a disguise that must stay detectable. Typographic uses stay as they
    // are.
    ['Ja\u200bva and Py\u2060thon', 'Ja\u200bva and Py\u200bthon'],
    ['shelf\u200cful of half\u200clife, co\u00adoperation', 'shelfful of halflife, cooperation'],
    ['Skills\u00a0and\u2003tools', 'Skills and tools'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['a\n\n\n\n\nb', 'a\n\nb'],
    ['● first\n▪ second\n➢ third\n·fourth', '• first\n• second\n• third\n• fourth'],
    ['•\nManaged a team', '• Managed a team'],
    ['Ø Managed\nü Led', '• Managed\n• Led'],
    ['Engineer        2015 - 2018', 'Engineer\t2015 - 2018'],
    ['Cafe\u0301', 'Café'],
  ])('%j -> %j', (broken, repaired) => {
    expect(repairText(broken)).toBe(repaired);
  });

  it.each([
    'I work with C, R and Go.',
    'Vitamins A B C D E are studied.',
    'Grades: A B A A',
    'Øystein Berg, Århus',
    'über 10 Jahre Erfahrung',
    'São Paulo, MANHÃ” e IRMÃ',
    'Curaçao – “Ñandú”, CAFÉ’S',
    'Führung von 12 Personen (m/w/d)',
    'Plan B y el resto; e o mundo; pere i fill',
    'émigré naïve coöperate façade',
    'Résumé\n\n• Built a thing\n• Built another\n\nJan 2015 – Mar 2018',
    'x = a - b\ny = c',
    '你好 世界 مرحبا नमस्ते 👩‍💻',
  ])('leaves %j as it is', (text) => {
    expect(repairText(text)).toBe(text);
  });

  it('joins first letters that are set apart, where the text is full of them', () => {
    const torn =
      'S enior s oftware e ngineer in K far, B uilds J ava t ools and p ortals\nM aven, G radle, D ocker, S pring, C assandra, H ibernate, L inux, f rom s cratch';
    expect(repairText(torn)).toBe(
      'Senior software engineer in Kfar, Builds Java tools and portals\nMaven, Gradle, Docker, Spring, Cassandra, Hibernate, Linux, from scratch',
    );
    expect(repairText('Knows C programming and R well; class B licence, plan D too')).toBe(
      'Knows C programming and R well; class B licence, plan D too',
    );
  });

  it('joins a divided word that something unseen kept apart', () => {
    expect(repairText('the o\u00fcn-\nwe\u200d\ufb01')).toBe('the o\u00fcnwefi');
    expect(repairText('Ã¼o-\nw\u200dﬁ')).toBe('üowfi');
  });

  it('gives repaired text back unchanged', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'Ã¼',
        'ÃƒÂ¼',
        'â€™',
        '\uf0b7',
        '\u00ad\n',
        'ﬁ',
        'o-\nw',
        'L o c a t i o n',
        'Locat i on',
        '•',
        '\n',
        '\r',
        '\t',
        '   ',
        ' ',
        'Ø ',
        '-\n',
        'word',
        'A',
        'b',
        '\u0301',
        '\u200d',
        '\ud83d',
        '\u0085',
        '§ ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const once = repairText(pieces.join(''));
        expect(repairText(once)).toBe(once);
        const line = repairLine(pieces.join(''));
        expect(repairLine(line)).toBe(line);
      }),
      { numRuns: Number(process.env.RUNS ?? 2000) },
    );
  });

  it('restores what CP1252 made of UTF-8', () => {
    const letter = fc.constantFrom(...'äöüßéèêëáàâíìîóòôúùûñçæøå');
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), letter, fc.stringMatching(/^[a-z]{1,8}$/)).map((t) => t.join('')),
          { minLength: 1, maxLength: 20 },
        ),
        (words) => {
          const text = words.join('\n');
          const broken = new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
          expect(repairText(broken)).toBe(text);
        },
      ),
    );
  });

  it('takes less than a millisecond for an ordinary CV', () => {
    const text = Array.from(
      { length: 100 },
      (_, i) => `• Led project ${i} for a customer in Köln – on time, in budget`,
    ).join('\n');
    for (let i = 0; i < 50; i++) repairText(text);
    const start = process.cpuUsage();
    for (let i = 0; i < 200; i++) repairText(text);
    const used = process.cpuUsage(start);
    expect((used.user + used.system) / 1000 / 200).toBeLessThan(1);
  });
});
