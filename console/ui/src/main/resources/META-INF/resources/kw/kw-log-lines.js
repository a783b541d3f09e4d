// Log lines, newest first. Only the visible rows are in the page; one record can be open between them (slot "detail").
// What arrives while the person has scrolled is put above without moving what is read, and counted.

import { singleKey } from './kw-single-key.js';

const ROW = 25;
const OVERSCAN = 12;
const NEAR_END = 40;
const MOST_LINES = 20_000;
const counts = new Intl.NumberFormat('en');

const SHEET = `
:host { display: block; position: relative; min-height: 0; }
.scroll { position: absolute; inset: 0; overflow-y: auto; overflow-x: hidden; outline: none;
  font: 400 12px/25px 'JetBrains Mono Variable', ui-monospace, monospace; font-variant-ligatures: none; letter-spacing: 0; }
.scroll:focus-visible { box-shadow: inset 0 0 0 2px var(--kw-acc); border-radius: 6px; }
.space { position: relative; min-width: 0; }
.row { position: absolute; left: 0; right: 0; height: ${ROW}px; display: grid; align-items: center; padding: 0 14px 0 12px; cursor: default;
  grid-template-columns: 20px var(--time, 106px) 58px var(--service, 118px) minmax(0, 1.6fr) var(--attributes, minmax(0, 1fr)); color: var(--kw-t2); }
:host([dated]) { --time: 150px; }
:host([without~=service]) { --service: 0; }
:host([without~=attributes]) { --attributes: 0; }
.row:hover { background: var(--kw-hover); }
.row.active { background: var(--kw-acc-bg); }
.row > span { overflow: hidden; text-overflow: ellipsis; white-space: pre; padding-right: 12px; }
:host([without~=service]) .service, :host([without~=attributes]) .attributes { padding: 0; }
.body { color: var(--kw-t1); }
.service { color: var(--kw-t3); }
.glyph { line-height: 0; padding: 0 !important; overflow: visible; }
.crit { color: var(--kw-crit); } .warn { color: var(--kw-warn); } .low { color: var(--kw-t3); }
.mark { box-shadow: inset 2px 0 0 var(--kw-acc); }
.detail { position: absolute; left: 0; right: 0; }
.end { position: absolute; left: 0; right: 0; padding-left: 32px; color: var(--kw-t3); font-family: inherit; }
.new { position: absolute; z-index: 3; top: 8px; left: 50%; transform: translateX(-50%); height: 28px; padding: 0 12px; border-radius: 14px; cursor: pointer;
  border: 1px solid var(--kw-acc-line); background: var(--kw-acc-bg); color: var(--kw-acc); font: 600 12px/16px var(--kw-font, inherit);
  box-shadow: 0 4px 14px rgba(0, 0, 0, .25); }
.new[hidden] { display: none; }
.new:focus-visible { outline: 2px solid var(--kw-acc); outline-offset: 2px; }
@media (pointer: coarse) { .new { height: 40px; } }
`;

const TONES = { error: 'crit', fatal: 'crit', warn: 'warn' };

