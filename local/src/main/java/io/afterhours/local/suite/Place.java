package io.afterhours.local.suite;

import io.afterhours.local.nats.NatsIdentities;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.StateFolder;
import java.nio.file.Path;

/** Where a service finds the others and its own files: on this machine, or in a container. */
public interface Place {
    /** The address that services listen on. */
    String listen();

    int port(Ports.Part part);

    /** Host and port of a service, as the others reach it. */
    String address(Ports.Part part);

    Path token();

    Path credentials(String name);

    /** A seed or account token that only the scheduler may read. */
    String key(String file);

    /** Where agents outside reach NATS. */
    String natsUrl();

    Path work();

    /** The file that says how every build stands. */
    Path buildStatus();

    /** Names under which a service may be addressed. */
    String hosts();

    /** Everything on the loopback, everything in the state folder. */
    static Place here(StateFolder state, Ports ports) {
        return new Place() {
            @Override
            public String listen() {
                return "127.0.0.1";
            }

            @Override
            public int port(Ports.Part part) {
                return ports.of(part);
            }

            @Override
            public String address(Ports.Part part) {
                return "127.0.0.1:" + ports.of(part);
            }

            @Override
            public Path token() {
                return state.token();
            }

            @Override
            public Path credentials(String name) {
                return state.credentials(name);
            }

            @Override
            public String key(String file) {
                return NatsIdentities.file(state.nats(), file).toString();
            }

            @Override
            public String natsUrl() {
                return ports.natsUrl();
            }

            @Override
            public Path work() {
                return state.work();
            }

            @Override
            public Path buildStatus() {
                return state.buildStatus();
            }

            @Override
            public String hosts() {
                return "localhost,127.0.0.1,[::1]";
            }
        };
    }
}
