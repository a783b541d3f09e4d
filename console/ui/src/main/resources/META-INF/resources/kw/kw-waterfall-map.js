// The whole trace in a strip above its waterfall. Dragging over it zooms the time axis, a double click shows all again.

const NO_SPAN = 48; // rows of kw-waterfall.js that only gather others
const HEIGHT = 40;
const INSET = 3;

export class MiniMap {
  constructor(waterfall, place) {
    this.waterfall = waterfall;
    this.place = place;
    place.innerHTML = '<canvas aria-hidden="true"></canvas><div class="kw-wf-window"></div><div class="kw-wf-view"></div>';
    [this.canvas, this.window, this.view] = place.children;
    place.title = 'Drag to zoom, double click to see all';
    place.addEventListener('pointerdown', event => this.start(event));
    place.addEventListener('dblclick', () => { waterfall.zoom(0, waterfall.trace.total); this.mark(); });
  }

  draw() {
    const { trace, inks } = this.waterfall;
    const width = this.place.clientWidth;
    if (!trace || !width) return;
    const scale = devicePixelRatio;
    this.canvas.width = width * scale;
    this.canvas.height = HEIGHT * scale;
    const context = this.canvas.getContext('2d');
    context.scale(scale, scale);
    const line = Math.min(3, (HEIGHT - 2 * INSET) / trace.rows.length);
    // failed spans last, or the thousand others would hide them
    for (const failed of [false, true]) {
      trace.rows.forEach((row, index) => {
        if (Boolean(row[6] & 1) !== failed || row[6] & NO_SPAN) return;
        context.fillStyle = inks.of(failed ? 'crit' : trace.inks[row[2]]);
        const y = INSET + index / trace.rows.length * (HEIGHT - 2 * INSET);
        context.fillRect(row[4] / trace.total * width, y, Math.max(1.5, row[5] / trace.total * width), Math.max(1, line * 0.7));
      });
    }
    this.mark();
  }

  /** Shades what the axis does not show, and the part of the rows that is in view. */
  mark() {
    const { trace, window: [from, to], body, visible } = this.waterfall;
    this.window.style.left = from / trace.total * 100 + '%';
    this.window.style.width = (to - from) / trace.total * 100 + '%';
    const all = visible.length * 27;
    const part = body.clientHeight > 0 && all > body.clientHeight + 1;
    this.view.hidden = !part;
    if (part) {
      this.view.style.top = INSET + body.scrollTop / all * (HEIGHT - 2 * INSET) + 'px';
      this.view.style.height = Math.max(3, body.clientHeight / all * (HEIGHT - 2 * INSET)) + 'px';
    }
  }

  start(event) {
    if (!this.waterfall.trace) return;
    const box = this.place.getBoundingClientRect();
    const share = pointer => Math.min(1, Math.max(0, (pointer.clientX - box.left) / box.width));
    const from = share(event);
    this.place.setPointerCapture(event.pointerId);
    const drag = move => {
      const to = share(move);
      if (Math.abs(to - from) * box.width < 4) return;
      const { total } = this.waterfall.trace;
      this.waterfall.zoom(Math.min(from, to) * total, Math.max(from, to) * total);
    };
    this.place.addEventListener('pointermove', drag);
    this.place.addEventListener('pointerup', () => this.place.removeEventListener('pointermove', drag), { once: true });
  }
}
