// A field for one PromQL query of any number of lines: words in colour, an error underlined where it is, completion asked of the server.
// The text is a plain text area; what is coloured lies behind it and is never read out.

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
.error { color: var(--kw-crit); padding: 5px 10px 0; line-height: 17px; }
.error:empty { display: none; }
.list { position: absolute; z-index: 20; min-width: 300px; max-width: min(680px, 100%); max-height: 330px; overflow: auto; margin: 0; padding: 4px;
  list-style: none; border-radius: 8px; border: 1px solid var(--kw-line2); background: var(--kw-card);
  box-shadow: 0 8px 28px rgba(0, 0, 0, .28); color: var(--kw-t1); }
.list[hidden] { display: none; }
.list li { display: flex; gap: 16px; justify-content: space-between; padding: 4px 8px; border-radius: 5px; line-height: 18px; cursor: pointer; }
.list li span:first-child { font-family: 'JetBrains Mono Variable', ui-monospace, monospace; font-variant-ligatures: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list li span:last-child { color: var(--kw-t3); white-space: nowrap; }
.list li[aria-selected=true] { background: var(--kw-acc-bg); }
@media (forced-colors: active) { .ink { visibility: hidden; } textarea { color: CanvasText; } }
`;

const PART = /(#[^\n]*)|("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?)|([a-zA-Z_:][a-zA-Z0-9_:.]*)|\s+|[^\s]/gy;
const WORDS = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'offset', 'bool', 'and', 'or', 'unless', 'atan2', 'sum', 'avg',
  'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk', 'count_values', 'quantile']);
const HISTORY = 'kw-promql-history';
const MOST_REMEMBERED = 100;

class KwPromqlEditor extends HTMLElement {
  #text; #ink; #list; #error; #items = []; #range = [0, 0]; #active = -1; #request = 0; #timer; #bad = null; #past = -1; #draft = '';

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${SHEET}</style>
      <div class="field"><div class="ink" aria-hidden="true"></div>
      <textarea rows="1" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="list" aria-describedby="error"
        autocomplete="off" autocapitalize="off" spellcheck="false"></textarea></div>
      <div class="error" id="error" role="alert"></div>
      <ul class="list" id="list" role="listbox" aria-label="Completions" hidden></ul>`;
    this.#text = root.querySelector('textarea');
    this.#ink = root.querySelector('.ink');
    this.#list = root.querySelector('.list');
    this.#error = root.querySelector('.error');
    this.#text.addEventListener('input', () => { this.#changed(); this.#ask(120); });
    this.#text.addEventListener('keydown', event => this.#key(event));
    this.#text.addEventListener('blur', () => this.#close());
    this.#list.addEventListener('mousedown', event => {
      event.preventDefault(); // keeps the focus in the field
      const line = event.target.closest('li');
      if (line) { this.#accept(Number(line.dataset.index)); }
    });
  }

  connectedCallback() {
    this.#text.setAttribute('aria-label', this.getAttribute('label') ?? 'Query');
    this.#text.placeholder = 'e.g. sum by (job) (rate(http_server_request_duration_seconds_count[5m]))';
  }

  disconnectedCallback() { clearTimeout(this.#timer); }

  get value() { return this.#text.value; }
  set value(text) {
    if (text !== this.#text.value) { this.#text.value = text ?? ''; }
    this.#paint();
  }

  focus() { this.#text.focus(); }

  /** @param what {message, from, to}, or {} when the query can be read */
  error(what) {
    this.#bad = what.message ? [what.from, Math.max(what.to, what.from + 1)] : null;
    this.#error.textContent = what.message ?? '';
    this.toggleAttribute('invalid', !!what.message);
    this.#text.setAttribute('aria-invalid', String(!!what.message));
    this.#paint();
  }

  suggest(request, start, end, items) {
    if (request !== this.#request || this.shadowRoot.activeElement !== this.#text) { return; }
    this.#items = items;
    this.#range = [start, end];
    this.#active = -1;
    this.#list.replaceChildren(...items.map((item, index) => {
      const line = document.createElement('li');
      line.id = `option-${index}`;
      line.dataset.index = index;
      line.setAttribute('role', 'option');
      line.setAttribute('aria-selected', 'false');
      const text = document.createElement('span');
      text.textContent = item.text;
      const note = document.createElement('span');
      note.textContent = item.note;
      line.append(text, note);
      return line;
    }));
    const open = items.length > 0;
    this.#list.hidden = !open;
    this.#text.setAttribute('aria-expanded', String(open));
    if (open) { this.#place(start); }
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
    this.#list.style.top = `${box.bottom - field.top + 6}px`;
    this.#list.style.left = `${Math.max(0, Math.min(box.left - field.left - 8, field.width - 320))}px`;
  }

  #changed() {
    this.#past = -1;
    this.error({});
    this.#tell();
  }

  #tell() { this.dispatchEvent(new CustomEvent('kw-typed', { detail: { text: this.#text.value } })); }

  #ask(delay) {
    clearTimeout(this.#timer);
    const request = ++this.#request;
    this.#timer = setTimeout(() => this.dispatchEvent(new CustomEvent('kw-complete', {
      detail: { request, text: this.#text.value, cursor: this.#text.selectionStart } })), delay);
  }

  #close() {
    ++this.#request;
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#active = -1;
    this.#text.setAttribute('aria-expanded', 'false');
    this.#text.removeAttribute('aria-activedescendant');
  }

  #accept(index) {
    const item = this.#items[index];
    const text = this.#text.value;
    const [start, end] = this.#range;
    const call = item.note === 'function' && text[end] !== '(' ? '(' : '';
    this.#text.value = text.slice(0, start) + item.text + call + text.slice(end);
    const cursor = start + item.text.length + call.length;
    this.#text.setSelectionRange(cursor, cursor);
    this.#changed();
    this.#close();
  }

  #key(event) {
    const open = !this.#list.hidden;
    if (event.key === 'Enter' && (event.ctrlKey || event.shiftKey || event.metaKey)) {
      event.preventDefault();
      this.#run();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && open && this.#active >= 0) {
      event.preventDefault();
      this.#accept(this.#active);
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      this.#recall(event.key === 'ArrowUp' ? 1 : -1);
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.#move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.#ask(0);
    } else if (event.key === 'Escape') {
      if (open) { event.stopPropagation(); this.#close(); } else { this.#text.blur(); }
    }
  }

  #run() {
    this.#close();
    this.#tell();
    this.remember();
    this.dispatchEvent(new CustomEvent('kw-run'));
  }

  #move(by) {
    const lines = [...this.#list.children];
    this.#active = (this.#active + by + lines.length) % lines.length;
    lines.forEach((line, index) => line.setAttribute('aria-selected', String(index === this.#active)));
    lines[this.#active].scrollIntoView({ block: 'nearest' });
    this.#text.setAttribute('aria-activedescendant', lines[this.#active].id);
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
    this.#past = Math.max(-1, Math.min(queries.length - 1, this.#past + by));
    this.#text.value = this.#past < 0 ? this.#draft : queries[this.#past];
    this.error({});
    this.#tell();
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
