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

/// Everything that `keepwatch.yaml` may hold, and what checks the files it names, found without starting anything: by the static
/// bean methods that make them.
public record KnownSettings(List<ConfigurationSection<?>> sections, List<SettingsVariant<?>> variants, List<ConfigurationCheck> checks) {

    public KnownSettings {
        sections = List.copyOf(sections);
        variants = List.copyOf(variants);
        checks = List.copyOf(checks);
    }

    /// Looks through the product's configuration classes.
    public static KnownSettings find() {
        var sections = new ArrayList<ConfigurationSection<?>>();
        var variants = new ArrayList<SettingsVariant<?>>();
        var checks = new ArrayList<ConfigurationCheck>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        for (var found : scanner.findCandidateComponents("io.keepwatch")) {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), KnownSettings.class.getClassLoader());
            for (Method method : type.getDeclaredMethods()) {
                if (makes(method, ConfigurationSection.class)) {
                    sections.add((ConfigurationSection<?>) made(method));
                } else if (makes(method, SettingsVariant.class)) {
                    variants.add((SettingsVariant<?>) made(method));
                } else if (makes(method, ConfigurationCheck.class)) {
                    checks.add((ConfigurationCheck) made(method));
                }
            }
        }
        return new KnownSettings(sections, variants, checks);
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
