// <kw-palette>: search or jump. Pages and recent places are known here; the server finds services, operations and traces.
import { icon } from './kw-icons.js';

const RECENT = 'kw-recent';
const MOST_RECENT = 6;

class KwPalette extends HTMLElement {
  setPages(pages) { this.pages = pages; }

  setFound(text, items) {
    if (!this.dialog || text !== this.text) return; // an answer to an older question
    this.found = items;
    this.draw();
  }

  open() {
    if (this.dialog) return;
    const dialog = document.createElement('dialog');
    dialog.className = 'kw-dialog kw-palette';
    dialog.setAttribute('aria-label', 'Search or jump');
    dialog.innerHTML = `<div class="kw-palette-field">${icon('search')}<input type="text" role="combobox" aria-expanded="true" `
      + `aria-controls="kw-palette-list" aria-label="Search or jump" placeholder="A page, a service, an operation, a trace id" `
      + `autocomplete="off" spellcheck="false"></div><ul id="kw-palette-list" role="listbox" aria-label="Places"></ul>`;
    this.dialog = dialog;
    this.input = dialog.querySelector('input');
    this.list = dialog.querySelector('ul');
    this.text = '';
    this.found = [];
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('keydown', event => this.key(event));
    dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener('close', () => { dialog.remove(); this.dialog = null; clearTimeout(this.waiting); });
    document.body.append(dialog);
    dialog.showModal();
    this.draw();
  }

  typed() {
    this.text = this.input.value.trim();
    this.found = [];
    this.draw();
    clearTimeout(this.waiting);
    if (this.text) {
      this.waiting = setTimeout(() => this.dispatchEvent(new CustomEvent('kw-search', { detail: { text: this.text } })), 150);
    }
  }

  items() {
    const wanted = this.text.toLowerCase();
    const pages = (this.pages ?? []).filter(page => page.title.toLowerCase().includes(wanted));
    const recent = this.recent().filter(place => place.title.toLowerCase().includes(wanted) && !pages.some(p => p.address === place.address)
      && !this.found.some(f => f.address === place.address));
    return wanted ? [...this.found.filter(f => f.kind === 'trace'), ...pages, ...this.found.filter(f => f.kind !== 'trace'), ...recent]
      : [...recent, ...pages];
  }

  draw() {
    this.shown = this.items();
    this.at = 0;
    this.list.replaceChildren(...this.shown.map((item, i) => this.row(item, i)));
    if (!this.shown.length) {
      const none = document.createElement('li');
      none.className = 'kw-palette-none';
      none.textContent = `Nothing is called “${this.text}”.`;
      this.list.append(none);
    }
    this.mark();
  }

  row(item, index) {
    const row = document.createElement('li');
    row.setAttribute('role', 'option');
    row.id = 'kw-palette-' + index;
    row.innerHTML = `${icon(item.icon)}<span></span><small></small>${item.keys ? item.keys.split(' ').map(k => `<kbd>${k}</kbd>`).join('') : ''}`;
    row.querySelector('span').textContent = item.title;
    row.querySelector('small').textContent = item.kind;
    row.addEventListener('click', () => this.choose(index));
    row.addEventListener('pointermove', () => { if (this.at !== index) { this.at = index; this.mark(); } });
    return row;
  }

  mark() {
    this.list.querySelectorAll('[role=option]').forEach((row, i) => {
      row.setAttribute('aria-selected', String(i === this.at));
      if (i === this.at) row.scrollIntoView({ block: 'nearest' });
    });
    this.input.setAttribute('aria-activedescendant', this.shown.length ? 'kw-palette-' + this.at : '');
  }

  key(event) {
    const last = this.shown.length - 1;
    if (event.key === 'ArrowDown') this.at = Math.min(last, this.at + 1);
    else if (event.key === 'ArrowUp') this.at = Math.max(0, this.at - 1);
    else if (event.key === 'Enter') return this.choose(this.at);
    else return;
    event.preventDefault();
    this.mark();
  }

  choose(index) {
    const item = this.shown[index];
    if (!item) return;
    this.remember(item);
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('kw-jump', { detail: { address: item.address } }));
  }

  recent() {
    try {
      return JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    } catch {
      return []; // written by an older version
    }
  }

  remember({ kind, icon: picture, title, address }) {
    const places = [{ kind, icon: picture, title, address }, ...this.recent().filter(place => place.address !== address)];
    localStorage.setItem(RECENT, JSON.stringify(places.slice(0, MOST_RECENT)));
  }
}

customElements.get('kw-palette') ?? customElements.define('kw-palette', KwPalette);
