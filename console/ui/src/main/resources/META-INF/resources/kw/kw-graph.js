// <kw-graph>: who calls whom. setGraph() takes what io.keepwatch.ui.graph.ServiceGraph sends.
import { glyphShape, icon } from './kw-icons.js';
import { NODE, place } from './kw-graph-layout.js';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 14;
const BACK = 34; // room below and above for arrows back to a caller
const COMPACT_GAP = 78;
const SMALLEST = 0.72; // of the natural size; a larger graph scrolls
const PICTURES = { database: 'db', messaging: 'mail', external: 'link' };

class KwGraph extends HTMLElement {
  connectedCallback() {
    if (!this.picture) {
      this.innerHTML = `<div class="kw-graph-tools"><button type="button" class="kw-icon-button" title="Show as table (T)" aria-pressed="false">${icon('table')}</button></div>`
        + `<div class="kw-graph-picture" role="group"></div><div class="kw-graph-table kw-scroll" hidden tabindex="0" role="region"></div>`;
      [this.tools, this.picture, this.table] = this.children;
      const name = this.getAttribute('name');
      this.button = this.tools.firstChild;
      this.button.setAttribute('aria-label', name + ' as table');
      this.picture.setAttribute('aria-label', name);
      this.table.setAttribute('aria-label', name + ' as table');
      this.button.addEventListener('click', () => this.toggle());
    }
    this.keys = event => this.key(event);
    document.addEventListener('keydown', this.keys);
  }

  disconnectedCallback() { document.removeEventListener('keydown', this.keys); }

  setGraph(graph) {
    const known = new Set(graph.nodes.map(node => node.id));
    this.graph = { ...graph, edges: graph.edges.filter(edge => known.has(edge.source) && known.has(edge.target)) };
    this.draw();
    this.drawTable();
  }

  draw() {
    const { nodes, edges, focus } = this.graph;
    const { placed, points, width, height } = place(nodes, edges, this.hasAttribute('compact') ? COMPACT_GAP : NODE.gapX);
    const back = edges.some(edge => placed.get(edge.target).x <= placed.get(edge.source).x) ? BACK : 0;
    const svg = element('svg', {
      viewBox: `${-MARGIN} ${-MARGIN - back} ${width + 2 * MARGIN} ${height + 2 * MARGIN + 2 * back}`,
      width: width + 2 * MARGIN, height: height + 2 * MARGIN + 2 * back,
    });
    svg.style.minWidth = (width + 2 * MARGIN) * SMALLEST + 'px';
    svg.innerHTML = `<defs>${arrow('t3')}${arrow('crit')}</defs>`;
    for (const edge of edges) svg.append(this.edge(edge, placed.get(edge.source), placed.get(edge.target), points.get(edge) ?? [], height));
    for (const node of placed.values()) svg.append(this.node(node, node.id === focus));
    this.picture.replaceChildren(svg);
  }

  node(node, focused) {
    const link = element('a', { class: 'kw-graph-node ' + node.glyph + (focused ? ' focus' : ''), transform: `translate(${node.x} ${node.y})` });
    if (node.address) link.setAttribute('href', node.address);
    const shownName = shorten(node.name, 20);
    const shownDetail = shorten(node.detail, 28);
    // begins with what is seen, so that a person who speaks to the machine can say it
    link.setAttribute('aria-label', `${shownName} ${shownDetail}, ${node.state}${shownName === node.name ? '' : ', ' + node.name}`);
    const picture = PICTURES[node.kind];
    link.innerHTML = `<title></title><rect width="${NODE.width}" height="${NODE.height}" rx="9"/>`
      + (picture ? `<g transform="translate(11 8)" class="kind">${icon(picture, 14)}</g>` : `<g transform="translate(11 8)">${glyphShape(node.glyph)}</g>`)
      + `<text class="name" x="32" y="19"></text> <text x="12" y="36"></text>`;
    link.querySelector('title').textContent = `${node.name}: ${node.detail}`;
    const [name, detail] = link.querySelectorAll('text');
    name.textContent = shownName;
    detail.textContent = shownDetail;
    return link;
  }

