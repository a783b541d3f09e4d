// Fields and their most frequent values, with counts. A click requires a value, a second one excludes it, a third releases it.

const SHEET = `
:host { display: block; font-size: 12px; line-height: 17px; color: var(--kw-t2); }
.find { padding: 10px 12px; border-bottom: 1px solid var(--kw-line); }
.find input { box-sizing: border-box; width: 100%; height: 30px; border-radius: 7px; border: 1px solid var(--kw-ctl); background: var(--kw-card);
  color: var(--kw-t1); padding: 0 9px; font: inherit; font-size: 13px; }
.find input::placeholder { color: var(--kw-t3); opacity: 1; }
.find input:focus-visible { outline: 2px solid var(--kw-acc); outline-offset: 0; }
section { border-bottom: 1px solid var(--kw-line); padding: 6px 0 8px; }
h3 { margin: 0; font: inherit; }
button { all: unset; box-sizing: border-box; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--kw-acc); outline-offset: -2px; border-radius: 6px; }
.head { display: flex; align-items: center; gap: 6px; width: 100%; height: 26px; padding: 0 12px; font-weight: 600; color: var(--kw-t1); }
.head kw-icon { color: var(--kw-t3); transition: transform .12s; }
.head[aria-expanded=false] kw-icon { transform: rotate(-90deg); }
.head span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
ul { list-style: none; margin: 0; padding: 0; }
li { position: relative; }
.row { display: flex; align-items: center; gap: 8px; width: 100%; height: 24px; padding: 0 12px; color: var(--kw-t2); }
.row:hover, li:focus-within .row { background: var(--kw-hover); }
.box { flex: none; width: 13px; height: 13px; border: 1px solid var(--kw-ctl); border-radius: 4px; display: grid; place-items: center; }
.box svg { width: 11px; height: 11px; display: none; }
.row[aria-checked=true] .box { background: var(--kw-acc-fill); border-color: var(--kw-acc-fill); color: var(--kw-on-acc); }
.row[aria-checked=mixed] .box { background: var(--kw-crit); border-color: var(--kw-crit); color: var(--kw-card); }
.row[aria-checked=true] .tick, .row[aria-checked=mixed] .minus { display: block; }
.row[aria-checked=true] { color: var(--kw-t1); }
.row[aria-checked=mixed] .text { text-decoration: line-through; }
.text { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.count { color: var(--kw-t3); font-variant-numeric: tabular-nums; }
.none { color: var(--kw-t3); font-style: normal; }
.more { padding: 8px 12px; }
.link { color: var(--kw-acc); font-weight: 500; height: 24px; display: inline-flex; align-items: center; }
.nothing { padding: 12px; color: var(--kw-t3); }
.fields .row { color: var(--kw-acc); }
`;

const TICK = '<svg class="tick" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m3 8.5 3.2 3.2L13 5"/></svg>'
  + '<svg class="minus" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" aria-hidden="true"><path d="M3.500 8h9"/></svg>';
const NEXT = { NONE: 'REQUIRED', REQUIRED: 'EXCLUDED', EXCLUDED: 'NONE' };
const CHECKED = { NONE: 'false', REQUIRED: 'true', EXCLUDED: 'mixed' };
const counts = new Intl.NumberFormat('en');

