// A field for the search language: fields in colour, an error underlined where it is, completion asked of the server.
// The text is a plain input; what is coloured lies behind it and is never read out.

import { singleKey } from './kw-single-key.js';

const SHEET = `
:host { display: block; position: relative; flex: 1; min-width: 0; font-size: 12px; }
.field { display: flex; align-items: center; gap: 8px; height: 36px; padding: 0 10px; border-radius: 8px;
  border: 1px solid var(--kw-ctl); background: var(--kw-card); color: var(--kw-t3); }
.field:focus-within { outline: 2px solid var(--kw-acc); outline-offset: 0; border-color: var(--kw-acc); }
:host([invalid]) .field { border-color: var(--kw-crit); }
.stack { position: relative; flex: 1; min-width: 0; height: 100%; overflow: hidden; }
.ink, input { font: 400 12px/34px 'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace; font-variant-ligatures: none;
  letter-spacing: 0; white-space: pre; padding: 0; margin: 0; border: 0; }
.ink { position: absolute; inset: 0 auto 0 0; pointer-events: none; color: var(--kw-t1); }
.ink .f { color: var(--kw-acc); }
.ink .not { color: var(--kw-crit); }
.ink .bad { text-decoration: underline wavy var(--kw-crit); text-underline-offset: 4px; }
input { position: absolute; inset: 0; width: 100%; height: 100%; background: none; color: transparent;
  caret-color: var(--kw-t1); outline: none; }
input::placeholder { color: var(--kw-t3); font-family: inherit; }
input::selection { background: color-mix(in srgb, var(--kw-acc) 35%, transparent); }
kbd { font: 500 11px/16px 'JetBrains Mono Variable', ui-monospace, monospace; border: 1px solid var(--kw-line2); border-radius: 4px;
  padding: 0 5px; color: var(--kw-t2); background: var(--kw-raised); }
.error { color: var(--kw-crit); padding: 5px 10px 0 34px; line-height: 17px; }
.error:empty { display: none; }
.list { position: absolute; z-index: 20; top: 40px; left: 24px; min-width: 280px; max-width: min(640px, 100%); max-height: 330px;
  overflow: auto; margin: 0; padding: 4px; list-style: none; border-radius: 8px; border: 1px solid var(--kw-line2);
  background: var(--kw-card); box-shadow: 0 8px 28px rgba(0, 0, 0, .28); color: var(--kw-t1); }
.list[hidden] { display: none; }
.list li { display: flex; gap: 16px; justify-content: space-between; padding: 4px 8px; border-radius: 5px; line-height: 18px; cursor: pointer; }
.list li span:first-child { font-family: 'JetBrains Mono Variable', ui-monospace, monospace; font-variant-ligatures: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list li span:last-child { color: var(--kw-t3); white-space: nowrap; }
.list li[aria-selected=true] { background: var(--kw-acc-bg); }
@media (forced-colors: active) { .ink { display: none; } input { color: CanvasText; } }
`;

const WORD = /(-?)("(?:[^"\\]|\\.)*"?|[^\s:"]+)(:?)((?:"(?:[^"\\]|\\.)*"?|[^\s"])*)|\s+|./gy;

