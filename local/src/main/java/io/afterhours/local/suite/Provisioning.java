package io.afterhours.local.suite;

import io.afterhours.contracts.access.Grants;
import io.afterhours.local.nats.NatsIdentities;
import io.afterhours.local.state.StateFolder;

/** Who gets credentials: every service, the runner, and the keeper of the account. */
final class Provisioning {
    /** The pool whose work our runner takes. */
    static final String POOL = "default";

    private Provisioning() {}

    static void users(StateFolder state, NatsIdentities identities, String pool) {
        for (var service : Grants.SERVICES) {
            identities.ensureUser(state.credentials(service), Grants.service(service));
        }
        identities.ensureUser(state.credentials(ServiceSettings.RUNNER), Grants.runner(ServiceSettings.RUNNER, pool));
        identities.ensureKeeper(state.credentials(NatsIdentities.KEEPER));
    }
}