  edge(edge, from, to, lanes, height) {
    const group = element('g', { class: 'kw-graph-edge' + (edge.failing ? ' failing' : '') });
    const ink = edge.failing ? 'crit' : 't3';
    const path = element('path', {
      d: curve(from, to, lanes, height), 'stroke-width': 1.2 + 2.3 * edge.weight, 'marker-end': `url(#kw-arrow-${ink})`,
    });
    const at = labelPlace(from, to, lanes, height);
    const label = element('text', { x: at.x, y: at.y, 'text-anchor': 'middle' });
    label.textContent = edge.label;
    const title = element('title', {});
    title.textContent = `${from.name} calls ${to.name}: ${edge.detail}`;
    group.append(title, path, label);
    if (!edge.address) return group;
    const link = element('a', { href: edge.address, 'aria-label': `${edge.label}, ${title.textContent}` });
    link.append(group);
    return link;
  }

  drawTable() {
    const names = new Map(this.graph.nodes.map(node => [node.id, node.name]));
    const table = document.createElement('table');
    table.className = 'kw-table';
    table.innerHTML = '<thead><tr><th scope="col">Caller</th><th scope="col">Called</th><th scope="col">Calls</th></tr></thead>';
    const body = table.createTBody();
    for (const edge of this.graph.edges) {
      const row = body.insertRow();
      for (const text of [names.get(edge.source), names.get(edge.target), edge.detail]) row.insertCell().textContent = text;
    }
    this.table.replaceChildren(table);
  }

  toggle() {
    const table = this.table.hidden;
    this.table.hidden = !table;
    this.picture.hidden = table;
    this.button.setAttribute('aria-pressed', String(table));
  }

  key(event) {
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (this.matches(':hover, :focus-within') && !document.activeElement.matches('input, textarea')) {
      event.preventDefault();
      this.toggle();
    }
  }
}

function curve(from, to, lanes, height) {
  if (from === to) return `M${from.x + NODE.width / 2 + 20} ${from.y}c14 -24 -54 -24 -40 -2`;
  if (to.x <= from.x) { // back to a caller: below both
    const low = height + BACK * 0.6;
    const [x1, x2] = [from.x + NODE.width / 2, to.x + NODE.width / 2];
    return `M${x1} ${from.y + NODE.height}C${x1} ${low} ${x1} ${low} ${x1 - 40} ${low}H${x2 + 40}C${x2} ${low} ${x2} ${low} ${x2} ${to.y + NODE.height + 5}`;
  }
  let [x, y] = [from.x + NODE.width, from.y + NODE.height / 2];
  let path = `M${x} ${y}`;
  for (const lane of lanes) {
    path += bend(x, y, lane.x, lane.y + 7) + `H${lane.x + NODE.width}`;
    [x, y] = [lane.x + NODE.width, lane.y + 7];
  }
  return path + bend(x, y, to.x - 5, to.y + NODE.height / 2);
}

function bend(x1, y1, x2, y2) {
  const half = (x2 - x1) / 2;
  return `C${x1 + half} ${y1} ${x2 - half} ${y2} ${x2} ${y2}`;
}

/** Where the arrow is alone: in its first lane, or near the called node. */
function labelPlace(from, to, lanes, height) {
  if (from === to) return { x: from.x + NODE.width / 2, y: from.y - 22 };
  if (to.x <= from.x) return { x: (from.x + to.x + NODE.width) / 2, y: height + BACK * 0.6 - 5 };
  if (lanes.length) return { x: lanes[0].x + NODE.width / 2, y: lanes[0].y + 2 };
  const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [x2, y2] = [to.x - 5, to.y + NODE.height / 2];
  return { x: x1 + (x2 - x1) * 0.6, y: y1 + (y2 - y1) * 0.65 - 5 };
}

const arrow = ink => `<marker id="kw-arrow-${ink}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">`
  + `<path d="M1 1l5 3-5 3" fill="none" stroke="var(--kw-${ink})" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/></marker>`;

const shorten = (text, most) => text.length > most ? text.slice(0, most - 1) + '…' : text;

function element(name, attributes) {
  const created = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  return created;
}

customElements.get('kw-graph') ?? customElements.define('kw-graph', KwGraph);
