// The spans of a waterfall as a table, in the same order.
import { spanDuration } from './kw-format.js';

const HEADS = ['Span', 'Service', 'Kind', 'Start', 'Duration', 'Status'];

export class SpanTable {
  constructor(waterfall, place) {
    this.waterfall = waterfall;
    this.place = place;
  }

  draw() {
    const { trace } = this.waterfall;
    const table = document.createElement('table');
    table.className = 'kw-table';
    const head = table.createTHead().insertRow();
    for (const name of HEADS) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = name;
      head.append(cell);
    }
    const body = table.createTBody();
    for (const [id, depth, service, name, start, duration, flags, kind] of trace.rows) {
      const row = body.insertRow();
      row.dataset.id = id;
      const first = row.insertCell();
      first.style.paddingLeft = 2 + Math.min(depth, 12) * 12 + 'px';
      first.textContent = name;
      for (const text of [trace.services[service], kind, '+' + spanDuration(start * 1000), spanDuration(duration * 1000), flags & 1 ? 'failed' : '']) {
        row.insertCell().textContent = text;
      }
    }
    this.place.innerHTML = '<div class="kw-scroll" tabindex="0" role="region" aria-label="Spans as table"></div>';
    this.place.firstChild.append(table);
  }
}
