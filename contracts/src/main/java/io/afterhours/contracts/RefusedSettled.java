package io.afterhours.contracts;

import java.time.Instant;

/**
 * A person decided on a message that stood in a service's quarantine; on {@code dead.<service>.settled}.
 *
 * @param service in whose quarantine it stood
 * @param id under which it stood there
 * @param applied whether it was applied after all; else it was removed for good
 * @param by through what the person acted
 * @param subject of the message
 */
public record RefusedSettled(String service, long id, boolean applied, String by, String subject, Instant at) {
    public RefusedSettled {
        Check.id("service", service);
    }
}
