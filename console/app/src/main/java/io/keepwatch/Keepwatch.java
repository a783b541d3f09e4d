package io.keepwatch;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;
import io.keepwatch.cli.CommandLine;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.SettingsLoader;
import io.keepwatch.settings.StartProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The product's process. `up` starts it; every other word is a command for the one that runs.
@SpringBootApplication
@Push(transport = Transport.WEBSOCKET_XHR)
@StyleSheet(Aura.STYLESHEET)
public class Keepwatch implements AppShellConfigurator {

    public static void main(String[] arguments) {
        var words = List.of(arguments);
        if (words.isEmpty() || !words.getFirst().equals("up")) {
            System.exit(new CommandLine(System.getenv(), System.out, System.err).run(words));
        }
        try {
            start(SettingsLoader.load(environment(words.subList(1, words.size()))));
        } catch (RuntimeException e) {
            System.err.println("keepwatch: " + StartFailure.explain(e));
            System.exit(StartProblem.EXIT_CODE);
        }
    }

    private static void start(Settings settings) {
        new SpringApplicationBuilder(Keepwatch.class)
                .properties(ServerProperties.of(settings))
                .initializers(context -> context.getBeanFactory().registerSingleton("settings", settings))
                .run();
    }

    private static Map<String, String> environment(List<String> options) {
        var environment = new HashMap<>(System.getenv());
        for (String option : options) {
            if (!option.equals("--demo")) {
                throw new StartProblem("unknown option of up: " + option + "; valid is --demo");
            }
            environment.put("KEEPWATCH_DEMO", "true");
        }
        return environment;
    }
}
