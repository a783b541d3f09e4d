// A field for the search language: fields in colour, an error underlined where it is, completion asked of the server.
// The text is a plain input; what is coloured lies behind it and is never read out.

import { singleKey } from './kw-single-key.js';
import { LIST, LIST_SHEET, Suggestions, type } from './kw-suggestions.js';

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
${LIST_SHEET}
.list { top: 40px; left: 24px; }
@media (forced-colors: active) { .ink { display: none; } input { color: CanvasText; } }
`;

const WORD = /(-?)("(?:[^"\\]|\\.)*"?|[^\s:"]+)(:?)((?:"(?:[^"\\]|\\.)*"?|[^\s"])*)|\s+|./gy;

class KwQueryField extends HTMLElement {
  #input; #ink; #error; #suggestions; #bad = -1;
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
      ${LIST}`;
    this.#input = root.querySelector('input');
    this.#ink = root.querySelector('.ink');
    this.#error = root.querySelector('.error');
    this.#input.addEventListener('input', () => { this.error(null); this.#paint(); this.#suggestions.ask(80); });
    this.#input.addEventListener('scroll', () => this.#scroll());
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.#input.addEventListener('click', () => { if (!this.#input.value) { this.#suggestions.ask(0); } });
    this.#suggestions = new Suggestions(this, this.#input, (item, start, end) => this.#accept(item, start, end));
  }

  connectedCallback() {
    this.#input.setAttribute('aria-label', this.getAttribute('label') ?? 'Search');
    this.#input.placeholder = this.getAttribute('placeholder') ?? '';
    document.addEventListener('keydown', this.#onKey, true);
  }

  disconnectedCallback() { document.removeEventListener('keydown', this.#onKey, true); this.#suggestions.close(); }

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
    if (what) { this.#input.focus(); this.#input.setSelectionRange(what.position, what.position); this.#suggestions.close(); }
  }

  suggest(request, start, end, items) { this.#suggestions.show(request, start, end, items); }

  #accept(item, start, end) {
    const field = item.insert.endsWith(':'); // its value comes next
    const space = this.#input.value[end] === ' ' ? 1 : 0;
    type(this.#input, start, end + space, field ? item.insert : item.insert + ' ');
    if (field) { this.#suggestions.ask(0); } else { this.#suggestions.close(); }
  }

  #key(event) {
    if (this.#suggestions.key(event)) { return; }
    if (event.key === 'Enter') {
      this.#suggestions.close();
      this.dispatchEvent(new CustomEvent('kw-submit', { detail: { value: this.#input.value } }));
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#suggestions.ask(0);
    }
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
