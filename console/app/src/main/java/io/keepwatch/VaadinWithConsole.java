package io.keepwatch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves Vaadin's servlet and security out of a process without the control role. Found through `META-INF/spring.factories`, for it
/// is asked before there are beans.
final class VaadinWithConsole implements AutoConfigurationImportFilter, EnvironmentAware {

    private boolean console = true;

    @Override
    public void setEnvironment(Environment environment) {
        console = Arrays.asList(environment.getProperty("keepwatch.roles", "control").split(",")).contains("control");
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        var matches = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            matches[i] = console || name == null || !name.startsWith("com.vaadin.");
        }
        return matches;
    }
}
