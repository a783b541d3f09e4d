// <kw-waterfall>: one trace as a tree on a time axis. setTrace() takes what io.keepwatch.ui.waterfall.WaterfallJson
// writes. Only the rows in view are in the page.
import { glyph, icon } from './kw-icons.js';
import { spanDuration } from './kw-format.js';
import { Inks } from './kw-inks.js';
import { MiniMap } from './kw-waterfall-map.js';
import { Flame } from './kw-waterfall-flame.js';
import { SpanTable } from './kw-waterfall-table.js';

const ROW = 27;
const INDENT = 16;
const DEEPEST = 12; // deeper spans are not indented further, or their names would leave the column
const ERROR = 1, CRITICAL = 2, PARENT_MISSING = 4, EVENTS = 8, REPEATED = 16, MISSING = 32;
const NO_SPAN = REPEATED | MISSING;
const [ID, DEPTH, SERVICE, NAME, START, DURATION, FLAGS, KIND, PATH_START, PATH_END, WAIT] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

class KwWaterfall extends HTMLElement {
  connectedCallback() {
    if (!this.body) this.build();
    this.inks ??= new Inks(this);
    this.stopWatching = this.inks.watch(() => this.map.draw());
    this.resize = new ResizeObserver(() => { this.map.draw(); this.draw(); });
    this.resize.observe(this.body);
    this.keys = event => this.key(event);
    document.addEventListener('keydown', this.keys);
  }

  disconnectedCallback() {
    this.stopWatching();
    this.resize.disconnect();
    document.removeEventListener('keydown', this.keys);
  }

  build() {
    this.innerHTML = `<div class="kw-wf-head"><h2>Spans</h2><div class="kw-legend"></div>`
      + `<button type="button" class="kw-small-button kw-wf-critical" aria-pressed="false">Critical path <kbd>C</kbd></button>`
      + `<button type="button" class="kw-small-button kw-wf-next">Next error <kbd>E</kbd></button>`
      + `<div class="kw-seg" role="group" aria-label="How the spans are drawn"><button type="button" data-as="waterfall" aria-pressed="true">Waterfall</button>`
      + `<button type="button" data-as="flame" aria-pressed="false" title="F">Flame</button><button type="button" data-as="table" aria-pressed="false" title="T">Table</button></div></div>`
      + `<div class="kw-wf-picture"><div class="kw-wf-map"></div><div class="kw-wf-axis" aria-hidden="true"></div>`
      + `<div class="kw-wf-body" role="tree" tabindex="0" aria-label="Spans"><div class="kw-wf-rows" role="none"></div></div><div class="kw-wf-flames" tabindex="0" aria-label="Flame graph" role="region" hidden></div></div>`
      + `<div class="kw-wf-table" hidden></div>`
      + `<div class="kw-wf-foot"><span class="kw-keyhint"><kbd>↑</kbd><kbd>↓</kbd><span>span</span></span><span class="kw-keyhint"><kbd>←</kbd><kbd>→</kbd>`
      + `<span>fold</span></span><span class="kw-keyhint"><kbd>E</kbd><span>next error</span></span><span class="kw-keyhint"><kbd>C</kbd><span>critical path</span></span><span class="kw-keyhint"><kbd>F</kbd><span>flame</span></span><span class="kw-wf-count"></span></div>`;
    const find = selector => this.querySelector(selector);
    this.legend = find('.kw-legend');
    this.picture = find('.kw-wf-picture');
    this.axis = find('.kw-wf-axis');
    this.body = find('.kw-wf-body');
    this.rows = find('.kw-wf-rows');
    this.tablePlace = find('.kw-wf-table');
    this.map = new MiniMap(this, find('.kw-wf-map'));
    this.table = new SpanTable(this, this.tablePlace);
    this.flamePlace = find('.kw-wf-flames');
    this.flame = new Flame(this, this.flamePlace);
    this.body.addEventListener('scroll', () => this.draw());
    this.body.addEventListener('keydown', event => this.arrow(event));
    this.rows.addEventListener('click', event => this.click(event));
    find('.kw-wf-next').addEventListener('click', () => this.nextError());
    find('.kw-wf-critical').addEventListener('click', () => this.toggleCritical());
    find('.kw-seg').addEventListener('click', event => event.target.dataset.as && this.show(event.target.dataset.as));
  }

