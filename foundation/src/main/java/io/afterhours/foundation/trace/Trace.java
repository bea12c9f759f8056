package io.afterhours.foundation.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace, as W3C Trace Context writes it into {@link #HEADER}: the id of the trace, 32 hexadecimal digits, and the id
 * of this step, 16 of them. The current one is in the log's diagnostic context, which Quarkus takes along from a request
 * or message to the virtual thread that works on it.
 */
public final class Trace {
    /** The HTTP and NATS header, and the column of the outbox. */
    public static final String HEADER = "traceparent";

    /** A version to come may be longer than the 55 characters of today's; what is much longer is no header of anybody's. */
    private static final int LONGEST = 128;

    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";
    private static final String FLAGS = "traceFlags";

    private final SpanContext span;

    private Trace(SpanContext span) {
        this.span = span;
    }

    /** A trace that begins here. Its flag says "sampled", so that an agent with a collector of its own records its part. */
    public static Trace begin() {
        var random = ThreadLocalRandom.current();
        return of(TraceId.fromLongs(random.nextLong(), random.nextLong() | 1), TraceFlags.getSampled());
    }

    /** What a header says; nothing where there is none or it is not well-formed. */
    public static Optional<Trace> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        var read = Span.fromContext(
                        W3CTraceContextPropagator.getInstance().extract(Context.root(), header, OneHeader.INSTANCE))
                .getSpanContext();
        return read.isValid() ? Optional.of(new Trace(read)) : Optional.empty();
    }

    /** The next step of the trace that a header names; of one that begins here, where it names none. */
    public static Trace after(@Nullable String header) {
        return parse(header).map(Trace::next).orElseGet(Trace::begin);
    }

    /** The current one; nothing outside of requests, messages and {@link #open()}. */
    public static Optional<Trace> current() {
        return MDC.get(TRACE_ID) instanceof String trace && MDC.get(SPAN_ID) instanceof String step
                ? Optional.of(new Trace(SpanContext.create(
                        trace,
                        step,
                        MDC.get(FLAGS) instanceof String flags ? TraceFlags.fromHex(flags, 0) : TraceFlags.getDefault(),
                        TraceState.getDefault())))
                : Optional.empty();
    }

    /** What follows from this step. */
    public Trace next() {
        return of(id(), span.getTraceFlags());
    }

    /** The id of the whole trace. */
    public String id() {
        return span.getTraceId();
    }

    /** How it is written. */
    public String header() {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }

    /** Makes this the current one until the scope is closed; then it is again the one before. */
    public Scope open() {
        var before = current();
        put();
        return () -> before.ifPresentOrElse(
                Trace::put, () -> List.of(TRACE_ID, SPAN_ID, FLAGS).forEach(MDC::remove));
    }

    /** The task with this as its current trace, on whichever thread it runs. */
    public Runnable during(Runnable task) {
        return () -> {
            try (var _ = open()) {
                task.run();
            }
        };
    }

    /** The time during which a trace is the current one. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** What the diagnostic context holds while this is the current one. */
    public java.util.Map<String, String> diagnostics() {
        return java.util.Map.of(
                TRACE_ID, span.getTraceId(),
                SPAN_ID, span.getSpanId(),
                FLAGS, span.getTraceFlags().asHex());
    }

    private void put() {
        diagnostics().forEach(MDC::put);
    }

    private static Trace of(String traceId, TraceFlags flags) {
        return new Trace(SpanContext.create(
                traceId, SpanId.fromLong(ThreadLocalRandom.current().nextLong() | 1), flags, TraceState.getDefault()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trace trace && trace.header().equals(header());
    }

    @Override
    public int hashCode() {
        return header().hashCode();
    }

    @Override
    public String toString() {
        return header();
    }

    private enum OneHeader implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String header) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(HEADER) ? header : null;
        }
    }
}
