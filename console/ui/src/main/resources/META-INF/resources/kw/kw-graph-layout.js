// Places the nodes of a directed graph in layers, callers left of callees (after Sugiyama): break circles, assign
// layers, give long arrows a place in each layer they cross, reduce crossings. The same graph gives the same picture.

export const NODE = { width: 172, height: 46, gapX: 92, gapY: 18 };
const LANE = 14; // the height an arrow needs to pass a layer

/** @returns positions of the nodes, for each edge the points it passes, and the size of the picture */
export function place(nodes, edges, gapX = NODE.gapX) {
  const byName = [...nodes].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  const forward = withoutCycles(byName, edges);
  const layers = intoLayers(byName, forward);
  const { chains, links } = passLayers(layers, forward);
  const ordered = order(layers, links);
  const height = Math.max(NODE.height, ...ordered.map(heightOf));
  const positions = new Map();
  ordered.forEach((layer, column) => {
    let y = (height - heightOf(layer)) / 2;
    for (const node of layer) {
      positions.set(node.id, { ...node, x: column * (NODE.width + gapX), y });
      y += sizeOf(node) + NODE.gapY;
    }
  });
  const points = new Map([...chains].map(([edge, ids]) => [edge, ids.map(id => positions.get(id))]));
  const placed = new Map(nodes.map(node => [node.id, positions.get(node.id)]));
  return { placed, points, width: ordered.length * (NODE.width + gapX) - gapX, height };
}

const sizeOf = node => node.lane ? LANE : NODE.height;
const heightOf = layer => layer.reduce((sum, node) => sum + sizeOf(node) + NODE.gapY, -NODE.gapY);

/** The edges without those that lead back to a node on the way: services do call each other in circles. */
function withoutCycles(nodes, edges) {
  const from = groupBy(edges, edge => edge.source);
  const state = new Map(); // 1 on the way, 2 done
  const kept = [];
  const called = new Set(edges.map(edge => edge.target));
  const visit = start => {
    const stack = [{ id: start, next: 0 }];
    state.set(start, 1);
    while (stack.length) {
      const top = stack.at(-1);
      const edge = (from.get(top.id) ?? [])[top.next++];
      if (!edge) { state.set(top.id, 2); stack.pop(); continue; }
      if (state.get(edge.target) === 1) continue;
      kept.push(edge);
      if (!state.has(edge.target)) { state.set(edge.target, 1); stack.push({ id: edge.target, next: 0 }); }
    }
  };
  for (const node of [...nodes.filter(n => !called.has(n.id)), ...nodes]) if (!state.has(node.id)) visit(node.id);
  return kept;
}

/** Each node right of everything that calls it. */
function intoLayers(nodes, edges) {
  const to = groupBy(edges, edge => edge.target);
  const depth = new Map();
  const measure = id => {
    if (!depth.has(id)) depth.set(id, Math.max(0, ...(to.get(id) ?? []).map(edge => measure(edge.source) + 1)));
    return depth.get(id);
  };
  const layers = [];
  for (const node of nodes) (layers[measure(node.id)] ??= []).push(node);
  return layers;
}

/** Adds a lane to each layer that an arrow only crosses, so that it goes round the nodes there. */
function passLayers(layers, edges) {
  const layerOf = new Map(layers.flatMap((layer, i) => layer.map(node => [node.id, i])));
  const chains = new Map();
  const links = [];
  edges.forEach((edge, number) => {
    const lanes = [];
    for (let i = layerOf.get(edge.source) + 1; i < layerOf.get(edge.target); i++) {
      const lane = { id: `lane ${number} ${i}`, lane: true };
      layers[i].push(lane);
      lanes.push(lane.id);
    }
    chains.set(edge, lanes);
    const stops = [edge.source, ...lanes, edge.target];
    for (let i = 1; i < stops.length; i++) links.push([stops[i - 1], stops[i]]);
  });
  return { chains, links };
}

/** A few sweeps that put each node at the middle of its neighbours, so that fewer arrows cross. */
function order(layers, links) {
  const before = groupBy(links, link => link[1]);
  const after = groupBy(links, link => link[0]);
  for (let sweep = 0; sweep < 8; sweep++) {
    const down = sweep % 2 === 0;
    const rank = new Map(layers.flatMap(layer => layer.map((node, i) => [node.id, i - (layer.length - 1) / 2])));
    const near = id => down ? (before.get(id) ?? []).map(link => link[0]) : (after.get(id) ?? []).map(link => link[1]);
    layers = layers.map(layer => layer
      .map((node, i) => ({ node, i, middle: middle(near(node.id).map(id => rank.get(id)), rank.get(node.id)) }))
      .sort((a, b) => a.middle - b.middle || a.i - b.i)
      .map(entry => entry.node));
  }
  return layers;
}

const middle = (ranks, otherwise) => ranks.length ? ranks.reduce((a, b) => a + b, 0) / ranks.length : otherwise;

function groupBy(entries, key) {
  const groups = new Map();
  for (const entry of entries) {
    if (!groups.has(key(entry))) groups.set(key(entry), []);
    groups.get(key(entry)).push(entry);
  }
  return groups;
}