class KwQueryField extends HTMLElement {
  #input; #ink; #list; #error; #items = []; #range = [0, 0]; #active = -1; #request = 0; #timer; #bad = -1;
  #onKey = event => this.#globalKey(event);

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${SHEET}</style>
      <div class="field"><kw-icon name="search" aria-hidden="true"></kw-icon>
      <div class="stack"><div class="ink" aria-hidden="true"></div>
      <input type="text" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="list" aria-describedby="error"
        autocomplete="off" autocapitalize="off" spellcheck="false"></div><kbd aria-hidden="true">/</kbd></div>
      <div class="error" id="error" role="alert"></div>
      <ul class="list" id="list" role="listbox" hidden></ul>`;
    this.#input = root.querySelector('input');
    this.#ink = root.querySelector('.ink');
    this.#list = root.querySelector('.list');
    this.#error = root.querySelector('.error');
    this.#input.addEventListener('input', () => { this.error(null); this.#paint(); this.#ask(80); });
    this.#input.addEventListener('scroll', () => this.#scroll());
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('click', () => { if (!this.#input.value) { this.#ask(0); } });
    this.#list.addEventListener('mousedown', event => {
      event.preventDefault(); // keeps the focus in the field
      const line = event.target.closest('li');
      if (line) { this.#accept(Number(line.dataset.index)); }
    });
  }

  connectedCallback() {
    this.#input.setAttribute('aria-label', this.getAttribute('label') ?? 'Search');
    this.#input.placeholder = this.getAttribute('placeholder') ?? '';
    this.#list.setAttribute('aria-label', 'Completions');
    document.addEventListener('keydown', this.#onKey, true);
  }

  disconnectedCallback() { document.removeEventListener('keydown', this.#onKey, true); clearTimeout(this.#timer); }

  get value() { return this.#input.value; }
  set value(text) {
    if (text !== this.#input.value) { this.#input.value = text ?? ''; }
    this.#paint();
  }

  focus() { this.#input.focus(); }

  /** @param what {position, message}, or null when the query can be read */
  error(what) {
    this.#bad = what ? what.position : -1;
    this.#error.textContent = what ? what.message : '';
    this.toggleAttribute('invalid', !!what);
    this.#input.setAttribute('aria-invalid', String(!!what));
    this.#paint();
    if (what) { this.#input.focus(); this.#input.setSelectionRange(what.position, what.position); this.#close(); }
  }

  suggest(request, start, end, items) {
    if (request !== this.#request || this.shadowRoot.activeElement !== this.#input) { return; }
    this.#items = items;
    this.#range = [start, end];
    this.#active = -1;
    this.#list.replaceChildren(...items.map((item, index) => {
      const line = document.createElement('li');
      line.id = `option-${index}`;
      line.dataset.index = index;
      line.setAttribute('role', 'option');
      line.setAttribute('aria-selected', 'false');
      const label = document.createElement('span');
      label.textContent = item.label;
      const note = document.createElement('span');
      note.textContent = item.note;
      line.append(label, note);
      return line;
    }));
    const open = items.length > 0;
    this.#list.hidden = !open;
    this.#input.setAttribute('aria-expanded', String(open));
  }

  #ask(delay) {
    clearTimeout(this.#timer);
    const request = ++this.#request;
    this.#timer = setTimeout(() => this.dispatchEvent(new CustomEvent('kw-complete', {
      detail: { request, text: this.#input.value, cursor: this.#input.selectionStart } })), delay);
  }

  #close() {
    ++this.#request;
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#active = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  #accept(index) {
    const item = this.#items[index];
    const text = this.#input.value;
    const [start, end] = this.#range;
    const value = item.insert.endsWith(':') ? item.insert : item.insert + ' ';
    const after = text.slice(end).replace(/^ /, '');
    this.#input.value = text.slice(0, start) + value + after;
    this.#input.setSelectionRange(start + value.length, start + value.length);
    this.error(null);
    this.#paint();
    this.#close();
    if (item.insert.endsWith(':')) { this.#ask(0); }
  }

  #key(event) {
    const open = !this.#list.hidden;
    if (event.key === 'Enter' && open && this.#active >= 0 || event.key === 'Tab' && open && this.#active >= 0) {
      event.preventDefault();
      this.#accept(this.#active);
    } else if (event.key === 'Enter') {
      this.#close();
      this.dispatchEvent(new CustomEvent('kw-submit', { detail: { value: this.#input.value } }));
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (open) { this.#move(event.key === 'ArrowDown' ? 1 : -1); } else { this.#ask(0); }
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.#ask(0);
    } else if (event.key === 'Escape') {
      if (open) { event.stopPropagation(); this.#close(); } else { this.#input.blur(); }
    }
  }

  #move(by) {
    const lines = [...this.#list.children];
    this.#active = (this.#active + by + lines.length) % lines.length;
    lines.forEach((line, index) => line.setAttribute('aria-selected', String(index === this.#active)));
    lines[this.#active].scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', lines[this.#active].id);
  }

  #globalKey(event) {
    if (singleKey(event) !== '/') { return; }
    event.preventDefault();
    this.focus();
    this.#input.select();
  }

  #scroll() { this.#ink.style.transform = `translateX(${-this.#input.scrollLeft}px)`; }

  #paint() {
    const text = this.#input.value;
    const parts = [];
    const put = (part, kind, at) => {
      if (!part) { return; }
      const span = document.createElement('span');
      span.className = kind;
      const bad = this.#bad - at;
      if (this.#bad >= 0 && bad >= 0 && bad < part.length) {
        const mark = document.createElement('span');
        mark.className = 'bad';
        mark.textContent = part.slice(bad);
        span.append(part.slice(0, bad), mark);
      } else {
        span.textContent = part;
      }
      parts.push(span);
    };
    WORD.lastIndex = 0;
    let match;
    while (WORD.lastIndex < text.length && (match = WORD.exec(text))) {
      let at = match.index;
      if (match[2] === undefined) { put(match[0], '', at); continue; }
      put(match[1], 'not', at); at += match[1].length;
      put(match[2] + match[3], match[3] ? 'f' : '', at); at += match[2].length + match[3].length;
      put(match[4], '', at);
    }
    if (this.#bad >= text.length) { put(' ', 'bad', text.length); }
    this.#ink.replaceChildren(...parts);
    this.#scroll();
  }
}

customElements.get('kw-query-field') ?? customElements.define('kw-query-field', KwQueryField);
