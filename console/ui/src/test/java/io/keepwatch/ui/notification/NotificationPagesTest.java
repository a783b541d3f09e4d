package io.keepwatch.ui.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery.State;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.alerts.NotificationInMemory;
import io.keepwatch.ui.shell.MainLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/// The shop "south" is too busy; who is told, and how to keep them from it.
@ViewPackages(classes = {SilencesView.class, MainLayout.class}, packages = {"io.keepwatch.ui.alerts"})
@ContextConfiguration(classes = NotificationConsole.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class NotificationPagesTest extends SpringBrowserlessTest {

    private static final Labels BUSY = Labels.of("alertname", "ShopBusy", "service", "shop-south", "severity", "critical", "shop", "south");

    @Autowired
    private NotificationInMemory notification;
    @Autowired
    private AtomicReference<Role> role;

    @Test
    void a_silence_is_listed_with_what_it_mutes_and_for_how_long() {
        notification.silence("one", "{shop=~\"s.*\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");
        open("alerts/silences", "silence=one");

        awaitText("1 silence is active; 1 alert is muted by hand");
        assertThat(text()).contains("ends in 50 min", "INC-214", "shop=~\"s.*\"", "jane", "ShopBusy", "Expire it now");
    }

    @Test
    void a_new_silence_shows_what_it_would_match_and_is_kept() {
        open("alerts/silences", "new=1&matchers={alertname=\"ShopBusy\", shop=\"south\"}");
        awaitText("1 alert of");

        test(field("Why")).setValue("INC-214");
        test(chip("4 h")).click();
        test(button("Create the silence")).click();

        awaitDone("ann saves {alertname=\"ShopBusy\",shop=\"south\"} until 2026-11-20T06:45:00Z: INC-214");
        awaitText("ends in 4 h");
    }

    @Test
    void a_label_is_left_out_of_a_silence_by_its_chip() {
        open("alerts/silences", "new=1&matchers={alertname=\"ShopBusy\", shop=\"north\"}");
        awaitText("No alert of now");

        test(chip("shop=\"north\"")).click();

        assertThat($(TextArea.class).single().getValue()).isEqualTo("{alertname=\"ShopBusy\"}");
        awaitText("1 alert of");
    }

    @Test
    void a_silence_without_a_reason_or_that_cannot_be_read_is_not_kept() {
        open("alerts/silences", "new=1");
        awaitText("Create the silence");

        test($(TextArea.class).single()).setValue("{shop=~\"(\"}");
        test(button("Create the silence")).click();

        assertThat($(TextArea.class).single().isInvalid()).isTrue();
        assertThat(field("Why").getErrorMessage()).isEqualTo("Say why, for those who come later.");
        assertThat(notification.done).isEmpty();
    }

    @Test
    void a_silence_that_was_ended_can_be_had_again() {
        notification.silence("one", "{shop=\"south\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");
        open("alerts/silences", "silence=one");
        awaitText("Expire it now");

        test(button("Expire it now")).click();
        awaitDone("ann expires one");
        await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            roundTrip();
            return $(Notification.class).exists();
        });
        test($(Button.class).withText("Undo").single()).click();

        awaitDone("ann saves {shop=\"south\"} until 2026-11-20T03:35:00Z: INC-214");
    }

    @Test
    void a_silence_is_made_longer() {
        notification.silence("one", "{shop=\"south\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");
        open("alerts/silences", "edit=one");
        awaitText("Save the silence");

        assertThat(field("From").isReadOnly()).as("it has begun").isTrue();
        test(field("Until")).setValue("08:00");
        test(button("Save the silence")).click();

        awaitDone("ann saves {shop=\"south\"} until 2026-11-20T08:00:00Z: INC-214");
        assertThat(notification.silences).singleElement().satisfies(one -> assertThat(one.id()).isEqualTo("one"));
    }

    @Test
    void a_viewer_sees_silences_and_makes_none() {
        role.set(Role.VIEWER);
        notification.silence("one", "{shop=\"south\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");
        open("alerts/silences", "silence=one");
        awaitText("INC-214");

        assertThat(button("Expire it now").isEnabled()).isFalse();
        assertThat(button("New silence").isEnabled()).isFalse();
    }

    @Test
    void receivers_tell_what_they_are_told_by_and_how_it_goes() {
        notification.delivery(7, "pager", State.SENT, "accepted as 4711", BUSY);
        notification.troubles.add(new Deliveries.Trouble("chat", "chat/slack/0", "slack #shops", TestConsole.NOW.minusSeconds(300), "429 Too Many Requests.", "",
                TestConsole.NOW.plusSeconds(30), 3));
        open("alerts/receivers", "");

        awaitText("One destination takes no messages");
        assertThat(text()).contains("slack #shops", "takes no messages since 02:40, 3 waiting", "429 Too Many Requests.", "[FIRING:1] ShopBusy",
                "Keepwatch has no notifier for pushover", "no route leads to it", "/routing/alertmanager.yml");
    }

    @Test
    void a_test_of_a_receiver_shows_what_the_other_side_said() {
        open("alerts/receivers", "");
        awaitText("webhook pager");

        test($(Button.class).all().stream().filter(one -> one.getElement().getAttribute("aria-label") != null
                && one.getElement().getAttribute("aria-label").endsWith("to pager")).findFirst().orElseThrow()).click();

        awaitDone("ann tests pager");
        awaitText("accepted as 4711");
    }

    @Test
    void nobody_who_is_told_is_said_with_what_to_set() {
        notification.routing = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n";
        open("alerts/receivers", "");
        awaitText("Nobody is told of alerts");
        awaitText("KEEPWATCH_SLACK_TOKEN");
    }

    @Test
    void the_tree_tells_where_labels_would_go_and_why_nobody_would_be_told() {
        notification.silence("one", "{shop=\"south\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");
        open("alerts/routes", "labels=severity=critical, service=shop-north, alertname=ShopBusy");
        awaitText("It goes to pager, chat");
        assertThat(text()).contains("{}/{severity=\"critical\"}:{alertname=\"ShopBusy\"}", "goes here", "and goes on", "there is no such group now");

        notification.groups.add(new RoutedAlerts.Group("{}/{service=~\"shop-.*\"}:{alertname=\"ShopBusy\"}", Labels.of("alertname", "ShopBusy"), "chat",
                TestConsole.NOW.plusSeconds(20), List.of(NotificationInMemory.member(BUSY))));
        open("alerts/routes", "labels=service=shop-south, shop=south, alertname=ShopBusy");
        awaitText("Nobody would be told: it is muted");
        assertThat(text()).contains("silenced by jane until 03:35: INC-214", "at 02:45:20, with 1 alert in its group");
    }

    @Test
    void an_edit_that_cannot_be_used_is_told() {
        notification.problem = Optional.of(new ActiveRouting.Problem("line 3: undefined receiver", TestConsole.NOW));
        open("alerts/routes", "");
        awaitText("The newest edit is not in use");
        assertThat(text()).contains("line 3: undefined receiver", "all alerts");
    }

    @Test
    void deliveries_are_told_in_full_and_tried_again() {
        notification.delivery(7, "pager", State.WAITING, "503 Service Unavailable", BUSY);
        open("alerts/deliveries", "delivery=7");
        awaitText("As it is sent");
        assertThat(text()).contains("503 Service Unavailable", "is tried again", "it burns", "ShopBusy");

        test(button("Try again now")).click();

        awaitDone("ann tries 7 again");
    }

    @Test
    void an_alert_tells_who_was_told_and_by_whom_it_is_silenced() {
        notification.delivery(7, "pager", State.SENT, "accepted as 4711", BUSY);
        notification.silence("one", "{shop=\"south\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");
        open("alerts", "receiver=pager");

        awaitText("accepted as 4711");
        assertThat(text()).contains("Told", "pager, webhook pager: sent", "Only what pager is told", "Nothing fires but for 1", "Silenced …");
    }

    private static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters.replace("=~", "%3D~").replace("{", "%7B").replace("}", "%7D")));
    }

    private TextField field(String label) {
        return $(TextField.class).all().stream().filter(one -> label.equals(one.getLabel())).findFirst().orElseThrow();
    }

    private Button button(String words) {
        return $(Button.class).withText(words).single();
    }

    private NativeButton chip(String words) {
        return $(NativeButton.class).all().stream().filter(one -> one.getText().replace('\u00a0', ' ').equals(words)).findFirst().orElseThrow();
    }

    private String text() {
        return ((HasElement) $(Main.class).first()).getElement().getTextRecursively().replace('\u00a0', ' ');
    }

    private void awaitText(String words) {
        await(words).atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> {
            roundTrip();
            return text().contains(words);
        });
    }

    private void awaitDone(String what) {
        await(what).atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            roundTrip();
            return notification.done.contains(what);
        });
    }
}
