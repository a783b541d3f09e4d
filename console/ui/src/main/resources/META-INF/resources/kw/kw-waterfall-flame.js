// The spans of a waterfall as a flame graph over time: each span below the one that called it, side by side what ran at the
// same time. A deep or wide trace is seen at one glance; a click chooses a span.
import { spanDuration } from './kw-format.js';

const ROW = 18;
const NO_SPAN = 48; // rows of kw-waterfall.js that only gather others

export class Flame {
  constructor(waterfall, place) {
    this.waterfall = waterfall;
    this.place = place;
    place.innerHTML = '<div class="kw-wf-flame-rows" role="img"></div>';
    this.rows = place.firstChild;
    this.rows.addEventListener('click', event => {
      const bar = event.target.closest('[data-index]');
      if (bar) waterfall.choose(Number(bar.dataset.index));
    });
  }

  draw() {
    const { trace, window: [from, to], selected } = this.waterfall;
    if (!trace || this.place.hidden) return;
    const least = (to - from) / Math.max(200, this.place.clientWidth); // narrower than a pixel is not drawn
    const bars = [];
    let deepest = 0;
    lanes(trace.rows).forEach((lane, index) => {
      const [id, , service, name, start, duration, flags] = trace.rows[index];
      if (lane === null || duration < least || start > to || start + duration < from) return;
      deepest = Math.max(deepest, lane);
      const bar = document.createElement('div');
      bar.className = 'kw-wf-flame' + (flags & 1 ? ' failed' : '') + (flags & 2 ? ' critical' : '') + (id === selected ? ' selected' : '');
      const left = Math.max(0, (start - from) / (to - from) * 100);
      bar.style.cssText = `left:${left}%;width:${Math.min(100, (start + duration - from) / (to - from) * 100) - left}%;top:${lane * ROW}px;--ink:var(--kw-${trace.inks[service]})`;
      bar.dataset.index = index;
      bar.title = `${trace.services[service]}: ${name}, ${spanDuration(duration * 1000)}${flags & 1 ? ', failed' : ''}`;
      bar.textContent = name;
      bars.push(bar);
    });
    this.rows.replaceChildren(...bars);
    this.rows.style.height = (deepest + 1) * ROW + 'px';
    this.rows.setAttribute('aria-label', `${bars.length} of ${trace.rows.length} spans, ${deepest + 1} deep`);
  }
}

/** For each row its lane: below its parent, and below whatever runs there at the same time. Null for what is no span. */
export function lanes(rows) {
  const ends = []; // when each lane is free again
  const parents = []; // lane of the last span at each depth
  return rows.map(([, depth, , , start, duration, flags]) => {
    const above = depth > 0 ? parents[depth - 1] ?? -1 : -1;
    if (flags & NO_SPAN) { parents[depth] = above; return null; }
    let lane = above + 1;
    while ((ends[lane] ?? -1) > start) lane++;
    ends[lane] = start + duration;
    parents[depth] = lane;
    return lane;
  });
}
