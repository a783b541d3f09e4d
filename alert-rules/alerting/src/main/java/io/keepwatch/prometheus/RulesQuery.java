package io.keepwatch.prometheus;

import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which rules `/api/v1/rules` is asked for.
///
/// @param type       `alert`, `record` or empty
/// @param limit      of the groups in one answer; 0 for none
/// @param token      where the last answer ended
record RulesQuery(String type, Set<String> rules, Set<String> groups, Set<String> files, List<List<LabelMatcher>> selectors,
                  boolean excludeAlerts, int limit, String token) {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /// @param nextToken empty on the last page
    record Page(List<Group> groups, String nextToken) {}

    /// @param rules those that are asked for
    record Group(RuleGroupStatus status, List<RuleStatus> rules, boolean withAlerts) {}

    static RulesQuery of(Parameters parameters) {
        String type = parameters.text("type").toLowerCase(Locale.ROOT);
        if (!Set.of("", "alert", "record").contains(type)) {
            throw new InvalidParameterException("type", "not supported value " + LabelText.quote(type));
        }
        int limit = groupLimit(parameters.text("group_limit"));
        String token = parameters.text("group_next_token");
        if (limit == 0 && !token.isEmpty()) {
            throw new InvalidParameterException("group_next_token", "group_limit needs to be present in order to paginate over the groups");
        }
        return new RulesQuery(type, Set.copyOf(parameters.texts("rule_name[]")), Set.copyOf(parameters.texts("rule_group[]")),
                Set.copyOf(parameters.texts("file[]")), parameters.selectors(), excludeAlerts(parameters.text("exclude_alerts")), limit, token);
    }

    private static boolean excludeAlerts(String text) {
        if (!text.isEmpty() && !TRUE.contains(text) && !FALSE.contains(text)) {
            throw new InvalidParameterException("exclude_alerts",
                    "error converting exclude_alerts: strconv.ParseBool: parsing " + LabelText.quote(text) + ": invalid syntax");
        }
        return TRUE.contains(text);
    }

    private static int groupLimit(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit <= 0) {
                throw new InvalidParameterException("group_limit", "group_limit needs to be greater than 0");
            }
            return limit;
        } catch (NumberFormatException _) {
            throw new InvalidParameterException("group_limit",
                    "group_limit needs to be a valid number: strconv.ParseInt: parsing " + LabelText.quote(text) + ": invalid syntax");
        }
    }

    Page page(List<RuleGroupStatus> all) {
        List<RuleGroupStatus> sorted = all.stream()
                .sorted(Comparator.comparing((RuleGroupStatus group) -> group.group().file()).thenComparing(group -> group.group().name())).toList();
        List<Group> page = new ArrayList<>();
        for (RuleGroupStatus group : sorted.subList(start(sorted), sorted.size())) {
            List<RuleStatus> wanted = wanted(group);
            if (!wanted.isEmpty()) {
                if (limit > 0 && page.size() == limit) {
                    return new Page(page, token(group));
                }
                page.add(new Group(group, wanted, !excludeAlerts));
            }
        }
        return new Page(page, "");
    }

    private int start(List<RuleGroupStatus> sorted) {
        if (token.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < sorted.size(); i++) {
            if (token(sorted.get(i)).equals(token)) {
                return i;
            }
        }
        throw new InvalidParameterException("group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
    }

    private List<RuleStatus> wanted(RuleGroupStatus group) {
        boolean here = (groups.isEmpty() || groups.contains(group.group().name())) && (files.isEmpty() || files.contains(group.group().file()));
        return here ? group.rules().stream().filter(this::wanted).toList() : List.of();
    }

    private boolean wanted(RuleStatus status) {
        boolean alerting = status.rule() instanceof AlertingRule;
        Labels labels = Labels.of(status.rule().labels());
        return (type.isEmpty() || alerting == type.equals("alert"))
                && (rules.isEmpty() || rules.contains(status.rule().name()))
                && (selectors.isEmpty() || selectors.stream().anyMatch(all -> LabelMatcher.allMatch(all, labels)));
    }

    private static String token(RuleGroupStatus group) {
        try {
            byte[] key = group.group().key().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
