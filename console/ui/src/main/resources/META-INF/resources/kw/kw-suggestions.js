// What may come next in a field, asked of the server while a person types: a list below the field that the arrow keys move through.
// And how a field is left by the keyboard: Escape closes the list; without a list only a second Escape gives the focus away, so that
// what is typed next does not fall on the page's single-letter keys.

export const LIST_SHEET = `
.list { position: absolute; z-index: 20; min-width: 300px; max-width: min(680px, 100%); max-height: 330px; overflow: auto; margin: 0; padding: 4px;
  list-style: none; border-radius: 8px; border: 1px solid var(--kw-line2); background: var(--kw-card);
  box-shadow: 0 8px 28px rgba(0, 0, 0, .28); color: var(--kw-t1); }
.list[hidden] { display: none; }
.list li { display: flex; gap: 16px; justify-content: space-between; padding: 4px 8px; border-radius: 5px; line-height: 18px; cursor: pointer; }
.list li span:first-child { font-family: 'JetBrains Mono Variable', ui-monospace, monospace; font-variant-ligatures: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list li span:last-child { color: var(--kw-t3); white-space: nowrap; }
.list li[aria-selected=true] { background: var(--kw-acc-bg); }
`;

export const LIST = '<ul class="list" id="list" role="listbox" aria-label="Completions" hidden></ul>';

export class Suggestions {
  #host; #field; #list; #accept; #items = []; #range = [0, 0]; #active = -1; #request = 0; #timer; #escapes = 0;

  /**
   * @param host   tells the server `kw-complete`; its shadow tree holds LIST
   * @param field  a text field or text area
   * @param accept takes the chosen item, and where in the text it belongs
   */
  constructor(host, field, accept) {
    this.#host = host;
    this.#field = field;
    this.#accept = accept;
    this.#list = host.shadowRoot.querySelector('.list');
    field.addEventListener('blur', () => { this.close(); this.#escapes = 0; });
    this.#list.addEventListener('mousedown', event => {
      event.preventDefault(); // keeps the focus in the field
      const line = event.target.closest('li');
      if (line) { this.#take(Number(line.dataset.index)); }
    });
  }

  get open() { return !this.#list.hidden; }

  ask(delay) {
    clearTimeout(this.#timer);
    const request = ++this.#request;
    this.#timer = setTimeout(() => this.#host.dispatchEvent(new CustomEvent('kw-complete', {
      detail: { request, text: this.#field.value, cursor: this.#field.selectionStart, wanted: delay === 0 } })), delay);
  }

  /** @param items of {label, note, insert}; an answer to a question that is no longer asked is dropped */
  show(request, start, end, items) {
    if (request !== this.#request || this.#host.shadowRoot.activeElement !== this.#field) { return; }
    this.#items = items;
    this.#range = [start, end];
    this.#active = -1;
    this.#list.replaceChildren(...items.map(option));
    this.#list.hidden = items.length === 0;
    this.#field.setAttribute('aria-expanded', String(this.open));
  }

  close() {
    ++this.#request;
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#active = -1;
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }

  /** @return whether the key was meant for the list, or for leaving the field */
  key(event) {
    if (event.key === 'Escape') { return this.#escape(event); }
    this.#escapes = 0;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (plain && (event.key === 'Enter' || event.key === 'Tab') && this.open && this.#active >= 0) {
      this.#take(this.#active);
    } else if (plain && this.open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      this.#move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === ' ' && event.ctrlKey) {
      this.ask(0);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  #escape(event) {
    if (this.open) {
      event.stopPropagation();
      this.close();
    } else if (++this.#escapes > 1) {
      this.#field.blur();
    }
    return true;
  }

  #take(index) {
    const [start, end] = this.#range;
    this.close();
    this.#accept(this.#items[index], start, end);
  }

  #move(by) {
    const lines = [...this.#list.children];
    this.#active = (this.#active + by + lines.length) % lines.length;
    lines.forEach((line, index) => line.setAttribute('aria-selected', String(index === this.#active)));
    lines[this.#active].scrollIntoView({ block: 'nearest' });
    this.#field.setAttribute('aria-activedescendant', lines[this.#active].id);
  }
}

function option(item, index) {
  const line = document.createElement('li');
  line.id = `option-${index}`;
  line.dataset.index = index;
  line.setAttribute('role', 'option');
  line.setAttribute('aria-selected', 'false');
  for (const words of [item.label, item.note]) {
    const span = document.createElement('span');
    span.textContent = words;
    line.append(span);
  }
  return line;
}

/** Replaces a part of a field's text as typing does: an `input` event follows, and the browser's undo brings it back. */
export function type(field, start, end, text) {
  field.focus();
  field.setSelectionRange(start, end);
  // deprecated, and still the only way that keeps the undo history
  if (start !== end || text) { document.execCommand(text ? 'insertText' : 'delete', false, text); }
}
