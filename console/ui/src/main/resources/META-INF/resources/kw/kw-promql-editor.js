// A field for one PromQL query of any number of lines: words in colour, an error underlined where it is, completion asked of the server,
// and below it the query in plain words. The text is a plain text area; what is coloured lies behind it and is never read out.

import { LIST, LIST_SHEET, Suggestions, type } from './kw-suggestions.js';

const SHEET = `
:host { display: block; position: relative; flex: 1; min-width: 0; font-size: 12px; }
.field { position: relative; min-height: 36px; border-radius: 8px; border: 1px solid var(--kw-ctl); background: var(--kw-card); overflow: hidden; }
.field:focus-within { outline: 2px solid var(--kw-acc); outline-offset: 0; border-color: var(--kw-acc); }
:host([invalid]) .field { border-color: var(--kw-crit); }
.ink, textarea { display: block; box-sizing: border-box; width: 100%; margin: 0; padding: 7px 10px; border: 0; white-space: pre-wrap;
  overflow-wrap: anywhere; tab-size: 2; letter-spacing: 0; font: 400 12px/20px 'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace;
  font-variant-ligatures: none; }
.ink { min-height: 34px; pointer-events: none; color: var(--kw-t1); }
.ink .w { color: var(--kw-chg); }
.ink .m { color: var(--kw-acc); }
.ink .s { color: var(--kw-ok); }
.ink .c { color: var(--kw-t3); }
.ink .bad { text-decoration: underline wavy var(--kw-crit); text-underline-offset: 4px; }
textarea { position: absolute; inset: 0; height: 100%; resize: none; overflow: hidden; background: none; color: transparent;
  caret-color: var(--kw-t1); outline: none; }
textarea::placeholder { color: var(--kw-t3); }
textarea::selection { background: color-mix(in srgb, var(--kw-acc) 35%, transparent); }
.note { min-height: 17px; padding: 3px 10px 0; line-height: 17px; color: var(--kw-t3); overflow: hidden; display: -webkit-box;
  -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow-wrap: anywhere; transition: opacity .12s; }
.note.old { opacity: .6; }
:host([invalid]) .note { color: var(--kw-crit); }
${LIST_SHEET}
@media (forced-colors: active) { .ink { visibility: hidden; } textarea { color: CanvasText; } }
`;

const PART = /(#[^\n]*)|("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?)|([a-zA-Z_:][a-zA-Z0-9_:.]*)|\s+|[^\s]/gy;
const WORDS = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'offset', 'bool', 'and', 'or', 'unless', 'atan2', 'sum', 'avg',
  'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk', 'count_values', 'quantile']);
const HISTORY = 'kw-promql-history';
const MOST_REMEMBERED = 100;
/** After so many milliseconds without a key the query is looked at: an error that comes and goes while one types is noise. */
const PAUSE = 400;

