package io.keepwatch.settings;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/// Loads and checks the [Settings] before any bean exists, and tells Spring what follows from them.
/// Found by Spring Boot through `META-INF/spring.factories`; tests give the variables as properties, `KEEPWATCH_HOME=…`.
public final class SettingsInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var variables = variables(context.getEnvironment());
        Settings settings = SettingsLoader.load(variables);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("keepwatch", springProperties(settings)));
        if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
            var definition = new RootBeanDefinition(Settings.class, () -> settings);
            registry.registerBeanDefinition("settings", definition);
        }
    }

    /// All variables of the environment, under what tests and the command line give.
    private static Map<String, String> variables(ConfigurableEnvironment environment) {
        var variables = new HashMap<>(System.getenv());
        var sources = environment.getPropertySources().stream().toList().reversed();
        for (var source : sources) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.startsWith("KEEPWATCH_") && enumerable.getProperty(name) != null) {
                        variables.put(name, environment.resolvePlaceholders(String.valueOf(enumerable.getProperty(name))));
                    }
                }
            }
        }
        putIfSet(variables, "KEEPWATCH_ROLES", environment.getProperty("keepwatch.roles"));
        putIfSet(variables, "KEEPWATCH_DEMO", environment.getProperty("keepwatch.demo"));
        return variables;
    }

    private static void putIfSet(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private static Map<String, Object> springProperties(Settings settings) {
        var properties = new HashMap<String, Object>();
        properties.put("keepwatch.roles", SettingsLoader.names(settings.roles()));
        properties.put("keepwatch.demo", settings.demo());
        properties.put("server.address", settings.network().bind());
        properties.put("server.port", settings.network().httpPort());
        var tls = settings.network().tls();
        if (tls != null) {
            properties.put("server.ssl.certificate", tls.certificate().toUri().toString());
            properties.put("server.ssl.certificate-private-key", tls.key().toUri().toString());
        }
        return properties;
    }
}
