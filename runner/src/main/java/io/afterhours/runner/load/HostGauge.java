package io.afterhours.runner.load;

import com.sun.management.OperatingSystemMXBean;
import io.afterhours.runner.host.RunnerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads this host: the file system of the runner's folder, the memory, the load. */
@ApplicationScoped
public class HostGauge implements Gauge {
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Path folder;

    HostGauge(RunnerConfig config) {
        this.folder = config.folder();
    }

    @Override
    public Load read() throws IOException {
        return new Load(disk(), memory(), load());
    }

    /** As {@code df} counts: what only the administrator could still fill is not free. */
    private int disk() throws IOException {
        var store = Files.getFileStore(folder);
        var used = store.getTotalSpace() - store.getUnallocatedSpace();
        return percent(used, used + store.getUsableSpace());
    }

    private int memory() throws IOException {
        if (Files.isReadable(MEMORY)) {
            var lines = Files.readAllLines(MEMORY);
            var all = kilobytes(lines, "MemTotal:");
            var available = kilobytes(lines, "MemAvailable:");
            if (all.isPresent() && available.isPresent()) {
                return percent(all.getAsLong() - available.getAsLong(), all.getAsLong());
            }
        }
        return percent(system.getTotalMemorySize() - system.getFreeMemorySize(), system.getTotalMemorySize());
    }

    private @Nullable Integer load() {
        var average = system.getSystemLoadAverage();
        return average < 0 ? null : (int) Math.round(100 * average / system.getAvailableProcessors());
    }

    static OptionalLong kilobytes(List<String> lines, String name) {
        return lines.stream()
                .filter(each -> each.startsWith(name))
                .map(each -> each.replaceAll("\\D", ""))
                .filter(each -> !each.isEmpty())
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** Rounded down, so that a mark is passed only when it is. */
    static int percent(long part, long all) {
        return all <= 0 ? 0 : Math.clamp(100 * part / all, 0, 100);
    }
}
