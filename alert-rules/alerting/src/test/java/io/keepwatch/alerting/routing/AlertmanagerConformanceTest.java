package io.keepwatch.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Alertmanager's own configuration files, good and bad, and the receivers that amtool names for label sets.
class AlertmanagerConformanceTest {

    private static final String VARIABLE = "KEEPWATCH_CONFORMANCE_DATA";

    /// Why the bad ones are refused; the others load.
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("conf.bad.yml", "the file is no mapping; write key: value"),
            Map.entry("conf.mattermost-both-webhook-url-and-file.yml", "at most one of mattermost_webhook_url & mattermost_webhook_url_file must be configured"),
            Map.entry("conf.mattermost-valid-receiver-both-webhook-url-and-file.yml",
                    "at most one of mattermost_webhook_url & mattermost_webhook_url_file must be configured"),
            Map.entry("conf.mattermost-no-webhook-url.yml", "missing webhook_url or webhook_url_file on mattermost_config"),
            Map.entry("conf.nil-match_re-route.yml", "invalid regexp value for \"invalid_label\""),
            Map.entry("conf.nil-source_match_re-inhibition.yml", "invalid regexp value for \"invalid_source_label\""),
            Map.entry("conf.nil-target_match_re-inhibition.yml", "invalid regexp value for \"invalid_target_label\""),
            Map.entry("conf.opsgenie-both-file-and-apikey.yml", "at most one of opsgenie_api_key & opsgenie_api_key_file must be configured"),
            Map.entry("conf.opsgenie-default-apikey-old-team.yml", "there is no field teams here"),
            Map.entry("conf.opsgenie-no-apikey.yml", "no global OpsGenie API Key set either inline or in a file"),
            Map.entry("conf.rocketchat-both-token-and-tokenfile.yml", "at most one of rocketchat_token & rocketchat_token_file must be configured"),
            Map.entry("conf.rocketchat-both-tokenid-and-tokenidfile.yml",
                    "at most one of rocketchat_token_id & rocketchat_token_id_file must be configured"),
            Map.entry("conf.rocketchat-no-token.yml", "no global Rocketchat Token set either inline or in a file"),
            Map.entry("conf.slack-both-file-and-token.yml", "at most one of slack_app_token & slack_app_token_file must be configured"),
            Map.entry("conf.slack-both-file-and-url.yml", "at most one of slack_api_url & slack_api_url_file must be configured"),
            Map.entry("conf.slack-both-url-and-token.yml",
                    "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured"),
            Map.entry("conf.slack-no-api-url-or-token.yml", "no Slack API URL nor App token set either inline or in a file"),
            Map.entry("conf.slack-update-message-and-webhook.yml",
                    "update_message can only be used with bot tokens. api_url must be set to https://slack.com/api/chat.postMessage"),
            Map.entry("conf.smtp-both-password-and-file.yml", "at most one of smtp_auth_password & smtp_auth_password_file must be configured"),
            Map.entry("conf.sns-invalid.yml", "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config"),
            Map.entry("conf.telegram-both-bot-token-and-file.yml", "at most one of telegram_bot_token & telegram_bot_token_file must be configured"),
            Map.entry("conf.telegram-valid-receiver-both-bot-token-and-file.yml",
                    "at most one of telegram_bot_token & telegram_bot_token_file must be configured"),
            Map.entry("conf.telegram-no-bot-token.yml", "missing bot_token or bot_token_file on telegram_config"),
            Map.entry("conf.victorops-both-file-and-apikey.yml", "at most one of victorops_api_key & victorops_api_key_file must be configured"),
            Map.entry("conf.victorops-no-apikey.yml", "no global VictorOps API Key set"),
            Map.entry("conf.wechat-both-file-and-secret.yml", "at most one of wechat_api_secret & wechat_api_secret_file must be configured"),
            Map.entry("conf.wechat-no-api-secret.yml", "no global Wechat Api Secret set either inline or in a file"));

    @Test
    void every_good_file_loads_and_every_bad_one_is_refused_with_its_reason() throws IOException {
        Path folder = folder();
        if (folder == null) {
            return;
        }
        var outcomes = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yml")).sorted().toList()) {
                String name = file.getFileName().toString();
                if (REASONS.containsKey(name)) {
                    assertThatThrownBy(() -> RoutingConfigReader.read(file)).as(name).isInstanceOf(RoutingConfigException.class)
                            .hasMessageStartingWith("Cannot read " + file).hasMessageContaining(REASONS.get(name));
                    outcomes.put(name, "refused");
                } else {
                    RoutingConfig config = RoutingConfigReader.read(file);
                    assertThat(config.receivers()).as(name).isNotEmpty();
                    assertThat(ConfiguredMessages.problems(config, ConfiguredMessages.texts(config))).as(name).isEmpty();
                    outcomes.put(file.toString(), "loaded");
                }
            }
        }
        assertThat(outcomes.values().stream().filter("refused"::equals)).hasSize(REASONS.size());
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(55);
    }

    @Test
    void label_sets_go_where_amtool_says() throws IOException {
        Path folder = folder();
        if (folder == null) {
            return;
        }
        JsonNode golden = new JsonMapper().readTree(folder.resolve("routing_golden.json").toFile());
        Route root = RoutingConfigReader.read(folder.resolve(golden.get("config").asString())).route();
        for (JsonNode one : golden.get("cases")) {
            Labels labels = labels(one.get("labels"));
            assertThat(root.match(labels).stream().map(Route::receiver).toList()).as(labels.toString())
                    .isEqualTo(one.get("receivers").valueStream().map(JsonNode::asString).toList());
        }
    }

    @Test
    void groups_and_alerts_have_the_names_that_an_alertmanager_gave_them() throws IOException {
        Path folder = folder();
        if (folder == null) {
            return;
        }
        Route root = RoutingConfigReader.read(folder.resolve("captured/amrun.yml")).route();
        int compared = 0;
        for (String line : Files.readAllLines(folder.resolve("captured/sink.jsonl"))) {
            JsonNode body = new JsonMapper().readTree(line).path("body");
            for (JsonNode alert : body.path("alerts")) {
                Labels labels = labels(alert.get("labels"));
                Route route = root.match(labels).stream().filter(one -> one.receiver().equals(body.get("receiver").asString())).findFirst().orElseThrow();
                assertThat(route.groupKey(route.groupLabels(labels))).isEqualTo(body.get("groupKey").asString());
                assertThat(AlertFingerprint.of(labels)).isEqualTo(alert.get("fingerprint").asString());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5);
    }

    private static Labels labels(JsonNode object) {
        var labels = new TreeMap<String, String>();
        object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        return Labels.of(labels);
    }

    private static Path folder() {
        String data = System.getenv(VARIABLE);
        if (data == null) {
            System.out.println("Alertmanager conformance: none run, " + VARIABLE + " is not set; the files are Alertmanager's config/testdata");
            return null;
        }
        return Path.of(data, "alertmanager");
    }
}