  setTrace(trace) {
    this.trace = trace;
    this.folded = new Set(trace.rows.filter(row => row[FLAGS] & REPEATED).map(row => row[ID]));
    this.window = [0, trace.total];
    this.selected = '';
    const spans = trace.rows.filter(row => !(row[FLAGS] & NO_SPAN));
    const errors = spans.filter(row => row[FLAGS] & ERROR).length;
    this.querySelector('.kw-wf-next').hidden = errors === 0;
    this.querySelector('.kw-wf-count').textContent = [
      trace.truncated ? `Only the first ${spans.length.toLocaleString('en-US')} spans` : '',
      trace.skew ? `Clock skew corrected by up to ${spanDuration(trace.skew * 1000)}` : '',
      this.folded.size ? `Repeats are gathered, → unfolds` : '',
      errors ? `${errors.toLocaleString('en-US')} of ${spans.length.toLocaleString('en-US')} spans failed` : ''].filter(Boolean).join(' · ');
    this.drawLegend();
    this.layout();
    this.map.draw();
    if (!this.tablePlace.hidden) this.table.draw();
  }

  select(id) {
    if (!this.trace || (id ?? '') === this.selected) return;
    this.selected = id ?? '';
    this.reveal(this.trace.rows.findIndex(row => row[ID] === id));
    this.draw();
  }

  /** The rows that no folded span hides. */
  layout() {
    this.visible = [];
    let hiddenBelow = Infinity;
    this.trace.rows.forEach((row, index) => {
      if (row[DEPTH] > hiddenBelow) return;
      hiddenBelow = this.folded.has(row[ID]) ? row[DEPTH] : Infinity;
      this.visible.push(index);
    });
    this.rows.style.height = this.visible.length * ROW + 'px';
    this.draw();
  }

  draw() {
    this.flame.draw();
    if (!this.visible) return;
    if (!this.body.clientHeight) return this.map.mark();
    this.drawAxis();
    const first = Math.max(0, Math.floor(this.body.scrollTop / ROW) - 8);
    const last = Math.min(this.visible.length, Math.ceil((this.body.scrollTop + this.body.clientHeight) / ROW) + 8);
    this.rows.replaceChildren(...this.visible.slice(first, last).map((index, i) => this.row(index, first + i)));
    this.body.setAttribute('aria-activedescendant', this.selected ? 'kw-span-' + this.selected : '');
    this.map.mark();
  }

