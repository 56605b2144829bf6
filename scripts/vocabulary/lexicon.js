// Terms with their aliases, joined by folded form; a form belongs to the first source that names it.

/** `fold` is foldPhrase: text -> folded words. */
export class Lexicon {
  constructor(fold) {
    this.fold = fold;
    /** folded form -> {term, guard} */
    this.forms = new Map();
    this.terms = [];
  }

  key(text) {
    return this.fold(text).join(' ');
  }

  termOf(text) {
    return this.forms.get(this.key(text))?.term;
  }

  /** Adds a term, or joins it with the term that already owns one of its forms. Later sources never rename a term. */
  add({ name, aliases = [], groups = [], parent, guardOf }) {
    const forms = [name, ...aliases];
    const owner = forms.map((form) => this.termOf(form)).find((term) => term !== undefined);
    const term = owner ?? this.newTerm(name, parent);
    for (const group of groups) term.groups.set(group, (term.groups.get(group) ?? 0) + 1);
    for (const form of forms) this.addForm(form, term, guardOf);
    return term;
  }

  newTerm(name, parent) {
    const term = { name, groups: new Map(), parent };
    this.terms.push(term);
    return term;
  }

  addForm(form, term, guardOf) {
    for (const spelling of spellings(form)) {
      const key = this.key(spelling);
      const guard = guardOf(spelling, key, form);
      if (key === '' || guard === undefined || this.forms.has(key)) continue;
      this.forms.set(key, { term, guard });
    }
  }
}

/** Variants of spelling: "Vue.js" is also "Vuejs", "ASP.NET" also "ASP .NET"; "React!" is a form that needs context. */
function spellings(form) {
  const plain = form.endsWith('!') ? form.slice(0, -1) : form;
  const all = [plain];
  if (/\w\.js$/i.test(plain)) all.push(plain.replace(/\.js$/i, 'js'));
  if (/\w\.net\b/i.test(plain)) all.push(plain.replace(/\.net\b/i, ' .NET'));
  return all;
}
