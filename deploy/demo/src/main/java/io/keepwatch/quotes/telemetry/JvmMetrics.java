package io.keepwatch.quotes.telemetry;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.semconv.JvmAttributes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/// The stable `jvm.*` metrics of the semantic conventions, read from the JVM's own beans.
final class JvmMetrics {

    private JvmMetrics() {}

    static void register(Meter meter) {
        memory(meter, "jvm.memory.used", "Measure of memory used.", MemoryUsage::getUsed);
        memory(meter, "jvm.memory.committed", "Measure of memory committed.", MemoryUsage::getCommitted);
        memory(meter, "jvm.memory.limit", "Measure of max obtainable memory.", MemoryUsage::getMax);
        threads(meter);
        processor(meter);
        garbageCollection(meter);
    }

    private static void memory(Meter meter, String name, String description, ToLongFunction<MemoryUsage> value) {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        meter.upDownCounterBuilder(name).setUnit("By").setDescription(description).buildWithCallback(measurement ->
                pools.forEach(pool -> record(measurement, pool, value)));
    }

    private static void record(ObservableLongMeasurement measurement, MemoryPoolMXBean pool, ToLongFunction<MemoryUsage> value) {
        MemoryUsage usage = pool.getUsage();
        long bytes = usage == null ? -1 : value.applyAsLong(usage);
        if (bytes >= 0) {
            measurement.record(bytes, Attributes.of(
                    JvmAttributes.JVM_MEMORY_TYPE, pool.getType() == MemoryType.HEAP ? "heap" : "non_heap",
                    JvmAttributes.JVM_MEMORY_POOL_NAME, pool.getName()));
        }
    }

    private static void threads(Meter meter) {
        var threads = ManagementFactory.getThreadMXBean();
        meter.upDownCounterBuilder("jvm.thread.count").setUnit("{thread}").setDescription("Number of executing platform threads.")
                .buildWithCallback(measurement -> {
                    int daemons = threads.getDaemonThreadCount();
                    measurement.record(daemons, Attributes.of(JvmAttributes.JVM_THREAD_DAEMON, true));
                    measurement.record(threads.getThreadCount() - daemons, Attributes.of(JvmAttributes.JVM_THREAD_DAEMON, false));
                });
    }

    private static void processor(Meter meter) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        meter.counterBuilder("jvm.cpu.time").ofDoubles().setUnit("s").setDescription("CPU time used by the process.")
                .buildWithCallback(measurement -> measurement.record(system.getProcessCpuTime() / 1e9));
        meter.gaugeBuilder("jvm.cpu.recent_utilization").setUnit("1").setDescription("Recent CPU utilization for the process.")
                .buildWithCallback(measurement -> measurement.record(Math.max(0, system.getProcessCpuLoad())));
        meter.upDownCounterBuilder("jvm.cpu.count").setUnit("{cpu}").setDescription("Number of processors available to the JVM.")
                .buildWithCallback(measurement -> measurement.record(Runtime.getRuntime().availableProcessors()));
    }

    private static void garbageCollection(Meter meter) {
        DoubleHistogram durations = meter.histogramBuilder("jvm.gc.duration").setUnit("s")
                .setDescription("Duration of JVM garbage collection actions.")
                .setExplicitBucketBoundariesAdvice(List.of(0.01, 0.1, 1.0, 10.0))
                .build();
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, _) -> {
                    if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                        var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
                        durations.record(info.getGcInfo().getDuration() / 1e3, Attributes.of(
                                JvmAttributes.JVM_GC_NAME, info.getGcName(), JvmAttributes.JVM_GC_ACTION, info.getGcAction()));
                    }
                }, null, null);
            }
        }
    }
}
