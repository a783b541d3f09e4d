// <kw-keys>: the keys of the frame and of the open page. Single letters are off while a field has the focus, and
// altogether when a person switched them off in the list that `?` shows (WCAG 2.1.4).
import { copy, say } from './kw-copy.js';
import { icon } from './kw-icons.js';

const OFF = 'kw-keys-off';
const BROWSER = [
  { key: 'ctrl k', words: 'search or jump' },
  { key: '?', words: 'all keys' },
  { key: 'j', words: 'next row' },
  { key: 'k', words: 'row before' },
  { key: 't', words: 'chart ↔ table, where the focus is' },
  { key: 'esc', words: 'close what opened last' },
];

class KwKeys extends HTMLElement {
  connectedCallback() {
    this.listen = event => this.press(event);
    document.addEventListener('keydown', this.listen);
  }

  disconnectedCallback() { document.removeEventListener('keydown', this.listen); }

  setKeys(global, page) { this.global = global; this.page = page; }

  async copyLink(link) {
    await copy(new URL(link, document.baseURI).href);
    say('Link copied. It keeps this time range.');
  }

  press(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      document.querySelector('kw-palette')?.open();
      return;
    }
    if (event.ctrlKey && event.key === 'Enter' && !event.defaultPrevented && !dialogOpen() && this.page?.some(binding => binding.key === 'ctrl enter')) {
      this.tell(event, 'ctrl enter');
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event) || dialogOpen()) return;
    if (localStorage.getItem(OFF) && event.key !== '?') return;
    this.single(event);
  }

  single(event) {
    const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
    const name = this.first ? this.first + ' ' + key : key;
    this.first = null;
    if (key === '?') return this.take(event, () => this.list());
    const own = this.page?.some(binding => binding.key === name);
    if ((key === 'j' || key === 'k') && !own) return this.take(event, () => moveRow(key === 'j' ? 'ArrowDown' : 'ArrowUp'));
    if (key === 'space' && onControl(event)) return;
    if (key === 'enter' && onButton(event)) return;
    if (name === 'g') {
      this.first = 'g';
      clearTimeout(this.forget);
      this.forget = setTimeout(() => { this.first = null; }, 1500);
      return;
    }
    if (own || this.global?.some(binding => binding.key === name)) {
      this.tell(event, name);
    }
  }

  tell(event, key) { this.take(event, () => this.dispatchEvent(new CustomEvent('kw-key', { detail: { key } }))); }

  take(event, action) { event.preventDefault(); action(); }

  list() {
    const dialog = document.createElement('dialog');
    dialog.className = 'kw-dialog kw-key-list';
    dialog.setAttribute('aria-label', 'All keys');
    const rows = bindings => bindings.map(b => `<div><dt>${b.key.split(' ').map(k => `<kbd>${shown(k)}</kbd>`).join(' ')}</dt>`
      + `<dd></dd></div>`).join('');
    const all = [...BROWSER, ...(this.global ?? [])];
    const own = this.page ?? [];
    dialog.innerHTML = `<header><h2>Keys</h2><button type="button" class="kw-icon-button" aria-label="Close">${icon('x')}</button></header>`
      + (own.length ? `<h3>This page</h3><dl>${rows(own)}</dl><h3>Everywhere</h3>` : '') + `<dl>${rows(all)}</dl>`
      + `<label><input type="checkbox"> Single-letter keys</label>`;
    const words = [...own, ...all];
    dialog.querySelectorAll('dd').forEach((dd, i) => { dd.textContent = words[i].words; });
    const box = dialog.querySelector('input');
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener('change', () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1'));
    dialog.querySelector('button').addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}

const NAMES = { space: 'Space', esc: 'Esc', ctrl: 'Ctrl', alt: 'Alt', enter: 'Enter' };
const shown = key => NAMES[key] ?? key.toUpperCase().replace('<', '&lt;');

function typing(event) {
  const target = event.composedPath()[0];
  return target.matches?.('input, textarea, select, [contenteditable]') && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Space presses buttons and opens links; only elsewhere it pauses. */
const onControl = event => event.composedPath().some(node => node.matches?.('button, a, summary, input, vaadin-button, [role=button], [role=tab], vaadin-grid, [role=treeitem]'));

/** Enter presses buttons and opens links; only elsewhere it is the page's. */
const onButton = event => event.composedPath().some(node => node.matches?.('button, a, summary, input, vaadin-button, [role=button], [role=tab]'));

const dialogOpen = () => document.querySelector('dialog[open], vaadin-popover[opened], vaadin-dialog[opened], vaadin-confirm-dialog[opened]') !== null;

/** J and K are the arrow keys of the grid that has the focus, or of the first one. */
function moveRow(key) {
  const list = document.activeElement?.closest?.('vaadin-grid, kw-waterfall') ?? document.querySelector('main vaadin-grid, main kw-waterfall');
  if (!list) return;
  if (list.localName === 'kw-waterfall') return list.move(key === 'ArrowDown' ? 1 : -1);
  const inside = list.shadowRoot.activeElement;
  const target = inside ?? list.shadowRoot.querySelector('#items [tabindex="0"]');
  target?.focus();
  if (inside) target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
}

customElements.get('kw-keys') ?? customElements.define('kw-keys', KwKeys);