class KwLogLines extends HTMLElement {
  #scroll; #space; #detail; #new; #lines = []; #more = false; #asked = false; #active = -1; #open = null; #detailHeight = 0;
  #unseen = 0; #frame = 0; #wasAtTop = true; #marked = '';
  #onKey = event => this.#key(event);
  #resize = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${SHEET}</style>
      <div class="scroll" role="treegrid" tabindex="0"><div class="space" role="rowgroup"></div></div>
      <button class="new" hidden></button>`;
    this.#scroll = root.querySelector('.scroll');
    this.#space = root.querySelector('.space');
    this.#new = root.querySelector('.new');
    this.#detail = document.createElement('div');
    this.#detail.className = 'detail';
    this.#detail.setAttribute('role', 'row');
    this.#detail.innerHTML = '<div role="gridcell"><slot name="detail"></slot></div>';
    this.#scroll.addEventListener('scroll', () => this.#later());
    this.#space.addEventListener('click', event => this.#click(event));
    this.#new.addEventListener('click', () => this.toTop());
  }

  connectedCallback() {
    this.#scroll.setAttribute('aria-label', this.getAttribute('label') ?? 'Log lines');
    document.addEventListener('keydown', this.#onKey, true);
    this.#resize.observe(this);
    this.#resize.observe(this.#detail);
  }

  disconnectedCallback() { document.removeEventListener('keydown', this.#onKey, true); this.#resize.disconnect(); }

  /** Other lines. With keepPlace, the line that is read and the open record stay where they are. */
  show(lines, more, open) {
    const active = this.#lines[this.#active]?.key;
    this.#lines = lines;
    this.#more = more;
    this.#asked = false;
    this.#unseen = 0;
    if (open !== this.#open) { this.#open = open || null; this.#detailHeight = 0; }
    this.#active = this.#lines.findIndex(line => line.key === (open || active));
    this.#scroll.scrollTop = 0;
    this.#render();
  }

  /** The newest page again: what is at the top is replaced, what is read further down stays. */
  refresh(lines, more) {
    if (!this.atTop || this.#open) { return; }
    const active = this.#lines[this.#active]?.key;
    this.#lines = lines;
    this.#more = more;
    this.#asked = false;
    this.#active = this.#lines.findIndex(line => line.key === active);
    this.#render();
  }

  append(lines, more) {
    this.#lines.push(...lines);
    this.#more = more && this.#lines.length < MOST_LINES;
    this.#asked = false;
    this.#render();
  }

  prepend(lines) {
    if (!lines.length) { return; }
    const hold = !this.atTop || this.#open;
    const before = this.#scroll.scrollTop;
    this.#lines.unshift(...lines);
    if (this.#active >= 0) { this.#active += lines.length; }
    if (this.#lines.length > MOST_LINES) { this.#lines.length = MOST_LINES; this.#more = true; }
    if (hold) { this.#unseen += lines.length; }
    this.#layout();
    if (hold) { this.#scroll.scrollTop = before + lines.length * ROW; }
    this.#render();
  }

  /** The record whose detail is in the slot; null closes. */
  opened(key) {
    this.#open = key || null;
    this.#detailHeight = 0;
    if (key) { this.#active = this.#lines.findIndex(line => line.key === key); }
    this.#render();
  }

  /** A line that the page is about, in the view of its neighbours. */
  mark(key) {
    this.#marked = key;
    const index = this.#lines.findIndex(line => line.key === key);
    if (index >= 0) {
      this.#active = index;
      this.#render();
      requestAnimationFrame(() => {
        this.#scroll.scrollTop = Math.max(0, this.#top(index) - this.#scroll.clientHeight / 2);
        this.#render();
      });
    }
  }

  toTop() { this.#scroll.scrollTop = 0; this.#unseen = 0; this.#render(); this.#scroll.focus(); }

  get atTop() { return this.#scroll.scrollTop < ROW / 2; }

  #openIndex() { return this.#open ? this.#lines.findIndex(line => line.key === this.#open) : -1; }

  #top(index) {
    const open = this.#openIndex();
    return index * ROW + (open >= 0 && index > open ? this.#detailHeight : 0);
  }

  #measure() {
    const height = this.#detail.isConnected ? this.#detail.offsetHeight : 0;
    const first = height && !this.#detailHeight;
    if (height) { this.#detailHeight = height; }
    if (first && this.#open) { this.#reveal(this.#openIndex(), true); } else { this.#later(); }
  }

  #later() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => { this.#frame = 0; this.#render(); });
    }
  }

  #layout() {
    const extra = this.#openIndex() >= 0 ? this.#detailHeight : 0;
    this.#space.style.height = `${this.#lines.length * ROW + extra + (this.#more ? ROW : 0)}px`;
  }

