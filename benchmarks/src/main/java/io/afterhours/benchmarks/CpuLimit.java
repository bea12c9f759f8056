package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds processes to a share of a core each, by a control group of Linux, so that the machine's other cores are room for whatever else
 * they need. Groups are the administrator's: who is not may set no limit.
 */
final class CpuLimit implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final long PERIOD_MICROS = 10_000;

    private final Path home;
    private final Path group;

    private CpuLimit(Path home, Path group) {
        this.home = home;
        this.group = group;
    }

    /**
     * Holds a process to a share of one core until this is closed; empty where this machine does not let us.
     *
     * @throws IOException when the group was made and does not take the process
     */
    static Optional<CpuLimit> of(ProcessHandle process, double cores) throws IOException {
        var old = GROUPS.resolve("cpu");
        var isOld = Files.isDirectory(old);
        var home = isOld ? old : GROUPS;
        var group = home.resolve("afterhours-" + process.pid());
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            return Optional.empty();
        }
        var limit = new CpuLimit(home, group);
        if (!isOld && Files.notExists(group.resolve("cpu.max"))) {
            limit.close();
            return Optional.empty();
        }
        var quota = Math.round(cores * PERIOD_MICROS);
        try {
            if (isOld) {
                limit.write("cpu.cfs_period_us", Long.toString(PERIOD_MICROS));
                limit.write("cpu.cfs_quota_us", Long.toString(quota));
            } else {
                limit.write("cpu.max", quota + " " + PERIOD_MICROS);
            }
            limit.write("cgroup.procs", Long.toString(process.pid()));
        } catch (IOException e) {
            limit.close();
            throw e;
        }
        return Optional.of(limit);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(group.resolve(file), text);
    }

    /** The processes that are still there go on without a limit, in the uppermost group. */
    @Override
    public void close() throws IOException {
        for (var process : Files.readAllLines(group.resolve("cgroup.procs"))) {
            Files.writeString(home.resolve("cgroup.procs"), process);
        }
        Files.delete(group);
    }
}
