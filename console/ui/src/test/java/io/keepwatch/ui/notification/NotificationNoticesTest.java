package io.keepwatch.ui.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.Deliveries.Trouble;
import io.keepwatch.alerting.routing.ActiveRouting.Problem;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.alerts.NotificationInMemory;
import io.keepwatch.ui.shell.NoticeSource.Notice;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What stands above every page when people are not told.
class NotificationNoticesTest {

    private final NotificationInMemory notification = new NotificationInMemory();
    private final NotificationNotices notices = new NotificationNotices(notification.deliveries(), notification.routing());

    @Test
    void whileEverythingArrivesNothingIsSaid() {
        assertThat(notices.notices()).isEmpty();
    }

    @Test
    void aDestinationThatTakesNothingIsCriticalAndCannotBePutAway() {
        notification.troubles.add(new Trouble("chat", "chat/slack/0", "slack #shops", TestConsole.NOW, "429 Too Many Requests", "Wait.",
                TestConsole.NOW.plusSeconds(30), 3));

        assertThat(notices.notices()).singleElement().isEqualTo(new Notice("delivery chat/slack/0 " + TestConsole.NOW, true, "slack #shops takes no messages",
                "429 Too Many Requests. 3\u00a0messages wait. Wait.", "alerts/receivers", "Receivers", false));
    }

    @Test
    void thatNobodyIsToldIsSaidLoudlyAndLeadsToTheReceivers() {
        notification.routing = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n";

        assertThat(notices.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("Nobody is told of alerts");
            assertThat(notice.address()).isEqualTo("alerts/receivers");
        });
    }

    @Test
    void anEditOfTheRoutingThatIsNotInUseIsSaidWithItsReason() {
        notification.problem = Optional.of(new Problem("line 3: undefined receiver", TestConsole.NOW));

        assertThat(notices.notices()).extracting(Notice::detail).containsExactly("line 3: undefined receiver");
    }
}
