import { Refusal } from './refusal.js';
import { parseXml, type Attributes } from './xml.js';

/** An element by its name without prefix, with the text that stands in it directly. */
export interface XmlElement {
  name: string;
  attributes: Attributes;
  children: XmlElement[];
  text: string;
}

/** No CV has more; deeper elements are read as if they stood in the last one. */
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 100;
const LONGEST = 20_000;

/** The root of an XML document. What is damaged is read as far as it goes, no entity of its own is expanded. @throws Refusal. */
export function xmlTree(xml: string): XmlElement | null {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  let count = 0;
  let tooDeep = 0;
  parseXml(xml, {
    open: (name, attributes) => {
      if (++count > MAX_ELEMENTS) throw new Refusal('expands_too_large', `it has more than ${MAX_ELEMENTS} elements`);
      if (open.length > MAX_DEPTH) {
        tooDeep += 1;
        return;
      }
      const element = { name, attributes, children: [], text: '' };
      open.at(-1)!.children.push(element);
      open.push(element);
    },
    close: () => {
      if (tooDeep > 0) tooDeep -= 1;
      else open.pop();
    },
    text: (data) => {
      const element = open.at(-1)!;
      if (element.text.length < LONGEST) element.text += data.slice(0, LONGEST - element.text.length);
    },
  });
  return top.children[0] ?? null;
}

/** The elements that a path of names leads to; each name may come several times. */
export function allAt(element: XmlElement | undefined, ...path: string[]): XmlElement[] {
  let found = element === undefined ? [] : [element];
  for (const name of path) found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
}

/** All elements of a name, however deep. */
export function allBelow(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const rest = element === undefined ? [] : [...element.children].reverse();
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    if (one.name === name) found.push(one);
    rest.push(...[...one.children].reverse());
  }
  return found;
}

/** The text of the first element at a path, blanks collapsed; undefined where there is none. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  const text = allAt(element, ...path)
    .map((one) => one.text.replace(/\s+/gu, ' ').trim())
    .find((one) => one !== '');
  return text;
}
