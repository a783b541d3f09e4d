package io.keepwatch.ui.traces;

import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.waterfall.CriticalPath;
import io.keepwatch.ui.waterfall.SpanNode;
import io.keepwatch.ui.waterfall.TraceTree;
import io.keepwatch.ui.waterfall.WaitWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a person should know about a trace before looking at its spans: what failed, and where the time went.
final class Verdict {

    /// less of the whole is not worth a word
    private static final double WORTH_SAYING = 0.15;
    private static final int MOST_CAUSES = 2;

    private final TraceTree tree;
    private final CriticalPath path;

    Verdict(TraceTree tree, CriticalPath path) {
        this.tree = tree;
        this.path = path;
    }

    /// One or two sentences.
    String text() {
        List<String> sentences = new ArrayList<>(failures());
        String time = whereTheTimeWent();
        if (!time.isEmpty()) {
            sentences.add(time);
        }
        if (sentences.isEmpty()) {
            sentences.add(tree.inOrder().size() == 1 ? "One span, no error." : "No error, and no span stands out.");
        }
        return String.join(" ", sentences);
    }

    private List<String> failures() {
        Map<String, List<SpanNode>> byName = group(causes(tree), node -> node.span().name());
        List<String> sentences = new ArrayList<>();
        byName.entrySet().stream().limit(MOST_CAUSES).forEach(cause -> sentences.add(failure(cause.getKey(), cause.getValue())));
        int more = byName.size() - MOST_CAUSES;
        if (more > 0) {
            sentences.add(Format.count(more) + " more " + (more == 1 ? "operation" : "operations") + " failed.");
        }
        if (!sentences.isEmpty() && !tree.rootMissing() && !tree.root().span().failed()) {
            sentences.add(tree.root().span().name() + " itself succeeded.");
        }
        return sentences;
    }

    private static String failure(String name, List<SpanNode> nodes) {
        String times = switch (nodes.size()) {
            case 1 -> "";
            case 2 -> " twice";
            default -> " " + Format.count(nodes.size()) + " times";
        };
        String reason = SpanFailure.of(nodes.getFirst().span()).map(SpanFailure::reason).orElse("");
        return name + " failed" + times + (reason.isEmpty() ? "." : ": " + reason + (reason.matches(".*[.!?…]") ? "" : "."));
    }

    /// Where the first failure began.
    static Optional<SpanNode> cause(TraceTree tree) {
        return causes(tree).stream().findFirst();
    }

    /// Failed spans beneath which nothing failed: the others only pass the failure on.
    private static List<SpanNode> causes(TraceTree tree) {
        Set<SpanNode> passOn = new HashSet<>();
        for (SpanNode node : tree.inOrder()) {
            if (node.span().failed()) {
                for (SpanNode above = node.parent(); above != null && passOn.add(above); above = above.parent()) {
                    // every span above is marked once
                }
            }
        }
        return tree.inOrder().stream().filter(node -> node.span().failed() && !passOn.contains(node)).toList();
    }

    private String whereTheTimeWent() {
        if (tree.inOrder().size() < 2 || tree.durationNanos() == 0) {
            return "";
        }
        Map<SpanNode, Long> self = path.ownNanos();
        Map<String, List<SpanNode>> groups = group(
                tree.inOrder().stream().filter(self::containsKey).toList(),
                node -> node.span().service() + '\n' + node.span().name());
        List<String> clauses = groups.values().stream()
                .map(nodes -> new Share(nodes, nodes.stream().mapToLong(self::get).sum()))
                .filter(share -> share.nanos >= WORTH_SAYING * tree.durationNanos())
                .sorted((a, b) -> Long.compare(b.nanos, a.nanos))
                .limit(MOST_CAUSES)
                .map(this::clause)
                .toList();
        if (clauses.isEmpty()) {
            return "";
        }
        String text = String.join(", ", clauses);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private record Share(List<SpanNode> nodes, long nanos) {}

    private String clause(Share share) {
        SpanNode first = share.nodes.getFirst();
        String name = first.span().name();
        String length = Format.spanDuration(share.nanos) + " (" + Format.percent((double) share.nanos / tree.durationNanos()) + ")";
        String wait = WaitWords.of(name);
        if (!wait.isEmpty()) {
            return wait + " took " + length;
        }
        if (share.nodes.size() > 1) {
            return share.nodes.size() + " × " + name + " took " + length;
        }
        if (first.children().isEmpty()) {
            return name + " took " + length;
        }
        return answeredBy(first)
                .map(callee -> "the way from " + first.span().service() + " to " + callee + " and back took " + length)
                .orElse(name + " itself, without its children, took " + length);
    }

    /// The service behind a call: what the call does not spend there it spends on the way, and in queues.
    private static Optional<String> answeredBy(SpanNode call) {
        return call.children().stream().map(SpanNode::span)
                .filter(span -> call.span().kind().equals("Client") && span.kind().equals("Server"))
                .map(io.keepwatch.telemetry.traces.Span::service).findFirst();
    }

    private static Map<String, List<SpanNode>> group(List<SpanNode> nodes, Function<SpanNode, String> key) {
        Map<String, List<SpanNode>> groups = new LinkedHashMap<>();
        nodes.forEach(node -> groups.computeIfAbsent(key.apply(node), k -> new ArrayList<>()).add(node));
        return groups;
    }
}
