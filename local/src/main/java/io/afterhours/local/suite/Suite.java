package io.afterhours.local.suite;

import io.afterhours.local.nats.NatsIdentities;
import io.afterhours.local.nats.ServerSettings;
import io.afterhours.local.postgres.Postgres;
import io.afterhours.local.process.Ending;
import io.afterhours.local.process.Part;
import io.afterhours.local.process.ProcessId;
import io.afterhours.local.process.Shell;
import io.afterhours.local.process.StartFailed;
import io.afterhours.local.process.Steps;
import io.afterhours.local.process.Supervisor;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.PrivateFiles;
import io.afterhours.local.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All parts of one installation, started in order and stopped in order. */
public final class Suite {
    private static final Duration ROOM_PAUSE = Duration.ofSeconds(5);

    private final StateFolder state;
    private final Ports ports;
    private final Program program;
    private final Path cache;
    private final Screen screen;
    private final InstantSource clock;
    private final Supervisor supervisor;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public Suite(StateFolder state, Ports ports, Program program, Path cache, Screen screen, InstantSource clock) {
        this.state = state;
        this.ports = ports;
        this.program = program;
        this.cache = cache;
        this.screen = screen;
        this.clock = clock;
        this.supervisor = new Supervisor(screen);
    }

    /** Returns when every part is ready; throws {@link StartFailed} when one is not. */
    public void start() {
        if (!program.isBuilt()) {
            throw new IllegalStateException(
                    "not everything is built under " + program.root() + "; run ./afterhours up there");
        }
        stopLeftovers(state, screen);
        ports.requireFree();
        PrivateFiles.write(state.ports(), ports.json());
        var parts = new Parts(state, ports, program);
        var steps = new Steps();
        var postgres = steps.add(() -> startPostgres(parts));
        var nats = steps.add(() -> startNats(parts));
        steps.add(() -> supervisor.start(parts.withoutTables()), nats);
        steps.add(() -> supervisor.start(parts.withTables()), nats, postgres);
        steps.await();
    }

    /** Stops what runs, in order. */
    public void stop() {
        stopping.countDown();
        supervisor.stop(Parts.STOP_ORDER);
    }

    private void startPostgres(Parts parts) {
        var postgres = Postgres.prepare(state, cache, ports.of(Ports.Part.POSTGRES));
        supervisor.start(List.of(parts.postgres(postgres)));
    }

    private void startNats(Parts parts) {
        var identities = new NatsIdentities(state.nats(), clock).ensureAccounts();
        Provisioning.users(state, identities, Provisioning.POOL);
        var place = Place.here(state, ports);
        var settings = new ServiceSettings(state, place, identities);
        for (var service : Parts.SERVICES) {
            PrivateFiles.write(state.config(service.toString()), settings.text(service));
        }
        var server = PrivateFiles.write(
                state.nats().resolve("nats.conf"),
                identities.settings(new ServerSettings(
                        place.address(Ports.Part.NATS),
                        Optional.empty(),
                        identities.tokenFolder(),
                        identities.data())));
        var binary = Path.of(Shell.output(List.of(
                "bash", program.root().resolve("tools").resolve("nats-server").toString())));
        var nats = parts.nats(binary, server);
        supervisor.start(List.of(nats));
        var watch = new RoomWatch(nats.log(), () -> RoomWatch.room(state.nats()), () -> {
            screen.say(
                    "  %-10s had no room on the disk; there is room again, and it starts again".formatted(nats.name()));
            supervisor.renew(nats.name());
        });
        Thread.ofVirtual().name("room").start(() -> every(ROOM_PAUSE, watch::runOnce));
    }

    private void every(Duration pause, Runnable look) {
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                look.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops parts that a supervisor left behind when it was killed; how many there were. */
    public static int stopLeftovers(StateFolder state, Screen screen) {
        var found = 0;
        for (var group : Parts.STOP_ORDER) {
            for (var name : group) {
                var process = ProcessId.read(state.processId(name)).flatMap(ProcessId::running);
                if (process.isPresent()) {
                    found++;
                    var signal = name.equals("postgres") ? "INT" : "TERM";
                    Ending.end(process.get(), signal, Duration.ofSeconds(15));
                    screen.say("  %-10s stopped  (left behind by an earlier start)".formatted(name));
                }
            }
        }
        return found;
    }

    /** What a person reads when a part did not start. */
    public static String explain(StartFailed failure) {
        Part part = failure.part();
        return "%s%nThe end of %s:%n  %s%nWhat to do: %s"
                .formatted(
                        failure.getMessage(),
                        part.log(),
                        String.join(System.lineSeparator() + "  ", LogTail.of(part.log(), failure.logBegin(), 5)),
                        part.hint());
    }
}
