package io.keepwatch.ui.backups;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.ui.format.Format;
import java.time.Instant;
import java.util.List;

/// All plans, the worst first, and the sentence about them.
public record Protection(List<PlanHealth> plans) {

    private static final String[] NUMBERS = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};

    public Protection {
        plans = plans.stream().sorted(PlanHealth.WORST_FIRST).toList();
    }

    public static Protection of(List<PlanStatus> plans, Instant now) {
        return new Protection(plans.stream().map(plan -> new PlanHealth(plan, now)).toList());
    }

    /// "Two plans protect 12 MB, one needs a look"
    public String sentence() {
        if (plans.isEmpty()) {
            return "Nothing is protected yet";
        }
        long protecting = plans.stream().filter(health -> health.point().isPresent()).count();
        long look = plans.stream().filter(PlanHealth::needsALook).count();
        String needs = look == 0 ? "" : plans.size() == 1 ? " and needs a look" : ", " + number(look) + (look == 1 ? " needs" : " need") + " a look";
        if (protecting == 0) {
            return capital(number(plans.size())) + (plans.size() == 1 ? " plan has" : " plans have") + " no backup yet" + needs;
        }
        long bytes = plans.stream().flatMap(health -> health.point().stream()).mapToLong(Backup::bytes).sum();
        return capital(number(protecting)) + (protecting == 1 ? " plan protects " : " plans protect ") + Format.bytes(bytes) + needs;
    }

    static String number(long count) {
        return count < NUMBERS.length ? NUMBERS[(int) count] : Format.count(count);
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
