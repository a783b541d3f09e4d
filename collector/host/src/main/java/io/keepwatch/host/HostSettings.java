package io.keepwatch.host;

import io.keepwatch.settings.ConfigurationSection;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled off where something else already reports the machine, e.g. an agent on each node of a cluster
record HostSettings(@DefaultValue("true") boolean enabled) {

    static final ConfigurationSection<HostSettings> SECTION = new ConfigurationSection<>("keepwatch.telemetry.host-metrics", HostSettings.class);
}
