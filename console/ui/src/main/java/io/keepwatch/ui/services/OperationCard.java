package io.keepwatch.ui.services;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.OperationGrid.Operation;
import io.keepwatch.ui.services.health.Normal;
import io.keepwatch.ui.services.health.Windows;
import java.util.Arrays;
import java.util.List;

/// The operations that others call, worst first, with a line of each one's errors.
final class OperationCard {

    private static final int LINE_POINTS = 40;

    private final ServiceReader services;
    private final int most;
    private final OperationGrid grid;
    private final DataCard card;

    OperationCard(PageContext page, ServiceReader services, int most) {
        this.services = services;
        this.most = most;
        grid = new OperationGrid(page, false);
        grid.setAllRowsVisible(true);
        card = new DataCard(page, "Operations").flush().with(grid);
    }

    DataCard card() {
        return card;
    }

    private record Found(List<Operation> operations, boolean recent) {}

    void load(PageChange why, ServiceFacts facts) {
        String service = facts.name();
        Windows windows = facts.windows();
        card.load(why, () -> find(service, windows), found -> {
            card.describe((found.recent && windows.live() ? "last " + Format.age(windows.recent().length()) : "in this time") + ", worst first");
            grid.show(service, found.operations);
        });
    }

    /// Of now; of the whole range when nothing was called just now.
    private Found find(String service, Windows windows) {
        List<OperationSummary> recent = called(service, windows.recent());
        List<OperationSummary> shown = recent.isEmpty() ? called(service, windows.range()) : recent;
        TimeRange range = windows.range();
        return new Found(shown.stream().limit(most).map(summary -> new Operation(summary,
                shares(services.red(service, summary.name(), range, range.length().dividedBy(LINE_POINTS))))).toList(), !recent.isEmpty());
    }

    private List<OperationSummary> called(String service, TimeRange range) {
        return services.operations(service, range).stream().filter(o -> o.kind().equals("Server") || o.kind().equals("Consumer")).toList();
    }

    private static List<Double> shares(RedSeries red) {
        return Arrays.stream(Normal.shares(red)).boxed().toList();
    }
}
