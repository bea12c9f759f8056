package io.afterhours.foundation.config;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Stops the start on a key under {@code afterhours.}, or a variable {@code AFTERHOURS_…}, that nobody knows, and says which one
 * was probably meant.
 */
@ApplicationScoped
public class KeyCheck {
    private static final Logger LOG = Logger.getLogger(KeyCheck.class);

    /** Keys that are read one by one. */
    private static final Set<String> SINGLE =
            Set.of("afterhours.outbox.relay", "afterhours.outbox.streams", "afterhours.root");

    private final Config config;
    private final BeanManager beans;

    KeyCheck(Config config, BeanManager beans) {
        this.config = config;
        this.beans = beans;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        var known = new KnownKeys(keys());
        // Config itself would also tell each variable as a key that it guessed, so the sources are asked.
        for (var source : config.getConfigSources()) {
            if (!(source instanceof EnvConfigSource)) {
                source.getPropertyNames().forEach(name -> refuse(known.strangeKey(name)));
            }
        }
        System.getenv().keySet().forEach(name -> refuse(known.strangeVariable(name)));
    }

    private Set<String> keys() {
        var names = new TreeSet<>(SINGLE);
        for (var bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            for (var type : bean.getTypes()) {
                if (type instanceof Class<?> mapping && mapping.isAnnotationPresent(ConfigMapping.class)) {
                    names.addAll(ConfigMappings.getProperties(ConfigClass.configClass(mapping))
                            .keySet());
                }
            }
        }
        return names;
    }

    private static void refuse(java.util.Optional<String> complaint) {
        complaint.ifPresent(message -> {
            LOG.error(message);
            throw new IllegalStateException(message);
        });
    }
}
