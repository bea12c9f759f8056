package io.afterhours.journeys;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An agent that reports progress faster than it may, whatever is down, and one of ten reports twice. Used by one thread. */
final class Flood implements AutoCloseable {
    static final String NAME = "flooder";

    /** With which the names of its sessions begin. */
    static final String SESSIONS = "f-";

    private static final int MANY = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Voice voice;
    private int said;

    private Flood(Voice voice) {
        this.voice = voice;
    }

    static Flood in(Suite suite) throws IOException, InterruptedException {
        return new Flood(Voice.of(suite, NAME, "progress", Flood::report));
    }

    /** How many different reports there are so far. */
    int said() {
        return said;
    }

    /** Says so many more as fast as they are taken; some of them may not be acknowledged when it returns. */
    void say(int count) {
        for (int i = 0; i < count; i++) {
            await(voice::isFree);
            voice.say(said);
            if (said % 10 == 0) {
                voice.say(said);
            }
            said++;
        }
    }

    /** Returns when the last report is acknowledged. */
    void stop() {
        await(() -> voice.open() == 0);
    }

    private void await(java.util.function.BooleanSupplier done) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (!voice.sayAgain()) {
                LockSupport.parkNanos(1_000_000);
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException(voice.open() + " reports are still not acknowledged");
            }
        }
    }

    private static String report(int number) {
        return """
                {"session":"%s%d","percent":%d,"message":"wrote part %d"}""".formatted(SESSIONS, number % MANY, number % 100, number);
    }

    @Override
    public void close() throws InterruptedException {
        voice.close();
    }
}
