import { Parser } from 'htmlparser2';

export type Attributes = Record<string, string>;

export interface XmlHandlers {
  /** Names come without prefix, which writers may choose freely. */
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(data: string): void;
}

/**
 * A forgiving pass over XML: a damaged document is read as far as possible. Only XML's five predefined entities are
 * expanded.
 */
export function parseXml(xml: string, handlers: XmlHandlers): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handlers.open(local(name), attributes),
      onclosetag: (name) => handlers.close(local(name)),
      ontext: (data) => handlers.text(data),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
}

/** An attribute by its name without prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const plain = attributes[name] ?? attributes[`w:${name}`];
  if (plain !== undefined) return plain;
  for (const key in attributes) if (local(key) === name) return attributes[key];
  return undefined;
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
