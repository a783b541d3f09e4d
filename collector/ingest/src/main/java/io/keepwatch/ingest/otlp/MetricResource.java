package io.keepwatch.ingest.otlp;

import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The resource of metrics: its attributes, and what identifies it in Prometheus.
///
/// @param job      `service.namespace/service.name`
/// @param instance `service.instance.id`, else `k8s.pod.uid`, else `host.name:process.pid`, else a hash of the attributes:
///                 without any of them two processes of a service cannot be told apart, but two services can
record MetricResource(SortedMap<String, String> attributes, String job, String instance) {

    static MetricResource of(List<KeyValue> list) {
        SortedMap<String, String> attributes = AttributeText.mapOf(list);
        return new MetricResource(attributes, job(attributes), instance(attributes));
    }

    /// The labels of `target_info`, without `job` and `instance`: all attributes that these two do not hold.
    SortedMap<String, String> described() {
        var rest = new TreeMap<>(attributes);
        List.of("service.name", "service.namespace", "service.instance.id").forEach(rest::remove);
        return rest;
    }

    private static String job(SortedMap<String, String> attributes) {
        String name = attributes.getOrDefault("service.name", "");
        String namespace = attributes.getOrDefault("service.namespace", "");
        String job = name.isEmpty() ? RecordOrigin.UNKNOWN_SERVICE : name;
        return namespace.isEmpty() ? job : namespace + "/" + job;
    }

    private static String instance(SortedMap<String, String> attributes) {
        for (String key : List.of("service.instance.id", "k8s.pod.uid")) {
            String id = attributes.getOrDefault(key, "");
            if (!id.isEmpty()) {
                return id;
            }
        }
        String host = attributes.getOrDefault("host.name", "");
        String process = attributes.getOrDefault("process.pid", "");
        if (!host.isEmpty() && !process.isEmpty()) {
            return host + ":" + process;
        }
        return HexFormat.of().toHexDigits(SeriesFingerprint.of("", attributes));
    }
}
