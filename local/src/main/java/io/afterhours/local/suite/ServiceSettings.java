package io.afterhours.local.suite;

import io.afterhours.local.nats.NatsIdentities;
import io.afterhours.local.postgres.Postgres;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.StateFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The generated settings of each service: addresses, identities and passwords, for its eyes only. */
public final class ServiceSettings {
    /** The name of the runner on this machine. */
    public static final String RUNNER = "runner-1";

    private final StateFolder state;
    private final Place place;
    private final NatsIdentities identities;

    public ServiceSettings(StateFolder state, Place place, NatsIdentities identities) {
        this.state = state;
        this.place = place;
        this.identities = identities;
    }

    /** The file's text for one service. */
    public String text(Ports.Part service) {
        return settings(service).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        "# Written by Afterhours at every start; your own settings go into .own.properties.\n",
                        "\n"));
    }

    Map<String, String> settings(Ports.Part service) {
        var settings = new LinkedHashMap<String, String>();
        var identity = identity(service);
        settings.put("quarkus.http.host", place.listen());
        settings.put("quarkus.http.port", Integer.toString(place.port(service)));
        settings.put("afterhours.http.token-file", place.token().toString());
        settings.put("afterhours.http.hosts", place.hosts());
        settings.put("afterhours.nats.url", "nats://" + place.address(Ports.Part.NATS));
        settings.put("afterhours.nats.credentials", place.credentials(identity).toString());
        settings.put("afterhours.nats.identity", identity);
        if (Parts.hasTables(service)) {
            database(settings, service.toString());
        }
        own(settings, service);
        return settings;
    }

    /** Who a service is on NATS. */
    public static String identity(Ports.Part service) {
        return service == Ports.Part.RUNNER ? RUNNER : service.toString();
    }

    private void database(Map<String, String> settings, String service) {
        settings.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + place.address(Ports.Part.POSTGRES) + "/" + service);
        settings.put("quarkus.datasource.username", service);
        settings.put("quarkus.datasource.password", Postgres.password(state, service));
    }

    /** What one service alone needs to know. */
    private void own(Map<String, String> settings, Ports.Part service) {
        switch (service) {
            case SCHEDULER -> {
                var agents = "afterhours.agents.";
                settings.put(agents + "signing-key-file", place.key("account-signing.seed"));
                settings.put(agents + "account", identities.account());
                settings.put(agents + "account-token-file", place.key(identities.account() + ".jwt"));
                settings.put(agents + "operator-key-file", place.key("operator-signing.seed"));
                settings.put(
                        agents + "keeper-credentials",
                        place.credentials(NatsIdentities.KEEPER).toString());
                settings.put(agents + "nats-url", place.natsUrl());
                settings.put("afterhours.queue.status-file", place.buildStatus().toString());
            }
            case RUNNER -> {
                settings.put("afterhours.runner.folder", place.work().toString());
                settings.put("afterhours.runner.pool", Provisioning.POOL);
            }
            case DASHBOARD -> {
                for (var other : List.of(Ports.Part.SCHEDULER, Ports.Part.COST, Ports.Part.PROGRESS)) {
                    settings.put("afterhours.services." + other, "http://" + place.address(other));
                }
            }
            case COST, PROGRESS, POSTGRES, NATS -> {}
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }
}
