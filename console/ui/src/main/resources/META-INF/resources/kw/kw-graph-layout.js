// Places the nodes of a directed graph in layers, callers left of callees. The same graph always gives the same picture.

export const NODE = { width: 172, height: 46, gapX: 104, gapY: 20 };

/** Adds x and y to copies of the nodes, and says how large the picture is. */
export function place(nodes, edges) {
  const byName = [...nodes].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  const forward = withoutCycles(byName, edges);
  const layers = order(intoLayers(byName, forward), forward);
  const tallest = Math.max(1, ...layers.map(layer => layer.length));
  const height = tallest * (NODE.height + NODE.gapY) - NODE.gapY;
  const placed = new Map();
  layers.forEach((layer, column) => {
    const used = layer.length * (NODE.height + NODE.gapY) - NODE.gapY;
    layer.forEach((node, row) => placed.set(node.id, {
      ...node, x: column * (NODE.width + NODE.gapX), y: (height - used) / 2 + row * (NODE.height + NODE.gapY),
    }));
  });
  return { placed, width: layers.length * (NODE.width + NODE.gapX) - NODE.gapX, height };
}

/** The edges without those that lead back to a node on the way: services do call each other in circles. */
function withoutCycles(nodes, edges) {
  const from = groupBy(edges, 'source');
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
  const to = groupBy(edges, 'target');
  const depth = new Map();
  const measure = id => {
    if (!depth.has(id)) depth.set(id, Math.max(0, ...(to.get(id) ?? []).map(edge => measure(edge.source) + 1)));
    return depth.get(id);
  };
  const layers = [];
  for (const node of nodes) (layers[measure(node.id)] ??= []).push(node);
  return layers;
}

/** A few sweeps that put each node at the middle of its neighbours, so that fewer arrows cross. */
function order(layers, edges) {
  const to = groupBy(edges, 'target');
  const from = groupBy(edges, 'source');
  for (let sweep = 0; sweep < 6; sweep++) {
    const down = sweep % 2 === 0;
    const rank = new Map(layers.flatMap(layer => layer.map((node, i) => [node.id, i - (layer.length - 1) / 2])));
    const neighbours = id => (down ? (to.get(id) ?? []).map(e => e.source) : (from.get(id) ?? []).map(e => e.target));
    layers = layers.map(layer => layer
      .map((node, i) => ({ node, i, middle: middle(neighbours(node.id).map(id => rank.get(id)), rank.get(node.id)) }))
      .sort((a, b) => a.middle - b.middle || a.i - b.i)
      .map(entry => entry.node));
  }
  return layers;
}

const middle = (ranks, otherwise) => ranks.length ? ranks.reduce((a, b) => a + b, 0) / ranks.length : otherwise;

function groupBy(edges, end) {
  const groups = new Map();
  for (const edge of edges) groups.set(edge[end], [...(groups.get(edge[end]) ?? []), edge]);
  return groups;
}
