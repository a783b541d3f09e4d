// The console's line icons and its alphabet of states and events, as elements:
//   <kw-icon name="svc"></kw-icon>  <kw-glyph name="crit"></kw-glyph>  <kw-spark d="M0 1L2 3" ink="crit"></kw-spark>
// The shape of a glyph differs per state; colour is never alone.

const ICONS = {
  home: '<path d="M2.5 7.5 8 3l5.5 4.5V13h-4V9.5h-3V13h-4z"/>',
  flag: '<path d="M3.5 14V2.5M3.5 3h8.5l-2 3 2 3H3.5"/>',
  bell: '<path d="M3 11.5h10c-1.2-1.2-1.5-2.4-1.5-4.5a3.5 3.5 0 0 0-7 0c0 2.1-.3 3.3-1.5 4.5zM6.7 13.6h2.6"/>',
  svc: '<rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="9" y="9" width="4.5" height="4.5" rx="1"/><path d="M7 4.7h4.2V9M4.7 7v4.2H9"/>',
  trace: '<path d="M2.5 3.5h7M5 8h6M8 12.5h5.5"/>',
  logs: '<path d="M2.5 3.5h11M2.5 6.5h8M2.5 9.5h11M2.5 12.5h6"/>',
  chart: '<path d="M2.5 2.5v11h11M5 10l2.7-3.5 2 2L13 4.5"/>',
  dash: '<rect x="2.5" y="2.5" width="5" height="6" rx="1"/><rect x="9.5" y="2.5" width="4" height="4" rx="1"/><rect x="2.5" y="10.5" width="5" height="3" rx="1"/><rect x="9.5" y="8.5" width="4" height="5" rx="1"/>',
  cube: '<path d="M8 2 13.2 5v6L8 14 2.8 11V5zM2.8 5 8 8l5.2-3M8 8v6"/>',
  shield: '<path d="M8 2.2 13 4v4c0 3-2.2 4.9-5 5.8C5.2 12.9 3 11 3 8V4z"/>',
  point: '<path d="M8 2.5 13.5 8 8 13.5 2.5 8z"/>',
  undo: '<path d="M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6"/>',
  gear: '<circle cx="8" cy="8" r="2"/><path d="M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4"/>',
  search: '<circle cx="7" cy="7" r="4"/><path d="m10 10 3.5 3.5"/>',
  half: '<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>',
  down: '<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>',
  right: '<path d="m6.5 4.5 3.5 3.5-3.5 3.5"/>',
  check: '<path d="m3 8.5 3.2 3.2L13 5"/>',
  x: '<path d="m4 4 8 8M12 4l-8 8"/>',
  pause: '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
  play: '<path d="M5 3.5v9l7.5-4.5z"/>',
  clock: '<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.2l2 1.3"/>',
  table: '<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M2.5 6.5h11M2.5 9.7h11M6.5 6.5V13"/>',
  dots: '<circle cx="3.5" cy="8" r=".9" fill="currentColor"/><circle cx="8" cy="8" r=".9" fill="currentColor"/><circle cx="12.5" cy="8" r=".9" fill="currentColor"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2"/>',
  filter: '<path d="M2.5 3.5h11L9.5 8.5v4l-3 1v-5z"/>',
  db: '<ellipse cx="8" cy="4" rx="5" ry="2"/><path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>',
  user: '<circle cx="8" cy="5.5" r="2.7"/><path d="M2.8 13.5c.6-2.7 2.6-4 5.2-4s4.6 1.3 5.2 4"/>',
  link: '<path d="M9.5 3.5h3v3M12.5 3.5 7 9M6.5 4H4a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V9.5"/>',
  mute: '<path d="M3 11.5h8M4.5 7c0-2 1.6-3.5 3.5-3.5 1 0 2 .5 2.6 1.2M11.5 7c0 2.1.3 3.3 1.5 4.5M2.5 2.5l11 11"/>',
  mail: '<rect x="2.5" y="3.5" width="11" height="9" rx="1.5"/><path d="m3 5 5 4 5-4"/>',
  chat: '<path d="M2.5 3.5h11v8H7l-3 2.5v-2.5H2.5z"/>',
  phone: '<path d="M3.5 2.5h2.5l1.2 3-1.5 1.2a8 8 0 0 0 3.6 3.6l1.2-1.5 3 1.2v2.5c0 .6-.4 1-1 1A10 10 0 0 1 2.5 3.5c0-.6.4-1 1-1z"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
  eye: '<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="2"/>',
  swap: '<path d="M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13"/>',
  logo: '<path d="M2.5 2.5v3.2L4 6.9v6.6h8V6.9l1.5-1.2V2.5h-2.2v1.6H9.1V2.5H6.9v1.6H4.7V2.5z"/><circle cx="8" cy="9.6" r="1.6" fill="var(--kw-acc)" stroke="var(--kw-acc)" stroke-width=".6"/>',
  map: '<circle cx="3.5" cy="8" r="1.8"/><circle cx="12.5" cy="3.8" r="1.8"/><circle cx="12.5" cy="12.2" r="1.8"/><path d="M5.2 7.2 10.8 4.6M5.2 8.8l5.6 2.6"/>',
  pulse: '<path d="M1.5 8.5h3l1.5-4.5 3 8.5 2-6 1 2h2.5"/>',
  list: '<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.6 4h.1M2.6 8h.1M2.6 12h.1"/>',
  download: '<path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10"/>',
  key: '<circle cx="5" cy="10.5" r="2.5"/><path d="m6.8 8.7 6-6M10.5 5l2 2"/>',
  screen: '<path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"/>',
  exit: '<path d="M9.5 2.5h-6v11h6M6.5 8h7M11 5.5 13.5 8 11 10.5"/>',
};

