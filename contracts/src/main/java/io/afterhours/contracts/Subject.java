package io.afterhours.contracts;

import java.util.regex.Pattern;

/** Where an event goes: every subject of the suite, as types. {@code toString()} is the subject itself. */
public sealed interface Subject {
    /** What may stand for a session, build or escalation in a subject. */
    Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** {@code agent.<agent>.<kind>}: what agents say; the agent's identity is the second token. */
    record OfAgent(String agent, String kind) implements Subject {
        public OfAgent {
            Check.id("agent", agent);
            token("kind", kind);
        }

        @Override
        public String toString() {
            return "agent." + agent + "." + kind;
        }
    }

    /** {@code runner.<runner>.<event>}: what runners say of attempts and themselves. */
    record OfRunner(String runner, String event) implements Subject {
        public OfRunner {
            Check.id("runner", runner);
            token("event", event);
        }

        @Override
        public String toString() {
            return "runner." + runner + "." + event;
        }
    }

    /** {@code dispatch.<pool>}: attempts for the runners of a pool. */
    record Dispatch(String pool) implements Subject {
        public Dispatch {
            Check.id("pool", pool);
        }

        @Override
        public String toString() {
            return "dispatch." + pool;
        }
    }

    /** {@code command.<runner>}: orders to one runner. */
    record Command(String runner) implements Subject {
        public Command {
            Check.id("runner", runner);
        }

        @Override
        public String toString() {
            return "command." + runner;
        }
    }

    /** {@code build.<event>.<id>}: a build changed. */
    record OfBuild(String event, String id) implements Subject {
        public OfBuild {
            token("event", event);
            token("id", id);
        }

        @Override
        public String toString() {
            return "build." + event + "." + id;
        }
    }

    /** {@code queue.<event>}: something holds of the queue as a whole. */
    record OfQueue(String event) implements Subject {
        public OfQueue {
            token("event", event);
        }

        @Override
        public String toString() {
            return "queue." + event;
        }
    }

    /** {@code escalation.<event>.<id>}: an escalation changed. */
    record OfEscalation(String event, String id) implements Subject {
        public OfEscalation {
            token("event", event);
            token("id", id);
        }

        @Override
        public String toString() {
            return "escalation." + event + "." + id;
        }
    }

    /**
     * {@code progress.<event>.<session>}: a session changed. A session that is no subject token is written with its
     * strange characters as {@code _}; the payload has it as it is.
     */
    record OfProgress(String event, String session) implements Subject {
        public OfProgress {
            token("event", event);
            session = session.replaceAll("[^A-Za-z0-9_-]", "_");
        }

        @Override
        public String toString() {
            return "progress." + event + "." + session;
        }
    }

    /** {@code progress.sessions.updated}: several sessions changed at once. */
    record OfSessions() implements Subject {
        static final String ADDRESS = "progress.sessions.updated";

        @Override
        public String toString() {
            return ADDRESS;
        }
    }

    /** {@code cost.<event>}: money moved. */
    record OfCost(String event) implements Subject {
        public OfCost {
            token("event", event);
        }

        @Override
        public String toString() {
            return "cost." + event;
        }
    }

    /** {@code dead.<service>.settled}: what a person decided on a message that could not be applied. */
    record Settled(String service) implements Subject {
        public Settled {
            token("service", service);
        }

        @Override
        public String toString() {
            return "dead." + service + ".settled";
        }
    }

    /** {@code dead.<stream>.<consumer>}: what could not be applied. */
    record Dead(String stream, String consumer) implements Subject {
        public Dead {
            token("stream", stream);
            token("consumer", consumer);
        }

        @Override
        public String toString() {
            return "dead." + stream + "." + consumer;
        }
    }

    /**
     * Who published a message: the second token of {@code agent.} and {@code runner.} subjects, the first token of all
     * others.
     */
    static String publisher(String subject) {
        int first = subject.indexOf('.');
        if (first < 0) {
            return subject;
        }
        if (!subject.startsWith("agent.") && !subject.startsWith("runner.")) {
            return subject.substring(0, first);
        }
        int second = subject.indexOf('.', first + 1);
        return subject.substring(first + 1, second < 0 ? subject.length() : second);
    }

    /** The last token of a subject, e.g. the event of {@code runner.r-1.finished}. */
    static String lastToken(String subject) {
        return subject.substring(subject.lastIndexOf('.') + 1);
    }

    private static void token(String field, String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new InvalidEvent(field, "1 to 128 of A-Z, a-z, 0-9, _ and -", value);
        }
    }
}