  #render() {
    this.#layout();
    const open = this.#openIndex();
    const top = this.#scroll.scrollTop;
    const height = this.#scroll.clientHeight || 600;
    const first = Math.max(0, Math.floor((top - (open >= 0 ? this.#detailHeight : 0)) / ROW) - OVERSCAN);
    const last = Math.min(this.#lines.length, Math.ceil((top + height) / ROW) + OVERSCAN);
    const rows = [];
    for (let i = first; i < last; i++) {
      rows.push(this.#row(i));
      if (i === open) {
        this.#detail.style.top = `${(i + 1) * ROW}px`;
        rows.push(this.#detail);
      }
    }
    if (this.#more && last === this.#lines.length) {
      const end = document.createElement('div');
      end.className = 'end';
      end.setAttribute('role', 'row');
      end.innerHTML = '<span role="gridcell">Reading older lines</span>';
      end.style.top = `${this.#top(this.#lines.length)}px`;
      rows.push(end);
    }
    this.#space.replaceChildren(...rows);
    this.#scroll.setAttribute('aria-rowcount', String(this.#more ? -1 : this.#lines.length));
    if (this.#active >= first && this.#active < last) {
      this.#scroll.setAttribute('aria-activedescendant', `line-${this.#active}`);
    } else {
      this.#scroll.removeAttribute('aria-activedescendant');
    }
    if (this.atTop && !this.#open) { this.#unseen = 0; }
    this.#new.hidden = this.#unseen === 0;
    this.#new.textContent = `+${counts.format(this.#unseen)} new`;
    this.#tell(last);
  }

  #tell(last) {
    if (this.#more && !this.#asked && last > this.#lines.length - NEAR_END) {
      this.#asked = true;
      this.#say('kw-more', {});
    }
    const still = this.atTop && !this.#open;
    if (still !== this.#wasAtTop) {
      this.#wasAtTop = still;
      this.#say('kw-top', { top: still });
    }
  }

  #row(index) {
    const line = this.#lines[index];
    const row = document.createElement('div');
    row.id = `line-${index}`;
    row.className = 'row' + (index === this.#active ? ' active' : '') + (line.key === this.#marked ? ' mark' : '');
    row.dataset.index = index;
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', String(index + 1));
    row.setAttribute('aria-selected', String(index === this.#active));
    row.setAttribute('aria-expanded', String(line.key === this.#open));
    row.style.top = `${this.#top(index)}px`;
    const tone = TONES[line.severity] ?? 'low';
    const glyph = tone === 'low' ? '' : `<kw-glyph name="${tone}" aria-hidden="true"></kw-glyph>`;
    row.innerHTML = `<span class="glyph" role="gridcell">${glyph}</span><span role="gridcell"></span><span class="${tone}" role="gridcell"></span>`
      + '<span class="service" role="gridcell"></span><span class="body" role="gridcell"></span><span class="attributes" role="gridcell"></span>';
    const [, time, severity, service, body, attributes] = row.children;
    time.textContent = line.time;
    severity.textContent = line.severity;
    service.textContent = line.service;
    body.textContent = line.body;
    attributes.textContent = line.attributes;
    return row;
  }

  #click(event) {
    const row = event.target.closest('.row');
    if (!row || String(getSelection())) { return; } // selecting text is not opening
    this.#active = Number(row.dataset.index);
    this.#toggle();
  }

  #toggle() {
    const key = this.#lines[this.#active]?.key;
    if (key) {
      this.#say('kw-open', { key: key === this.#open ? '' : key });
      this.#render();
    }
  }

  /** Something with the active line: its trace, its neighbours, only lines like it, none like it. */
  act(action) {
    const key = this.#lines[this.#active]?.key;
    if (key) { this.#say('kw-act', { key, action }); }
  }

  #key(event) {
    const key = singleKey(event);
    const handler = key && this.#handler(key, event.composedPath());
    if (handler) { event.preventDefault(); event.stopPropagation(); handler(); }
  }

  /** Arrows and Enter belong to whatever has the focus; letters work wherever nothing else has it. */
  #handler(key, path) {
    const field = this.querySelector('.kw-field:focus-within');
    if (field && (key === '+' || key === '-')) {
      return () => field.querySelector(key === '+' ? '.kw-require' : '.kw-exclude')?.click();
    }
    const inside = path.includes(this.#scroll) && !path.some(node => node.slot === 'detail');
    const page = Math.max(1, Math.floor(this.#scroll.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#lines.length, End: this.#lines.length };
    if (inside && steps[key]) { return () => this.#move(steps[key]); }
    const free = inside || path[0] === document.body || path.includes(this);
    switch (key) {
      case 'j': return () => this.#move(1);
      case 'k': return () => this.#move(-1);
      case 'Enter': return inside || path[0] === document.body ? () => this.#toggle() : null;
      case 'Escape': return this.#open ? () => this.#say('kw-open', { key: '' }) : null;
      case '+': return free ? () => this.act('require') : null;
      case '-': return free && this.#active >= 0 ? () => this.act('exclude') : null;
      case 't': return free && this.#active >= 0 ? () => this.act('trace') : null;
      case 'z': return free ? () => this.act('around') : null;
    }
    return null;
  }

  #say(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }

  #move(by) {
    if (!this.#lines.length) { return; }
    this.#active = Math.min(this.#lines.length - 1, Math.max(0, this.#active + by));
    this.#reveal(this.#active, false);
  }

  #reveal(index, withDetail) {
    if (index < 0) { return; }
    const top = this.#top(index);
    const bottom = top + ROW + (withDetail ? this.#detailHeight : 0);
    const view = this.#scroll;
    if (bottom > view.scrollTop + view.clientHeight) { view.scrollTop = bottom - view.clientHeight; }
    if (top < view.scrollTop) { view.scrollTop = top; }
    this.#render();
  }
}

customElements.get('kw-log-lines') ?? customElements.define('kw-log-lines', KwLogLines);
