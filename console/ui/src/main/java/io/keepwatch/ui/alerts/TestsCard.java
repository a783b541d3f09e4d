package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.ruletest.RecordedTest;
import io.keepwatch.alerting.ruletest.RuleTestReport;
import io.keepwatch.alerting.ruletest.RuleTests;
import io.keepwatch.alerting.ruletest.TestsOfRules;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The unit tests of a rule's file, run where they are read; and a test made of an alert that fired.
final class TestsCard {

    private final PageContext page;
    private final RuleGroups groups;
    private final History history;
    private final Div reports = new Div();
    private final Refusal refusal = new Refusal();
    private final Pre yaml = new Pre();
    private final Paragraph written = new Paragraph();
    private final CopyButton copy = new CopyButton("", "the test file");
    private final Button run = new Button("Run the unit tests", event -> run());
    private final Button make = new Button("Make a test from this alert", event -> make());
    private final DataCard card;
    private Optional<RuleGroupStatus> group = Optional.empty();
    private Optional<AlertingRule> rule = Optional.empty();
    private Optional<AlertItem> alert = Optional.empty();

    private record Ran(String name, RuleTestReport report) {}

    TestsCard(PageContext page, RuleGroups groups, History history) {
        this.page = page;
        this.groups = groups;
        this.history = history;
        run.addThemeName("small");
        make.addThemeName("small");
        reports.addClassName("kw-test-reports");
        yaml.addClassName("kw-code");
        yaml.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Test file");
        written.addClassNames("kw-t2", "kw-small");
        var buttons = new Div(run, make, copy);
        buttons.addClassName("kw-row");
        card = new DataCard(page, "Unit tests").describe("promtool's format, also run by ./keepwatch check").with(buttons, refusal, reports, written, yaml);
        card.content();
        clear();
    }

    DataCard card() {
        return card;
    }

    private void clear() {
        reports.removeAll();
        yaml.setVisible(false);
        copy.setVisible(false);
        written.setVisible(false);
        refusal.clear();
    }

    /// @param newest the alert of which a test can be made; empty when none fired
    void show(RuleGroupStatus ofGroup, AlertingRule shown, Optional<AlertItem> newest) {
        if (rule.filter(shown::equals).isEmpty()) {
            clear();
        }
        group = Optional.of(ofGroup);
        rule = Optional.of(shown);
        alert = newest;
        make.setEnabled(newest.isPresent());
        make.setTooltipText(newest.isPresent() ? null : "no alert of this rule fired in the last 30 days");
    }

    private void run() {
        run.setEnabled(false);
        refusal.clear();
        String file = group.map(one -> one.group().file()).orElse("");
        page.act(() -> ran(file), this::ran, this::refused);
    }

    private List<Ran> ran(String file) throws IOException {
        var rules = new RuleFile(file, groups.groups().stream().map(RuleGroupStatus::group).filter(one -> one.file().equals(file)).toList(), List.of(), List.of());
        List<Ran> all = new ArrayList<>();
        for (TestsOfRules.Found found : TestsOfRules.of(file)) {
            all.add(new Ran(found.name(), RuleTests.run(found.name(), found.text(), List.of(rules))));
        }
        return all;
    }

    private void ran(List<Ran> all) {
        run.setEnabled(true);
        reports.removeAll();
        if (all.isEmpty()) {
            reports.add(new Paragraph("No test file belongs to this rule file. Tests stand beside it, or in a folder tests there, "
                    + "are called like services.test.yaml, and name it under rule_files."));
        }
        for (Ran one : all) {
            RuleTestReport report = one.report;
            reports.add(new Status(report.passed() ? Glyph.GOOD : Glyph.CRITICAL, one.name + ": " + (report.passed()
                    ? Format.count(report.tests(), "test") + (report.tests() == 1 ? " passes" : " pass") : Format.count(report.failures().size(), "failure"))));
            for (RuleTestReport.Failure failure : report.failures()) {
                var text = new Pre(failure.test() + (failure.line() == 0 ? "" : ", line " + failure.line()) + "\n" + failure.text());
                text.addClassNames("kw-code", "crit");
                reports.add(text);
            }
        }
    }

    private void make() {
        if (group.isEmpty() || rule.isEmpty() || alert.isEmpty()) {
            return;
        }
        make.setEnabled(false);
        refusal.clear();
        RuleGroupStatus ofGroup = group.get();
        AlertItem of = alert.get();
        AlertingRule made = rule.get();
        String file = ofGroup.group().file();
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf(':')) + 1);
        page.act(() -> RecordedTest.of(history, ofGroup.group(), made, ofGroup.interval(), new RecordedTest.AlertStart(of.labels(), of.activeAt()),
                name), this::made, problem -> {
                    make.setEnabled(true);
                    refused(problem);
                });
    }

    private void made(RecordedTest.Written test) {
        make.setEnabled(true);
        yaml.setText(test.yaml());
        copy.setText(test.yaml());
        written.setText(test.same() ? "With these samples the rule fires for the alert, as it did. Save it beside the rule file, e.g. as "
                + rule.map(AlertingRule::name).orElse("rule") + ".test.yaml."
                : "With one sample an interval the alert does not fire; the test tells what the rule makes of these samples.");
        yaml.setVisible(true);
        copy.setVisible(true);
        written.setVisible(true);
    }

    private void refused(Exception problem) {
        run.setEnabled(true);
        if (problem instanceof PromQlException || problem instanceof IllegalArgumentException || problem instanceof IOException) {
            refusal.say(problem);
        } else {
            refusal.say(new IllegalStateException("The tests cannot be read now: " + problem.getMessage(), problem));
        }
    }
}
