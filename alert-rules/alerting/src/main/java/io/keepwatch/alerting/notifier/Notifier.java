package io.keepwatch.alerting.notifier;

import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageTemplates;
import java.time.Duration;
import java.util.List;

/// One way to tell people. An adapter is one stateless bean, whose name is the kind of its integrations in Alertmanager's configuration:
/// `slack` for `slack_configs`. It turns a notification into messages and sends a message; storing, order, retries and the log are not
/// its affair.
public interface Notifier {

    /// What shares a limit and fails together, e.g. `slack #alerts`: messages for it wait in one queue. Is shown, so it holds no secret.
    String destination(Integration integration);

    /// The least time between two messages to one destination.
    default Duration pace() {
        return Duration.ZERO;
    }

    /// The messages that tell it, in the order in which they are to be sent; each is stored before it is sent.
    ///
    /// @throws io.keepwatch.alerting.template.TemplateException when a template of the integration cannot be filled
    List<Message> messages(Notification notification, Integration integration, MessageTemplates templates);

    /// Sends it once; whatever goes wrong with the other side is an outcome.
    Outcome send(Sending sending, Integration integration) throws InterruptedException;

    /// A message on its way.
    ///
    /// @param id          stays the same when it is sent again
    /// @param body        as it was stored
    /// @param receipt     of the message before it with the same key, unless that was the last one; else empty
    /// @param maybeRepeat whether it may have arrived before, for whoever sent it died before he knew, or the answer was lost: the message has
    ///                    to say so where the other side would not notice by itself
    record Sending(String id, String body, String receipt, boolean maybeRepeat) {}
}
