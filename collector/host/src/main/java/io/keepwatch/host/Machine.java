package io.keepwatch.host;

import static oshi.util.Memoizer.memoize;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;

/// The machine as it was at most a few seconds ago: one exposition asks many times, and to list disks and file systems is dear.
final class Machine {

    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final String hostName;
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final Supplier<List<HWDiskStore>> disks;
    private final Supplier<List<NetworkIF>> networks;
    private final Supplier<Collection<OSFileStore>> fileSystems;

    Machine(SystemInfo system) {
        hostName = system.getOperatingSystem().getNetworkParams().getHostName();
        processor = system.getHardware().getProcessor();
        memory = system.getHardware().getMemory();
        disks = memoize(system.getHardware()::getDiskStores, FRESH);
        networks = memoize(system.getHardware()::getNetworkIFs, FRESH); // without the loopback
        fileSystems = memoize(() -> eachOnce(system.getOperatingSystem().getFileSystem().getFileStores(true)), FRESH);
    }

    String hostName() {
        return hostName;
    }

    CentralProcessor processor() {
        return processor;
    }

    GlobalMemory memory() {
        return memory;
    }

    List<HWDiskStore> disks() {
        return disks.get();
    }

    List<NetworkIF> networks() {
        return networks.get();
    }

    Collection<OSFileStore> fileSystems() {
        return fileSystems.get();
    }

    /// A volume can be mounted many times, in containers above all: the place with the shortest path stands for it.
    private static Collection<OSFileStore> eachOnce(List<OSFileStore> mounted) {
        return mounted.stream().filter(store -> store.getTotalSpace() > 0)
                .sorted(Comparator.comparing(store -> store.getMount().length()))
                .collect(Collectors.toMap(OSFileStore::getVolume, store -> store, (shortest, _) -> shortest)).values();
    }
}
