package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.Watchdog;
import io.keepwatch.ui.shell.NoticeSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// That alerts may not arrive stands above every page.
@Component
final class WatchdogNotice implements NoticeSource {

    private final Watchdog watchdog;

    WatchdogNotice(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public List<Notice> notices() {
        return watchdog.late().map(late -> new Notice("watchdog " + late.since(), true, "Alerts may not arrive", late.where(), "settings/self",
                "How Keepwatch is", false)).stream().toList();
    }
}
