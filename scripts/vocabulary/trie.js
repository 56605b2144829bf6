// Turns lexicons into the flat tables of src/profile/vocabulary/vocabulary-format.ts.

export function buildTables({ skills, titles, related }) {
  const terms = usedTerms(skills, titles);
  const groups = [...new Set(terms.flatMap((term) => [...term.groups.keys()]))].sort();
  const words = [...new Set([...skills.forms.keys(), ...titles.forms.keys()].flatMap((key) => key.split(' ')))].sort();
  if (words.length >= 65536 || groups.length >= 65536) throw new Error('too many words or groups for 16 bits');
  const groupId = new Map(groups.map((group, id) => [group, id]));
  return {
    words,
    terms: terms.map((term) => term.name),
    groups,
    ...nodes(skills, titles, words, terms),
    ...termTables(terms, groupId, skills),
    ...relatedTables(groups, groupId, related),
  };
}

/** Terms reachable by some form: skills before titles, sorted by name. */
function usedTerms(skills, titles) {
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return [skills, titles].flatMap((lexicon) =>
    [...new Set([...lexicon.forms.values()].map((form) => form.term))].sort(byName),
  );
}

function nodes(skills, titles, words, terms) {
  const wordId = new Map(words.map((word, id) => [word, id]));
  const termId = new Map(terms.map((term, id) => [term, id]));
  const root = newNode();
  insert(root, skills, wordId, (node, form) => {
    node.skill = termId.get(form.term) + 1;
    node.guard |= form.guard;
  });
  insert(root, titles, wordId, (node, form) => {
    node.title = termId.get(form.term) + 1;
    node.guard |= form.guard << 2;
  });
  return flatten(root);
}

const newNode = () => ({ children: new Map(), skill: 0, title: 0, guard: 0 });

function insert(root, lexicon, wordId, mark) {
  for (const [key, form] of lexicon.forms) {
    let node = root;
    for (const word of key.split(' ')) {
      const id = wordId.get(word);
      if (!node.children.has(id)) node.children.set(id, newNode());
      node = node.children.get(id);
    }
    mark(node, form);
  }
}

/** Numbers nodes breadth first with children sorted by word, so that the children of a node are consecutive. */
function flatten(root) {
  const order = [[0, root]];
  for (const [, node] of order) order.push(...[...node.children].sort((a, b) => a[0] - b[0]));
  return {
    nodeWord: Uint16Array.from(order, ([word]) => word),
    childCount: Uint16Array.from(order, ([, node]) => node.children.size),
    nodeSkill: Uint32Array.from(order, ([, node]) => node.skill),
    nodeTitle: Uint32Array.from(order, ([, node]) => node.title),
    nodeGuard: Uint8Array.from(order, ([, node]) => node.guard),
  };
}

function termTables(terms, groupId, skills) {
  const idOf = new Map(terms.map((term, id) => [term, id]));
  return {
    termGroupCount: Uint8Array.from(terms, (term) => term.groups.size),
    termGroups: Uint16Array.from(terms.flatMap((term) => [...term.groups.keys()].map((group) => groupId.get(group)))),
    termParent: Uint32Array.from(terms, (term) => parentOf(term, idOf, skills)),
  };
}

function parentOf(term, idOf, skills) {
  const parent = term.parent ? skills.termOf(term.parent) : undefined;
  return parent === undefined || parent === term ? 0 : idOf.get(parent) + 1;
}

/** O*NET's ten most related occupations of each occupation. */
function relatedTables(groups, groupId, rows) {
  const related = new Map();
  for (const row of rows) {
    const from = groupId.get(`soc:${row['O*NET-SOC Code']}`);
    const to = groupId.get(`soc:${row['Related O*NET-SOC Code']}`);
    if (from === undefined || to === undefined || !row['Relatedness Tier'].startsWith('Primary')) continue;
    related.set(from, [...(related.get(from) ?? []), to]);
  }
  const lists = groups.map((_, id) => [...new Set(related.get(id) ?? [])].sort((a, b) => a - b));
  return { relatedCount: Uint8Array.from(lists, (list) => list.length), related: Uint16Array.from(lists.flat()) };
}