// each takes its colour
const GLYPHS = {
  crit: c => `<path d="M4.6 1h4.8L13 4.6v4.8L9.4 13H4.6L1 9.4V4.6z" fill="${c}"/><path d="M7 3.8v3.8M7 9.9v.2" stroke="var(--kw-card)" stroke-width="1.7" stroke-linecap="round"/>`,
  warn: c => `<path d="M7 1.3 13.3 12.5H.7z" fill="${c}" stroke="${c}" stroke-linejoin="round"/><path d="M7 5.4v3.2M7 10.6v.1" stroke="var(--kw-card)" stroke-width="1.6" stroke-linecap="round"/>`,
  ok: c => `<circle cx="7" cy="7" r="5.5" fill="none" stroke="${c}" stroke-width="1.5"/><path d="m4.5 7.2 1.8 1.8 3.3-3.6" fill="none" stroke="${c}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`,
  run: c => `<circle cx="7" cy="7" r="5.5" fill="none" stroke="var(--kw-line2)" stroke-width="2"/><path d="M7 1.5A5.5 5.5 0 0 1 12.5 7" fill="none" stroke="${c}" stroke-width="2" stroke-linecap="round"/>`,
  wait: c => `<circle cx="7" cy="7" r="5.5" fill="none" stroke="${c}" stroke-width="1.5" stroke-dasharray="2.2 2.2"/>`,
  stale: c => `<circle cx="7" cy="7" r="5.5" fill="none" stroke="${c}" stroke-width="1.5" stroke-dasharray="2.2 2.2"/><path d="M7 4.5V7l1.5 1" stroke="${c}" stroke-width="1.3" fill="none" stroke-linecap="round"/>`,
  kv: c => `<path d="M7 .8 13.2 7 7 13.2.8 7z" fill="${c}"/><path d="m4.7 7.1 1.7 1.7 2.9-3.3" fill="none" stroke="var(--kw-card)" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`,
  ku: c => `<path d="M7 1.6 12.4 7 7 12.4 1.6 7z" fill="var(--kw-card)" stroke="${c}" stroke-width="1.5"/>`,
  kx: c => `<path d="M7 1.6 12.4 7 7 12.4 1.6 7z" fill="var(--kw-card)" stroke="${c}" stroke-width="1.5"/><path d="m5.3 5.3 3.4 3.4M8.7 5.3 5.3 8.7" stroke="${c}" stroke-width="1.5" stroke-linecap="round"/>`,
  dep: c => `<circle cx="7" cy="7" r="6" fill="${c}"/><path d="M7 10.2V4.2M4.5 6.5 7 4l2.5 2.5" fill="none" stroke="var(--kw-card)" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`,
  rb: c => `<circle cx="7" cy="7" r="6" fill="${c}"/><path d="M6 4 3.8 6.2 6 8.4M4 6.2h3.6a1.9 1.9 0 0 1 0 3.8H6" fill="none" stroke="var(--kw-card)" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  com: c => `<path d="M.5 7h13" stroke="${c}" stroke-width="1.5"/><circle cx="7" cy="7" r="3.5" fill="var(--kw-card)" stroke="${c}" stroke-width="1.7"/>`,
  mig: c => `<rect x="1.5" y="1.5" width="11" height="11" rx="2.5" fill="${c}"/><path d="M4.2 4.8h5.6M4.2 7.2h5.6M4.2 9.6h3.2" stroke="var(--kw-card)" stroke-width="1.3"/>`,
  hum: c => `<circle cx="7" cy="4.6" r="2.4" fill="none" stroke="${c}" stroke-width="1.4"/><path d="M2.4 12.4c.5-2.6 2.2-3.8 4.6-3.8s4.1 1.2 4.6 3.8" fill="none" stroke="${c}" stroke-width="1.4" stroke-linecap="round"/>`,
};

const GLYPH_INK = {
  crit: 'crit', warn: 'warn', ok: 'ok', run: 'acc', wait: 't3', stale: 't3', kv: 'keep', ku: 'keep', kx: 'crit',
  dep: 'chg', rb: 'chg', com: 'chg', mig: 'chg', hum: 't2',
};

/** An icon as SVG text. */
export const icon = (name, size = 16) =>
  `<svg width="${size}" height="${size}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" `
  + `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${ICONS[name] ?? ICONS.dots}</svg>`;

/** A glyph as SVG text. */
export const glyph = (name, size = 14) =>
  `<svg width="${size}" height="${size}" viewBox="0 0 14 14" aria-hidden="true">${glyphShape(name)}</svg>`;

/** The inside of a glyph, to be placed in a larger SVG. */
export const glyphShape = name => (GLYPHS[name] ?? GLYPHS.wait)(`var(--kw-${GLYPH_INK[name] ?? 't3'})`);

class KwIcon extends HTMLElement {
  static observedAttributes = ['name', 'size'];
  connectedCallback() { this.draw(); }
  attributeChangedCallback() { if (this.isConnected) this.draw(); }
  draw() { this.innerHTML = icon(this.getAttribute('name'), this.getAttribute('size') ?? 16); }
}

class KwGlyph extends HTMLElement {
  static observedAttributes = ['name', 'size'];
  connectedCallback() { this.draw(); }
  attributeChangedCallback() { if (this.isConnected) this.draw(); }
  draw() { this.innerHTML = glyph(this.getAttribute('name'), this.getAttribute('size') ?? 14); }
}

const PATH = /^[MLml0-9. -]*$/;

/** A line whose path the server made: 76 by 18. */
class KwSpark extends HTMLElement {
  static observedAttributes = ['d', 'ink'];
  connectedCallback() { this.draw(); }
  attributeChangedCallback() { if (this.isConnected) this.draw(); }
  draw() {
    const path = this.getAttribute('d') ?? '';
    if (!PATH.test(path)) return;
    const ink = this.getAttribute('ink') === 'crit' ? 'crit' : 't3';
    this.innerHTML = `<svg viewBox="0 0 76 18" preserveAspectRatio="none" aria-hidden="true"><path d="${path}" fill="none" `
      + `stroke="var(--kw-${ink})" stroke-width="1.3" stroke-linejoin="round" vector-effect="non-scaling-stroke"/></svg>`;
  }
}

customElements.get('kw-icon') ?? customElements.define('kw-icon', KwIcon);
customElements.get('kw-glyph') ?? customElements.define('kw-glyph', KwGlyph);
customElements.get('kw-spark') ?? customElements.define('kw-spark', KwSpark);
