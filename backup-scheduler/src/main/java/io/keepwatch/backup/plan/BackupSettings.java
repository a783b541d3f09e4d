package io.keepwatch.backup.plan;

import io.keepwatch.backup.source.Server;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.TargetSettings;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.UnusableValueException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `keepwatch.backup` as a whole: what it names exists, and every plan can run.
record BackupSettings(
        @DefaultValue Map<String, Server> servers,
        @DefaultValue Map<String, TargetSettings> targets,
        @DefaultValue Map<String, PlanSettings> plans,
        @DefaultValue RestoreSettings restore) {

    static final ConfigurationSection<BackupSettings> SECTION = new ConfigurationSection<>("keepwatch.backup", BackupSettings.class);

    /// A plan's name is part of its backups' ids and of their paths in every target.
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int LONGEST_NAME = 36;

    private static final Pattern STORAGE_CLASS = Pattern.compile("[A-Z][A-Z0-9_]{0,49}");

    BackupSettings {
        requireNames("servers", servers.keySet());
        requireNames("targets", targets.keySet());
        requireNames("plans", plans.keySet());
        for (var entry : plans.entrySet()) {
            String key = "plans." + entry.getKey();
            PlanSettings plan = entry.getValue();
            requireSource(key, plan.source(), servers);
            requireSchedule(key, plan);
            requireTargets(key, plan, targets.keySet());
            requireStorageClasses(key, plan);
            refuseEncryption(key, plan);
        }
    }

    private static void requireNames(String key, Set<String> names) {
        for (String name : names) {
            if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
                throw new UnusableValueException(key + "." + name, null,
                        "a name has up to " + LONGEST_NAME + " lower-case letters, digits and dashes, e.g. quotes-eu");
            }
        }
    }

    private static void requireSource(String key, SourceSettings source, Map<String, Server> servers) {
        if (source == null) {
            throw new UnusableValueException(key + ".source", null,
                    "it is missing: what does the plan back up? e.g. {type: postgresql, server: main, database: quotes}");
        }
        String name = source.server();
        if (name == null) {
            return;
        }
        Server server = servers.get(name);
        if (server == null) {
            throw new UnusableValueException(key + ".source.server", name, "no such server; " + valid(servers.keySet()));
        }
        try {
            source.on(name, server);
        } catch (IllegalArgumentException e) {
            throw new UnusableValueException(key + ".source.server", name, String.valueOf(e.getMessage()));
        }
    }

    private static void requireSchedule(String key, PlanSettings plan) {
        if (plan.schedule() == null) {
            throw new UnusableValueException(key + ".schedule", null, "it is missing: use five fields as cron does, e.g. \"0 2 * * *\"");
        }
        ZoneId zone;
        try {
            zone = ZoneId.of(plan.timeZone());
        } catch (DateTimeException e) {
            throw new UnusableValueException(key + ".time-zone", plan.timeZone(), "no such time zone; use e.g. Europe/Paris or UTC");
        }
        try {
            Schedule.parse(plan.schedule(), zone);
        } catch (IllegalArgumentException e) {
            throw new UnusableValueException(key + ".schedule", plan.schedule(), String.valueOf(e.getMessage()));
        }
    }

    private static void requireTargets(String key, PlanSettings plan, Set<String> targets) {
        if (plan.targets().isEmpty()) {
            throw new UnusableValueException(key + ".targets", null, "it is missing: where do the backups go? " + valid(targets));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < plan.targets().size(); i++) {
            String target = plan.targets().get(i);
            String at = key + ".targets[" + i + "]";
            if (!targets.contains(target)) {
                throw new UnusableValueException(at, target, "no such target; " + valid(targets));
            }
            if (!seen.add(target)) {
                throw new UnusableValueException(at, target, "it is named twice; each target holds one copy");
            }
        }
    }

    private static void requireStorageClasses(String key, PlanSettings plan) {
        plan.storageClass().forEach((tag, name) -> {
            String at = key + ".storage-class." + tag.name().toLowerCase(Locale.ROOT);
            if (!STORAGE_CLASS.matcher(name).matches()) {
                throw new UnusableValueException(at, name, "use a storage class as S3 writes it, e.g. STANDARD, STANDARD_IA or GLACIER_IR");
            }
        });
    }

    /// A setting that is left aside costs money; this one would cost a secret.
    private static void refuseEncryption(String key, PlanSettings plan) {
        if (plan.encryption() != null) {
            throw new UnusableValueException(key + ".encryption", null, "this version cannot encrypt backups, and would store them in plain"
                    + " text; leave the key out, and have the bucket or the disk encrypt");
        }
    }

    private static String valid(Collection<String> names) {
        return names.isEmpty() ? "none is configured yet" : "valid here: " + String.join(", ", new TreeSet<>(names));
    }
}
