package io.afterhours.dashboard.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** What carries a tab's stream: the answer, compressed where the tab takes that, and the connection below it. */
final class TabConnection {
    /** What may wait for a tab that does not read before nothing more is written for it. */
    private static final int MOST_WAITING = 16 * 1_024;

    /** What the system may hold beside it. Left to itself it takes megabytes, which hide for minutes that nobody reads. */
    private static final int MOST_SENT = 64 * 1_024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final boolean packs;

    TabConnection(HttpServerRequest request) {
        this.request = request;
        response = request.response();
        var accepted = request.getHeader("Accept-Encoding");
        // Over HTTP/2 the connection compresses by itself whatever says that it is.
        packs = !isHttp2() && accepted != null && accepted.matches("(?i)(.*,)?\\s*gzip\\s*(,.*)?");
    }

    /** Begins the answer. */
    void open() {
        response.setWriteQueueMaxSize(MOST_WAITING)
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("X-Accel-Buffering", "no");
        if (!isHttp2()) {
            below().channel().config().setOption(ChannelOption.SO_SNDBUF, MOST_SENT);
        }
        if (packs) {
            response.putHeader("Content-Encoding", "gzip");
            send(Gzip.head());
        }
    }

    void write(Frame frame) {
        send(bytes(frame));
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    /** Has this run once when it is not full any more. */
    void whenDrained(Runnable drained) {
        response.drainHandler(_ -> drained.run());
    }

    /** Ends the answer with these words. */
    void end(Frame last) {
        var _ = response.end(buffer(bytes(last)));
    }

    /**
     * Closes the connection at once, and what waits is not sent, by the system either. To close the answer or the channel would wait
     * until what was written is read, by somebody who does not read: Vert.x puts the end behind it.
     */
    void cut() {
        if (isHttp2()) {
            var _ = response.reset();
            return;
        }
        below().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = below().close();
    }

    private ChannelHandlerContext below() {
        return ((ConnectionBase) request.connection()).channelHandlerContext();
    }

    private boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }

    private void send(byte[] bytes) {
        var _ = response.write(buffer(bytes));
    }

    private byte[] bytes(Frame frame) {
        return packs ? frame.packed() : frame.plain();
    }

    /** Without a copy: the bytes of a frame are the same for all tabs. */
    private static Buffer buffer(byte[] bytes) {
        return BufferImpl.buffer(Unpooled.wrappedBuffer(bytes));
    }
}
