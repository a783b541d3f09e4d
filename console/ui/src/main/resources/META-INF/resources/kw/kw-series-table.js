// <kw-series-table label="http_route" unit="per_second" only="">: the legend of a <kw-chart> as a table. It follows the chart's
// data and cursor; a click on a name shows that series alone.
import { inUnit, moment } from './kw-format.js';

const DASHES = { dashed: '6 3', dotted: '2 3', dash_dot: '8 3 2 3' };

function mean(values) {
  const known = values.filter(value => value != null);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

class KwSeriesTable extends HTMLElement {
  static observedAttributes = ['label', 'unit', 'only'];

  attributeChangedCallback() { this.draw(); }

  disconnectedCallback() { this.stop?.(); }

  follow(chart) {
    this.stop?.();
    this.chart = chart;
    const data = event => { this.data = event.detail; this.draw(); };
    const cursor = event => { this.at = event.detail.index; this.values(); };
    chart.addEventListener('kw-data', data);
    chart.addEventListener('kw-cursor', cursor);
    this.stop = () => { chart.removeEventListener('kw-data', data); chart.removeEventListener('kw-cursor', cursor); };
    this.data = chart.data;
    this.draw();
  }

  draw() {
    if (!this.data) return;
    this.innerHTML = '<table class="kw-table"><thead><tr></tr></thead><tbody></tbody></table>';
    const [head, body] = [this.querySelector('tr'), this.querySelector('tbody')];
    for (const name of [this.getAttribute('label') || 'Series', '', 'Min', 'Max', 'Mean', 'Last']) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = name;
      head.append(cell);
    }
    this.cursorHead = head.children[1];
    // greatest first and what is summed up last; colour and dash stay with the series
    const order = this.data.series.map(series => [series, series.ink === 'c7' ? -Infinity : mean(series.values) ?? -Number.MAX_VALUE]).sort((a, b) => b[1] - a[1]);
    this.rows = order.map(([series]) => this.row(series, body.insertRow()));
    this.values();
  }

  row(series, row) {
    const known = series.values.filter(value => value != null);
    const button = document.createElement('button');
    const only = this.getAttribute('only') === series.name;
    button.type = 'button';
    button.className = 'kw-series-name';
    button.title = series.name;
    button.setAttribute('aria-pressed', String(only));
    button.innerHTML = `<svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true"><path d="M0 4h24" stroke="var(--kw-${series.ink})" `
      + `stroke-width="2" fill="none" stroke-dasharray="${DASHES[series.dash] ?? ''}"/></svg><span class="kw-mono kw-ellipsis"></span>`;
    button.lastChild.textContent = series.name;
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('kw-choose', { detail: { name: only ? '' : series.name } })));
    row.insertCell().append(button);
    const least = known.length ? Math.min(...known) : null;
    const most = known.length ? Math.max(...known) : null;
    const cells = [null, least, most, mean(series.values), known.at(-1)].map(value => {
      const cell = row.insertCell();
      cell.textContent = this.text(value);
      return cell;
    });
    cells[0].className = 'kw-at-cursor';
    return { series, cursor: cells[0] };
  }

  /** Without a cursor the column stays, empty: nothing jumps when the pointer enters the chart. */
  values() {
    if (!this.rows) return;
    const { start, step, from, to } = this.data;
    const there = this.at != null;
    this.cursorHead.textContent = there ? 'At ' + moment(start + this.at * step, this.chart.zone(), to - from) : 'At cursor';
    for (const { series, cursor } of this.rows) cursor.textContent = there ? this.text(series.values[this.at]) : '';
  }

  text(value) { return inUnit(value, this.getAttribute('unit')); }
}

customElements.get('kw-series-table') ?? customElements.define('kw-series-table', KwSeriesTable);