  row(index, place) {
    const span = this.trace.rows[index];
    const [id, depth, service, name, start, duration, flags] = span;
    const parent = this.isParent(index);
    const row = document.createElement('div');
    row.className = 'kw-wf-row' + (id === this.selected ? ' selected' : '') + (flags & ERROR ? ' failed' : '')
      + (flags & CRITICAL ? ' critical' : '') + (flags & MISSING ? ' missing' : '') + (flags & REPEATED ? ' repeated' : '') + (span[WAIT] ? ' idle' : '');
    row.id = 'kw-span-' + id;
    row.dataset.index = index;
    row.style.top = place * ROW + 'px';
    row.setAttribute('role', 'treeitem');
    row.setAttribute('aria-level', depth + 1);
    row.setAttribute('aria-selected', String(id === this.selected));
    row.setAttribute('aria-setsize', this.trace.rows.length);
    row.setAttribute('aria-posinset', index + 1);
    if (parent) row.setAttribute('aria-expanded', String(!this.folded.has(id)));
    const indent = Math.min(depth, DEEPEST) * INDENT;
    const ink = this.trace.inks[service];
    const [from, to] = this.window;
    const left = (start - from) / (to - from) * 100;
    const width = duration / (to - from) * 100;
    row.innerHTML = `<div class="kw-wf-name" style="--indent:${indent}px"><span class="kw-wf-fold">${parent ? icon(this.folded.has(id) ? 'right' : 'down', 12) : ''}</span>`
      + `<i style="background:var(--kw-${ink})"></i>${flags & ERROR ? glyph('crit', 12) : ''}<span class="kw-ellipsis"></span></div>`
      + `<div class="kw-wf-lane"><div class="kw-wf-track"><b style="left:${left}%;width:${width}%;--ink:var(--kw-${ink})"></b>${this.path(span)}`
      + `<span></span></div></div>`;
    const words = row.querySelector('.kw-ellipsis');
    words.textContent = name;
    const length = spanDuration(duration * 1000);
    const long = duration > this.trace.total / 20; // a short wait is no news
    const waits = long && span[WAIT].startsWith('waiting for') ? ', ' + span[WAIT].replace('waiting', 'waits') : '';
    const note = flags & MISSING ? 'not received' : length + waits;
    const label = row.querySelector('.kw-wf-track > span');
    label.textContent = note;
    label.classList.toggle('kw-warn', waits !== '');
    // the margin right of the track has room for a duration, not for words
    const end = Math.min(100, Math.max(0, left + width));
    if (note !== length && end > 65 && left > 35) label.style.right = `calc(${100 - left}% + 7px)`;
    else label.style.left = `calc(${end}% + 7px)`;
    row.title = `${this.trace.services[service]}: ${name}`;
    // the name is what is seen; this adds what only colour and shape say
    row.setAttribute('aria-description', `${this.trace.services[service]}${flags & ERROR ? ', failed' : ''}${flags & EVENTS ? ', has events' : ''}`);
    return row;
  }

  /** The part of the span that the trace waited for. */
  path(span) {
    if (!(span[FLAGS] & CRITICAL)) return '';
    const [from, to] = this.window;
    const left = (span[PATH_START] - from) / (to - from) * 100;
    return `<u style="left:${left}%;width:${(span[PATH_END] - span[PATH_START]) / (to - from) * 100}%"></u>`;
  }

  drawAxis() {
    const [from, to] = this.window;
    const step = niceStep((to - from) / 5);
    const ticks = [];
    for (let t = Math.ceil(from / step) * step; t < to; t += step) {
      const left = (t - from) / (to - from) * 100;
      ticks.push(`<span style="left:${left}%">${t === 0 ? '0' : spanDuration(t * 1000)}</span>`);
    }
    this.axis.innerHTML = `<div class="kw-wf-track">${ticks.join('')}</div>`;
    const width = this.body.clientWidth;
    this.style.setProperty('--kw-scrollbar', this.body.offsetWidth - width + 'px');
    this.rows.style.setProperty('--tick', `${step / (to - from) * 100}%`);
    this.rows.style.setProperty('--tick-start', `${(Math.ceil(from / step) * step - from) / (to - from) * 100}%`);
  }

  drawLegend() {
    this.legend.replaceChildren(...this.trace.services.map((service, i) => {
      const entry = document.createElement('span');
      entry.innerHTML = `<i class="kw-wf-chip" style="background:var(--kw-${this.trace.inks[i]})"></i>`;
      entry.append(service);
      return entry;
    }));
  }

  isParent(index) {
    const next = this.trace.rows[index + 1];
    return next !== undefined && next[DEPTH] > this.trace.rows[index][DEPTH];
  }

  /** Unfolds what hides the row, and scrolls it into view. */
  reveal(index) {
    if (index < 0) return;
    let depth = this.trace.rows[index][DEPTH];
    for (let i = index - 1; i >= 0 && depth > 0; i--) {
      if (this.trace.rows[i][DEPTH] < depth) { depth = this.trace.rows[i][DEPTH]; this.folded.delete(this.trace.rows[i][ID]); }
    }
    this.layout();
    const top = this.visible.indexOf(index) * ROW;
    if (top < this.body.scrollTop) this.body.scrollTop = top;
    else if (top + ROW > this.body.scrollTop + this.body.clientHeight) this.body.scrollTop = top - this.body.clientHeight + 2 * ROW;
  }

