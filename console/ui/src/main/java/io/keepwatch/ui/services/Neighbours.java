package io.keepwatch.ui.services;

import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceEdge.TargetKind;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.graph.GraphEdge;
import io.keepwatch.ui.graph.GraphNode;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.Landscape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns calls between services into a picture: nodes by how they are, arrows by how many calls and how many failed.
public final class Neighbours {

    private static final double FAILING = Health.WARNING_SHARE;

    private final PageContext page;

    public Neighbours(PageContext page) {
        this.page = page;
    }

    /// The nodes at the ends of `edges`, and services that nobody calls.
    public List<GraphNode> nodes(Landscape landscape, List<ServiceEdge> edges, boolean alone) {
        Map<String, GraphNode> nodes = new LinkedHashMap<>();
        for (ServiceEdge edge : edges) {
            nodes.computeIfAbsent(edge.source(), name -> service(name, landscape));
            nodes.computeIfAbsent(edge.target(), name -> edge.targetKind() == TargetKind.SERVICE ? service(name, landscape) : other(edge, edges));
        }
        if (alone) {
            landscape.services().forEach(health -> nodes.computeIfAbsent(health.name(), name -> service(name, landscape)));
        }
        return List.copyOf(nodes.values());
    }

    /// An arrow leads to its detail on the map.
    public List<GraphEdge> arrows(List<ServiceEdge> edges) {
        double most = Math.max(1e-9, edges.stream().mapToDouble(ServiceEdge::callRate).max().orElse(1));
        return edges.stream().map(edge -> new GraphEdge(edge.source(), edge.target(), label(edge), detail(edge), failing(edge),
                Math.sqrt(edge.callRate() / most), page.link("map", Map.of("edge", key(edge))))).toList();
    }

    public static String key(ServiceEdge edge) {
        return edge.source() + " → " + edge.target();
    }

    public static boolean failing(ServiceEdge edge) {
        return edge.errors() > 1 && share(edge) >= FAILING;
    }

    public static double share(ServiceEdge edge) {
        return edge.calls() == 0 ? 0 : (double) edge.errors() / edge.calls();
    }

    private static String label(ServiceEdge edge) {
        return edge.calls() == 0 ? "none now" : Format.rate(edge.callRate()) + (failing(edge) ? ", " + Format.percent(share(edge)) : "");
    }

    public static String detail(ServiceEdge edge) {
        return edge.calls() == 0 ? "no calls now" : Format.rate(edge.callRate()) + ", " + Format.percent(share(edge)) + " failed, p95 " + Format.duration(edge.p95Nanos());
    }

    private GraphNode service(String name, Landscape landscape) {
        Optional<Health> health = landscape.find(name);
        String detail = health.map(found -> switch (found.state()) {
            case STALE -> "silent";
            case IDLE -> "no requests";
            case CRITICAL, WARNING, GOOD -> Format.number(found.now().requestRate()) + " req/s, " + Format.percent(found.now().errorShare());
        }).orElse("not in this time");
        return new GraphNode(name, name, detail, health.map(found -> found.state().glyph()).orElse(Glyph.STALE), GraphNode.Kind.SERVICE,
                ServiceLinks.service(page, name));
    }

    private GraphNode other(ServiceEdge edge, List<ServiceEdge> edges) {
        List<ServiceEdge> calls = edges.stream().filter(one -> one.target().equals(edge.target())).toList();
        double rate = calls.stream().mapToDouble(ServiceEdge::callRate).sum();
        long errors = calls.stream().mapToLong(ServiceEdge::errors).sum();
        long all = calls.stream().mapToLong(ServiceEdge::calls).sum();
        double share = all == 0 ? 0 : (double) errors / all;
        Glyph glyph = share >= Health.CRITICAL_SHARE && errors >= 3 ? Glyph.CRITICAL : share >= FAILING && errors > 1 ? Glyph.WARNING : Glyph.GOOD;
        String unit = edge.targetKind() == TargetKind.DATABASE ? " stmt/s, " : edge.targetKind() == TargetKind.MESSAGING ? " msg/s, " : " calls/s, ";
        ServiceEdge busiest = calls.stream().max(Comparator.comparingLong(ServiceEdge::calls)).orElse(edge);
        return new GraphNode(edge.target(), edge.target(), Format.number(rate) + unit + Format.percent(share), glyph,
                GraphNode.Kind.valueOf(edge.targetKind().name()), page.link("map", Map.of("edge", key(busiest))));
    }
}
