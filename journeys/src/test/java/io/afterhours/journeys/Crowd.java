package io.afterhours.journeys;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent of many sessions that reports usage by the thousand a second, whatever is down: one of ten reports is said twice at once,
 * and one of twenty once more after some seconds.
 */
final class Crowd implements AutoCloseable {
    static final String NAME = "crowd";
    static final int SESSIONS = 200;

    private static final Duration TICK = Duration.ofMillis(10);

    private final Voice voice;
    private final int perTick;
    private final Thread thread;
    private final Random random = new Random(42);
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger said = new AtomicInteger();
    private volatile boolean ending;

    private Crowd(Voice voice, int perSecond) {
        this.voice = voice;
        this.perTick = Math.toIntExact(perSecond * TICK.toMillis() / 1_000);
        this.thread = Thread.ofPlatform().name(NAME).start(this::talk);
    }

    static Crowd in(Suite suite, int perSecond) throws IOException, InterruptedException {
        return new Crowd(Voice.of(suite, NAME, "usage", Crowd::report), perSecond);
    }

    /** How many different reports there are so far. */
    int said() {
        return said.get();
    }

    /** How often a report was said again that nobody had refused. */
    int duplicates() {
        return duplicates.get();
    }

    /** Has nothing more to say, and returns when the last report is acknowledged. */
    void stop() throws InterruptedException {
        ending = true;
        if (!thread.join(Duration.ofMinutes(2))) {
            throw new IllegalStateException(voice.open() + " reports are still not acknowledged");
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        voice.close();
    }

    /** The number of a report within its session, from one; no two of a session have the same. */
    static long numberInSession(int report) {
        return 1L + report / SESSIONS;
    }

    private static String report(int number) {
        return """
                {"session":"c-%d","model":"claude-haiku-4-5","inputTokens":1,"outputTokens":2,"cacheReadTokens":%d}""".formatted(number % SESSIONS, numberInSession(number));
    }

    private void talk() {
        var next = System.nanoTime();
        while (!Thread.currentThread().isInterrupted() && !(ending && voice.open() == 0)) {
            for (int n = 0; n < perTick && voice.isFree(); n++) {
                sayNext();
            }
            next = Math.max(next + TICK.toNanos(), System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** What was not acknowledged goes before what is new. */
    private void sayNext() {
        if (!voice.sayAgain() && !ending) {
            var report = said.getAndIncrement();
            voice.say(report);
            if (report % 10 == 0) {
                repeat(report);
            }
            if (report % 20 == 0) {
                repeat(random.nextInt(report + 1));
            }
        }
    }

    private void repeat(int report) {
        duplicates.incrementAndGet();
        voice.say(report);
    }
}
