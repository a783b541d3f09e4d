package io.keepwatch.ui.traces;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.traces.DurationBucket;
import io.keepwatch.ui.format.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How the durations of an operation are spread, on a logarithmic axis, and where this span stands among them.
final class DurationShape extends Div {

    private static final int MOST_BARS = 32;

    /// @param durations not empty
    DurationShape(List<DurationBucket> durations, long thisNanos) {
        addClassName("kw-shape");
        List<DurationBucket> bars = bars(durations, thisNanos);
        long most = bars.stream().mapToLong(DurationBucket::spans).max().orElse(1);
        int mine = 0;
        var picture = new Div();
        picture.addClassName("kw-shape-bars");
        for (DurationBucket bucket : bars) {
            Div bar = bar(bucket, Math.max(1, most));
            if (bucket.fromNanos() <= thisNanos) {
                mine = bars.indexOf(bucket);
            }
            picture.add(bar);
        }
        picture.getComponentAt(mine).addClassName("mine");
        add(picture, axis(bars, thisNanos, (mine + 0.5) / bars.size()));
        describe(durations, thisNanos);
    }

    /// The store's buckets without gaps, widened until they fit.
    private static List<DurationBucket> bars(List<DurationBucket> durations, long thisNanos) {
        Map<Long, DurationBucket> found = durations.stream().collect(Collectors.toMap(DurationBucket::fromNanos, bucket -> bucket));
        long least = Math.min(DurationBucket.leastOf(thisNanos), durations.getFirst().fromNanos());
        long last = Math.max(DurationBucket.leastOf(thisNanos), durations.getLast().fromNanos());
        List<DurationBucket> all = new ArrayList<>();
        for (long from = least; from <= last; from = DurationBucket.endOf(from)) {
            all.add(found.getOrDefault(from, new DurationBucket(from, DurationBucket.endOf(from), 0, 0)));
        }
        int width = Math.ceilDiv(all.size(), MOST_BARS);
        List<DurationBucket> bars = new ArrayList<>();
        for (int i = 0; i < all.size(); i += width) {
            List<DurationBucket> part = all.subList(i, Math.min(all.size(), i + width));
            bars.add(new DurationBucket(part.getFirst().fromNanos(), part.getLast().toNanos(),
                    part.stream().mapToLong(DurationBucket::spans).sum(), part.stream().mapToLong(DurationBucket::errors).sum()));
        }
        return bars;
    }

    private static Div bar(DurationBucket bucket, long most) {
        var bar = new Div();
        // the square root keeps one slow span visible beside ten thousand fast ones
        bar.getStyle().set("height", Math.round(100 * Math.sqrt((double) bucket.spans() / most)) + "%");
        bar.getStyle().set("--failed", bucket.spans() == 0 ? "0%" : 100 * bucket.errors() / bucket.spans() + "%");
        bar.setTitle(Format.duration(bucket.fromNanos()) + " – " + Format.duration(bucket.toNanos()) + ": " + Format.count(bucket.spans(), "span")
                + (bucket.errors() > 0 ? ", " + Format.count(bucket.errors()) + " failed" : ""));
        return bar;
    }

    private static Div axis(List<DurationBucket> bars, long thisNanos, double place) {
        var mark = new Span("this, " + Format.spanDuration(thisNanos));
        mark.addClassName("kw-shape-mark");
        mark.getStyle().set("left", Math.round(100 * place) + "%");
        if (place > 0.6) {
            mark.addClassName("left");
        }
        var axis = new Div(new Span(Format.duration(bars.getFirst().fromNanos())),
                new Span(Format.duration(bars.get(bars.size() / 2).fromNanos())), new Span(Format.duration(bars.getLast().toNanos())), mark);
        axis.addClassName("kw-shape-axis");
        return axis;
    }

    private void describe(List<DurationBucket> durations, long thisNanos) {
        long total = durations.stream().mapToLong(DurationBucket::spans).sum();
        long faster = durations.stream().filter(bucket -> bucket.toNanos() <= thisNanos).mapToLong(DurationBucket::spans).sum();
        getElement().setAttribute("role", "img").setAttribute("aria-label",
                Format.count(total, "span") + " between " + Format.duration(durations.getFirst().fromNanos()) + " and "
                        + Format.duration(durations.getLast().toNanos()) + "; this one took " + Format.spanDuration(thisNanos)
                        + ", longer than " + Format.percent((double) faster / Math.max(1, total)));
    }
}