  choose(index) {
    this.selected = this.trace.rows[index][ID];
    this.reveal(index);
    this.draw();
    if (this.trace.rows[index][FLAGS] & NO_SPAN) return; // the server knows spans
    clearTimeout(this.telling); // holding an arrow key must not ask the server for every span on the way
    this.telling = setTimeout(() => this.dispatchEvent(new CustomEvent('kw-select', { detail: { id: this.selected } })), 120);
  }

  current() { return this.trace.rows.findIndex(row => row[ID] === this.selected); }

  move(by) {
    if (!this.visible?.length) return;
    const at = this.visible.indexOf(this.current());
    this.choose(this.visible[at < 0 ? 0 : Math.min(this.visible.length - 1, Math.max(0, at + by))]);
  }

  fold(index, folded) {
    const id = this.trace.rows[index][ID];
    if (folded) this.folded.add(id); else this.folded.delete(id);
    this.layout();
  }

  click(event) {
    const row = event.target.closest('.kw-wf-row');
    if (!row) return;
    const index = Number(row.dataset.index);
    if (event.target.closest('.kw-wf-fold') && this.isParent(index)) this.fold(index, !this.folded.has(this.trace.rows[index][ID]));
    else this.choose(index);
  }

  arrow(event) {
    const index = this.current();
    const folded = index >= 0 && this.folded.has(this.trace.rows[index][ID]);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -1e9, End: 1e9 };
    if (event.key in steps) this.move(steps[event.key]);
    else if (event.key === 'ArrowRight' && index >= 0) folded ? this.fold(index, false) : this.isParent(index) && this.move(1);
    else if (event.key === 'ArrowLeft' && index >= 0) this.isParent(index) && !folded ? this.fold(index, true) : this.toParent(index);
    else return;
    event.preventDefault();
  }

  toParent(index) {
    for (let i = index - 1; i >= 0; i--) {
      if (this.trace.rows[i][DEPTH] < this.trace.rows[index][DEPTH]) return this.choose(i);
    }
  }

  nextError() {
    const from = this.current();
    const rows = this.trace.rows;
    for (let i = 1; i <= rows.length; i++) {
      const index = (from + i + rows.length) % rows.length;
      if (rows[index][FLAGS] & ERROR && !(rows[index][FLAGS] & NO_SPAN)) return this.choose(index);
    }
  }

  toggleCritical() {
    const on = this.body.parentElement.classList.toggle('only-critical');
    this.querySelector('.kw-wf-critical').setAttribute('aria-pressed', String(on));
  }

  show(as) {
    this.as = as;
    this.body.parentElement.hidden = as === 'table';
    this.body.hidden = this.axis.hidden = as !== 'waterfall';
    this.flamePlace.hidden = as !== 'flame';
    this.tablePlace.hidden = as !== 'table';
    this.querySelectorAll('[data-as]').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.as === as)));
    if (as === 'table') this.table.draw();
    else { this.map.draw(); this.draw(); }
  }

  toggle(as) { this.show(this.as === as ? 'waterfall' : as); }

  zoom(from, to) {
    this.window = to - from > this.trace.total / 1e5 ? [from, to] : [0, this.trace.total];
    this.draw();
  }

  key(event) {
    const target = event.composedPath()[0];
    if (!this.trace || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
      || target.matches?.('input, textarea, select') || localStorage.getItem('kw-keys-off') || document.querySelector('dialog[open]')) return;
    const action = { e: () => this.nextError(), c: () => this.toggleCritical(), t: () => this.toggle('table'), f: () => this.toggle('flame') }[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

export const FIELDS = { ID, DEPTH, SERVICE, NAME, START, DURATION, FLAGS, KIND, ERROR, CRITICAL, PARENT_MISSING, EVENTS, NO_SPAN };

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1e-3, rough)));
  return [1, 2, 2.5, 4, 5, 10].find(factor => factor * power >= rough) * power;
}

customElements.get('kw-waterfall') ?? customElements.define('kw-waterfall', KwWaterfall);
