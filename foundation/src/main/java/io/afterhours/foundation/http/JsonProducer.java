package io.afterhours.foundation.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterhours.contracts.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Has REST read and write JSON as the bus does, with the same limits. */
@ApplicationScoped
public class JsonProducer {
    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.mapper();
    }
}