class KwPromqlEditor extends HTMLElement {
  #text; #ink; #note; #suggestions; #checking; #seen = ''; #bad = null; #past = -1; #draft = '';

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${SHEET}</style>
      <div class="field"><div class="ink" aria-hidden="true"></div>
      <textarea rows="1" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="list" aria-describedby="note"
        autocomplete="off" autocapitalize="off" spellcheck="false"></textarea></div>
      <div class="note" id="note" role="status"></div>
      ${LIST}`;
    this.#text = root.querySelector('textarea');
    this.#ink = root.querySelector('.ink');
    this.#note = root.querySelector('.note');
    this.#suggestions = new Suggestions(this, this.#text, (item, start, end) => this.#accept(item, start, end));
    this.#text.addEventListener('input', () => { this.#past = -1; this.#changed(); this.#suggestions.ask(120); });
    this.#text.addEventListener('keydown', event => this.#key(event));
  }

  connectedCallback() {
    this.#text.setAttribute('aria-label', this.getAttribute('label') ?? 'Query');
    this.#text.placeholder = 'e.g. sum by (job) (rate(http_server_request_duration_seconds_count[5m]))';
  }

  disconnectedCallback() {
    clearTimeout(this.#checking);
    this.#suggestions.close();
  }

  get value() { return this.#text.value; }
  set value(text) {
    if (text !== this.#text.value) { this.#text.value = text ?? ''; }
    this.#seen = this.#text.value;
    this.#paint();
  }

  focus() { this.#text.focus(); }

  /** @param what {text, reading} of a query that can be read, else {text, message, problem, from, to, ran} */
  judge(what) {
    if (what.text !== this.#text.value) { return; } // somebody typed on
    const bad = !!what.message && (what.ran || !this.#unfinished(what));
    this.#bad = bad ? [what.from, Math.max(what.to, what.from + 1)] : null;
    this.#note.textContent = !what.message ? what.reading : bad ? what.message : `Not complete: ${what.problem}`;
    this.#note.title = this.#note.textContent;
    this.#note.classList.remove('old');
    this.toggleAttribute('invalid', bad);
    this.#text.setAttribute('aria-invalid', String(bad));
    this.#paint();
  }

  /** Who types at the end of the query need not be told that it does not end yet. */
  #unfinished(what) {
    const end = this.#text.value.trimEnd().length;
    return what.from >= end && this.shadowRoot.activeElement === this.#text && this.#text.selectionEnd >= end;
  }

  suggest(request, start, end, items) {
    this.#suggestions.show(request, start, end, items);
    if (this.#suggestions.open) { this.#place(start); }
  }

  /** Below the line of the word that is being typed. */
  #place(at) {
    const range = document.createRange();
    const walker = document.createTreeWalker(this.#ink, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode(), left = at;
    while (node && node.length < left) { left -= node.length; node = walker.nextNode(); }
    const field = this.#ink.getBoundingClientRect();
    let box = { left: field.left + 10, bottom: field.top + 27 };
    if (node) {
      range.setStart(node, left);
      range.setEnd(node, left);
      const found = range.getBoundingClientRect();
      if (found.height > 0) { box = found; }
    }
    const list = this.shadowRoot.querySelector('.list');
    list.style.top = `${box.bottom - field.top + 6}px`;
    list.style.left = `${Math.max(0, Math.min(box.left - field.left - 8, field.width - 320))}px`;
  }

  #changed() {
    this.#moveMark();
    this.#note.classList.add('old');
    this.#paint();
    this.#tell();
    clearTimeout(this.#checking);
    this.#checking = setTimeout(() => this.dispatchEvent(new CustomEvent('kw-check')), PAUSE);
  }

  /** Until the query is looked at again its mark stays on the characters that were wrong, unless these were changed. */
  #moveMark() {
    const [before, now] = [this.#seen, this.#text.value];
    this.#seen = now;
    if (!this.#bad) { return; }
    let same = 0;
    while (same < before.length && before[same] === now[same]) { same++; }
    const longer = now.length - before.length;
    if (same <= this.#bad[0]) { this.#bad = [this.#bad[0] + longer, this.#bad[1] + longer]; }
    if (this.#bad[0] < same && same < this.#bad[1] || this.#bad[0] < 0) { this.#bad = null; }
  }

  #tell() { this.dispatchEvent(new CustomEvent('kw-typed', { detail: { text: this.#text.value } })); }

  #accept(item, start, end) {
    const call = item.note === 'function' && this.#text.value[end] !== '(' ? '(' : '';
    type(this.#text, start, end, item.insert + call);
    this.#suggestions.close();
  }

  #key(event) {
    if (this.#suggestions.key(event)) { return; }
    if (event.key === 'Enter' && (event.ctrlKey || event.shiftKey || event.metaKey)) {
      event.preventDefault(); // and the page, which has this key too, leaves it to us
      this.#run();
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      this.#recall(event.key === 'ArrowUp' ? 1 : -1);
    }
  }

  #run() {
    this.#suggestions.close();
    clearTimeout(this.#checking);
    this.#tell();
    this.dispatchEvent(new CustomEvent('kw-run'));
  }

  /** Keeps the query in this browser, the newest first. */
  remember() {
    const query = this.#text.value.trim();
    if (!query) { return; }
    const queries = [query, ...history().filter(old => old !== query)].slice(0, MOST_REMEMBERED);
    try { localStorage.setItem(HISTORY, JSON.stringify(queries)); } catch { /* private windows have no memory: nothing is recalled there */ }
  }

  #recall(by) {
    if (this.#past < 0) { this.#draft = this.#text.value; }
    const queries = history().filter(query => query !== this.#draft.trim());
    const past = Math.max(-1, Math.min(queries.length - 1, this.#past + by));
    type(this.#text, 0, this.#text.value.length, past < 0 ? this.#draft : queries[past]);
    this.#suggestions.close();
    this.#past = past;
  }

  #paint() {
    const text = this.#text.value;
    const parts = [];
    PART.lastIndex = 0;
    let match;
    while (PART.lastIndex < text.length && (match = PART.exec(text))) {
      const after = text.slice(PART.lastIndex).trimStart()[0];
      const kind = match[1] ? 'c' : match[2] ? 's' : !match[3] ? '' : after === '(' || WORDS.has(match[3].toLowerCase()) ? 'w' : 'm';
      this.#put(parts, match[0], kind, match.index);
    }
    if (this.#bad && this.#bad[0] >= text.length) { this.#put(parts, ' ', '', text.length); }
    // a line that ends the text has no height of its own
    if (text.endsWith('\n')) { parts.push(document.createTextNode('\u200b')); }
    this.#ink.replaceChildren(...parts);
  }

  #put(parts, text, kind, at) {
    const from = this.#bad ? Math.max(0, Math.min(text.length, this.#bad[0] - at)) : text.length;
    const to = this.#bad ? Math.max(0, Math.min(text.length, this.#bad[1] - at)) : text.length;
    for (const [piece, bad] of [[text.slice(0, from), false], [text.slice(from, to), true], [text.slice(Math.max(from, to)), false]]) {
      if (!piece) { continue; }
      const span = document.createElement('span');
      span.className = `${kind}${bad ? ' bad' : ''}`;
      span.textContent = piece;
      parts.push(span);
    }
  }
}

function history() {
  try {
    const queries = JSON.parse(localStorage.getItem(HISTORY) ?? '[]');
    return Array.isArray(queries) ? queries.filter(query => typeof query === 'string') : [];
  } catch {
    return [];
  }
}

customElements.get('kw-promql-editor') ?? customElements.define('kw-promql-editor', KwPromqlEditor);
