package io.keepwatch.host;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;

/// Processor, memory, disks, network and file systems under the names of OpenTelemetry's semantic conventions for systems, as
/// Prometheus writes them.
final class HostMetrics {

    /// Takes one value, with the values of its labels.
    @FunctionalInterface
    private interface Sink {
        void take(double value, String... labels);
    }

    private final Machine machine;
    private final BooleanSupplier enabled;
    /// A person knows the machine by its name, not by the id of the process that reports it.
    private final Labels host;

    HostMetrics(Machine machine, BooleanSupplier enabled) {
        this.machine = machine;
        this.enabled = enabled;
        this.host = Labels.of("host_name", machine.hostName());
    }

    void registerWith(PrometheusRegistry registry) {
        processor(registry);
        memory(registry);
        disks(registry);
        networks(registry);
        fileSystems(registry);
    }

    private void processor(PrometheusRegistry registry) {
        counter(registry, "system_cpu_time", Unit.SECONDS, "Time each logical processor spent in each mode", sink -> {
            long[][] ticks = machine.processor().getProcessorCpuLoadTicks();
            for (int cpu = 0; cpu < ticks.length; cpu++) {
                for (TickType mode : TickType.values()) {
                    sink.take(ticks[cpu][mode.getIndex()] / 1e3, mode.name().toLowerCase(Locale.ROOT), Integer.toString(cpu));
                }
            }
        }, "cpu_mode", "cpu_logical_number");
        gauge(registry, "system_cpu_logical_count", null, "Logical processors", sink -> sink.take(machine.processor().getLogicalProcessorCount()));
        gauge(registry, "system_cpu_load_average_1m", null, "Threads that ran or waited to run, averaged over a minute", sink -> {
            double load = machine.processor().getSystemLoadAverage(1)[0];
            if (load >= 0) {
                sink.take(load);
            }
        });
    }

    private void memory(PrometheusRegistry registry) {
        gauge(registry, "system_memory_limit", Unit.BYTES, "Memory of the machine", sink -> sink.take(machine.memory().getTotal()));
        gauge(registry, "system_memory_usage", Unit.BYTES, "Memory in use, and memory that programs can still have (caches count as free)", sink -> {
            long available = machine.memory().getAvailable();
            sink.take(machine.memory().getTotal() - available, "used");
            sink.take(available, "free");
        }, "system_memory_state");
        gauge(registry, "system_paging_usage", Unit.BYTES, "Swap space", sink -> {
            var swap = machine.memory().getVirtualMemory();
            sink.take(swap.getSwapUsed(), "used");
            sink.take(swap.getSwapTotal() - swap.getSwapUsed(), "free");
        }, "system_paging_state");
    }

    private void disks(PrometheusRegistry registry) {
        counter(registry, "system_disk_io", Unit.BYTES, "Bytes read from and written to each disk", sink -> {
            for (HWDiskStore disk : machine.disks()) {
                sink.take(disk.getReadBytes(), device(disk), "read");
                sink.take(disk.getWriteBytes(), device(disk), "write");
            }
        }, "system_device", "disk_io_direction");
        counter(registry, "system_disk_operations", null, "Reads from and writes to each disk", sink -> {
            for (HWDiskStore disk : machine.disks()) {
                sink.take(disk.getReads(), device(disk), "read");
                sink.take(disk.getWrites(), device(disk), "write");
            }
        }, "system_device", "disk_io_direction");
        counter(registry, "system_disk_io_time", Unit.SECONDS, "Time each disk was busy", sink ->
                machine.disks().forEach(disk -> sink.take(disk.getTransferTime() / 1e3, device(disk))), "system_device");
    }

    private void networks(PrometheusRegistry registry) {
        counter(registry, "system_network_io", Unit.BYTES, "Bytes received and sent by each interface but the loopback", sink -> {
            for (NetworkIF network : machine.networks()) {
                sink.take(network.getBytesRecv(), network.getName(), "receive");
                sink.take(network.getBytesSent(), network.getName(), "transmit");
            }
        }, "network_interface_name", "network_io_direction");
        counter(registry, "system_network_errors", null, "Packets that an interface could not receive or send", sink -> {
            for (NetworkIF network : machine.networks()) {
                sink.take(network.getInErrors(), network.getName(), "receive");
                sink.take(network.getOutErrors(), network.getName(), "transmit");
            }
        }, "network_interface_name", "network_io_direction");
    }

    private void fileSystems(PrometheusRegistry registry) {
        String[] labels = {"system_device", "system_filesystem_mountpoint", "system_filesystem_type"};
        gauge(registry, "system_filesystem_limit", Unit.BYTES, "Size of each local file system", sink ->
                machine.fileSystems().forEach(store -> sink.take(store.getTotalSpace(), store.getVolume(), store.getMount(), store.getType())), labels);
        gauge(registry, "system_filesystem_usage", Unit.BYTES, "Space in use, and space that programs can still have", sink -> {
            for (OSFileStore store : machine.fileSystems()) {
                sink.take(store.getTotalSpace() - store.getFreeSpace(), store.getVolume(), store.getMount(), store.getType(), "used");
                sink.take(store.getUsableSpace(), store.getVolume(), store.getMount(), store.getType(), "free");
            }
        }, labels[0], labels[1], labels[2], "system_filesystem_state");
    }

    private static String device(HWDiskStore disk) {
        return disk.getName().substring(disk.getName().lastIndexOf('/') + 1);
    }

    private void counter(PrometheusRegistry registry, String name, @Nullable Unit unit, String help,
            Consumer<Sink> values, String... labels) {
        var builder = CounterWithCallback.builder().name(name).help(help).constLabels(host).labelNames(labels)
                .callback(callback -> ifEnabled(values, callback::call));
        (unit == null ? builder : builder.unit(unit)).register(registry);
    }

    private void gauge(PrometheusRegistry registry, String name, @Nullable Unit unit, String help,
            Consumer<Sink> values, String... labels) {
        var builder = GaugeWithCallback.builder().name(name).help(help).constLabels(host).labelNames(labels)
                .callback(callback -> ifEnabled(values, callback::call));
        (unit == null ? builder : builder.unit(unit)).register(registry);
    }

    private void ifEnabled(Consumer<Sink> values, Sink sink) {
        if (enabled.getAsBoolean()) {
            values.accept(sink);
        }
    }
}
