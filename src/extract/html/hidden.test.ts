import { describe, expect, it } from 'vitest';
import { readHtml } from './html.js';

const SECRET = 'Kubernetes Terraform Golang';
const read = (body: string, css = '', attributes = '') =>
  readHtml(
    Buffer.from(
      `<html><head><style>${css}</style></head><body${attributes}><p>Ada Oak</p>${body}<p>Cook in Leeds</p></body></html>`,
    ),
  );
const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
const p = (style: string): string => `<p style="${style}">${SECRET}</p>`;
const marked = `<div class="box"><p class="k" id="x">${SECRET}</p></div>`;

describe('text that a browser does not show', () => {
  it.each<[string, string, string, string]>([
    ['white', p('color:#fff'), '', 'white'],
    ['near-white', p('color:#FDFDFD'), '', 'white'],
    ['white by name', p('color:white'), '', 'white'],
    ['a white that has a name of its own', p('color:ghostwhite'), '', 'white'],
    ['white in numbers', p('color:rgb(254, 255, 250)'), '', 'white'],
    ['white in numbers with blanks', p('color:rgb(100% 100% 100% / 1)'), '', 'white'],
    ['white by lightness', p('color:hsl(200, 10%, 99%)'), '', 'white'],
    [
      'white in a dark page that it does not stand on',
      `<div style="background:#222">x</div>${p('color:#fff')}`,
      '',
      'white',
    ],
    ['light grey below a contrast of 1.3', p('color:#e4e4e4'), '', 'low_contrast'],
    ['the colour of its box', `<div style="background:#234">${p('color:#234')}</div>`, '', 'low_contrast'],
    ['black on black', `<table bgcolor="#000000"><tr><td>${p('')}</td></tr></table>`, '', 'low_contrast'],
    ['by a font element', `<p><font color="#FEFEFE">${SECRET}</font></p>`, '', 'white'],
    ['by a class', marked, '.k{color:#fff}', 'white'],
    ['by an id, whatever the class says', marked, '#x{color:#fff} .k{color:#000}', 'white'],
    ['by what stands around it', marked, '.box .k{color:#fff}', 'white'],
    ['by its parent', marked, 'div.box > p.k{color:#fff}', 'white'],
    ['by a variable', marked, ':root{--c:#fefefe} .k{color:var(--c)}', 'white'],
    ['on every screen', marked, '@media screen {.k{display:none}}', 'hidden_style'],
    ['transparent', p('color:transparent'), '', 'white'],
    ['nearly transparent', p('color:rgba(0,0,0,.04)'), '', 'white'],
    ['opacity', `<div style="opacity:.05">${p('')}</div>`, '', 'hidden_style'],
    ['display', p('display:none !important'), '', 'hidden_style'],
    ['visibility', p('visibility:hidden'), '', 'hidden_style'],
    ['scaled to nothing', p('transform:scale(0)'), '', 'hidden_style'],
    ['tiny', p('font-size:2.5pt'), '', 'tiny'],
    ['tiny beside its parent', p('font-size:10%'), '', 'tiny'],
    ['clipped', p('position:absolute;clip:rect(0 0 0 0)'), '', 'clipped'],
    ['clipped by a path', p('clip-path:inset(100%)'), '', 'clipped'],
    ['in a box of one pixel', p('width:1px;height:1px;overflow:hidden'), '', 'clipped'],
    ['left of the page', p('position:absolute;left:-9999px'), '', 'off_page'],
    ['far left in letters', p('text-indent:-100em'), '', 'off_page'],
    ['moved away', p('transform:translateX(-200vw)'), '', 'off_page'],
  ])('%s', (_, body, css, reason) => {
    const { text, hidden, unchecked } = read(body, css);
    expect(hidden.map((one) => [one.reason, one.text])).toEqual([[reason, SECRET]]);
    expect(lines(text)).not.toContain(SECRET);
    expect([lines(text)[0], lines(text).at(-1)]).toEqual(['Ada Oak', 'Cook in Leeds']);
    expect(unchecked).toBeUndefined();
  });
});

describe('text that a browser shows', () => {
  it.each<[string, string, string, string]>([
    ['white on a dark box', `<div style="background:#234">${p('color:#fff')}</div>`, '', ''],
    ['white on a dark cell', `<table><tr><td bgcolor="navy">${p('color:#fff')}</td></tr></table>`, '', ''],
    ['white on a dark class', marked, '.box{background-color:#1f3864} .k{color:#fff}', ''],
    ['white on a dark page', p(''), '', ' bgcolor="#102030" text="ffffff"'],
    ['light grey', p('color:#aaa'), '', ''],
    ['small print', p('font-size:6pt'), '', ''],
    ['shown again', `<div style="visibility:hidden">${p('visibility:visible')}</div>`, '', ''],
    ['hidden in print alone', marked, '@media print{.k{display:none}}', ''],
    ['hidden under a pointer alone', marked, '.k:hover{display:none}', ''],
    ['another class', marked, '.kk{display:none} .a .k{color:#fff}', ''],
    ['hanging by two letters', p('text-indent:-2em;margin-left:-20px'), '', ''],
    ['half transparent', p('opacity:.6'), '', ''],
    ['a box that cuts nothing off', p('width:100%;overflow:hidden'), '', ''],
  ])('%s', (_, body, css, attributes) => {
    const { text, hidden, unchecked } = read(body, css, attributes);
    expect([lines(text), hidden, unchecked]).toEqual([['Ada Oak', SECRET, 'Cook in Leeds'], [], undefined]);
  });
});

describe('text of which nobody knows', () => {
  it.each<[string, string, string]>([
    ['white on a picture', `<div style="background:url(a.png)">${p('color:#fff')}</div>`, ''],
    ['white on a gradient', `<div style="background-image:linear-gradient(#000,#333)">${p('color:#fff')}</div>`, ''],
    ['white beside a sheet that is not at hand', `<link rel="stylesheet" href="a.css">${p('color:#fff')}`, ''],
    ['white where a rule that is not understood paints dark', marked, '.box::before{background:#000} .k{color:#fff}'],
  ])('%s', (_, body, css) => {
    const { text, hidden, unchecked } = read(body, css);
    expect([lines(text), hidden, unchecked]).toEqual([
      ['Ada Oak', SECRET, 'Cook in Leeds'],
      [],
      [{ reason: 'picture', page: 1 }],
    ]);
  });
});
