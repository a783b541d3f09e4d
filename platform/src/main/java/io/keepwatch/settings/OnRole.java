package io.keepwatch.settings;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Reads the property `keepwatch.roles`, which [SettingsInitializer] has set from the checked settings.
final class OnRole implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var attributes = metadata.getAnnotationAttributes(ConditionalOnRole.class.getName());
        if (attributes == null || !(attributes.get("value") instanceof Settings.ProcessRole role)) {
            return false;
        }
        String roles = context.getEnvironment().getProperty("keepwatch.roles", "collector,control");
        boolean present = Arrays.stream(roles.split(",")).anyMatch(name -> name.strip().equals(role.name().toLowerCase(Locale.ROOT)));
        return present != Boolean.TRUE.equals(attributes.get("absent"));
    }
}
