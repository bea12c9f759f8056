package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The live streams of many tabs without their browsers: each on a connection of its own, with the cookie of a session, for the topics
 * that every page follows, compressed as browsers ask for it. One thread reads them all and throws away what it reads, so that what they
 * cost is the dashboard's work and not theirs; in one of them, which is not compressed, it looks for the marks that updates carry.
 */
final class Streams implements AutoCloseable {
    static final int PER_SESSION = 5;

    private static final String TOPICS = "builds,progress,costs,inbox,agents,runners,budgets,control,spend,counts,next";
    private static final Pattern MARK = Pattern.compile("mark-(\\d+)\"");
    private static final int BUFFER = 1 << 18;
    /** A mark may stand across two readings. */
    private static final int LONGEST_MARK = 24;

    private final InstantSource clock;
    private final int port;
    private final List<String> cookies = new ArrayList<>();
    private final List<SocketChannel> open = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Map<Integer, Instant> marks = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final Thread reader;
    private String rest = "";
    private volatile boolean closed;

    /** Signs in and opens so many, and returns when each is being read. */
    Streams(Dashboard dashboard, int count, InstantSource clock) throws IOException, InterruptedException {
        this.clock = clock;
        port = dashboard.port();
        for (int i = 0; i < Math.ceilDiv(count, PER_SESSION); i++) {
            cookies.add(dashboard.api().signIn());
        }
        for (int i = 0; i < count; i++) {
            var channel = asked(i, 0);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, i == 0);
            open.add(channel);
        }
        reader = Thread.ofPlatform().name("streams").daemon().start(this::read);
    }

    /** How much all of them have read. */
    long bytes() {
        return bytes.get();
    }

    /** How many ended although nobody closed them. */
    long ended() {
        return ended.get();
    }

    /** When each mark came that the first of them has read. */
    Map<Integer, Instant> marks() {
        return Map.copyOf(marks);
    }

    /**
     * Closes the last {@code count}, and opens as many that nobody reads.
     *
     * @return those, which the caller closes
     */
    List<SocketChannel> stall(int count) throws IOException, InterruptedException {
        var last = open.subList(open.size() - count, open.size());
        for (var each : last) {
            each.close();
        }
        last.clear();
        var stalled = new ArrayList<SocketChannel>();
        while (stalled.size() < count) {
            var channel = asked(open.size() + stalled.size(), 4_096);
            if (isAccepted(channel)) {
                stalled.add(channel);
            } else {
                // The dashboard has as many as it takes, and has not seen yet that some were closed.
                channel.close();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        return stalled;
    }

    /** Reads the beginning of its answer and no more. */
    private static boolean isAccepted(SocketChannel channel) throws IOException {
        var status = ByteBuffer.allocate("HTTP/1.1 200".length());
        while (status.hasRemaining()) {
            if (channel.read(status) < 0) {
                return false;
            }
        }
        return US_ASCII.decode(status.flip()).toString().endsWith("200");
    }

    private SocketChannel asked(int number, int receives) throws IOException {
        var channel = SocketChannel.open();
        if (receives > 0) {
            channel.socket().setReceiveBufferSize(receives);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var request =
                "GET /api/stream?topics=%s HTTP/1.1\r\nHost: localhost:%d\r\nCookie: %s\r\nAccept-Encoding: %s\r\n\r\n"
                        .formatted(TOPICS, port, cookies.get(number / PER_SESSION), number == 0 ? "identity" : "gzip");
        var bytes = ByteBuffer.wrap(request.getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return channel;
    }

    private void read() {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (!closed) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        buffer.clear();
        int read;
        try {
            read = ((SocketChannel) key.channel()).read(buffer);
        } catch (IOException e) {
            read = -1;
        }
        if (read < 0) {
            key.cancel();
            ended.incrementAndGet();
            return;
        }
        bytes.addAndGet(read);
        if (Boolean.TRUE.equals(key.attachment())) {
            note(ISO_8859_1.decode(buffer.flip()).toString());
        }
    }

    private void note(String text) {
        var now = clock.instant();
        var all = rest + text;
        var found = MARK.matcher(all);
        while (found.find()) {
            marks.putIfAbsent(Integer.parseInt(found.group(1)), now);
        }
        rest = all.substring(Math.max(0, all.length() - LONGEST_MARK));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        selector.wakeup();
        reader.join();
        for (var each : open) {
            each.close();
        }
        selector.close();
    }
}
