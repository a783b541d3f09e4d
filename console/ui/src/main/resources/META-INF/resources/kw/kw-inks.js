// Design tokens as colours a canvas understands: it cannot read var(), light-dark() or color-mix().

export class Inks {
  constructor(host) {
    this.host = host;
    this.known = new Map();
  }

  /** @param token name without --kw-; @param share of the colour, 1 is opaque */
  of(token, share = 1) {
    const key = token + share;
    if (!this.known.has(key)) {
      const probe = document.createElement('span');
      probe.style.color = share === 1 ? `var(--kw-${token})` : `color-mix(in srgb, var(--kw-${token}) ${share * 100}%, transparent)`;
      this.host.append(probe);
      this.known.set(key, getComputedStyle(probe).color);
      probe.remove();
    }
    return this.known.get(key);
  }

  /** Calls back after a change between dark and light; returns what stops it. */
  watch(changed) {
    const forget = () => { this.known.clear(); changed(); };
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const root = new MutationObserver(forget);
    scheme.addEventListener('change', forget);
    root.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'theme'] });
    return () => { scheme.removeEventListener('change', forget); root.disconnect(); };
  }
}
