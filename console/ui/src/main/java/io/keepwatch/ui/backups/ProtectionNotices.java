package io.keepwatch.ui.backups;

import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Run;
import io.keepwatch.ui.shell.NoticeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// A backup that is overdue or failed stands above every page. A plan's warning, e.g. that a target shares the source's disk, is true for as long
/// as the plan is what it is: it stands where one looks at what is protected.
@Component
class ProtectionNotices implements NoticeSource {

    private static final Set<String> PROTECTION = Set.of("", "backups", "points", "restores");

    private final Plans plans;

    ProtectionNotices(Plans plans) {
        this.plans = plans;
    }

    @Override
    public List<Notice> notices() {
        var found = new ArrayList<Notice>();
        for (PlanStatus plan : plans.all()) {
            String address = "backups?plan=" + plan.name();
            if (plan.state() == State.OVERDUE) {
                found.add(new Notice("overdue " + plan.name() + " " + plan.lastSuccess().map(point -> point.id()).orElse("never"), true,
                        plan.name() + " is not protected", plan.stateReason(), address, "Open the plan", false));
            } else if (plan.state() == State.FAILED) {
                String problem = plan.lastRun().map(Run::problem).map(one -> one.message() + " " + one.hint()).orElse(plan.stateReason());
                found.add(new Notice("failed " + plan.lastRun().map(Run::id).orElse(plan.name()), false,
                        "The last backup of " + plan.name() + " failed", problem, address, "See why", true));
            }
            for (String warning : plan.warnings()) {
                found.add(new Notice("warning " + plan.name() + " " + warning, false, "The plan " + plan.name() + " has a warning", warning,
                        address, "Open the plan", true, PROTECTION));
            }
        }
        found.sort(Comparator.comparing(notice -> !notice.critical()));
        return found;
    }
}
