// <kw-live mode="live|paused|stale|history" age="ms" clock="02:38" reason="…">: the live state as a button.
// Counts seconds by itself, notices a lost connection, and tells the server why to pause.
import { glyph, icon } from './kw-icons.js';
import { age } from './kw-format.js';

class KwLive extends HTMLElement {
  static observedAttributes = ['mode', 'age', 'clock', 'reason'];

  connectedCallback() {
    if (!this.button) {
      this.button = document.createElement('button');
      this.button.type = 'button';
      this.button.id = 'live-state';
      this.button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('kw-toggle')));
      this.append(this.button);
    }
    this.timer = setInterval(() => this.draw(), 1000);
    this.watch = () => this.tellReason();
    document.addEventListener('selectionchange', this.watch);
    document.addEventListener('visibilitychange', this.watch);
    this.overlays = new MutationObserver(this.watch);
    this.overlays.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['opened', 'open'] });
    this.draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    clearTimeout(this.waiting);
    document.removeEventListener('selectionchange', this.watch);
    document.removeEventListener('visibilitychange', this.watch);
    this.overlays.disconnect();
  }

  attributeChangedCallback(name) {
    // an age and not a time: the browser's clock may differ from the server's
    if (name === 'age') this.seen = Date.now() - Number((this.getAttribute('age') ?? '0').split(' ')[0]);
    if (this.button) this.draw();
  }

  tellReason() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const reason = this.reasonToPause();
      if (reason !== (this.told ?? '')) {
        this.told = reason;
        this.dispatchEvent(new CustomEvent('kw-pause', { detail: { reason } }));
      }
    }, 250);
  }

  reasonToPause() {
    if (document.visibilityState === 'hidden') return 'the tab is hidden';
    const selection = document.getSelection();
    const typing = document.activeElement?.matches?.('input, textarea');
    // isCollapsed knows nothing of a selection inside an element's shadow, such as the log lines; its text does
    if (!typing && selection && selection.toString().trim() !== '') return 'text is selected';
    const open = document.querySelector('vaadin-popover[opened], vaadin-context-menu[opened], vaadin-menu-bar-submenu[opened], '
      + 'vaadin-select[opened], vaadin-combo-box[opened], .kw-point-menu');
    return open ? 'a menu is open' : '';
  }

  draw() {
    const link = window.Vaadin?.connectionState?.state;
    const mode = link === 'reconnecting' || link === 'connection-lost' ? 'lost' : this.getAttribute('mode') ?? 'live';
    const seconds = Math.max(0, (Date.now() - (this.seen ?? Date.now())) / 1000);
    const reason = this.getAttribute('reason') ?? '';
    const [picture, text, title] = {
      live: [dot, 'Live · ' + age(seconds), 'New data arrives. Space pauses.'],
      paused: [icon('pause', 14), 'Paused ' + this.getAttribute('clock'), `Paused: ${reason}. Space resumes.`],
      stale: [glyph('stale'), 'Stale ' + age(seconds), reason],
      history: [icon('clock', 14), 'History', 'A fixed range, nothing moves. Space goes back to now.'],
      lost: [glyph('crit'), 'No link, ' + age(this.lostFor(link)), 'The server does not answer. What you see is the last that arrived.'],
    }[mode];
    if (this.drawn === mode + text) return;
    this.drawn = mode + text;
    document.documentElement.toggleAttribute('kw-no-link', mode === 'lost');
    this.button.className = 'kw-live-button ' + mode;
    this.button.innerHTML = picture;
    this.button.append(text);
    this.button.title = title;
  }

  lostFor(link) {
    if (link !== this.lastLink) { this.lastLink = link; this.lostAt = Date.now(); }
    return (Date.now() - this.lostAt) / 1000;
  }
}

const dot = '<svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill="var(--kw-ok)"/></svg>';

customElements.get('kw-live') ?? customElements.define('kw-live', KwLive);
