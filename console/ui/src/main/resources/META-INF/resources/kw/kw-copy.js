// <kw-copy text="…" what="trace id">: a button that copies, and says so; with from="address" it copies what can be read there,
// with link="address" the whole address.
import { icon } from './kw-icons.js';

/** Also where the clipboard API is missing: plain HTTP on another host than this one. */
export async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** A short line at the bottom, read out politely. */
export function say(words) {
  let toast = document.querySelector('.kw-toast');
  if (!toast) {
    toast = document.createElement('div');
    toast.className = 'kw-toast';
    toast.setAttribute('role', 'status');
    document.body.append(toast);
  }
  toast.textContent = words;
  toast.classList.add('shown');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => toast.classList.remove('shown'), 2500);
}

class KwCopy extends HTMLElement {
  static observedAttributes = ['what'];

  connectedCallback() {
    if (!this.firstChild) {
      this.innerHTML = `<button type="button" class="kw-icon-button">${icon('copy')}</button>`;
      this.firstChild.addEventListener('click', async event => {
        event.stopPropagation();
        try {
          await copy(await this.text());
        } catch {
          return say('Cannot copy ' + (this.getAttribute('what') ?? 'it'));
        }
        say('Copied ' + (this.getAttribute('what') ?? 'it'));
      });
    }
    this.name();
  }

  async text() {
    const from = this.getAttribute('from');
    if (this.hasAttribute('link')) return new URL(this.getAttribute('link'), document.baseURI).href;
    if (!from) return this.getAttribute('text') ?? '';
    const answer = await fetch(from);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }

  attributeChangedCallback() { this.name(); }

  name() {
    const words = 'Copy ' + (this.getAttribute('what') ?? '');
    this.firstChild?.setAttribute('aria-label', words);
    if (this.firstChild) this.firstChild.title = words;
  }
}

customElements.get('kw-copy') ?? customElements.define('kw-copy', KwCopy);
