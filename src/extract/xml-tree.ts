import { Refusal } from './refusal.js';
import { parseXml, type Attributes } from './xml.js';

/** An element with its name, without prefix, and the text directly inside it. */
export interface XmlElement {
  name: string;
  attributes: Attributes;
  children: XmlElement[];
  text: string;
}

/** No CV has more elements. Nesting beyond the limit is flattened into the deepest element allowed. */
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 100;
const LONGEST = 20_000;

/**
 * The root of an XML document. A damaged document is read as far as possible, and custom entities are never expanded.
 * @throws Refusal.
 */
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

/** All elements at a path of names, each of which may occur several times. */
export function allAt(element: XmlElement | undefined, ...path: string[]): XmlElement[] {
  let found = element === undefined ? [] : [element];
  for (const name of path) found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
}

/** All descendants with a name, at any depth. */
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
