package io.keepwatch.settings;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/// Everything that `keepwatch.yaml` may hold, found without starting anything: the static bean methods for sections and variants.
public record KnownSettings(List<ConfigurationSection<?>> sections, List<SettingsVariant<?>> variants) {

    public KnownSettings {
        sections = List.copyOf(sections);
        variants = List.copyOf(variants);
    }

    /// Looks through the product's configuration classes.
    public static KnownSettings find() {
        var sections = new ArrayList<ConfigurationSection<?>>();
        var variants = new ArrayList<SettingsVariant<?>>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        for (var found : scanner.findCandidateComponents("io.keepwatch")) {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), KnownSettings.class.getClassLoader());
            for (Method method : type.getDeclaredMethods()) {
                if (makes(method, ConfigurationSection.class)) {
                    sections.add((ConfigurationSection<?>) made(method));
                } else if (makes(method, SettingsVariant.class)) {
                    variants.add((SettingsVariant<?>) made(method));
                }
            }
        }
        return new KnownSettings(sections, variants);
    }

    private static boolean makes(Method method, Class<?> type) {
        return method.getReturnType() == type && method.isAnnotationPresent(Bean.class) && Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 0;
    }

    private static Object made(Method method) {
        ReflectionUtils.makeAccessible(method);
        return Objects.requireNonNull(ReflectionUtils.invokeMethod(method, null));
    }
}
