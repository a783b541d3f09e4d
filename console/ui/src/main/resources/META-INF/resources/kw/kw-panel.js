// <kw-panel>: the place of a panel in a dashboard. Tells the server when it comes near the window and when it leaves.
// <kw-full-screen>: shows the page alone on the screen, and back.
import { icon } from './kw-icons.js';

const NEAR = '160px';

class KwPanel extends HTMLElement {
  connectedCallback() {
    this.observer = new IntersectionObserver(entries => this.tell(entries.at(-1).isIntersecting), { rootMargin: NEAR });
    this.observer.observe(this);
  }

  disconnectedCallback() {
    this.observer.disconnect();
    this.seen = undefined;
  }

  tell(seen) {
    if (seen !== this.seen) {
      this.seen = seen;
      this.dispatchEvent(new CustomEvent('kw-sight', { detail: { seen } }));
    }
  }
}

class KwFullScreen extends HTMLElement {
  connectedCallback() {
    if (!this.firstChild) {
      this.innerHTML = `<button type="button" class="kw-small-button">${icon('screen')}<span></span></button>`;
      this.firstChild.addEventListener('click', () => this.toggle());
    }
    this.changed = () => this.name();
    document.addEventListener('fullscreenchange', this.changed);
    this.name();
  }

  disconnectedCallback() { document.removeEventListener('fullscreenchange', this.changed); }

  name() { this.querySelector('span').textContent = document.fullscreenElement ? 'Leave full screen' : 'Full screen'; }

  toggle() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.closest('main').requestFullscreen();
  }
}

customElements.get('kw-panel') ?? customElements.define('kw-panel', KwPanel);
customElements.get('kw-full-screen') ?? customElements.define('kw-full-screen', KwFullScreen);