class KwFacets extends HTMLElement {
  #body; #find; #facets = []; #fields = []; #folded = new Set(); #showFields = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${SHEET}</style><div class="find"><input type="search" placeholder="Find a field" aria-label="Find a field"></div><div></div>`;
    this.#find = root.querySelector('input');
    this.#body = root.lastElementChild;
    this.#find.addEventListener('input', () => this.#render());
    this.#body.addEventListener('click', event => this.#click(event));
    this.#body.addEventListener('keydown', event => {
      const row = event.target.closest('[data-value]');
      if (row && (event.key === '+' || event.key === '-')) {
        event.preventDefault();
        event.stopPropagation();
        this.#choose(row, event.key === '+' ? 'REQUIRED' : 'EXCLUDED');
      }
    });
  }

  /** @param facets [{field, title, values: [{value, label, count, choice}]}], fields: names of further ones */
  show(facets, fields) {
    this.#facets = facets;
    this.#fields = fields;
    this.#render();
  }

  #click(event) {
    const button = event.target.closest('button');
    if (!button) { return; }
    if (button.dataset.fold !== undefined) {
      const field = button.dataset.fold;
      this.#folded.has(field) ? this.#folded.delete(field) : this.#folded.add(field);
      this.#render();
    } else if (button.dataset.value !== undefined) {
      this.#choose(button, NEXT[button.dataset.choice]);
    } else if (button.dataset.open !== undefined) {
      this.#find.value = '';
      this.dispatchEvent(new CustomEvent('kw-field', { detail: { field: button.dataset.open } }));
    } else if (button.dataset.more !== undefined) {
      this.#showFields = !this.#showFields;
      this.#render();
    }
  }

  #choose(row, choice) {
    this.dispatchEvent(new CustomEvent('kw-choose', { detail: { field: row.dataset.field, value: row.dataset.value, choice } }));
  }

  #render() {
    const focused = this.shadowRoot.activeElement?.dataset?.key;
    const wanted = this.#find.value.trim().toLowerCase();
    const parts = this.#facets.filter(f => !wanted || (f.title + ' ' + f.field).toLowerCase().includes(wanted)).map(f => this.#section(f));
    const further = this.#fields.filter(name => !wanted || name.toLowerCase().includes(wanted));
    if (further.length) { parts.push(this.#further(further, !!wanted)); }
    if (!parts.length) {
      const nothing = document.createElement('div');
      nothing.className = 'nothing';
      nothing.textContent = wanted ? 'No such field under this search.' : 'Nothing to choose under this search.';
      parts.push(nothing);
    }
    this.#body.replaceChildren(...parts);
    if (focused) { this.#body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus(); }
  }

  #section(facet) {
    const open = !this.#folded.has(facet.field);
    const section = document.createElement('section');
    section.setAttribute('aria-label', facet.title);
    section.innerHTML = `<h3><button class="head" aria-expanded="${open}"><kw-icon name="down" aria-hidden="true"></kw-icon><span></span></button></h3>`;
    const head = section.querySelector('button');
    head.dataset.fold = facet.field;
    head.dataset.key = 'fold ' + facet.field;
    head.querySelector('span').textContent = facet.title;
    if (open) {
      const list = document.createElement('ul');
      list.append(...facet.values.map(value => this.#row(facet, value)));
      section.append(list);
    }
    return section;
  }

  #row(facet, value) {
    const line = document.createElement('li');
    line.innerHTML = `<button class="row" role="checkbox" aria-checked="${CHECKED[value.choice]}"><span class="box">${TICK}</span><span class="text"></span><span class="count"></span></button>`;
    const row = line.firstElementChild;
    const text = row.querySelector('.text');
    text.textContent = value.label || 'none';
    text.classList.toggle('none', !value.label);
    row.querySelector('.count').textContent = value.count < 0 ? '' : counts.format(value.count);
    row.dataset.field = facet.field;
    row.dataset.value = value.value;
    row.dataset.choice = value.choice;
    row.dataset.key = facet.field + ' ' + value.value;
    row.title = `${value.label}\n${{ NONE: 'Click to require', REQUIRED: 'Required. Click to exclude', EXCLUDED: 'Excluded. Click to release' }[value.choice]}`;
    return line;
  }

  #further(names, open) {
    const box = document.createElement('div');
    box.className = 'more fields';
    if (!open) {
      const link = document.createElement('button');
      link.className = 'link';
      link.dataset.more = '';
      link.dataset.key = 'more';
      link.setAttribute('aria-expanded', String(this.#showFields));
      link.textContent = this.#showFields ? 'Fewer fields' : `${names.length} more field${names.length === 1 ? '' : 's'}`;
      box.append(link);
    }
    if (open || this.#showFields) {
      const list = document.createElement('ul');
      list.style.margin = '0 -12px';
      list.append(...names.slice(0, 60).map(name => {
        const line = document.createElement('li');
        line.innerHTML = '<button class="row"><span class="text"></span></button>';
        line.firstElementChild.dataset.open = name;
        line.firstElementChild.dataset.key = 'open ' + name;
        line.querySelector('.text').textContent = name;
        return line;
      }));
      box.append(list);
    }
    return box;
  }
}

customElements.get('kw-facets') ?? customElements.define('kw-facets', KwFacets);
