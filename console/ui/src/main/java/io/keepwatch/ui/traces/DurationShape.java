package io.keepwatch.ui.traces;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.traces.DurationBucket;
import io.keepwatch.ui.format.Format;
import java.util.List;

/// How the durations of an operation are spread, on a logarithmic axis, and where this span stands among them.
final class DurationShape extends Div {

    private static final int BARS = 24;

    DurationShape(List<DurationBucket> durations, long thisNanos) {
        addClassName("kw-shape");
        double least = Math.log(Math.max(1, Math.min(thisNanos, durations.getFirst().fromNanos())));
        double most = Math.log(Math.max(2, Math.max(thisNanos, durations.getLast().toNanos())));
        double width = Math.max(1e-9, most - least) / BARS;
        long[] spans = new long[BARS];
        long[] errors = new long[BARS];
        for (DurationBucket bucket : durations) {
            int bar = bar(bucket.fromNanos(), least, width);
            spans[bar] += bucket.spans();
            errors[bar] += bucket.errors();
        }
        int mine = bar(thisNanos, least, width);
        add(bars(spans, errors, mine), axis(least, most, thisNanos, (mine + 0.5) / BARS));
        long faster = durations.stream().filter(bucket -> bucket.toNanos() <= thisNanos).mapToLong(DurationBucket::spans).sum();
        long total = durations.stream().mapToLong(DurationBucket::spans).sum();
        getElement().setAttribute("role", "img").setAttribute("aria-label",
                Format.count(total, "span") + " between " + Format.duration((long) Math.exp(least)) + " and " + Format.duration((long) Math.exp(most))
                        + "; this one took " + Format.duration(thisNanos) + ", longer than " + Format.percent((double) faster / Math.max(1, total)));
    }

    private static int bar(long nanos, double least, double width) {
        return Math.clamp((int) ((Math.log(Math.max(1, nanos)) - least) / width), 0, BARS - 1);
    }

    private static Div bars(long[] spans, long[] errors, int mine) {
        var bars = new Div();
        bars.addClassName("kw-shape-bars");
        long most = 1;
        for (long count : spans) {
            most = Math.max(most, count);
        }
        for (int i = 0; i < BARS; i++) {
            var bar = new Div();
            // the square root keeps one slow span visible beside ten thousand fast ones
            bar.getStyle().set("height", Math.round(100 * Math.sqrt((double) spans[i] / most)) + "%");
            bar.getStyle().set("--failed", spans[i] == 0 ? "0%" : 100 * errors[i] / spans[i] + "%");
            bar.setTitle(Format.count(spans[i], "span") + (errors[i] > 0 ? ", " + Format.count(errors[i]) + " failed" : ""));
            if (i == mine) {
                bar.addClassName("mine");
            }
            bars.add(bar);
        }
        return bars;
    }

    private static Div axis(double least, double most, long thisNanos, double place) {
        var mark = new Span("this, " + Format.duration(thisNanos));
        mark.addClassName("kw-shape-mark");
        mark.getStyle().set("left", Math.round(100 * place) + "%");
        if (place > 0.6) {
            mark.addClassName("left");
        }
        var axis = new Div(new Span(Format.duration((long) Math.exp(least))), new Span(Format.duration((long) Math.exp((least + most) / 2))),
                new Span(Format.duration((long) Math.exp(most))), mark);
        axis.addClassName("kw-shape-axis");
        return axis;
    }
}
