package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.shell.JumpSource;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Finds dashboards by their titles and tags.
@Component
final class DashboardJumps implements JumpSource {

    private static final int MOST = 5;

    private final Dashboards dashboards;

    DashboardJumps(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    @Override
    public List<Jump> find(String text) {
        String wanted = text.toLowerCase(Locale.ROOT).strip();
        if (wanted.isEmpty()) {
            return List.of();
        }
        return dashboards.list().stream()
                .filter(dashboard -> dashboard.title().toLowerCase(Locale.ROOT).contains(wanted) || dashboard.tags().contains(wanted))
                .limit(MOST)
                .map(dashboard -> new Jump("dashboard", KwIcon.DASHBOARD.text(), dashboard.title(), "dashboards/" + dashboard.slug()))
                .toList();
    }
}
