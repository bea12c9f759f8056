package io.afterhours.local.nats;

import io.afterhours.contracts.access.Grants;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of one durable nats-server. Every acknowledged message is on the disk first ({@code sync_interval:
 * always}); the reasons of the other values are in docs/explain.
 *
 * @param listen address and port for clients
 * @param monitor address and port of the monitoring pages, which know no login; absent means none
 * @param tokens folder with the operator's token and the accounts'
 * @param data folder of the streams
 */
public record ServerSettings(String listen, Optional<String> monitor, Path tokens, Path data) {
    /** The file's text. */
    String text(String systemAccount, Storage storage) {
        return """
                # Written by Afterhours at every start; changes are lost.
                server_name: afterhours
                listen: "%s"
                %s
                max_payload: %d
                max_control_line: %d
                max_connections: 2000
                max_subscriptions: 200
                max_pending: 16MB
                write_deadline: "5s"
                ping_interval: "20s"
                ping_max: 2
                lame_duck_duration: "30s"
                lame_duck_grace_period: "5s"
                connect_error_reports: 10
                authorization { timeout: 10 }
                logtime: true
                jetstream {
                  store_dir: "%s"
                  sync_interval: always
                  strict: true
                  max_memory_store: %d
                  max_file_store: %d
                  limits { max_ack_pending: 20000, max_request_batch: 5000, duplicate_window: "10m" }
                }
                operator: "%s"
                system_account: %s
                resolver { type: full, dir: "%s", allow_delete: false }
                """.formatted(
                        listen,
                        monitor.map(address -> "http: \"" + address + "\"").orElse("# no monitoring port"),
                        storage.maxPayload(),
                        Grants.CONNECT_LINE,
                        data,
                        storage.maxMemory(),
                        storage.maxFile(),
                        tokens.resolve(NatsIdentities.OPERATOR),
                        systemAccount,
                        tokens.resolve(NatsIdentities.ACCOUNTS));
    }
}
